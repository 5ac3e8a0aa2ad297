/* SPDX-License-Identifier: GPL-3.0-or-later */
/* feed: one calendar feed on standard output, the bytes that are published. */
#include "base/fault.h"
#include "cli/cli.h"
#include "pass/publish/feed_files.h"
#include <stdio.h>

gboolean
command_feed(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 1, 1, error))
    return FALSE;
  g_autofree char *bytes = publish_feed(cli->engine, cli->argv[1], error);
  if (!bytes)
    return FALSE;
  if (fputs(bytes, stdout) >= 0 && fflush(stdout) == 0)
    return TRUE;
  g_set_error(error, FAULT, FAULT_IO, "the feed could not be written");
  return FALSE;
}

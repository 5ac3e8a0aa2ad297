/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup: a consistent copy of the database while the daemon runs. */
#include "cli/cli.h"
#include <stdio.h>

gboolean
command_backup(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 1, 1, error) ||
      !store_backup(cli->store, cli->argv[1], error))
    return FALSE;
  printf("%s is a whole copy of %s\n", cli->argv[1], cli->site->store);
  return TRUE;
}

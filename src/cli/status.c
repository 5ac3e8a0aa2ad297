/* SPDX-License-Identifier: GPL-3.0-or-later */
/* status: what stands, in numbers, and what is wrong. */
#include "office/status.h"
#include "cli/cli.h"

gboolean
command_status(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 0, 0, error))
    return FALSE;
  json_t *status = status_json(cli->engine);
  if (cli->json) {
    cli_print_json(status);
  } else {
    cli_print_lines(status_lines(status));
    json_decref(status);
  }
  return store_healthy(cli->store, error);
}

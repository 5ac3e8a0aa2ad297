/* SPDX-License-Identifier: GPL-3.0-or-later */
/* why: the rule, the days counted, what came when. Takes a ref, an outbox id or a case id. */
#include "base/fault.h"
#include "cli/cli.h"
#include "office/look.h"
#include <stdio.h>

gboolean
command_why(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 1, 1, error))
    return FALSE;
  g_autoptr(GPtrArray) lines = look_why(cli->engine, cli->argv[1]);
  if (!lines) {
    g_set_error(error, FAULT, FAULT_DATA, "%s is no ref, mail or case of ours", cli->argv[1]);
    return FALSE;
  }
  json_t *list = json_array();
  for (guint i = 0; i < lines->len; i++) {
    if (!cli->json)
      puts(lines->pdata[i]);
    json_array_append_new(list, json_string(lines->pdata[i]));
  }
  json_t *whole = json_pack("{s:s, s:o}", "id", cli->argv[1], "lines", list);
  if (cli->json)
    cli_print_json(whole);
  else
    json_decref(whole);
  return store_healthy(cli->store, error);
}

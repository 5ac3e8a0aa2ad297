/* SPDX-License-Identifier: GPL-3.0-or-later */
/* why: the rule, the days counted, what came when. Takes a ref, an outbox id or a case id. */
#include "base/fault.h"
#include "base/ref.h"
#include "cli/cli.h"
#include "pass/tell/explain.h"
#include <stdio.h>

/* A number may be a mail's and a case's: then both are explained. */
static GPtrArray *
explain(const Cli *cli, const char *what)
{
  g_autofree char *ref = ref_parse(what);
  g_autoptr(Obligation) obligation = ref ? obligation_by_ref(cli->store, ref) : NULL;
  if (obligation)
    return explain_obligation(cli->engine, obligation, EXPLAIN_OFFICE);
  gint64 id = g_ascii_strtoll(what, NULL, 10);
  g_autoptr(OutboxMail) mail = id ? outbox_get(cli->store, id) : NULL;
  g_autoptr(Case) c = id ? case_get(cli->store, id) : NULL;
  if (!mail && !c)
    return NULL;
  GPtrArray *lines = mail ? explain_mail(cli->engine, mail) : g_ptr_array_new_with_free_func(g_free);
  if (c)
    g_ptr_array_extend_and_steal(lines, explain_case(cli->engine, c));
  return lines;
}

gboolean
command_why(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 1, 1, error))
    return FALSE;
  g_autoptr(GPtrArray) lines = explain(cli, cli->argv[1]);
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

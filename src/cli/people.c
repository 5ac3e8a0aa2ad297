/* SPDX-License-Identifier: GPL-3.0-or-later */
/* people: what is done to one person's row. renew: new private links, the old ones are gone. */
#include "base/fault.h"
#include "cli/cli.h"
#include "store/tokens.h"
#include <stdio.h>
#include <string.h>

static gboolean
renew(Cli *cli, GError **error)
{
  g_autoptr(Person) person = cli_person(cli, cli->argv[2], error);
  if (!person)
    return FALSE;
  store_begin(cli->store);
  token_renew(cli->store, person->id);
  journal_add(cli->store, person->id, 0, "office", "private calendar links renewed");
  if (!store_commit(cli->store, error))
    return FALSE;
  g_autoptr(GPtrArray) tokens = tokens_of(cli->store, person->id);
  const char *base = cli->site->base_url ? cli->site->base_url : "";
  json_t *links = json_array();
  for (guint i = 0; i < tokens->len; i++) {
    const Token *token = tokens->pdata[i];
    const char *feed = strchr(token->purpose, ':') ? strchr(token->purpose, ':') + 1 : token->purpose;
    g_autofree char *url = g_strdup_printf("%s/feeds/%s.ics", base, token->token);
    if (!cli->json)
      printf("%s  %s\n", feed, url);
    json_array_append_new(links, json_pack("{s:s, s:s}", "feed", feed, "url", url));
  }
  if (!cli->json && !tokens->len)
    printf("%s had no private links yet\n", person->name);
  json_t *whole = json_pack("{s:s, s:o}", "name", person->name, "links", links);
  if (cli->json)
    cli_print_json(whole);
  else
    json_decref(whole);
  return store_healthy(cli->store, error);
}

gboolean
command_people(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 2, 2, error))
    return FALSE;
  if (!strcmp(cli->argv[1], "renew"))
    return renew(cli, error);
  g_set_error(error, FAULT, FAULT_USAGE, "people %s: say renew", cli->argv[1]);
  return FALSE;
}

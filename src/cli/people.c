/* SPDX-License-Identifier: GPL-3.0-or-later */
/* people: what is done to one person's row. */
#include "cli/people.h"
#include "base/fault.h"
#include "base/text.h"
#include "pass/keeping/erase.h"
#include "pass/keeping/removal.h"
#include "pass/pass.h"
#include "pass/publish/pages_office.h"
#include "pass/publish/private.h"
#include "pass/publish/publish.h"
#include "store/forget.h"
#include "store/removal.h"
#include "store/tokens.h"
#include <stdio.h>
#include <string.h>

static void
print_link(const Cli *cli, json_t *links, const char *name, const char *url)
{
  if (!cli->json)
    printf("%s  %s\n", name, url);
  json_array_append_new(links, json_pack("{s:s, s:s}", "feed", name, "url", url));
}

/* The office has one page, whoever it is. */
static gboolean
renew_office(Cli *cli, GError **error)
{
  store_begin(cli->store);
  office_page_renew(cli->engine);
  journal_add(cli->store, 0, 0, "office", "the link of the office's page renewed");
  if (!store_commit(cli->store, error) || !publish(cli->engine, error))
    return FALSE;
  json_t *links = json_array();
  g_autofree char *url = office_page_url(cli->engine);
  if (url)
    print_link(cli, links, "page", url);
  json_t *whole = json_pack("{s:s, s:o}", "name", cli->site->office, "links", links);
  if (cli->json)
    cli_print_json(whole);
  else
    json_decref(whole);
  return store_healthy(cli->store, error);
}

/* New private links; the old ones are gone from this moment on. */
static gboolean
renew(Cli *cli, GError **error)
{
  g_autofree char *address = text_address(cli->argv[2]);
  if (address && !g_strcmp0(address, cli->site->office))
    return renew_office(cli, error);
  g_autoptr(Person) person = cli_person(cli, cli->argv[2], error);
  if (!person)
    return FALSE;
  store_begin(cli->store);
  token_renew(cli->store, person->id);
  journal_add(cli->store, person->id, 0, "office", "private links renewed");
  if (!store_commit(cli->store, error) || !publish(cli->engine, error))
    return FALSE;
  g_autoptr(GPtrArray) tokens = tokens_of(cli->store, person->id);
  json_t *links = json_array();
  for (guint i = 0; i < tokens->len; i++) {
    const Token *token = tokens->pdata[i];
    g_autofree char *url = private_link(cli->engine, token);
    print_link(cli, links, private_name(token), url);
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

void
people_print(const Cli *cli, const char *heading, const GPtrArray *lines)
{
  json_t *list = json_array();
  if (!cli->json)
    printf("%s\n", heading);
  for (guint i = 0; i < lines->len; i++) {
    if (!cli->json)
      printf("  %s\n", (const char *) lines->pdata[i]);
    json_array_append_new(list, json_string(lines->pdata[i]));
  }
  if (cli->json)
    cli_print_json(json_pack("{s:b, s:o}", "done", !cli->dry_run, "lines", list));
  else
    json_decref(list);
}

/* What lies on the server goes at once where it can be reached, else with the next pass. */
static void
remove_from_server(Cli *cli, GPtrArray *lines)
{
  g_autoptr(GError) fault = NULL;
  gint64 wanted = removals_count(cli->store);
  g_autoptr(Mailbox) mailbox = wanted && cli->site->mailbox.url && !mailbox_is_missing(&cli->site->mailbox)
                                   ? mailbox_open(&cli->site->mailbox, cli->clock, cli->seam, &fault)
                                   : NULL;
  if (!fault)
    removal(cli->engine, mailbox, &fault);
  gint64 left = removals_count(cli->store);
  if (wanted > left)
    g_ptr_array_add(lines, g_strdup_printf("mails deleted in the mailbox: %" G_GINT64_FORMAT, wanted - left));
  if (left)
    g_ptr_array_add(
        lines, g_strdup_printf("mails that the next pass deletes in the mailbox: %" G_GINT64_FORMAT "%s%s",
                               left, fault ? ": " : "", fault ? fault->message : ""));
}

static gboolean
forget(Cli *cli, GError **error)
{
  g_autoptr(Person) person = cli_person(cli, cli->argv[2], error);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  if (!person || !erase(cli->engine, person->id, cli->dry_run, lines, error))
    return FALSE;
  if (!cli->dry_run)
    remove_from_server(cli, lines);
  g_ptr_array_add(lines,
                  g_strdup("backups hold all of it still, and copies that people have: replace the one, "
                           "and ask the others"));
  people_print(cli, cli->dry_run ? "This would go:" : "This is gone:", lines);
  return store_healthy(cli->store, error);
}

/* Lets an address in again that belonged to somebody who was erased. */
static gboolean
admit(Cli *cli, GError **error)
{
  const char *address = cli->argv[2];
  if (!address_is_forgotten(cli->store, address)) {
    g_set_error(error, FAULT, FAULT_DATA, "nobody with the address %s was erased here", address);
    return FALSE;
  }
  store_begin(cli->store);
  address_admit(cli->store, address);
  journal_add(cli->store, 0, 0, "office", "an address that was erased is let in again");
  if (!store_commit(cli->store, error))
    return FALSE;
  printf("%s may be on the roster again\n", address);
  return TRUE;
}

gboolean
command_people(Cli *cli, GError **error)
{
  static const struct {
    const char *name;
    int arguments;
    gboolean (*function)(Cli *cli, GError **error);
  } ways[] = {
    { "renew", 2, renew }, { "export", 2, people_export }, { "erase", 2, forget },
    { "admit", 2, admit }, { "merge", 3, people_merge },
  };
  GOptionEntry entries[] = { { "dry-run", 0, 0, G_OPTION_ARG_NONE, &cli->dry_run, "say it and do nothing",
                               NULL },
                             { "output", 'o', 0, G_OPTION_ARG_FILENAME, &cli->output, "the folder", "DIR" },
                             G_OPTION_ENTRY_NULL };
  if (!cli_options(cli, entries, error) || !cli_arguments(cli, 2, 3, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++)
    if (!strcmp(cli->argv[1], ways[i].name))
      return cli_arguments(cli, ways[i].arguments, ways[i].arguments, error) && ways[i].function(cli, error);
  g_set_error(error, FAULT, FAULT_USAGE, "people %s: say export, erase, merge, renew or admit", cli->argv[1]);
  return FALSE;
}

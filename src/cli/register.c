/* SPDX-License-Identifier: GPL-3.0-or-later */
/* register: the register of awards that providers share: our key, our file, theirs, and who is in it. */
#include "base/fault.h"
#include "base/seal.h"
#include "cli/cli.h"
#include "office/exchange.h"
#include "store/registers.h"
#include <stdio.h>
#include <string.h>

static gboolean
print_key(Cli *cli, GError **error)
{
  const char *path = cli->site->register_key;
  if (!path) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s names no key: register = { key_file = \"register.key\"; };",
                cli->site->file);
    return FALSE;
  }
  g_autoptr(SealKey) key =
      g_file_test(path, G_FILE_TEST_EXISTS) ? seal_key_load(path, error) : seal_key_make(path, error);
  if (!key)
    return FALSE;
  g_autofree char *public = seal_key_public(key);
  puts(public);
  return TRUE;
}

static gboolean
export_file(Cli *cli, const char *output, GError **error)
{
  g_autofree char *sealed = exchange_export(cli->engine, cli->argv[2], error);
  if (!sealed)
    return FALSE;
  g_autofree char *line = g_strconcat(sealed, "\n", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new(line, strlen(line));
  return cli_write(bytes, output, error);
}

static gboolean
import_file(Cli *cli, GError **error)
{
  g_autoptr(GBytes) bytes = cli_file(cli->argv[2], error);
  if (!bytes)
    return FALSE;
  gsize n;
  const char *data = g_bytes_get_data(bytes, &n);
  g_autofree char *sealed = g_strndup(n ? data : "", n);
  const char *provider = NULL;
  guint awards = 0;
  store_begin(cli->store);
  if (!exchange_import(cli->engine, sealed, &provider, &awards, error)) {
    store_rollback(cli->store);
    return FALSE;
  }
  if (!store_commit(cli->store, error))
    return FALSE;
  printf("the register of %s: %u %s\n", provider, awards, awards == 1 ? "award" : "awards");
  return TRUE;
}

static gboolean
find_name(Cli *cli)
{
  g_autoptr(GPtrArray) found = register_find(cli->store, cli->argv[2]);
  json_t *list = json_array();
  for (guint i = 0; i < found->len; i++) {
    const Registered *one = found->pdata[i];
    g_autofree char *day = day_format(one->issued);
    json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "provider", one->provider,
                                          "code", one->code, "name", one->name, "school", one->school,
                                          "title", one->title, "words", one->words, "issued", day));
    if (!cli->json)
      printf("%s, %s: %s, issued %s by %s, %s\n", one->name, one->school, one->title, day, one->provider,
             one->code);
  }
  if (cli->json)
    cli_print_json(json_incref(list));
  else if (!found->len)
    printf("no other provider's register holds %s\n", cli->argv[2]);
  json_decref(list);
  return TRUE;
}

gboolean
command_register(Cli *cli, GError **error)
{
  g_autofree char *output = NULL;
  GOptionEntry entries[] = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
                             G_OPTION_ENTRY_NULL };
  if (!cli_options(cli, entries, error) || !cli_arguments(cli, 1, 2, error))
    return FALSE;
  const char *what = cli->argv[1];
  gboolean alone = cli->argc == 2;
  if (!strcmp(what, "key") && alone)
    return print_key(cli, error);
  if (!strcmp(what, "export") && !alone)
    return export_file(cli, output, error);
  if (!strcmp(what, "import") && !alone)
    return import_file(cli, error);
  if (!strcmp(what, "find") && !alone)
    return find_name(cli);
  g_set_error(error, FAULT, FAULT_USAGE,
              "register: say key, export REPORT [--output FILE], import FILE, or find NAME");
  return FALSE;
}

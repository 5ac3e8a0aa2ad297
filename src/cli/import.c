/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import: people, sessions, attendance and activities from a file, as a difference that --dry-run shows and
 * does not make. */
#include "office/import.h"
#include "base/fault.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include <stdio.h>

static void
print_json(const Import *import)
{
  json_t *refused = json_array();
  for (guint i = 0; i < import->refused->len; i++) {
    const ImportFault *fault = import->refused->pdata[i];
    json_array_append_new(refused, json_pack("{s:i, s:s, s:s}", "row", (int) fault->row, "column",
                                             fault->column, "words", fault->words));
  }
  cli_print_json(json_pack("{s:i, s:i, s:i, s:o}", "added", (int) import->added, "changed",
                           (int) import->changed, "unchanged", (int) import->unchanged, "refused", refused));
}

static void
print_words(const char *name, const Import *import, gboolean dry)
{
  for (guint i = 0; i < import->lines->len; i++)
    puts(import->lines->pdata[i]);
  for (guint i = 0; i < import->refused->len; i++) {
    const ImportFault *fault = import->refused->pdata[i];
    fprintf(stderr, "%s:%u: row %u%s%s: %s\n", name, fault->row, fault->row, *fault->column ? ", " : "",
            fault->column, fault->words);
  }
  printf("%s%u added, %u changed, %u as they were\n", dry ? "nothing done; it would be: " : "", import->added,
         import->changed, import->unchanged);
}

/* How many rows have a fault; one may have several. */
static guint
rows_refused(const Import *import)
{
  guint n = 0, last = G_MAXUINT;
  for (guint i = 0; i < import->refused->len; i++) {
    const ImportFault *fault = import->refused->pdata[i];
    n += fault->row != last;
    last = fault->row;
  }
  return n;
}

static Import *
take(Cli *cli, const char *path, const char *name, gboolean dry, GError **error)
{
  g_autoptr(GBytes) bytes = cli_file(path, error);
  if (!bytes)
    return NULL;
  store_begin(cli->store);
  g_autoptr(Import) import = import_take(cli->engine, name, bytes, error);
  if (dry || !import)
    store_rollback(cli->store);
  else if (!store_commit(cli->store, error))
    return NULL;
  return g_steal_pointer(&import);
}

typedef struct {
  Progress *progress;
  guint rows;
} Count;

static gboolean
row_taken(gpointer data)
{
  Count *count = data;
  count->rows++;
  if (progress_due(count->progress))
    progress_draw(count->progress, -1, "%u rows", count->rows);
  return TRUE;
}

static Import *
take_and_tell(Cli *cli, const char *name, gboolean dry, GError **error)
{
  g_autoptr(Progress) progress = progress_new(cli, "importing");
  Count count = { progress, 0 };
  cli->engine->step_done = row_taken;
  cli->engine->step_data = &count;
  Import *import = take(cli, cli->argv[1], name, dry, error);
  cli->engine->step_done = NULL;
  return import;
}

gboolean
command_import(Cli *cli, GError **error)
{
  gboolean dry = FALSE;
  GOptionEntry entries[] = { { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry,
                               "show the difference and change nothing", NULL },
                             G_OPTION_ENTRY_NULL };
  if (!cli_options(cli, entries, error) || !cli_arguments(cli, 1, 1, error))
    return FALSE;
  g_autofree char *name = g_path_get_basename(cli->argv[1]);
  g_autoptr(Import) import = take_and_tell(cli, name, dry, error);
  if (!import)
    return FALSE;
  if (cli->json)
    print_json(import);
  else
    print_words(name, import, dry);
  if (!import->refused->len)
    return TRUE;
  guint n = rows_refused(import);
  g_set_error(error, FAULT, FAULT_DATA, "%s: %u %s refused; the others were %s", name, n,
              n == 1 ? "row was" : "rows were", dry ? "good" : "imported");
  return FALSE;
}

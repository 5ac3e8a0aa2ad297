/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands share: options, arguments, output. Knows no command. */
#include "cli/cli.h"
#include "base/fault.h"
#include "base/text.h"
#include "office/orders.h"
#include "office/status.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* GLib leaves "--" standing where an argument after it begins with a dash: mentord workdays -- DATE -3. */
static void
drop_dashes(Cli *cli)
{
  for (int i = 1; i < cli->argc; i++)
    if (!strcmp(cli->argv[i], "--")) {
      memmove(cli->argv + i, cli->argv + i + 1, (gsize) (cli->argc - i) * sizeof *cli->argv);
      cli->argc--;
      return;
    }
}

gboolean
cli_options(Cli *cli, GOptionEntry *entries, GError **error)
{
  GOptionEntry json[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, "print one JSON document", NULL },
                          G_OPTION_ENTRY_NULL };
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, json, NULL);
  if (entries)
    g_option_context_add_main_entries(context, entries, NULL);
  GError *fault = NULL;
  if (g_option_context_parse(context, &cli->argc, &cli->argv, &fault)) {
    drop_dashes(cli);
    return TRUE;
  }
  g_set_error(error, FAULT, FAULT_USAGE, "%s: %s; mentord help lists what there is", cli->argv[0],
              fault->message);
  g_error_free(fault);
  return FALSE;
}

gboolean
cli_arguments(const Cli *cli, int least, int most, GError **error)
{
  int n = cli->argc - 1;
  if (n >= least && n <= most)
    return TRUE;
  g_set_error(error, FAULT, FAULT_USAGE, "%s: too %s arguments; mentord help lists what there is",
              cli->argv[0], n < least ? "few" : "many");
  return FALSE;
}

gboolean
cli_day(const char *text, Day *day, GError **error)
{
  *day = day_parse(text);
  if (*day != DAY_NONE)
    return TRUE;
  g_set_error(error, FAULT, FAULT_USAGE, "\"%s\" is no date: write it as YYYY-MM-DD", text);
  return FALSE;
}

gboolean
cli_open_engine(Cli *cli, GError **error)
{
  cli->engine = engine_new(cli->site, cli->clock, cli->store, cli->seam, error);
  if (cli->engine) {
    cli->engine->orders = orders_carry_out;
    cli->engine->warnings = status_warnings;
  }
  return cli->engine != NULL;
}

GBytes *
cli_file(const char *path, GError **error)
{
  char *data;
  gsize length;
  g_autoptr(GError) fault = NULL;
  if (g_file_get_contents(path, &data, &length, &fault))
    return g_bytes_new_take(data, length);
  g_set_error(error, FAULT, FAULT_DATA, "%s", fault->message);
  return NULL;
}

void
cli_print_lines(GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    puts(lines->pdata[i]);
  g_ptr_array_unref(lines);
}

void
cli_print_preview(const GPtrArray *lines)
{
  if (lines->len)
    printf("The rules or dates changed since the last pass. With the next one:\n");
  for (guint i = 0; i < lines->len; i++)
    printf("  %s\n", (char *) lines->pdata[i]);
}

void
cli_print_json(json_t *value)
{
  char *text = json_dumps(value, JSON_INDENT(2) | JSON_SORT_KEYS);
  puts(text);
  free(text);
  json_decref(value);
}

gboolean
cli_write(GBytes *bytes, const char *output, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  GError *fault = NULL;
  if (!output && fwrite(data, 1, length, stdout) == length && fflush(stdout) == 0)
    return TRUE;
  if (output && g_file_set_contents(output, data, (gssize) length, &fault))
    return TRUE;
  g_set_error(error, FAULT, FAULT_IO, "%s", fault ? fault->message : "the output could not be written");
  g_clear_error(&fault);
  return FALSE;
}

Person *
cli_person(const Cli *cli, const char *address, GError **error)
{
  g_autofree char *bare = text_address(address);
  g_autoptr(GPtrArray) people = bare ? people_by_address(cli->store, bare) : g_ptr_array_new();
  if (people->len == 1)
    return person_get(cli->store, ((Person *) people->pdata[0])->id);
  if (people->len)
    g_set_error(error, FAULT, FAULT_DATA, "%s is shared by %u people: name one of their own addresses",
                address, people->len);
  else
    g_set_error(error, FAULT, FAULT_DATA, "nobody on the roster has the address %s", address);
  return NULL;
}

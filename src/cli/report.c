/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report: a report of the scheme, as HTML, XLSX, CSV, JSON or PDF; without an id, the list of them. */
#include "base/fault.h"
#include "cli/cli.h"
#include "report/reports.h"
#include <stdio.h>

/* The reports that there are, each by the name that asks for it. */
static void
list_reports(const Cli *cli)
{
  const GPtrArray *schemes = cli->engine->site->schemes->schemes;
  json_t *list = json_array();
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->reports->len; j++) {
      const SchemeReport *rule = scheme->reports->pdata[j];
      g_autofree char *id =
          schemes->len > 1 ? g_strconcat(scheme->id, "/", rule->id, NULL) : g_strdup(rule->id);
      if (cli->json)
        json_array_append_new(list, json_pack("{s:s, s:s}", "id", id, "title", report_title(rule)));
      else
        printf("%-28s  %s\n", id, report_title(rule));
    }
  }
  if (cli->json)
    cli_print_json(list);
  else
    json_decref(list);
}

gboolean
command_report(Cli *cli, GError **error)
{
  g_autofree char *format_name = NULL, *output = NULL, *school_name = NULL;
  GOptionEntry entries[] = { { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, NULL, NULL },
                             { "school", 0, 0, G_OPTION_ARG_STRING, &school_name, NULL, NULL },
                             { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
                             G_OPTION_ENTRY_NULL };
  if (!cli_options(cli, entries, error) || !cli_arguments(cli, 0, 1, error))
    return FALSE;
  if (cli->argc == 1) {
    list_reports(cli);
    return TRUE;
  }
  ReportFormat format = cli->json ? REPORT_JSON : REPORT_HTML;
  if (format_name && !report_format_parse(format_name, &format)) {
    g_set_error(error, FAULT, FAULT_USAGE, "--format %s: say html, xlsx, csv, json or pdf", format_name);
    return FALSE;
  }
  gint64 school = school_name ? school_find(cli->engine->store, school_name) : 0;
  if (school_name && !school) {
    g_set_error(error, FAULT, FAULT_DATA, "no school is called \"%s\"", school_name);
    return FALSE;
  }
  g_autoptr(Report) report = reports_draw(cli->engine, cli->argv[1], school, error);
  g_autoptr(GBytes) bytes = report ? report_write(report, format, error) : NULL;
  if (!bytes)
    return FALSE;
  return cli_write(bytes, output, error);
}

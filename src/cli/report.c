/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report: a report of the scheme, as HTML, XLSX, CSV, JSON or PDF. */
#include "base/fault.h"
#include "cli/cli.h"
#include "report/reports.h"
#include <stdio.h>

gboolean
command_report(Cli *cli, GError **error)
{
  g_autofree char *format_name = NULL, *output = NULL, *school_name = NULL;
  GOptionEntry entries[] = { { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, NULL, NULL },
                             { "school", 0, 0, G_OPTION_ARG_STRING, &school_name, NULL, NULL },
                             { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
                             G_OPTION_ENTRY_NULL };
  if (!cli_options(cli, entries, error) || !cli_arguments(cli, 1, 1, error))
    return FALSE;
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

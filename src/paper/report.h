/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as tables, written as HTML, XLSX, CSV (formulas defused) or JSON. Does not know what it reports.
 */
#pragma once
#include <glib.h>
#include <jansson.h>

typedef struct {
  char *title;
  GPtrArray *columns; /* of char* */
  GPtrArray *rows;    /* of GStrv */
  int chart_label;    /* columns of a bar chart: label and number; -1: no chart */
  int chart_value;
} ReportTable;

typedef struct {
  char *id, *title, *subtitle;
  GPtrArray *tables; /* of ReportTable */
} Report;

Report *report_new(const char *id, const char *title, const char *subtitle);
void report_free(Report *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Report, report_free)
ReportTable *report_add_table(Report *report, const char *title, const char *const *columns);
void report_add_row(ReportTable *table, const char *const *cells);

typedef enum { REPORT_HTML, REPORT_XLSX, REPORT_CSV, REPORT_JSON } ReportFormat;
gboolean report_format_parse(const char *text, ReportFormat *format);
GBytes *report_write(const Report *report, ReportFormat format, GError **error);

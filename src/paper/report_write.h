/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of report.c: its longer ways to write, and what they share. */
#pragma once
#include "paper/report.h"

GBytes *report_write_csv(const Report *report);
GBytes *report_write_json(const Report *report);
GBytes *report_write_html(const Report *report);
GBytes *report_write_xlsx(const Report *report, GError **error);
GBytes *report_write_pdf(const Report *report, GError **error);
/* What a report says, its tables under headings of @level, for a page that has the style of reports too. */
void report_append_html(GString *html, const Report *report, int level);
const char *report_html_style(void);
/* The chart of a table that has one, as <figure>; the table says the same in words. */
void report_append_chart(GString *html, const ReportTable *table);

/* The same as a drawing by itself, in the light. g_free. */
char *report_chart_svg(const ReportTable *table);

/* Whether @text is a number as people write one: "12", "-3.5", "85%" (85, @percent set); not "0121", not
 * "1e5". */
gboolean report_number(const char *text, double *number, gboolean *percent);
/* Whether the chart's columns exist and there is a row to draw. */
gboolean report_table_has_chart(const ReportTable *table);
/* The number in a cell of the chart: 0 for words and for less than nothing. */
double report_chart_number(const ReportTable *table, guint row, int column);
/* The parts of a bar: 1 when it is not split. */
int report_chart_parts(const ReportTable *table);
/* Whether every cell of @column that is not empty is a number. */
gboolean report_column_is_numeric(const ReportTable *table, guint column);

enum { REPORT_SHADES = 5 };
/* The shade of a cell, 0 the darkest; -1: none. */
int report_cell_shade(const ReportTable *table, guint row, guint column);
/* The shade of @part of a split bar. */
int report_part_shade(const ReportTable *table, int part);
ReportTone report_tone(const ReportTable *table, const char *words);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of report.c: its longer ways to write, and what they share. */
#pragma once
#include "paper/report.h"

GBytes *report_write_html(const Report *report);
GBytes *report_write_xlsx(const Report *report, GError **error);

/* Whether @text is a number as people write one: "12", "-3.5", "85%" (85, @percent set); not "0121", not
 * "1e5". */
gboolean report_number(const char *text, double *number, gboolean *percent);
/* Whether the chart's columns exist and there is a row to draw. */
gboolean report_table_has_chart(const ReportTable *table);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The native chart beside a report's table in a workbook: it follows the cells when an office edits them. */
#include "paper/report_xlsx.h"

enum { CHART_ROWS_MOST = 30 };

static const lxw_color_t shades[REPORT_SHADES] = { 0x123A5E, 0x215A8B, 0xA9C8E2, 0xCFE0EE, 0xECF3F9 };
static const lxw_color_t tones[] = { [TONE_GOOD] = 0x2E7D32, [TONE_WAIT] = 0xE0A800, [TONE_BAD] = 0x8F1D1D };

static lxw_color_t
part_color(const ReportTable *table, int part)
{
  ReportTone tone = report_tone(table, table->columns->pdata[table->chart_value + part]);
  return tone ? tones[tone] : shades[report_part_shade(table, part)];
}

static void
add_part(lxw_chart *chart, lxw_worksheet *sheet, const ReportTable *table, int part)
{
  gboolean split = report_chart_parts(table) > 1;
  lxw_row_t first = XLSX_FIRST_ROW, last = XLSX_FIRST_ROW + table->rows->len - 1;
  lxw_col_t label = (lxw_col_t) table->chart_label, value = (lxw_col_t) (table->chart_value + part);
  lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
  lxw_chart_fill fill = { .color = split ? part_color(table, part) : XLSX_NAVY };
  lxw_chart_line line = { .color = LXW_COLOR_WHITE, .width = 0.75 };
  chart_series_set_categories(series, sheet->name, first, label, last, label);
  chart_series_set_values(series, sheet->name, first, value, last, value);
  chart_series_set_name(series, table->columns->pdata[table->chart_value + part]);
  chart_series_set_fill(series, &fill);
  if (split)
    chart_series_set_line(series, &line);
  else
    chart_series_set_labels(series);
}

static char *
chart_title(const ReportTable *table)
{
  const char *label = table->columns->pdata[table->chart_label];
  if (report_chart_parts(table) > 1)
    return g_strdup_printf("%s by %s", table->title, label);
  return g_strdup_printf("%s by %s", (const char *) table->columns->pdata[table->chart_value], label);
}

/* Bars from the top down in the order of the rows, as in the table beside them. libxlsxwriter names the axes
 * of a bar chart as they lie: x is the value's. */
void
report_put_chart(Spreadsheet *spreadsheet, lxw_worksheet *sheet, const ReportTable *table)
{
  gboolean split = report_chart_parts(table) > 1;
  lxw_chart *chart = workbook_add_chart(spreadsheet_book(spreadsheet),
                                        split ? LXW_CHART_BAR_STACKED_PERCENT : LXW_CHART_BAR);
  for (int part = 0; part < report_chart_parts(table); part++)
    add_part(chart, sheet, table, part);
  g_autofree char *title = chart_title(table);
  chart_title_set_name(chart, title);
  if (split)
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  else {
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_off(chart->x_axis); /* each bar says its number */
    chart_axis_set_min(chart->x_axis, 0);
  }
  chart_axis_set_interval_unit(chart->y_axis, 1);
  chart_axis_set_reverse(chart->y_axis);
  chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
  g_autofree char *words = g_strdup_printf("Bar chart of the table beside it: %s", title);
  lxw_chart_options options = { .x_scale = 1.4,
                                .y_scale = MAX(1.0, 0.5 + 0.12 * MIN(table->rows->len, CHART_ROWS_MOST)),
                                .description = words };
  worksheet_insert_chart_opt(sheet, XLSX_FIRST_ROW - 1, (lxw_col_t) (table->columns->len + 1), chart,
                             &options);
}

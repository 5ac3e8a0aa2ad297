/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as a workbook: one sheet a table, numbers as numbers, a native bar chart beside the table. */
#include "base/text.h"
#include "paper/report_write.h"
#include "paper/spreadsheet.h"

enum { NAVY = 0x1F4E79, GRID = 0xA9BACB, GREY = 0x595959 };
enum { FIRST_ROW = 4, HEAD_HEIGHT = 22, WIDTH_LEAST = 10, WIDTH_MOST = 60, CHART_ROWS_MOST = 30 };

typedef struct {
  lxw_format *title, *subtitle, *head, *text, *number, *percent, *day;
} Look;

static lxw_format *
cell_format(lxw_workbook *book, const char *number_format)
{
  lxw_format *format = workbook_add_format(book);
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, GRID);
  format_set_text_wrap(format);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (number_format)
    format_set_num_format(format, number_format);
  return format;
}

static Look
make_look(lxw_workbook *book)
{
  Look look = { .title = workbook_add_format(book),
                .subtitle = workbook_add_format(book),
                .head = cell_format(book, NULL),
                .text = cell_format(book, "@"),
                .number = cell_format(book, NULL),
                .percent = cell_format(book, "0%"),
                .day = cell_format(book, "dd/mm/yyyy") };
  format_set_bold(look.title);
  format_set_font_size(look.title, 16);
  format_set_font_color(look.title, NAVY);
  format_set_font_color(look.subtitle, GREY);
  format_set_bold(look.head);
  format_set_font_color(look.head, LXW_COLOR_WHITE);
  format_set_bg_color(look.head, NAVY);
  format_set_align(look.head, LXW_ALIGN_VERTICAL_CENTER);
  format_set_align(look.day, LXW_ALIGN_LEFT);
  return look;
}

static void
put_cell(lxw_worksheet *sheet, const Look *look, guint row, guint column, const char *cell)
{
  double number;
  gboolean percent;
  if (report_number(cell, &number, &percent))
    worksheet_write_number(sheet, row, (lxw_col_t) column, percent ? number / 100 : number,
                           percent ? look->percent : look->number);
  else if (day_parse(cell) != DAY_NONE)
    spreadsheet_put_day(sheet, row, column, day_parse(cell), look->day);
  else
    spreadsheet_put(sheet, row, column, cell, look->text);
}

static void
size_columns(lxw_worksheet *sheet, const ReportTable *table)
{
  for (guint c = 0; c < table->columns->len; c++) {
    glong width = g_utf8_strlen(table->columns->pdata[c], -1);
    for (guint r = 0; r < table->rows->len; r++)
      width = MAX(width, g_utf8_strlen(((GStrv) table->rows->pdata[r])[c], -1));
    worksheet_set_column(sheet, (lxw_col_t) c, (lxw_col_t) c,
                         (double) CLAMP(width + 3, WIDTH_LEAST, WIDTH_MOST), NULL);
  }
}

/* Bars from the top down in the order of the rows, as in the table beside them. */
static void
put_chart(Spreadsheet *spreadsheet, lxw_worksheet *sheet, const ReportTable *table)
{
  lxw_row_t first = FIRST_ROW, last = FIRST_ROW + table->rows->len - 1;
  lxw_col_t label = (lxw_col_t) table->chart_label, value = (lxw_col_t) table->chart_value;
  /* libxlsxwriter names the axes of a bar chart as they lie: x is the value's */
  lxw_chart *chart = workbook_add_chart(spreadsheet_book(spreadsheet), LXW_CHART_BAR);
  lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
  lxw_chart_fill fill = { .color = NAVY };
  chart_series_set_categories(series, sheet->name, first, label, last, label);
  chart_series_set_values(series, sheet->name, first, value, last, value);
  chart_series_set_name(series, table->columns->pdata[table->chart_value]);
  chart_series_set_labels(series);
  chart_series_set_fill(series, &fill);
  g_autofree char *title =
      g_strdup_printf("%s by %s", (const char *) table->columns->pdata[table->chart_value],
                      (const char *) table->columns->pdata[table->chart_label]);
  chart_title_set_name(chart, title);
  chart_axis_off(chart->x_axis); /* each bar says its number */
  chart_axis_set_interval_unit(chart->y_axis, 1);
  chart_axis_set_reverse(chart->y_axis);
  chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
  chart_axis_set_min(chart->x_axis, 0);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  g_autofree char *words = g_strdup_printf("Bar chart of the table beside it: %s", title);
  lxw_chart_options options = { .x_scale = 1.4,
                                .y_scale = 0.6 + 0.1 * MIN(table->rows->len, CHART_ROWS_MOST),
                                .description = words };
  worksheet_insert_chart_opt(sheet, FIRST_ROW - 1, (lxw_col_t) (table->columns->len + 1), chart, &options);
}

static void
add_table(Spreadsheet *spreadsheet, const Look *look, const Report *report, const ReportTable *table)
{
  lxw_worksheet *sheet = spreadsheet_add_sheet(spreadsheet, table->title);
  guint n = table->columns->len;
  size_columns(sheet, table);
  spreadsheet_put(sheet, 0, 0, table->title, look->title);
  g_autofree char *about =
      g_strdup_printf("%s%s%s", report->title, *report->subtitle ? " · " : "", report->subtitle);
  spreadsheet_put(sheet, 1, 0, about, look->subtitle);
  for (guint c = 0; c < n; c++)
    spreadsheet_put(sheet, FIRST_ROW - 1, c, table->columns->pdata[c], look->head);
  for (guint r = 0; r < table->rows->len; r++)
    for (guint c = 0; c < n; c++)
      put_cell(sheet, look, FIRST_ROW + r, c, ((GStrv) table->rows->pdata[r])[c]);
  worksheet_set_row(sheet, FIRST_ROW - 1, HEAD_HEIGHT, NULL);
  worksheet_freeze_panes(sheet, FIRST_ROW, 0);
  worksheet_repeat_rows(sheet, FIRST_ROW - 1, FIRST_ROW - 1);
  if (n && table->rows->len)
    worksheet_autofilter(sheet, FIRST_ROW - 1, 0, FIRST_ROW + table->rows->len - 1, (lxw_col_t) (n - 1));
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9); /* A4 */
  worksheet_fit_to_pages(sheet, 1, 0);
  spreadsheet_set_footer(sheet, report->title, report->subtitle);
  if (report_table_has_chart(table))
    put_chart(spreadsheet, sheet, table);
}

GBytes *
report_write_xlsx(const Report *report, GError **error)
{
  g_autoptr(Spreadsheet) spreadsheet = spreadsheet_new(report->title, error);
  if (!spreadsheet)
    return NULL;
  Look look = make_look(spreadsheet_book(spreadsheet));
  for (guint t = 0; t < report->tables->len; t++)
    add_table(spreadsheet, &look, report, report->tables->pdata[t]);
  if (!report->tables->len)
    spreadsheet_put(spreadsheet_add_sheet(spreadsheet, report->title), 0, 0, report->title, look.title);
  return spreadsheet_close(spreadsheet, error);
}

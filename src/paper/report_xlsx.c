/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as a workbook: one sheet a table, numbers as numbers. The charts beside them are
 * report_xlsx_chart.c's.
 */
#include "paper/report_xlsx.h"
#include "base/text.h"
#include <string.h>

enum { GRID = 0xA9BACB, GREY = 0x595959, NEED = 0x8FBCE6 };
enum { HEAD_HEIGHT = 22, HEAD_LINE = 15, HEAD_CHARACTERS = 14 };
enum { WIDTH_LEAST = 10, WIDTH_MOST = 60, WIDTH_NUMBERS_MOST = 18 };

typedef struct {
  lxw_format *title, *subtitle, *head, *text, *number, *decimal, *percent, *day;
  lxw_format *tones[TONE_BAD + 1]; /* of words; NULL: as text */
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

static lxw_format *
tone_format(lxw_workbook *book, lxw_color_t ground, lxw_color_t ink)
{
  lxw_format *format = cell_format(book, "@");
  format_set_bg_color(format, ground);
  format_set_font_color(format, ink);
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
                .decimal = cell_format(book, "0.0"),
                .percent = cell_format(book, "0%"),
                .day = cell_format(book, "dd/mm/yyyy"),
                .tones = { [TONE_GOOD] = tone_format(book, 0xE4F2E5, 0x124A18),
                           [TONE_WAIT] = tone_format(book, 0xFFF1CC, 0x5A4000),
                           [TONE_BAD] = tone_format(book, 0x8F1D1D, 0xFFFFFF) } };
  format_set_bold(look.title);
  format_set_font_size(look.title, 16);
  format_set_font_color(look.title, XLSX_NAVY);
  format_set_font_color(look.subtitle, GREY);
  format_set_bold(look.head);
  format_set_font_color(look.head, LXW_COLOR_WHITE);
  format_set_bg_color(look.head, XLSX_NAVY);
  format_set_align(look.head, LXW_ALIGN_VERTICAL_CENTER);
  format_set_align(look.day, LXW_ALIGN_LEFT);
  return look;
}

/* "3.0", which would lose its zero. */
static gboolean
one_decimal(const char *cell)
{
  const char *point = strchr(cell, '.');
  return point && point[1] && !point[2];
}

static void
put_cell(lxw_worksheet *sheet, const Look *look, guint row, guint column, const char *cell, ReportTone tone)
{
  double number;
  gboolean percent;
  if (report_number(cell, &number, &percent))
    worksheet_write_number(sheet, row, (lxw_col_t) column, percent ? number / 100 : number,
                           percent             ? look->percent
                           : one_decimal(cell) ? look->decimal
                                               : look->number);
  else if (day_parse(cell) != DAY_NONE)
    spreadsheet_put_day(sheet, row, column, day_parse(cell), look->day);
  else
    spreadsheet_put(sheet, row, column, cell, look->tones[tone] ? look->tones[tone] : look->text);
}

/* As wide as its cells, but numbers do not stand under a heading of sixty characters: that is wrapped. */
static void
size_columns(lxw_worksheet *sheet, const ReportTable *table)
{
  for (guint c = 0; c < table->columns->len; c++) {
    gboolean narrow = c && report_column_is_numeric(table, c);
    glong width = g_utf8_strlen(table->columns->pdata[c], -1);
    width = narrow ? MIN(width, WIDTH_NUMBERS_MOST) : width;
    for (guint r = 0; r < table->rows->len; r++)
      width = MAX(width, g_utf8_strlen(((GStrv) table->rows->pdata[r])[c], -1));
    worksheet_set_column(sheet, (lxw_col_t) c, (lxw_col_t) c,
                         (double) CLAMP(width + 3, WIDTH_LEAST, WIDTH_MOST), NULL);
  }
}

static double
head_height(const ReportTable *table)
{
  glong lines = 1;
  for (guint c = 0; c < table->columns->len; c++) {
    glong width = g_utf8_strlen(table->columns->pdata[c], -1);
    if (c && report_column_is_numeric(table, c))
      lines = MAX(lines, (width + HEAD_CHARACTERS - 1) / HEAD_CHARACTERS);
  }
  return lines > 1 ? (double) (lines * HEAD_LINE + 6) : HEAD_HEIGHT;
}

/* Lower is darker: there the need is greater. */
static void
shade_cells(lxw_worksheet *sheet, const ReportTable *table)
{
  lxw_conditional_format scale = { .type = LXW_CONDITIONAL_2_COLOR_SCALE,
                                   .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                   .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                   .min_value = 1,
                                   .max_value = table->shade_most,
                                   .min_color = NEED,
                                   .max_color = LXW_COLOR_WHITE };
  if (table->shade_first >= 0 && (guint) table->shade_first < table->columns->len && table->rows->len)
    worksheet_conditional_format_range(sheet, XLSX_FIRST_ROW, (lxw_col_t) table->shade_first,
                                       XLSX_FIRST_ROW + table->rows->len - 1,
                                       (lxw_col_t) (table->columns->len - 1), &scale);
}

/* How it lies on paper, and what stays in sight when it is scrolled. */
static void
set_up_sheet(lxw_worksheet *sheet, const Report *report, const ReportTable *table)
{
  guint n = table->columns->len;
  worksheet_set_row(sheet, XLSX_FIRST_ROW - 1, head_height(table), NULL);
  worksheet_freeze_panes(sheet, XLSX_FIRST_ROW, 0);
  worksheet_repeat_rows(sheet, XLSX_FIRST_ROW - 1, XLSX_FIRST_ROW - 1);
  if (n && table->rows->len)
    worksheet_autofilter(sheet, XLSX_FIRST_ROW - 1, 0, XLSX_FIRST_ROW + table->rows->len - 1,
                         (lxw_col_t) (n - 1));
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9); /* A4 */
  worksheet_fit_to_pages(sheet, 1, 0);
  spreadsheet_set_footer(sheet, report->title, report->subtitle);
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
  if (table->note)
    spreadsheet_put(sheet, 2, 0, table->note, look->subtitle);
  for (guint c = 0; c < n; c++)
    spreadsheet_put(sheet, XLSX_FIRST_ROW - 1, c, table->columns->pdata[c], look->head);
  for (guint r = 0; r < table->rows->len; r++)
    for (guint c = 0; c < n; c++) {
      const char *cell = ((GStrv) table->rows->pdata[r])[c];
      put_cell(sheet, look, XLSX_FIRST_ROW + r, c, cell, report_tone(table, cell));
    }
  shade_cells(sheet, table);
  set_up_sheet(sheet, report, table);
  if (report_table_has_chart(table))
    report_put_chart(spreadsheet, sheet, table);
}

/* The sentences, on a sheet of their own before the tables. */
static void
add_lines(Spreadsheet *spreadsheet, const Look *look, const Report *report)
{
  if (!report->lines->len)
    return;
  lxw_worksheet *sheet = spreadsheet_add_sheet(spreadsheet, "In short");
  worksheet_set_column(sheet, 0, 0, 110, NULL);
  spreadsheet_put(sheet, 0, 0, report->title, look->title);
  spreadsheet_put(sheet, 1, 0, report->subtitle, look->subtitle);
  for (guint i = 0; i < report->lines->len; i++)
    spreadsheet_put(sheet, XLSX_FIRST_ROW - 1 + i, 0, report->lines->pdata[i], look->text);
  worksheet_set_paper(sheet, 9); /* A4 */
  worksheet_fit_to_pages(sheet, 1, 0);
  spreadsheet_set_footer(sheet, report->title, report->subtitle);
}

GBytes *
report_write_xlsx(const Report *report, GError **error)
{
  g_autoptr(Spreadsheet) spreadsheet = spreadsheet_new(report->title, error);
  if (!spreadsheet)
    return NULL;
  Look look = make_look(spreadsheet_book(spreadsheet));
  add_lines(spreadsheet, &look, report);
  for (guint t = 0; t < report->tables->len; t++)
    add_table(spreadsheet, &look, report, report->tables->pdata[t]);
  if (!report->tables->len && !report->lines->len)
    spreadsheet_put(spreadsheet_add_sheet(spreadsheet, report->title), 0, 0, report->title, look.title);
  return spreadsheet_close(spreadsheet, error);
}

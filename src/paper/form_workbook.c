/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form as a workbook: heading, words, a header row, prefilled and empty rows. Does not know what the rows
 * mean. */
#include "base/text.h"
#include "paper/form.h"
#include "paper/form_box.h"
#include "paper/spreadsheet.h"
#include <stdlib.h>
#include <string.h>

/* What Excel bears in a list that is written into the cell's rule itself; longer ones stand on a sheet of
 * their own. */
enum { INLINE_LIST = 255 };
enum {
  HEADING_HEIGHT = 30,
  LINE_HEIGHT = 15,
  AROUND_LINES = 6,
  WIDTH_MOST = 52,
  WIDTH_AROUND = 4,
  LINES_MOST = 25
};
enum { NAVY = 0x1F4E79, GRID = 0xA9BACB, PREFILLED = 0xF3F6FA };

typedef enum { STYLE_TEXT, STYLE_DATE, STYLE_NUMBER, STYLES } Style;

static const struct {
  Style style;
  int width; /* characters */
} kinds[] = {
  [BOX_TEXT] = { STYLE_TEXT, 28 },   [BOX_LINE] = { STYLE_TEXT, 28 },     [BOX_EMAIL] = { STYLE_TEXT, 34 },
  [BOX_DATE] = { STYLE_DATE, 16 },   [BOX_NUMBER] = { STYLE_NUMBER, 12 }, [BOX_YES_NO] = { STYLE_TEXT, 14 },
  [BOX_CHOICE] = { STYLE_TEXT, 14 }, [BOX_RATING] = { STYLE_TEXT, 14 },   [BOX_EVIDENCE] = { STYLE_TEXT, 40 },
};

typedef struct {
  const FormWorkbook *form;
  Spreadsheet *spreadsheet;
  lxw_worksheet *sheet, *lists; /* lists: made when the first long list needs it */
  lxw_format *empty[STYLES], *filled[STYLES], *list_day;
  double *widths; /* of each column, in characters */
  double width;   /* of all */
  guint row;      /* where the next thing is written */
} Drawing;

static lxw_format *
cell_format(lxw_workbook *book, Style style)
{
  static const char *const formats[STYLES] = { "@", "dd/mm/yyyy", "General" };
  lxw_format *format = workbook_add_format(book);
  format_set_num_format(format, formats[style]);
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, GRID);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  format_set_align(format, LXW_ALIGN_LEFT);
  format_set_indent(format, 1);
  format_set_text_wrap(format);
  return format;
}

static void
make_formats(Drawing *drawing)
{
  lxw_workbook *book = spreadsheet_book(drawing->spreadsheet);
  for (Style style = 0; style < STYLES; style++) {
    drawing->empty[style] = cell_format(book, style);
    drawing->filled[style] = cell_format(book, style);
    format_set_bg_color(drawing->filled[style], PREFILLED);
  }
  drawing->list_day = cell_format(book, STYLE_DATE);
}

static int
longest_word(const char *text)
{
  int longest = 0, length = 0;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    length = *p == ' ' ? 0 : length + 1;
    longest = MAX(longest, length);
  }
  return longest;
}

/* The prefilled value, or NULL: rows may be shorter than the columns. */
static const char *
value_at(const FormWorkbook *form, guint row, guint column)
{
  GStrv values = form->rows && row < form->rows->len ? form->rows->pdata[row] : NULL;
  return values && column < g_strv_length(values) ? values[column] : NULL;
}

static double
column_width(const FormWorkbook *form, guint column)
{
  const Box *box = &form->columns[column];
  g_auto(GStrv) choices = box_choices(box);
  const char *label = box->label ? box->label : "";
  glong width = MAX(kinds[box->kind].width, longest_word(label) + WIDTH_AROUND);
  width = MAX(width, g_utf8_strlen(label, -1) / 2 + WIDTH_AROUND);
  for (char **choice = choices; choice && *choice; choice++)
    width = MAX(width, g_utf8_strlen(*choice, -1) + WIDTH_AROUND);
  for (guint r = 0; form->rows && r < form->rows->len; r++) {
    const char *value = value_at(form, r, column);
    width = MAX(width, value ? g_utf8_strlen(value, -1) + WIDTH_AROUND : 0);
  }
  return (double) MIN(width, WIDTH_MOST);
}

static void
size_columns(Drawing *drawing)
{
  drawing->widths = g_new0(double, drawing->form->n_columns);
  for (guint i = 0; i < drawing->form->n_columns; i++) {
    drawing->widths[i] = column_width(drawing->form, i);
    worksheet_set_column(drawing->sheet, (lxw_col_t) i, (lxw_col_t) i, drawing->widths[i], NULL);
    drawing->width += drawing->widths[i];
  }
}

/* Lines that @words take in a space of @width characters, reckoned: LibreOffice and Excel do not measure rows
 * themselves that have a height, nor merged cells at all. */
static double
count_lines(const char *words, double width)
{
  double room = MAX(width - WIDTH_AROUND, 10), lines = 0;
  g_auto(GStrv) paragraphs = g_strsplit(words ? words : "", "\n", -1);
  for (char **paragraph = paragraphs; *paragraph; paragraph++)
    lines += 1 + (int) ((double) g_utf8_strlen(*paragraph, -1) / (room + 1));
  return MIN(lines, LINES_MOST);
}

static void
set_height(Drawing *drawing, guint row, double lines)
{
  worksheet_set_row(drawing->sheet, row, lines * LINE_HEIGHT + AROUND_LINES, NULL);
}

static void
put_words(Drawing *drawing, const char *words, lxw_format *format)
{
  set_height(drawing, drawing->row, count_lines(words, drawing->width));
  spreadsheet_put_across(drawing->sheet, drawing->row++, (guint) MAX(drawing->form->n_columns, 1) - 1, words,
                         format);
}

static void
put_heading(Drawing *drawing)
{
  const FormWorkbook *form = drawing->form;
  lxw_workbook *book = spreadsheet_book(drawing->spreadsheet);
  lxw_format *heading = workbook_add_format(book), *words = workbook_add_format(book);
  format_set_bold(heading);
  format_set_font_size(heading, 18);
  format_set_font_color(heading, NAVY);
  format_set_align(heading, LXW_ALIGN_VERTICAL_CENTER);
  format_set_text_wrap(words);
  format_set_align(words, LXW_ALIGN_VERTICAL_TOP);
  worksheet_set_row(drawing->sheet, 0, HEADING_HEIGHT, NULL);
  spreadsheet_put_across(drawing->sheet, drawing->row++, (guint) MAX(form->n_columns, 1) - 1, form->title,
                         heading);
  g_auto(GStrv) paragraphs = box_paragraphs(form->intro);
  for (char **paragraph = paragraphs; *paragraph; paragraph++)
    put_words(drawing, *paragraph, words);
  guint n_needed;
  g_autofree char *needed = box_labels(form->columns, form->n_columns, TRUE, &n_needed);
  g_autofree char *sentence = needed ? g_strdup_printf("Every row needs %s.", needed) : NULL;
  if (sentence)
    put_words(drawing, sentence, words);
  drawing->row++;
}

static void
put_header(Drawing *drawing)
{
  lxw_format *format = workbook_add_format(spreadsheet_book(drawing->spreadsheet));
  format_set_bold(format);
  format_set_font_color(format, LXW_COLOR_WHITE);
  format_set_bg_color(format, NAVY);
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, GRID);
  format_set_text_wrap(format);
  format_set_indent(format, 1);
  format_set_align(format, LXW_ALIGN_LEFT);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  double lines = 1;
  for (guint i = 0; i < drawing->form->n_columns; i++) {
    const char *label = drawing->form->columns[i].label;
    spreadsheet_put(drawing->sheet, drawing->row, i, label, format);
    lines = MAX(lines, count_lines(label, drawing->widths[i]));
  }
  set_height(drawing, drawing->row, lines);
  worksheet_repeat_rows(drawing->sheet, drawing->row, drawing->row);
  drawing->row++;
  worksheet_freeze_panes(drawing->sheet, drawing->row, 0);
}

static void
put_value(Drawing *drawing, guint row, guint column, const char *value)
{
  const Box *box = &drawing->form->columns[column];
  Style style = kinds[box->kind].style;
  gboolean filled = value && *value;
  lxw_format *format = filled ? drawing->filled[style] : drawing->empty[style];
  char *end = NULL;
  double number = filled && box->kind == BOX_NUMBER ? g_ascii_strtod(value, &end) : 0;
  g_autofree char *shown = box_shown(box, value);
  if (filled && box->kind == BOX_DATE && day_parse(value) != DAY_NONE)
    spreadsheet_put_day(drawing->sheet, row, column, day_parse(value), format);
  else if (end && end != value && !*end)
    worksheet_write_number(drawing->sheet, row, (lxw_col_t) column, number, format);
  else
    spreadsheet_put(drawing->sheet, row, column, shown, format);
}

static guint
count_rows(const FormWorkbook *form)
{
  return (form->rows ? form->rows->len : 0) + form->empty_rows;
}

static void
put_rows(Drawing *drawing)
{
  const FormWorkbook *form = drawing->form;
  for (guint r = 0; r < count_rows(form); r++) {
    double lines = 1;
    for (guint c = 0; c < form->n_columns; c++) {
      const char *value = value_at(form, r, c);
      put_value(drawing, drawing->row + r, c, value);
      lines = MAX(lines, count_lines(value, drawing->widths[c]));
    }
    set_height(drawing, drawing->row + r, lines);
  }
}

static gboolean
fits_inline(const GStrv choices)
{
  gsize length = 0;
  for (char **choice = choices; *choice; choice++) {
    if (strpbrk(*choice, ",\""))
      return FALSE;
    length += (gsize) g_utf8_strlen(*choice, -1) + 1;
  }
  return length <= INLINE_LIST;
}

/* Writes the list of @column to the hidden sheet; returns the formula that names it. */
static char *
put_list(Drawing *drawing, guint column, const GStrv choices)
{
  const Box *box = &drawing->form->columns[column];
  if (!drawing->lists) {
    drawing->lists = spreadsheet_add_sheet(drawing->spreadsheet, "Lists");
    worksheet_hide(drawing->lists);
  }
  guint n = 0;
  if (box->kind == BOX_DATE)
    for (const char *const *of = box->of; *of; of++)
      if (day_parse(*of) != DAY_NONE)
        spreadsheet_put_day(drawing->lists, n++, column, day_parse(*of), drawing->list_day);
  for (char **choice = choices; box->kind != BOX_DATE && *choice; choice++)
    spreadsheet_put(drawing->lists, n++, column, *choice, NULL);
  char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell_abs(first, 0, (lxw_col_t) column, TRUE, TRUE);
  lxw_rowcol_to_cell_abs(last, MAX(n, 1) - 1, (lxw_col_t) column, TRUE, TRUE);
  return g_strdup_printf("%s!%s:%s", drawing->lists->quoted_name, first, last);
}

/* libxlsxwriter (1.1.4) loses the formula's memory when it is given a list by formula. Here it is given a
 * list of one word, whose text is then exchanged in the rule that the library keeps. */
static void
add_rule_by_formula(lxw_worksheet *sheet, const guint cells[4], lxw_data_validation *rule,
                    const char *formula)
{
  char word[] = "x", *list[] = { word, NULL };
  rule->value_list = list;
  worksheet_data_validation_range(sheet, cells[0], (lxw_col_t) cells[1], cells[2], (lxw_col_t) cells[3],
                                  rule);
  lxw_data_val_obj *kept = NULL, *each;
  STAILQ_FOREACH(each, sheet->data_validations, list_pointers)
  kept = each;
  free(kept->value_formula);
  kept->value_formula = strdup(formula);
}

/* A date outside a list may be typed after a warning, for somebody may have come on another day. */
static void
add_list_rule(Drawing *drawing, guint column, const GStrv choices)
{
  gboolean day = drawing->form->columns[column].kind == BOX_DATE;
  const guint cells[4] = { drawing->row, column, drawing->row + count_rows(drawing->form) - 1, column };
  lxw_data_validation rule = {
    .validate = LXW_VALIDATION_TYPE_LIST,
    .error_title = day ? "Another date?" : "Not in the list",
    .error_message =
        day ? "This date is not one of the list. Keep it all the same?" : "Please choose one of the list.",
    .error_type = day ? LXW_VALIDATION_ERROR_TYPE_WARNING : LXW_VALIDATION_ERROR_TYPE_STOP,
  };
  if (day || !fits_inline(choices)) {
    g_autofree char *formula = put_list(drawing, column, choices);
    add_rule_by_formula(drawing->sheet, cells, &rule, formula);
    return;
  }
  rule.value_list = choices;
  worksheet_data_validation_range(drawing->sheet, cells[0], (lxw_col_t) cells[1], cells[2],
                                  (lxw_col_t) cells[3], &rule);
}

static void
add_plain_rule(Drawing *drawing, guint column)
{
  gboolean day = drawing->form->columns[column].kind == BOX_DATE;
  lxw_data_validation rule = {
    .validate = day ? LXW_VALIDATION_TYPE_DATE : LXW_VALIDATION_TYPE_DECIMAL,
    .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
    .minimum_datetime = { .year = 1900, .month = 1, .day = 1 },
    .maximum_datetime = { .year = 2199, .month = 12, .day = 31 },
    .minimum_number = -1e9,
    .maximum_number = 1e9,
    .error_title = day ? "Not a date" : "Not a number",
    .error_message =
        day ? "Please write a date as day/month/year, for example 06/10/2026." : "Please write a number.",
  };
  worksheet_data_validation_range(drawing->sheet, drawing->row, (lxw_col_t) column,
                                  drawing->row + count_rows(drawing->form) - 1, (lxw_col_t) column, &rule);
}

static void
add_rules(Drawing *drawing)
{
  for (guint c = 0; c < drawing->form->n_columns; c++) {
    const Box *box = &drawing->form->columns[c];
    g_auto(GStrv) choices = box_choices(box);
    if (choices && *choices)
      add_list_rule(drawing, c, choices);
    else if (box->kind == BOX_DATE || box->kind == BOX_NUMBER)
      add_plain_rule(drawing, c);
  }
}

static void
set_print(Drawing *drawing)
{
  const FormWorkbook *form = drawing->form;
  g_autofree char *ref =
      g_strdup_printf("Ref %s%s%s", form->ref ? form->ref : "", form->version ? " · Version " : "",
                      form->version ? form->version : "");
  worksheet_set_landscape(drawing->sheet);
  worksheet_set_paper(drawing->sheet, 9); /* A4 */
  worksheet_fit_to_pages(drawing->sheet, 1, 0);
  worksheet_set_margins(drawing->sheet, 0.5, 0.5, 0.6, 0.7);
  spreadsheet_set_footer(drawing->sheet, drawing->form->title, ref);
}

static void
set_property(Drawing *drawing, const char *name, const char *value)
{
  g_autofree char *clean = text_clean(value ? value : "", -1, 250, FALSE);
  if (*clean)
    workbook_set_custom_property_string(spreadsheet_book(drawing->spreadsheet), name, clean);
}

GBytes *
form_workbook_draw(const FormWorkbook *form, GError **error)
{
  g_autoptr(Spreadsheet) spreadsheet = spreadsheet_new(form->title, error);
  if (!spreadsheet)
    return NULL;
  Drawing drawing = { .form = form, .spreadsheet = spreadsheet };
  drawing.sheet = spreadsheet_add_sheet(spreadsheet, form->title);
  worksheet_gridlines(drawing.sheet, LXW_HIDE_ALL_GRIDLINES);
  make_formats(&drawing);
  size_columns(&drawing);
  put_heading(&drawing);
  put_header(&drawing);
  put_rows(&drawing);
  if (count_rows(form))
    add_rules(&drawing);
  set_print(&drawing);
  set_property(&drawing, "mentord-ref", form->ref);
  set_property(&drawing, "mentord-form", form->form);
  set_property(&drawing, "mentord-version", form->version);
  g_free(drawing.widths);
  return spreadsheet_close(spreadsheet, error);
}

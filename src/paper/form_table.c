/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections as tables. A row is a label and its answer; a date stands in the row of what it is the date of,
 * with its own label beside it. What explains a box, and the scale of ratings, reaches across the row above.
 * Element names and their order: ECMA-376-1 (transitional), part 17.4. */
#include "paper/form_table.h"
#include "base/text.h"
#include "paper/form_box.h"
#include "paper/form_control.h"
#include "paper/package.h"
#include <string.h>

/* Twentieths of a point: A4 less 2 cm on each side is 9638 wide. */
enum { ROW_HEIGHT = 480, LINE_HEIGHT = 290, TEXT_LINES = 3, COLUMNS = 4 };
#define NAVY "1F4E79"
#define PALE "E8EFF6"
#define FAINT "F4F7FA"

/* How wide the columns are: label, answer, label of a date, date. Two are used where nothing has a date. */
typedef struct {
  int widths[COLUMNS];
  guint n;
} Plan;

static const Plan answers = { { 3402, 6236 }, 2 }; /* words are written */
static const Plan marks = { { 7138, 2500 }, 2 };   /* a mark or a yes is chosen */
static const Plan marks_dated = { { 3938, 1500, 2300, 1900 }, 4 };
static const Plan answers_dated = { { 2600, 3138, 2000, 1900 }, 4 };

typedef struct {
  GString *xml;
  const Box *boxes; /* of the whole document */
  gsize n_boxes;
  const Plan *plan;
} Table;

static gboolean
is_mark(const Box *box)
{
  return box->kind == BOX_YES_NO || box->kind == BOX_RATING;
}

/* The date that is written beside the box at @i, which is the one below it; NULL: it has none. */
static const Box *
date_beside(const Table *table, gsize i)
{
  const Box *date = i + 1 < table->n_boxes ? &table->boxes[i + 1] : NULL;
  gboolean its = date && date->kind == BOX_DATE && !date->section && !date->help && date->date_of &&
                 !g_strcmp0(date->date_of, table->boxes[i].id) && table->boxes[i].kind != BOX_DATE;
  return its ? date : NULL;
}

/* The end of the section that begins at @first. */
static gsize
section_end(const Table *table, gsize first)
{
  gsize i = first + 1;
  while (i < table->n_boxes && !table->boxes[i].section)
    i++;
  return i;
}

static const Plan *
plan_for(const Table *table, gsize first, gsize end)
{
  gboolean dated = FALSE, only_marks = TRUE;
  for (gsize i = first; i < end; i++) {
    const Box *date = date_beside(table, i);
    only_marks = only_marks && is_mark(&table->boxes[i]);
    if (!date)
      continue;
    dated = TRUE;
    i++;
  }
  if (dated)
    return only_marks ? &marks_dated : &answers_dated;
  return only_marks ? &marks : &answers;
}

/* The width of @n columns from @column on. */
static int
width_of(const Plan *plan, guint column, guint n)
{
  int width = 0;
  for (guint i = column; i < column + n; i++)
    width += plan->widths[i];
  return width;
}

static void
begin_cell(const Table *table, guint column, guint n, const char *fill)
{
  g_string_append_printf(table->xml, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>",
                         width_of(table->plan, column, n));
  if (n > 1)
    g_string_append_printf(table->xml, "<w:gridSpan w:val=\"%u\"/>", n);
  if (fill)
    g_string_append_printf(table->xml, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%s\"/>", fill);
  g_string_append(table->xml, "<w:vAlign w:val=\"center\"/></w:tcPr>");
}

static void
add_words(const Table *table, guint column, guint n, const char *fill, const char *style, const char *words)
{
  begin_cell(table, column, n, fill);
  form_paragraph(table->xml, style, words);
  g_string_append(table->xml, "</w:tc>");
}

static void
add_answer(const Table *table, guint column, guint n, const Box *box)
{
  begin_cell(table, column, n, NULL);
  g_string_append(table->xml, "<w:p><w:pPr><w:pStyle w:val=\"Answer\"/></w:pPr>");
  form_control(table->xml, box, (guint) (box - table->boxes));
  g_string_append(table->xml, "</w:p></w:tc>");
}

static void
begin_row(const Table *table, const char *marks_of_row, int height)
{
  g_string_append_printf(
      table->xml, "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"%d\" w:hRule=\"atLeast\"/>%s</w:trPr>",
      height, marks_of_row);
}

static void
add_head(const Table *table, const Box *first)
{
  begin_row(table, "<w:tblHeader/>", ROW_HEIGHT);
  add_words(table, 0, 1, NAVY, first->section ? "SectionHead" : "ColumnHead",
            first->section ? first->section : "Question");
  add_words(table, 1, table->plan->n - 1, NAVY, "ColumnHead", "Your answer");
  g_string_append(table->xml, "</w:tr>");
}

/* A row of words alone, kept with the row that they explain. */
static void
add_help(const Table *table, const char *words)
{
  begin_row(table, "", ROW_HEIGHT);
  add_words(table, 0, table->plan->n, FAINT, "Help", words);
  g_string_append(table->xml, "</w:tr>");
}

/* What the marks mean, before the first of several with the same scale. g_free. */
static char *
scale_words(const Table *table, gsize i, gsize first)
{
  const Box *box = &table->boxes[i], *before = i > first ? box - 1 : NULL;
  guint n = box->kind == BOX_RATING && box->of ? g_strv_length((GStrv) box->of) : 0;
  if (n < 2 || (before && before->kind == BOX_RATING && g_strv_length((GStrv) before->of) == n))
    return NULL;
  return g_strdup_printf("%s is the lowest mark, %s the highest.", box->of[0], box->of[n - 1]);
}

static int
height_of(const Box *box)
{
  gboolean writing = box->kind == BOX_TEXT && (!box->value || !*box->value);
  int lines = writing ? (box->lines ? box->lines : TEXT_LINES) : 1;
  return MAX(ROW_HEIGHT, lines * LINE_HEIGHT + ROW_HEIGHT - LINE_HEIGHT);
}

static void
add_row(const Table *table, const Box *box, const Box *date)
{
  guint n = table->plan->n;
  begin_row(table, "", height_of(box));
  add_words(table, 0, 1, PALE, "Label", box->label ? box->label : "");
  gboolean narrow = date || (n == COLUMNS && is_mark(box));
  add_answer(table, 1, narrow ? 1 : n - 1, box);
  if (date) {
    add_words(table, 2, 1, PALE, "Label", date->label ? date->label : "");
    add_answer(table, 3, 1, date);
  } else if (narrow)
    add_words(table, 2, 2, FAINT, "Answer", "");
  g_string_append(table->xml, "</w:tr>");
}

static void
begin_table(const Table *table, const char *title)
{
  g_string_append(
      table->xml,
      "<w:tbl><w:tblPr><w:tblStyle w:val=\"FormTable\"/><w:tblW w:w=\"9638\" w:type=\"dxa\"/>"
      "<w:tblLayout w:type=\"fixed\"/>"
      "<w:tblLook w:val=\"04A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" "
      "w:noHBand=\"0\" w:noVBand=\"1\"/><w:tblCaption w:val=\"");
  package_escape(table->xml, title);
  g_string_append(table->xml,
                  "\"/><w:tblDescription w:val=\"Questions in the first column, your answers beside them.\"/>"
                  "</w:tblPr><w:tblGrid>");
  for (guint i = 0; i < table->plan->n; i++)
    g_string_append_printf(table->xml, "<w:gridCol w:w=\"%d\"/>", table->plan->widths[i]);
  g_string_append(table->xml, "</w:tblGrid>");
}

static void
add_section(Table *table, const char *title, gsize first, gsize end)
{
  const Box *head = &table->boxes[first];
  table->plan = plan_for(table, first, end);
  g_autofree char *clean = text_clean(head->section ? head->section : title ? title : "", -1, 0, FALSE);
  begin_table(table, clean);
  add_head(table, head);
  for (gsize i = first; i < end; i++) {
    const Box *box = &table->boxes[i], *date = date_beside(table, i);
    g_autofree char *scale = scale_words(table, i, first);
    if (box->help || scale)
      add_help(table, box->help ? box->help : scale);
    add_row(table, box, date);
    i += date != NULL;
  }
  g_string_append(table->xml, "</w:tbl>");
}

void
form_tables(GString *xml, const char *title, const Box *boxes, gsize n_boxes)
{
  Table table = { .xml = xml, .boxes = boxes, .n_boxes = n_boxes };
  for (gsize i = 0; i < n_boxes;) {
    gsize end = section_end(&table, i);
    add_section(&table, title, i, end);
    i = end;
    form_paragraph(xml, "Gap", ""); /* Word makes one of two tables that touch */
  }
}

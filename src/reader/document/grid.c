/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables into fields. One rule for every format:
 *
 * 1. A table is a *matrix* if its cells are ticks under headings: grid_matrix.c.
 * 2. It is a *list* if its first row is a heading and rows of as many cells follow. A heading is marked as
 * one, or it has three cells or more, none of them empty, doubled, holding a control, ending in a colon or
 * looking like data; it is none if only every second cell is bold, or if every second cell asks, as in the
 * row below. With two columns it is one only if all below its second cell are e-mail addresses, or if of two
 * rows the first alone asks: a form may have a heading too, which then is no field. A list gives no fields
 * but those of its controls, each named by the cell to its left in the second column, in the others by its
 * title, by "the row's words: the heading" or by its tag; the rows stand in the table. A list of one single
 * row is read as labels above their values.
 * 3. Anything else is a *form*, row by row: a cell that is not empty is a label, the cell beside it its
 * value, then the next pair. Numbering before the label is skipped, and in a row of three an empty second
 * cell yields to the third. A label that reaches down over several rows collects the values beside it; a
 * value that reaches down answers each label beside it. Cells that hold `Label: value` in themselves, side by
 * side, are passages, and labels with colons side by side are questions without an answer.
 * 4. A row in which every cell reads as a label (ends with : or ?, or is bold), followed by a last row or by
 * another row of labels, stands above its values.
 * 5. A row of three bold cells or more, with rows of as many below it, is a list within the form.
 * 6. A cell alone in its row, and not under a label of that kind, is a passage: its own lines and controls.
 * 7. Every control gives a field, whatever stands around it.
 */
#include "reader/document/grid_inside.h"
#include <string.h>

#define SPAN_LIMIT 63 /* Word has no more columns */

static void
cell_free(gpointer data)
{
  GridCell *cell = data;
  g_free(cell->text);
  g_free(cell->inner);
  g_clear_pointer(&cell->controls, g_ptr_array_unref);
  g_free(cell);
}

static void
row_free(gpointer data)
{
  GridRow *row = data;
  g_ptr_array_unref(row->cells);
  g_free(row);
}

Grid *
grid_new(void)
{
  Grid *grid = g_new0(Grid, 1);
  grid->rows = g_ptr_array_new_with_free_func(row_free);
  return grid;
}

void
grid_free(Grid *grid)
{
  if (!grid)
    return;
  g_ptr_array_unref(grid->rows);
  g_free(grid);
}

GridRow *
grid_add_row(Grid *grid)
{
  GridRow *row = g_new0(GridRow, 1);
  row->cells = g_ptr_array_new_with_free_func(cell_free);
  g_ptr_array_add(grid->rows, row);
  return row;
}

GridCell *
grid_add_cell(Grid *grid, GridRow *row, guint span, char *text)
{
  const GridCell *last = row->cells->len ? row->cells->pdata[row->cells->len - 1] : NULL;
  GridCell *cell = g_new0(GridCell, 1);
  cell->column = last ? last->column + last->span : row->before;
  cell->span = CLAMP(span, 1, SPAN_LIMIT);
  cell->text = text;
  g_ptr_array_add(row->cells, cell);
  grid->columns = MAX(grid->columns, cell->column + cell->span);
  return cell;
}

const GridCell *
grid_cell(const Grid *grid, guint row, guint column)
{
  for (guint i = 0; row < grid->rows->len && i < row_at(grid, row)->cells->len; i++) {
    const GridCell *cell = cell_at(row_at(grid, row), i);
    if (cell->column <= column && column < cell->column + cell->span)
      return cell->owner ? cell->owner : cell;
  }
  return NULL;
}

/* Says of each cell into which one reaches down which that is: row by row, both rows being in order. */
static void
find_owners(const Grid *grid)
{
  for (guint i = 1; i < grid->rows->len; i++)
    for (guint j = 0, k = 0; j < row_at(grid, i)->cells->len; j++) {
      GridCell *cell = row_at(grid, i)->cells->pdata[j];
      const GridRow *above = row_at(grid, i - 1);
      while (k < above->cells->len && cell_at(above, k)->column < cell->column)
        k++;
      const GridCell *same = cell->above ? cell_at(above, k) : NULL;
      if (same && same->column == cell->column)
        cell->owner = same->owner ? same->owner : same;
    }
}

gboolean
grid_has_text(const GridCell *cell)
{
  const char *p = cell ? cell->text : "";
  while (*p && (strchr(" \t\n", *p) || !strncmp(p, PASSAGE_PICTURE, 3)))
    p += *p == *PASSAGE_PICTURE ? 3 : 1;
  return *p != '\0';
}

/* A row in which each cell reads as a label. */
static gboolean
is_label_row(const GridRow *row)
{
  for (guint i = 0; i < row->cells->len; i++) {
    const GridCell *cell = cell_at(row, i);
    if (!grid_has_text(cell) || cell->controls || cell->above ||
        (!cell->strong && !passage_is_label(cell->text)))
      return FALSE;
  }
  return row->cells->len > 0;
}

/* Whether some cell has its label and its value in itself. */
static gboolean
has_pairs(const GridRow *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    if (passage_is_pair(cell_at(row, i)->text))
      return TRUE;
  return FALSE;
}

/* Whether row @i holds labels and the next one their values. */
static gboolean
stands_above(const Grid *grid, guint i)
{
  if (i + 1 >= grid->rows->len)
    return FALSE;
  const GridRow *row = row_at(grid, i), *next = row_at(grid, i + 1);
  const GridRow *last = i ? row_at(grid, i - 1) : NULL;
  guint n = row->cells->len;
  if (n > 1 && last && last->cells->len == n && is_label_row(last)) /* labels alone, one after another */
    return FALSE;
  if (n == 1 && cell_at(row, 0)->room) /* the answer belongs below the label, in its cell */
    return FALSE;
  if (row->cells->len != next->cells->len || !is_label_row(row) || is_label_row(next) || has_pairs(next))
    return FALSE;
  return i + 2 == grid->rows->len || row->cells->len == 1 || is_label_row(row_at(grid, i + 2)) ||
         row_at(grid, i + 2)->cells->len != row->cells->len;
}

/* The end of the list that row @i begins within a form: a heading of three cells or more, bold all of them,
 * and rows of as many that are not. @i if it begins none. */
static guint
list_within(const Grid *grid, guint i)
{
  const GridRow *heading = row_at(grid, i);
  for (guint j = 0; j < heading->cells->len; j++)
    if (!cell_at(heading, j)->strong || !grid_has_text(cell_at(heading, j)))
      return i;
  guint end = i + 1;
  while (end < grid->rows->len && row_at(grid, end)->cells->len == heading->cells->len &&
         !is_label_row(row_at(grid, end)))
    end++;
  return heading->cells->len > 2 && end > i + 2 ? end : i;
}

static void
pair(ReadingDocument *document, const GridCell *label, const GridCell *value)
{
  gboolean framed = !grid_has_text(value) && value->nested;
  if (framed && !value->inner) /* the answer is the table within, which has its own fields */
    return;
  g_autofree char *words = passage_label(label->text, -1);
  passage_value(document, words, framed ? value->inner : value->text, value->controls, "cell");
}

static void
values_below(ReadingDocument *document, const GridRow *labels, const GridRow *values)
{
  for (guint i = 0; i < labels->cells->len; i++)
    pair(document, cell_at(labels, i), cell_at(values, i));
}

/* "1.", "3a", "(b)", "iv)", "Q12", "2.1": a short one of digits and single letters. */
static gboolean
is_numbering(const GridCell *cell)
{
  gsize n = strlen(cell->text), letters = 0, digits = 0;
  if (!n || n > 6 || cell->controls)
    return FALSE;
  for (const char *p = cell->text; *p; p++) {
    letters += g_ascii_isalpha(*p) != 0;
    digits += g_ascii_isdigit(*p) != 0;
    if (!g_ascii_isalnum(*p) && !strchr(".():", *p))
      return FALSE;
  }
  gboolean roman = letters && letters == strspn(cell->text + (*cell->text == '('), "ivxIVX");
  return letters + digits && (letters <= 1 || (roman && !digits));
}

/* Whether the first cell only counts the row: it does not, where numbers are the labels. */
static gboolean
is_numbered(const GridRow *row)
{
  guint n = row->cells->len;
  return n > 2 && is_numbering(cell_at(row, 0)) && (n == 3 || !is_numbering(cell_at(row, 2)));
}

/* The controls of a cell that nothing else has read. */
static void
cell_controls(ReadingDocument *document, const GridCell *cell)
{
  if (cell && cell->controls)
    passage_fields(document, cell->text, cell->controls, NULL);
}

/* A label reaches down beside @value: what belongs to its field, or a passage if it is no label. */
static void
continue_field(ReadingDocument *document, const GridCell *label, const GridCell *value)
{
  guint place = label->owner ? label->owner->field : 0;
  if (!place) {
    passage_fields(document, value->text, value->controls, NULL);
    return;
  }
  ReadingField *field = document->fields->pdata[place - 1];
  if (grid_has_text(value) && !value->above) {
    char *joined = *field->value ? g_strconcat(field->value, "\n", value->text, NULL) : g_strdup(value->text);
    g_free(field->value);
    field->value = joined;
  }
  cell_controls(document, value);
}

static gboolean
is_only_box(const GridCell *cell)
{
  return cell->controls && cell->controls->len == 1 && strlen(cell->text) <= 4 &&
         strcmp(((const Control *) cell->controls->pdata[0])->as, "checkbox") == 0;
}

/* The words of a label that ends with a colon. */
static gboolean
ends_with_colon(const GridCell *cell)
{
  return !cell->controls && passage_is_label(cell->text) && !strchr(cell->text, '?');
}

/* A cell with its label and its value in itself, or with a label for which no cell is left, beside others of
 * that kind. */
static gboolean
own_label(ReadingDocument *document, const GridCell *cell, const GridCell *next)
{
  gboolean labelled = !next || passage_is_pair(next->text) || ends_with_colon(next);
  if (cell->controls || !labelled)
    return FALSE;
  if (passage_is_pair(cell->text)) {
    passage_fields(document, cell->text, NULL, NULL);
  } else if (ends_with_colon(cell)) {
    g_autofree char *words = passage_label(cell->text, -1);
    reading_add_field(document, words, "", "cell", NULL);
  } else {
    return FALSE;
  }
  return TRUE;
}

/* In a row of three: an empty second cell yields to the third, and what stands behind a value is a remark. */
static const GridCell *
value_of_three(ReadingDocument *document, const GridCell *second, const GridCell *third)
{
  if (!grid_has_text(second) && !second->controls)
    return third;
  cell_controls(document, third);
  return second;
}

static void
label_field(ReadingDocument *document, GridCell *label, const GridCell *value)
{
  guint before = document->fields->len;
  pair(document, label, value);
  label->field = document->fields->len > before ? before + 1 : 0;
}

/* Reads the label at cell @j of a form's row and its value; how many cells that took. */
static guint
form_pair(ReadingDocument *document, const GridRow *row, guint j)
{
  GridCell *label = row->cells->pdata[j];
  const GridCell *value = cell_at(row, j + 1);
  gboolean box_first = is_only_box(label) && grid_has_text(value) && !is_only_box(value);
  gboolean three = row->cells->len == 3 && value && cell_at(row, j + 2);
  if ((label->controls && !box_first) || (!label->above && own_label(document, label, value))) {
    cell_controls(document, label);
    return 1;
  }
  if (!value || (!label->above && !grid_has_text(label)))
    return 1;
  if (value->owner && !label->above)
    value = value->owner;
  if (three)
    value = value_of_three(document, value, cell_at(row, j + 2));
  if (label->above)
    continue_field(document, label, value);
  else if (box_first)
    pair(document, value, label);
  else
    label_field(document, label, value);
  return three ? 3 : 2;
}

static void
form_row(ReadingDocument *document, const GridRow *row)
{
  guint n = row->cells->len;
  if (n == 1) {
    passage_fields(document, cell_at(row, 0)->text, cell_at(row, 0)->controls, NULL);
    return;
  }
  for (guint j = 0; row->header && j < n; j++)
    cell_controls(document, cell_at(row, j));
  for (guint j = is_numbered(row); !row->header && j < n;)
    j += form_pair(document, row, j);
}

/* The controls of a list within a form. */
static void
list_rows(const Grid *grid, ReadingDocument *document, guint from, guint end)
{
  for (guint i = from; i < end; i++)
    for (guint j = 0; j < row_at(grid, i)->cells->len; j++)
      cell_controls(document, cell_at(row_at(grid, i), j));
}

void
grid_fields(Grid *grid, ReadingDocument *document)
{
  find_owners(grid);
  if (grid_matrix(grid, document))
    return;
  gboolean list = grid_is_list(grid);
  if (list && grid->rows->len == 2)
    values_below(document, row_at(grid, 0), row_at(grid, 1));
  else if (list)
    grid_list_controls(grid, document);
  for (guint i = 0; !list && i < grid->rows->len; i++) {
    guint end = list_within(grid, i);
    if (end > i) {
      list_rows(grid, document, i, end);
      i = end - 1;
    } else if (stands_above(grid, i)) {
      values_below(document, row_at(grid, i), row_at(grid, i + 1));
      i++;
    } else {
      form_row(document, row_at(grid, i));
    }
  }
}

void
grid_fill(const Grid *grid, ReadingTable *table)
{
  for (guint i = 0; i < grid->rows->len; i++) {
    const GridRow *row = row_at(grid, i);
    GPtrArray *cells = g_ptr_array_sized_new(grid->columns + 1);
    for (guint j = 0; j < row->before; j++)
      g_ptr_array_add(cells, g_strdup(""));
    for (guint j = 0; j < row->cells->len; j++) {
      const GridCell *cell = cell_at(row, j);
      g_ptr_array_add(cells, passage_plain(cell->text));
      for (guint k = 1; k < cell->span; k++)
        g_ptr_array_add(cells, g_strdup(""));
    }
    g_ptr_array_add(cells, NULL);
    g_ptr_array_add(table->rows, g_ptr_array_free(cells, FALSE));
  }
}

void
grid_table(const Grid *grid, ReadingDocument *document, const char *sheet)
{
  grid_fill(grid, reading_add_table(document, sheet, FALSE));
}

void
grid_append_text(const Grid *grid, GString *text)
{
  for (guint i = 0; i < grid->rows->len; i++)
    for (guint j = 0; j < row_at(grid, i)->cells->len; j++) {
      const GridCell *cell = cell_at(row_at(grid, i), j);
      if (grid_has_text(cell))
        g_string_append_printf(text, "%s%s", text->len ? "\n" : "", cell->text);
    }
}

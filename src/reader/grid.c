/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables into fields. One rule for every format:
 *
 * 1. A table is a *matrix* if its cells are ticks under headings: grid_matrix.c.
 * 2. It is a *list* if its first row is a heading and rows of as many cells follow. A heading is marked as
 * one, or it has three cells or more, none of them empty, doubled, holding a control, ending in a colon or
 * looking like data; it is none if only every second cell is bold, or if every second cell asks, as in the
 * row below. With two columns it is one only if all below its second cell are e-mail addresses, or if of two
 * rows the first alone asks: a form may have a heading too, which then is no field. A list gives no fields
 * but those of its controls, each named by the cell to its left in the second column, by its title, its tag
 * or its heading in the others; the rows stand in the table. A list of one single row is read as labels above
 * their values.
 * 3. Anything else is a *form*, row by row: a cell that is not empty is a label, the cell beside it its
 * value, then the next pair. In a row of three, numbering before the label is skipped, and an empty second
 * cell yields to the third. A label that reaches down over several rows collects the values beside it; a
 * value that reaches down answers each label beside it. Cells that hold `Label: value` in themselves, side by
 * side, are passages, and labels with colons side by side are questions without an answer.
 * 4. A row in which every cell reads as a label (ends with : or ?, or is bold), followed by a last row or by
 * another row of labels, stands above its values.
 * 5. A cell alone in its row, and not under a label of that kind, is a passage: its own lines and controls.
 * 6. Every control gives a field, whatever stands around it.
 */
#include "reader/grid.h"
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

static const GridRow *
row_at(const Grid *grid, guint i)
{
  return grid->rows->pdata[i];
}

static const GridCell *
cell_at(const GridRow *row, guint i)
{
  return i < row->cells->len ? row->cells->pdata[i] : NULL;
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

gboolean
grid_is_data(const char *text)
{
  gsize digits = 0, others = 0;
  for (const char *p = text; *p; p++) {
    if (*p == '@')
      return TRUE;
    digits += g_ascii_isdigit(*p) != 0;
    others += g_ascii_isalpha(*p) || (guchar) *p >= 0x80;
  }
  return digits && digits >= others;
}

static gboolean
is_doubled(const GridRow *row, guint i)
{
  for (guint j = 0; j < i; j++)
    if (!strcmp(cell_at(row, i)->text, cell_at(row, j)->text))
      return TRUE;
  return FALSE;
}

static gboolean
could_be_heading(const GridRow *row)
{
  for (guint i = 0; i < row->cells->len; i++) {
    const GridCell *cell = cell_at(row, i);
    if (!grid_has_text(cell) || cell->controls || cell->nested || cell->above || strlen(cell->text) > 200 ||
        (passage_is_label(cell->text) && !strchr(cell->text, '?')) || grid_is_data(cell->text) ||
        is_doubled(row, i))
      return FALSE;
  }
  return TRUE;
}

/* Whether a cell has one of the words with which forms of all kinds ask: the hint where a table gives no
 * other. */
static gboolean
asks(const GridCell *cell)
{
  static const char *const words[] = { "name",       "school",    "college",     "date",      "email",
                                       "e-mail",     "address",   "phone",       "telephone", "role",
                                       "title",      "phase",     "subject",     "year",      "term",
                                       "hours",      "signed",    "signature",   "comments",  "rating",
                                       "department", "programme", "course",      "number",    "time",
                                       "position",   "job",       "organisation" };
  g_autofree char *lower = g_utf8_strdown(cell->text, -1);
  g_auto(GStrv) parts = strlen(lower) <= 80 ? g_strsplit_set(lower, " :?/()\n", -1) : NULL;
  for (guint i = 0; parts && parts[i]; i++)
    for (guint j = 0; j < G_N_ELEMENTS(words); j++)
      if (!strcmp(parts[i], words[j]))
        return TRUE;
  return FALSE;
}

/* Labels with their values between them: bold in every second cell alone, or asking there in the row below
 * too. */
static gboolean
alternates(const GridRow *row, const GridRow *below)
{
  gboolean bold = row->cells->len > 1, asking = bold, answered = FALSE;
  for (guint i = 0; i < row->cells->len; i++) {
    gboolean even = i % 2 == 0;
    bold &= cell_at(row, i)->strong == even;
    asking &= !even || (asks(cell_at(row, i)) && asks(cell_at(below, i)));
    answered |= !even && !asks(cell_at(row, i));
  }
  return bold || (asking && answered);
}

/* Two by two, and only the first row asks. */
static gboolean
asks_above(const Grid *grid)
{
  const GridRow *first = row_at(grid, 0), *second = row_at(grid, 1);
  return grid->rows->len == 2 && asks(cell_at(first, 0)) && asks(cell_at(first, 1)) &&
         !asks(cell_at(second, 0)) && !asks(cell_at(second, 1));
}

static gboolean
all_addresses_below(const Grid *grid)
{
  for (guint i = 1; i < grid->rows->len; i++) {
    const GridCell *cell = cell_at(row_at(grid, i), 1);
    if (grid_has_text(cell) && !strchr(cell->text, '@'))
      return FALSE;
  }
  return grid->rows->len > 2;
}

static gboolean
is_list(const Grid *grid)
{
  if (grid->rows->len < 2)
    return FALSE;
  const GridRow *first = row_at(grid, 0);
  if (first->cells->len != row_at(grid, 1)->cells->len || first->cells->len < 2 || !could_be_heading(first))
    return FALSE;
  if (first->cells->len == 2) /* a form of two columns may well have a heading: "Question | Your answer" */
    return all_addresses_below(grid) || asks_above(grid);
  if (first->header)
    return TRUE;
  return !alternates(first, row_at(grid, 1));
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
  if (row->cells->len != next->cells->len || !is_label_row(row) || is_label_row(next) || has_pairs(next))
    return FALSE;
  return i + 2 == grid->rows->len || row->cells->len == 1 || is_label_row(row_at(grid, i + 2)) ||
         row_at(grid, i + 2)->cells->len != row->cells->len;
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

static gboolean
is_numbering(const GridCell *cell)
{
  gsize n = strlen(cell->text);
  gsize letters = strspn(cell->text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  return n && n <= 5 && !cell->controls && letters <= 1 &&
         n == letters + strspn(cell->text + letters, "0123456789.)");
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
  for (guint j = n == 3 && is_numbering(cell_at(row, 0)) ? 1 : 0; !row->header && j < n;)
    j += form_pair(document, row, j);
}

static void
list_controls(const Grid *grid, ReadingDocument *document)
{
  const GridRow *heading = row_at(grid, 0);
  for (guint i = 1; i < grid->rows->len; i++)
    for (guint j = 0; j < row_at(grid, i)->cells->len; j++) {
      const GridCell *cell = cell_at(row_at(grid, i), j), *title = cell_at(heading, j);
      if (!cell->controls)
        continue;
      const Control *control = cell->controls->pdata[0];
      const GridCell *beside = j == 1 ? cell_at(row_at(grid, i), 0) : NULL;
      const char *name = grid_has_text(beside) ? beside->text
                         : control->alias      ? control->alias
                                               : control->tag;
      g_autofree char *label = passage_label(name ? name : title ? title->text : "", -1);
      passage_value(document, label, cell->text, cell->controls, "cell");
    }
}

void
grid_fields(Grid *grid, ReadingDocument *document)
{
  find_owners(grid);
  if (grid_matrix(grid, document))
    return;
  gboolean list = is_list(grid);
  if (list && grid->rows->len == 2)
    values_below(document, row_at(grid, 0), row_at(grid, 1));
  else if (list)
    list_controls(grid, document);
  for (guint i = 0; !list && i < grid->rows->len; i++) {
    if (stands_above(grid, i)) {
      values_below(document, row_at(grid, i), row_at(grid, i + 1));
      i++;
    } else {
      form_row(document, row_at(grid, i));
    }
  }
}

void
grid_table(const Grid *grid, ReadingDocument *document, const char *sheet)
{
  ReadingTable *table = reading_add_table(document, sheet, FALSE);
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
grid_append_text(const Grid *grid, GString *text)
{
  for (guint i = 0; i < grid->rows->len; i++)
    for (guint j = 0; j < row_at(grid, i)->cells->len; j++) {
      const GridCell *cell = cell_at(row_at(grid, i), j);
      if (grid_has_text(cell))
        g_string_append_printf(text, "%s%s", text->len ? "\n" : "", cell->text);
    }
}

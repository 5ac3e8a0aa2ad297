/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling a table cell by cell, and reading its blocks as forms. Knows no file format. */
#include "reader/workbook/sheet.h"
#include <string.h>

#define GAP_LIMIT 1000 /* empty rows kept between two that are not */
#define FORM_ROWS 200
#define MERGED_LIMIT 1000
#define MARKS 3 /* bytes beside the text: quotes and a comma */

Sheet *
sheet_new(ReadingDocument *document, const char *name, gboolean hidden, guint *left)
{
  Sheet *sheet = g_new0(Sheet, 1);
  sheet->table = reading_add_table(document, name, hidden);
  sheet->merged = g_array_new(FALSE, FALSE, sizeof(SheetSpan));
  sheet->left = left;
  return sheet;
}

void
sheet_free(Sheet *sheet)
{
  g_clear_pointer(&sheet->row, g_ptr_array_unref);
  g_array_unref(sheet->merged);
  g_free(sheet);
}

/* Room for a row, or for a cell with @n bytes of text. */
static gboolean
spend(Sheet *sheet, gsize n)
{
  if (n + MARKS > *sheet->left) {
    sheet->cut = TRUE;
    return FALSE;
  }
  *sheet->left -= (guint) n + MARKS;
  return TRUE;
}

static void
close_row(Sheet *sheet)
{
  if (!sheet->row)
    return;
  GPtrArray *row = g_steal_pointer(&sheet->row);
  g_ptr_array_add(row, NULL);
  g_ptr_array_add(sheet->table->rows, g_ptr_array_free(row, FALSE));
}

void
sheet_row(Sheet *sheet, guint row)
{
  close_row(sheet);
  if (row < sheet->next) /* out of order: one after another, nothing lost */
    row = sheet->next;
  for (guint gap = 0; sheet->next < row && gap < GAP_LIMIT && spend(sheet, 0); gap++, sheet->next++)
    g_ptr_array_add(sheet->table->rows, g_new0(char *, 1));
  sheet->next = row + 1;
  if (spend(sheet, 0))
    sheet->row = g_ptr_array_new_full(8, g_free);
}

void
sheet_cell(Sheet *sheet, guint column, char *text)
{
  GPtrArray *row = sheet->row;
  if (!row || column >= SHEET_COLUMNS || !*text) {
    sheet->cut |= *text && row && column >= SHEET_COLUMNS;
    g_free(text);
    return;
  }
  gsize n = strlen(text);
  if (column < row->len && !*(char *) row->pdata[column] && spend(sheet, n)) {
    g_free(row->pdata[column]);
    row->pdata[column] = text;
    return;
  }
  while (row->len <= column && spend(sheet, row->len < column ? 0 : n))
    g_ptr_array_add(row, row->len < column ? g_strdup("") : g_steal_pointer(&text));
  g_free(text);
}

void
sheet_merge(Sheet *sheet, SheetSpan span)
{
  if (sheet->merged->len < MERGED_LIMIT)
    g_array_append_val(sheet->merged, span);
}

static const SheetSpan *
span_of(const Sheet *sheet, guint row, guint column)
{
  for (guint i = 0; i < sheet->merged->len; i++) {
    const SheetSpan *span = &g_array_index(sheet->merged, SheetSpan, i);
    if (row >= span->top && row <= span->bottom && column >= span->left && column <= span->right)
      return span;
  }
  return NULL;
}

static GStrv
cells_of(const Sheet *sheet, guint row)
{
  return sheet->table->rows->pdata[row];
}

static gboolean
is_empty(const Sheet *sheet, guint row)
{
  GStrv cells = cells_of(sheet, row);
  for (guint i = 0; cells[i]; i++)
    if (*cells[i])
      return FALSE;
  return TRUE;
}

/* The first column of rows [from, to) that is not empty everywhere. */
static guint
left_edge(const Sheet *sheet, guint from, guint to)
{
  guint left = G_MAXUINT;
  for (guint i = from; i < to; i++) {
    GStrv cells = cells_of(sheet, i);
    for (guint j = 0; j < left && cells[j]; j++)
      if (*cells[j])
        left = j;
  }
  return left;
}

static void
add_grid_row(Grid *grid, const Sheet *sheet, guint row, guint left)
{
  GStrv cells = cells_of(sheet, row);
  guint n = g_strv_length(cells);
  gboolean wide = FALSE;
  GridRow *grid_row = grid_add_row(grid);
  for (guint j = left; j < n; j++) {
    const SheetSpan *span = span_of(sheet, row, j);
    guint width = span ? span->right - MAX(span->left, left) + 1 : 1;
    GridCell *cell = grid_add_cell(grid, grid_row, width, g_strdup(cells[j]));
    cell->above = span && row > span->top;
    wide |= width > 1;
    j += width - 1;
  }
  if (grid_row->cells->len == 1 && !wide) /* a label whose answer is still empty */
    grid_add_cell(grid, grid_row, 1, g_strdup(""));
}

static void
block_fields(const Sheet *sheet, guint from, guint to, ReadingDocument *document)
{
  g_autoptr(Grid) grid = grid_new();
  guint left = left_edge(sheet, from, to);
  for (guint i = from; i < to; i++)
    add_grid_row(grid, sheet, i, left);
  grid_fields(grid, document);
}

void
sheet_finish(Sheet *sheet, ReadingDocument *document)
{
  close_row(sheet);
  guint n = sheet->table->rows->len;
  while (n && is_empty(sheet, n - 1))
    g_ptr_array_remove_index(sheet->table->rows, --n);
  for (guint i = 0; i < n && !sheet->table->hidden;) {
    guint end = i;
    while (end < n && !is_empty(sheet, end))
      end++;
    if (end > i && end - i <= FORM_ROWS)
      block_fields(sheet, i, end, document);
    i = end + 1;
  }
}

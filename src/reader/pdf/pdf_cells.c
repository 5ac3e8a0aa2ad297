/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a printed page: the words between the same four ruled lines are one cell, and cells make the grid
 * that a document's own table would be, so that one rule finds the fields of both. */
#include "reader/document/grid.h"
#include "reader/pdf/pdf.h"
#include <math.h>
#include <string.h>

#define NEAR 2.0    /* points by which lines of one edge may differ */
#define WRAPPED 0.7 /* of a cell's width: a line that reaches so far went on for want of room */

typedef struct {
  PdfBox box;
  GString *text;
  PdfBox last; /* the line that was added last */
} Cell;

static void
cell_free(gpointer data)
{
  Cell *cell = data;
  g_string_free(cell->text, TRUE);
  g_free(cell);
}

static double
middle(double from, double to)
{
  return (from + to) / 2;
}

/* The four lines around a point; FALSE if one is missing, or if they frame the page rather than a cell. */
static gboolean
cell_around(const GArray *rules, const PdfBox *page, double x, double y, PdfBox *cell)
{
  *cell = (PdfBox){ -1, -1, INFINITY, INFINITY };
  for (guint i = 0; i < rules->len; i++) {
    const PdfRule *rule = &g_array_index(rules, PdfRule, i);
    double along = rule->upright ? y : x, across = rule->upright ? x : y;
    double *before = rule->upright ? &cell->left : &cell->top;
    double *behind = rule->upright ? &cell->right : &cell->bottom;
    if (along < rule->from - NEAR || along > rule->to + NEAR)
      continue;
    if (rule->at <= across)
      *before = fmax(*before, rule->at);
    else
      *behind = fmin(*behind, rule->at);
  }
  gboolean closed = cell->left >= 0 && cell->top >= 0 && isfinite(cell->right) && isfinite(cell->bottom);
  return closed &&
         (cell->bottom - cell->top < 0.4 * page->bottom || cell->right - cell->left < 0.7 * page->right);
}

static gboolean
is_near(double one, double other)
{
  return fabs(one - other) <= NEAR;
}

static Cell *
cell_for(GPtrArray *cells, const PdfBox *box)
{
  for (guint i = cells->len; i-- > 0;) {
    Cell *cell = cells->pdata[i];
    if (is_near(cell->box.left, box->left) && is_near(cell->box.top, box->top) &&
        is_near(cell->box.right, box->right) && is_near(cell->box.bottom, box->bottom))
      return cell;
  }
  Cell *cell = g_new(Cell, 1);
  *cell = (Cell){ .box = *box, .text = g_string_new(NULL) };
  g_ptr_array_add(cells, cell);
  return cell;
}

/* Pieces come from the top and from the left: one to the right of the last goes on with its line. */
static void
add_piece(Cell *cell, const PdfPiece *piece)
{
  double width = cell->box.right - cell->box.left;
  gboolean same = middle(piece->box.top, piece->box.bottom) < cell->last.bottom;
  gboolean wrapped = cell->last.right > cell->box.left + WRAPPED * width;
  if (cell->text->len)
    g_string_append_c(cell->text, same || wrapped ? ' ' : '\n');
  g_string_append(cell->text, piece->text->str);
  cell->last = piece->box;
}

static gint
by_place(gconstpointer a, gconstpointer b)
{
  const Cell *one = *(Cell *const *) a, *other = *(Cell *const *) b;
  double first =
      is_near(one->box.top, other->box.top) ? one->box.left - other->box.left : one->box.top - other->box.top;
  return first < 0 ? -1 : first > 0;
}

static gint
by_value(gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;
  return one < other ? -1 : one > other;
}

/* The edges of the columns of cells [from, to), each once. */
static GArray *
find_edges(const GPtrArray *cells, guint from, guint to)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(double)), *edges = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = from; i < to; i++) {
    const Cell *cell = cells->pdata[i];
    g_array_append_val(all, cell->box.left);
    g_array_append_val(all, cell->box.right);
  }
  g_array_sort(all, by_value);
  for (guint i = 0; i < all->len; i++) {
    double edge = g_array_index(all, double, i);
    if (!edges->len || !is_near(edge, g_array_index(edges, double, edges->len - 1)))
      g_array_append_val(edges, edge);
  }
  g_array_unref(all);
  return edges;
}

static guint
edge_of(const GArray *edges, double x)
{
  guint i = 0;
  while (i + 1 < edges->len && g_array_index(edges, double, i) < x - NEAR)
    i++;
  return i;
}

/* Fills @row up to column @until with an empty cell. */
static guint
fill_row(Grid *grid, GridRow *row, guint column, guint until)
{
  if (until > column)
    grid_add_cell(grid, row, until - column, g_strdup(""));
  return MAX(column, until);
}

/* The row that begins at @top: its own cells, and those above that reach down into it. */
static void
add_row(Grid *grid, const GPtrArray *cells, guint from, guint to, double top, const GArray *edges)
{
  GridRow *row = grid_add_row(grid);
  guint column = 0;
  g_autoptr(GPtrArray) here = g_ptr_array_new();
  for (guint i = from; i < to; i++) {
    Cell *cell = cells->pdata[i];
    if (cell->box.top < top + NEAR && cell->box.bottom > top + NEAR)
      g_ptr_array_add(here, cell);
  }
  for (guint i = 1; i < here->len; i++) /* from the left; there are few */
    for (guint j = i; j && ((Cell *) here->pdata[j])->box.left < ((Cell *) here->pdata[j - 1])->box.left;
         j--) {
      gpointer swap = here->pdata[j];
      here->pdata[j] = here->pdata[j - 1];
      here->pdata[j - 1] = swap;
    }
  for (guint i = 0; i < here->len; i++) {
    const Cell *cell = here->pdata[i];
    guint first = edge_of(edges, cell->box.left), end = MAX(edge_of(edges, cell->box.right), first + 1);
    gboolean above = !is_near(cell->box.top, top);
    column = fill_row(grid, row, column, first);
    if (column >= end)
      continue;
    grid_add_cell(grid, row, end - column, g_strdup(above ? "" : cell->text->str))->above = above;
    column = end;
  }
  fill_row(grid, row, column, edges->len - 1);
}

static void
read_table(const GPtrArray *cells, guint from, guint to, ReadingDocument *document)
{
  g_autoptr(GArray) edges = find_edges(cells, from, to);
  g_autoptr(Grid) grid = grid_new();
  double top = -INFINITY;
  for (guint i = from; i < to; i++) {
    const Cell *cell = cells->pdata[i];
    if (is_near(cell->box.top, top))
      continue;
    top = cell->box.top;
    add_row(grid, cells, from, to, top, edges);
  }
  guint first = document->fields->len;
  grid_fields(grid, document);
  for (guint i = first; i < document->fields->len; i++) { /* what is guessed says so */
    ReadingField *field = document->fields->pdata[i];
    g_free(field->as);
    field->as = g_strdup("line");
  }
}

void
pdf_cells_read(const PdfPage *page, GPtrArray *pieces, ReadingDocument *document)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(cell_free);
  for (guint i = 0; i < pieces->len && cells->len < PDF_FIELDS; i++) {
    PdfPiece *piece = pieces->pdata[i];
    PdfBox box;
    piece->ruled = cell_around(page->rules, &page->box, middle(piece->box.left, piece->box.right),
                               middle(piece->box.top, piece->box.bottom), &box);
    if (piece->ruled)
      add_piece(cell_for(cells, &box), piece);
  }
  g_ptr_array_sort(cells, by_place);
  for (guint from = 0, to; from < cells->len; from = to) {
    double bottom = ((const Cell *) cells->pdata[from])->box.bottom;
    for (to = from + 1; to < cells->len && ((const Cell *) cells->pdata[to])->box.top <= bottom + NEAR; to++)
      bottom = fmax(bottom, ((const Cell *) cells->pdata[to])->box.bottom);
    read_table(cells, from, to, document);
  }
}

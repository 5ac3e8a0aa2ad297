/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that are answered by a tick in the right column: criteria down the side, ratings along the top.
 *
 * A table is such a matrix, and no ordinary one, if two columns or more, the *ratings*, have a heading of
 * their own, be it a picture, and below it nothing but ticks, boxes and empty cells, and if every row has
 * words of its own before them. Besides, something must show that ticks are meant: boxes are drawn in the
 * cells; or there is a bare tick or an x, and no row has more than one (a register has several); or the
 * headings are the steps of a scale. Rows above the headings and rows of a single cell are captions. Where
 * boxes are drawn, so are rows without any.
 *
 * The field's label is the row's words, its value the heading of the column that is ticked; "" if none is.
 * What stands in other columns behind the first rating is a field of its own, "the row's words: the heading".
 */
#include "reader/document/boxes.h"
#include "reader/document/grid_inside.h"
#include <string.h>

#define HEADING_WITHIN 3 /* rows */
#define COLUMNS_LIMIT 63

typedef enum { CELL_BLANK, CELL_BOX, CELL_TICK, CELL_CROSS, CELL_OTHER } Mark;

typedef struct {
  const Grid *grid;
  guint heading;    /* the row of it */
  guint first;      /* the first column of ratings */
  gboolean *rating; /* by column */
  gboolean boxed;   /* some box is drawn */
} Matrix;

/* Signs by which people choose; where one row has ticks too, a cross says no. */
static Mark
typed_mark(const char *words)
{
  static const char *const ticks[] = { "x", "X", "*", "\u25cf", "\u2022", "\u2705" };
  static const char *const crosses[] = { "\u2717", "\u2718", "\u2715", "\u2716", "\u00d7", "\u274c" };
  for (guint i = 0; i < G_N_ELEMENTS(ticks); i++)
    if (!strcmp(words, ticks[i]))
      return CELL_TICK;
  for (guint i = 0; i < G_N_ELEMENTS(crosses); i++)
    if (!strcmp(words, crosses[i]))
      return CELL_CROSS;
  return CELL_OTHER;
}

static Mark
mark_of(const GridCell *cell)
{
  if (!cell || (!grid_has_text(cell) && !cell->controls))
    return CELL_BLANK;
  const char *end = cell->text + strlen(cell->text);
  g_autoptr(GArray) boxes = boxes_find(cell->text, cell->text, end, cell->controls);
  if (boxes->len == 1 && (!cell->controls || cell->controls->len == 1)) {
    const Box *box = &g_array_index(boxes, Box, 0);
    g_autofree char *before = passage_fold(cell->text, box->at - cell->text);
    g_autofree char *after = passage_fold(box->end, end - box->end);
    if (!*before && !*after)
      return box->ticked ? CELL_TICK : CELL_BOX;
  }
  g_autofree char *words = passage_fold(cell->text, -1);
  return cell->controls || cell->nested ? CELL_OTHER : typed_mark(words);
}

static gboolean
is_drawn(const GridCell *cell)
{
  const char *end = cell->text + strlen(cell->text);
  g_autoptr(GArray) boxes = boxes_find(cell->text, cell->text, end, cell->controls);
  return boxes->len && g_array_index(boxes, Box, 0).drawn;
}

static gboolean
is_caption(const Matrix *matrix, guint row)
{
  const GridRow *cells = row_at(matrix->grid, row);
  gboolean any = FALSE, box = FALSE;
  for (guint c = 0; c < matrix->grid->columns; c++) {
    const GridCell *cell = grid_cell(matrix->grid, row, c);
    any |= grid_has_text(cell);
    box |= matrix->rating[c] && mark_of(cell) != CELL_BLANK;
  }
  return cells->cells->len < 2 || !any || (matrix->boxed && !box);
}

/* The words of @row before its ratings: those next to them, without numbering. */
static char *
words_of(const Matrix *matrix, guint row)
{
  for (guint c = matrix->first; c-- > 0;) {
    const GridCell *cell = grid_cell(matrix->grid, row, c);
    if (grid_has_text(cell) && !cell->controls && mark_of(cell) == CELL_OTHER)
      return passage_label(cell->text, -1);
  }
  return NULL;
}

/* Whether @column has a heading of its own and only marks below it. */
static gboolean
is_rating(const Matrix *matrix, guint column)
{
  const Grid *grid = matrix->grid;
  const GridCell *heading = grid_cell(grid, matrix->heading, column);
  gboolean shown = heading && (grid_has_text(heading) ? mark_of(heading) == CELL_OTHER
                                                      : strstr(heading->text, PASSAGE_PICTURE) != NULL);
  if (!shown || heading->span > 1 || heading->controls)
    return FALSE;
  for (guint i = matrix->heading + 1; i < grid->rows->len; i++) {
    const GridCell *cell = grid_cell(grid, i, column);
    gboolean wide = cell && row_at(grid, i)->cells->len < 2;
    if (!wide && mark_of(cell) == CELL_OTHER)
      return FALSE;
  }
  return TRUE;
}

/* One of a scale of numbers, or of the words that scales are made of. */
static gboolean
is_step(const GridCell *heading)
{
  static const char *const words[] = {
    "yes",     "no",     "n/a",      "agree",      "disagree", "never",          "sometimes",
    "often",   "always", "poor",     "fair",       "good",     "excellent",      "met",
    "not met", "partly", "emerging", "developing", "secure",   "strongly agree", "strongly disagree",
    "neutral"
  };
  g_autofree char *text = passage_label(heading->text, -1);
  if (*text && strlen(text) <= 2 && strspn(text, "0123456789") == strlen(text))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (!g_ascii_strcasecmp(text, words[i]))
      return TRUE;
  return FALSE;
}

/* Whether something shows that ticks are meant. */
static gboolean
is_for_ticks(Matrix *matrix)
{
  gboolean any = FALSE, several = FALSE, scale = TRUE;
  for (guint i = matrix->heading; i < matrix->grid->rows->len; i++) {
    guint ticks = 0, crosses = 0;
    for (guint c = matrix->first; c < matrix->grid->columns; c++) {
      const GridCell *cell = matrix->rating[c] ? grid_cell(matrix->grid, i, c) : NULL;
      if (cell && i == matrix->heading) {
        scale &= is_step(cell);
        continue;
      }
      Mark mark = mark_of(cell);
      ticks += mark == CELL_TICK;
      crosses += mark == CELL_CROSS;
      matrix->boxed |= (mark == CELL_BOX || mark == CELL_TICK) && is_drawn(cell);
    }
    any |= ticks || crosses;
    several |= ticks > 1 || (!ticks && crosses > 1);
  }
  return matrix->boxed || (any ? !several : scale);
}

static gboolean
all_rows_have_words(const Matrix *matrix)
{
  guint rows = 0;
  for (guint i = matrix->heading + 1; i < matrix->grid->rows->len; i++) {
    if (is_caption(matrix, i))
      continue;
    g_autofree char *words = words_of(matrix, i);
    if (!words)
      return FALSE;
    rows++;
  }
  return rows > 0;
}

static gboolean
is_matrix(Matrix *matrix)
{
  guint ratings = 0;
  matrix->boxed = FALSE;
  matrix->first = 0;
  for (guint c = 1; c < matrix->grid->columns; c++) {
    matrix->rating[c] = is_rating(matrix, c);
    ratings += matrix->rating[c];
    if (matrix->rating[c] && !matrix->first)
      matrix->first = c;
  }
  return ratings > 1 && is_for_ticks(matrix) && all_rows_have_words(matrix);
}

/* The headings of the cells of @row that are marked so, "; " between them. */
static char *
headings_of(const Matrix *matrix, guint row, Mark mark)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint c = matrix->first; c < matrix->grid->columns; c++) {
    if (!matrix->rating[c] || mark_of(grid_cell(matrix->grid, row, c)) != mark)
      continue;
    const GridCell *cell = grid_cell(matrix->grid, matrix->heading, c);
    g_autofree char *heading =
        grid_has_text(cell) ? passage_label(cell->text, -1) : passage_answer(cell->text);
    g_string_append_printf(out, "%s%s", out->len ? "; " : "", heading);
  }
  return g_strdup(out->str);
}

/* The controls that draw the boxes of @row, those that have names. */
static void
box_controls(const Matrix *matrix, guint row, ReadingDocument *document)
{
  for (guint c = matrix->first; c < matrix->grid->columns; c++) {
    const GridCell *cell = matrix->rating[c] ? grid_cell(matrix->grid, row, c) : NULL;
    const Control *control = cell && cell->controls ? cell->controls->pdata[0] : NULL;
    const char *name = !control ? NULL : control->alias ? control->alias : control->tag;
    if (name)
      reading_add_field(document, name, control->value, control->as, control->tag);
  }
}

/* What else stands in @row: remarks. */
static void
other_cells(const Matrix *matrix, guint row, const char *words, ReadingDocument *document)
{
  for (guint c = 0; c < matrix->grid->columns; c++) {
    const GridCell *heading = grid_cell(matrix->grid, matrix->heading, c);
    const GridCell *cell = matrix->rating[c] ? NULL : grid_cell(matrix->grid, row, c);
    if (!cell || cell->column != c || (c < matrix->first && !cell->controls))
      continue;
    g_autofree char *title = grid_has_text(heading) ? passage_label(heading->text, -1) : g_strdup("");
    g_autofree char *label = *title ? g_strconcat(words, ": ", title, NULL) : g_strdup(words);
    passage_value(document, label, cell->text, cell->controls, "cell");
  }
}

static void
read_row(const Matrix *matrix, guint row, ReadingDocument *document)
{
  g_autofree char *words = words_of(matrix, row);
  g_autofree char *ticked = headings_of(matrix, row, CELL_TICK);
  g_autofree char *crossed = *ticked ? NULL : headings_of(matrix, row, CELL_CROSS);
  reading_add_field(document, words, crossed ? crossed : ticked, "checkbox", NULL);
  box_controls(matrix, row, document);
  other_cells(matrix, row, words, document);
}

gboolean
grid_matrix(const Grid *grid, ReadingDocument *document)
{
  g_autofree gboolean *rating = g_new0(gboolean, grid->columns + 1);
  Matrix matrix = { .grid = grid, .rating = rating };
  gboolean found = FALSE, is_wide = grid->columns > 2 && grid->columns <= COLUMNS_LIMIT;
  for (guint i = 0; !found && is_wide && i < HEADING_WITHIN && i + 1 < grid->rows->len; i++) {
    matrix.heading = i;
    found = is_matrix(&matrix);
  }
  for (guint i = matrix.heading + 1; found && i < grid->rows->len; i++)
    if (!is_caption(&matrix, i))
      read_row(&matrix, i, document);
  return found;
}

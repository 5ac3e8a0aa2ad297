/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a table is a list under headings or a form, by rule 2 of grid.c; and the controls of a list. */
#include "reader/document/grid_inside.h"
#include <string.h>

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

/* Whether @value says again what @label asks for, as the name of a school does. */
static gboolean
repeats(const GridCell *label, const GridCell *value)
{
  g_autofree char *asked = passage_label(label->text, -1);
  g_autofree char *word = g_utf8_strdown(asked, -1), *given = g_utf8_strdown(value->text, -1);
  return *word && strlen(given) > strlen(word) && strstr(given, word);
}

/* Two by two, and only the first row asks; unless its second cell answers its first, or that of the second
 * row is there to be filled in. */
static gboolean
asks_above(const Grid *grid)
{
  const GridRow *first = row_at(grid, 0), *second = row_at(grid, 1);
  if (grid->rows->len != 2 || repeats(cell_at(first, 0), cell_at(first, 1)))
    return FALSE;
  const GridCell *left = cell_at(second, 0), *right = cell_at(second, 1);
  if (!left->controls && (right->controls || right->nested))
    return FALSE;
  return asks(cell_at(first, 0)) && asks(cell_at(first, 1)) && !asks(left) && !asks(right);
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

gboolean
grid_is_list(const Grid *grid)
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

/* What the control of cell @j is called: by the cell to its left in the second column, by its title, by the
 * words of its row and its heading, by its tag. A cell with a control is an answer, and names nothing. */
static char *
control_label(const GridRow *heading, const GridRow *row, guint j)
{
  const Control *control = ((const Control *) cell_at(row, j)->controls->pdata[0]);
  const GridCell *words = cell_at(row, 0), *title = cell_at(heading, j);
  gboolean named = j && grid_has_text(words) && !words->controls;
  if (named && j == 1)
    return passage_label(words->text, -1);
  if (control->alias)
    return passage_label(control->alias, -1);
  if (!title || !grid_has_text(title))
    return passage_label(control->tag ? control->tag : "", -1);
  g_autofree char *first = passage_label(words->text, -1), *second = passage_label(title->text, -1);
  return named ? g_strconcat(first, ": ", second, NULL) : g_steal_pointer(&second);
}

void
grid_list_controls(const Grid *grid, ReadingDocument *document)
{
  for (guint i = 1; i < grid->rows->len; i++)
    for (guint j = 0; j < row_at(grid, i)->cells->len; j++) {
      const GridCell *cell = cell_at(row_at(grid, i), j);
      g_autofree char *label = cell->controls ? control_label(row_at(grid, 0), row_at(grid, i), j) : NULL;
      if (label)
        passage_value(document, label, cell->text, cell->controls, "cell");
    }
}

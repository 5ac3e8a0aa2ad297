/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of a document or a stretch of a sheet, and the rule by which it is a form or a list. The rule
 * stands in grid.c. */
#pragma once
#include "reader/document/passage.h"

typedef struct GridCell GridCell;
struct GridCell {
  char *text;
  GPtrArray *controls;   /* of Control, NULL if there is none */
  guint column, span;    /* the first column it covers, and how many */
  gboolean above;        /* no cell of its own: the one above reaches down into it */
  gboolean strong;       /* bold throughout */
  gboolean nested;       /* a table stands in it */
  gboolean room;         /* empty lines follow its text */
  char *inner;           /* the text of tables in it that gave no fields; NULL if there is none */
  const GridCell *owner; /* that one, found by grid_fields(); else NULL */
  guint field;           /* which field of the document it labels, counted from one; 0 if none */
};

typedef struct {
  GPtrArray *cells; /* of GridCell, by column */
  gboolean header;  /* marked as a heading that is repeated on each page */
  guint before;     /* columns that are left out before its first cell */
} GridRow;

typedef struct {
  GPtrArray *rows; /* of GridRow */
  guint columns;
} Grid;

Grid *grid_new(void);
/* NULL is accepted. */
void grid_free(Grid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Grid, grid_free)
GridRow *grid_add_row(Grid *grid);
/* Adds a cell at the right end of @row; @text is taken over. */
GridCell *grid_add_cell(Grid *grid, GridRow *row, guint span, char *text);

/* The cell that covers @column in @row; where one from above reaches down into it, that one. NULL if there is
 * none. */
const GridCell *grid_cell(const Grid *grid, guint row, guint column);
/* Whether there is any; a picture is none. NULL is accepted. */
gboolean grid_has_text(const GridCell *cell);

/* Its fields, appended to @document. */
void grid_fields(Grid *grid, ReadingDocument *document);
/* Its cells as they stand, one string a column: a cell that reaches over several is in the first of them, the
 * rest "". */
void grid_table(const Grid *grid, ReadingDocument *document, const char *sheet);
/* The same into a table that is there already. */
void grid_fill(const Grid *grid, ReadingTable *table);
/* The text of its cells, each on a line of its own, added to @text. */
void grid_append_text(const Grid *grid, GString *text);
/* Whether @text looks like what is filled in (a number, a date, an address) and so is no heading. */
gboolean grid_is_data(const char *text);

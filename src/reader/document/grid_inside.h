/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that read a grid share: grid.c (forms), grid_list.c, grid_matrix.c. */
#pragma once
#include "reader/document/grid.h"

static inline const GridRow *
row_at(const Grid *grid, guint i)
{
  return grid->rows->pdata[i];
}

static inline const GridCell *
cell_at(const GridRow *row, guint i)
{
  return i < row->cells->len ? row->cells->pdata[i] : NULL;
}

/* In grid_list.c. */
gboolean grid_is_list(const Grid *grid);
/* A field for each control below the headings. */
void grid_list_controls(const Grid *grid, ReadingDocument *document);

/* In grid_matrix.c: the fields of a matrix of ticks. FALSE if it is none. */
gboolean grid_matrix(const Grid *grid, ReadingDocument *document);

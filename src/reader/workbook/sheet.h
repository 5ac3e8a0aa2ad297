/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet of a workbook, of whatever format, while it is filled: cells by row and column, within bounds. */
#pragma once
#include "reader/document/grid.h"

#define SHEET_COLUMNS 1024 /* what stands further right is left out and said */

typedef struct {
  guint top, left, bottom, right; /* counted from 0, inclusive */
} SheetSpan;

typedef struct {
  ReadingTable *table;
  GPtrArray *row; /* the cells of the row that is open, NULL for one that was skipped */
  guint next;     /* the row to be closed next */
  GArray *merged; /* of SheetSpan */
  guint *left;    /* bytes that may still be taken, over all sheets */
  gboolean cut;   /* something was left out */
} Sheet;

/* @left is shared by the sheets of a workbook: SHEET_ROOM to begin with. A cell takes its text and three
 * bytes, a row three: what a reading can carry (wire.h), so that of a sheet that is too large its first rows
 * are kept. */
#define SHEET_ROOM (3u << 20)
Sheet *sheet_new(ReadingDocument *document, const char *name, gboolean hidden, guint *left);
void sheet_free(Sheet *sheet);
/* Opens row @row; rows between are empty ones, of which long runs are kept short. */
void sheet_row(Sheet *sheet, guint row);
/* @text is taken over; a cell that was already filled keeps what it has. */
void sheet_cell(Sheet *sheet, guint column, char *text);
void sheet_merge(Sheet *sheet, SheetSpan span);
/* Closes the last row, and adds the sheet's fields to @document: each block between empty rows is a grid of
 * its own; a hidden sheet and a block of more than 200 rows give none. */
void sheet_finish(Sheet *sheet, ReadingDocument *document);

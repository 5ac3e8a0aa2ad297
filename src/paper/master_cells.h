/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of one sheet in an office's workbook: what stands in them, which are free, and how one is
 * written. Knows no labels. */
#pragma once
#include "paper/master_inside.h"

typedef struct {
  guint row, column; /* from 1 */
  xmlNode *node;
  char *text; /* "=" for a formula */
} SheetCell;

typedef struct {
  guint top, left, bottom, right; /* from 1, all included */
} SheetRange;

typedef struct {
  xmlNode *root, *data;
  GArray *cells;  /* of SheetCell, those with text, as they stand in the file */
  GArray *merged; /* of SheetRange */
} Sheet;

/* The sheets in the order of the workbook, without those that are hidden: of char*, their parts. */
GPtrArray *sheet_parts(OfficeFile *file);
/* The strings that the sheets share: of xmlNode, borrowed. */
GPtrArray *sheet_strings(OfficeFile *file);
/* FALSE: @part holds no cells. */
gboolean sheet_open(OfficeFile *file, const char *part, const GPtrArray *strings, Sheet *sheet);
void sheet_clear(Sheet *sheet);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sheet, sheet_clear)

/* The merged cells among which one is; NULL: it is alone. */
const SheetRange *sheet_merged(const Sheet *sheet, guint row, guint column);
gboolean sheet_is_free(const Sheet *sheet, guint row, guint column);
/* The element of a cell; made where there is none. */
xmlNode *sheet_cell(const Sheet *sheet, guint row, guint column);
/* @value into a cell, looking as it did, else as @style (or NULL) says. */
void sheet_put(const Sheet *sheet, guint row, guint column, const Box *box, const char *value,
               const char *style);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What floats over the cells of a sheet: form controls and the text of shapes. */
#pragma once
#include "reader/document/package.h"
#include "reader/reading.h"

/* Reads the drawings of the sheet in @part, whose cells are @table: a check box, option button or list is a
 * field by its own words, else by those of the cell beneath or beside it; the text of shapes is added to
 * @text and gives its `Label: value` lines. */
void xlsx_drawings(Package *package, const char *part, const ReadingTable *table, ReadingDocument *document,
                   GString *text);

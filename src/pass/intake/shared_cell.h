/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of an office's own form that hold more than one answer: "Name of mentor and subject", "Yes, Date: 6
 * October 2026", one cell for two criteria. Pure. C3.14, C3.17 */
#pragma once
#include "reader/reading.h"
#include "scheme/scheme.h"

/* Adds to @document the box of @field, taken from the cell under one of its other labels, with the field's id
 * as its tag. NULL when there is none; borrowed. */
const ReadingField *shared_cell_box(ReadingDocument *document, const FormField *field);
/* The part of @text that answers @field: of a yes-no what stands before "Date:", of a date what stands behind
 * it; of a text with `part` what stands before or behind the last stop, or a post code. g_free. */
char *shared_cell_part(const FormField *field, const char *text);

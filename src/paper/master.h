/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office's own Word or Excel form, filled by its labels: a value goes into the content control or form
 * field that a label has, else into the empty cell beside it, else below. Nothing else of the file changes.
 * What is in it is found out by the reader when it is checked and when it comes back; here places are only
 * filled. */
#pragma once
#include "paper/form.h"

/* The boxes of @form with a value, its ref and version in the properties and the footers. A value whose place
 * is not found or not empty is left out. FAULT_DATA, with words that follow on the file's name. */
GBytes *master_fill_document(GBytes *master, const FormDocument *form, GError **error);
/* The same by the rows of @form, below the row that has most of the columns' labels. */
GBytes *master_fill_workbook(GBytes *master, const FormWorkbook *form, GError **error);

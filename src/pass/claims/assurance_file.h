/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of claims as a table, and the same list with two of its columns filled in. */
#pragma once
#include "pass/claims/assurance_row.h"

typedef struct {
  const ReadingDocument *document;
  const ReadingTable *table;
  guint header;       /* its row */
  GHashTable *fields; /* id of a field -> its column + 1 */
} ClaimList;

/* Finds the header. FALSE: there is none. */
gboolean claim_list_find(ClaimList *list, const SchemeForm *form, const ReadingDocument *document);
void claim_list_clear(ClaimList *list);
/* The cells of @row under the form's columns: field id -> text. NULL: the row says nothing. */
GHashTable *claim_list_cells(const ClaimList *list, guint row);
/* The file with the answers of @rows (of ClaimRow) in it. Every other byte is as it was; *anew when the
 * file's own bytes could not be kept, because it is no separated text. */
GBytes *claim_list_fill(const ClaimList *list, const GPtrArray *rows, gboolean *anew);

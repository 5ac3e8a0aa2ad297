/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks that return as rows: the roster of a school, and attendance. Each row a fact, or a case. */
#pragma once
#include "pass/intake/match.h"

/* Takes the rows of @document into the store, says in @outcome->lines what was read. */
void rows_take(Inbound *inbound, Outcome *outcome, const ReadingDocument *document, const Recognised *form,
               const Obligation *obligation);

/* A row as a case keeps it, and back; @typed (field id to text, or NULL) stands over what it said. */
json_t *row_to_json(GHashTable *row);
GHashTable *row_from_json(const json_t *kept, GHashTable *typed);
/* The rows of a document under the columns of @form: of GHashTable (field id -> text). Used by import too. */
GPtrArray *rows_read(const SchemeForm *form, const ReadingDocument *document);
/* How the tables of a document begin, for whoever has to find out what it is: "Name, Day / Ann Brown, 6 May".
 * "" when it has none. g_free. */
char *rows_beginning(const ReadingDocument *document);

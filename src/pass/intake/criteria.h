/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a return must say before it meets anything: criteria that must be so, dates in their order, evidence
 * enough. One place for what comes by mail, by reply, through a review and by hand. C3.15 to C3.17, C3.20 */
#pragma once
#include "scheme/scheme.h"
#include "store/store.h"

/* A box that keeps the return from counting. */
typedef struct {
  const FormField *field; /* borrowed from the form */
  char *words;            /* why, and what would mend it: clauses of one sentence, without a full stop */
} Lack;
void lack_free(Lack *lack);

/* @answers: field id to value, as value_read() has them. Of Lack, in the order of the form; empty: it counts.
 * A box that is merely empty and not demanded by a rule lacks nothing. */
GPtrArray *criteria_lacking(const SchemeForm *form, GHashTable *answers);
/* The same of a filed return, as it stands now with its corrections. */
GPtrArray *criteria_of_filed(Store *store, const SchemeForm *form, gint64 filed);
/* When @filed came to count: its arrival, or the correction by which a criterion became so. */
Instant criteria_since(Store *store, const SchemeForm *form, gint64 filed, Instant arrival);

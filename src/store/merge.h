/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two rows that are one person: everything of the one becomes the other's. */
#pragma once
#include "store/store.h"

/* What keeps @one and @other apart, as the end of a sentence that begins with their names; NULL: nothing
 * does. */
const char *merge_obstacle(Store *store, gint64 one, gint64 other);

/* In a transaction: what is @from's becomes @into's, what both have becomes one, and @from is no more. Says
 * in
 * @lines (of char*) how many rows that were. */
void merge_people(Store *store, gint64 into, gint64 from, GPtrArray *lines);

/* Private to this room and its tests: the columns that refer to people. */
typedef struct {
  const char *table, *column;
} MergeColumn;
const MergeColumn *merge_columns(guint *n);
/* Whether what refers to an obligation or an award by @table is taken along when two become one. */
gboolean merge_takes_along(const char *table);

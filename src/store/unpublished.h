/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose private feeds must be written again, and what has been published. The schema's triggers mark; this
 * asks and clears. */
#pragma once
#include "store/store.h"

/* What was published last, as publish() named it; NULL: a session changed since, or nothing was yet. g_free.
 */
char *published_get(Store *store);
void published_set(Store *store, const char *what);

typedef enum { REACH_SELF, REACH_COVERING, REACH_BEFORE } Reach; /* see the schema */
typedef struct {
  gint64 person;
  Reach reach;
} Unpublished;

/* At most @limit people whose feeds must be written, those that reach farthest first: of Unpublished. */
GArray *unpublished_some(Store *store, guint limit);
/* The feeds of @people (of Unpublished) are written. */
void unpublished_clear(Store *store, const GArray *people);
/* REACH_SELF. */
void unpublished_add(Store *store, gint64 person);
void unpublished_add_all(Store *store);
/* REACH_BEFORE: those whose roles began or ended by the calendar after @before and by @today. */
void unpublished_add_days(Store *store, Day before, Day today);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is away, as their automatic replies say: until when, and who stands in. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 person, message;
  Instant at;   /* when it came */
  Day until;    /* the last day away; DAY_NONE: not said */
  char *deputy; /* address or name as written, or "" */
} Away;
void away_free(Away *away);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Away, away_free)

void away_add(Store *store, const Away *away);
/* What @person said last, if they are not back by @day: until then, or not said and not older than @since;
 * NULL: they are there as far as anybody knows. */
Away *away_now(Store *store, gint64 person, Day day, Instant since);
/* Everybody of whom away_now() says so, by name: of Away. */
GPtrArray *away_all(Store *store, Day day, Instant since);

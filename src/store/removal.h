/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages of which the bytes are to go: first here, then on the server. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 message;
  char *sha256;
  gint64 size; /* bytes */
  Instant arrival;
} Removal;
void removal_free(Removal *removal);

/* In a transaction: the bytes of all that are not needed for an open case go. How many. */
int removals_purge(Store *store);
/* Those that were purged and may lie on the server still: of Removal. */
GPtrArray *removals_on_server(Store *store);
/* In a transaction: those are done. */
void removals_done(Store *store, const GPtrArray *removals);
/* In a transaction: the bytes of what was read, arrived before @before and stands in no open case are to go.
 * How many are new among them. */
int removals_retire(Store *store, Instant before);
/* How many removals_retire() would find. */
gint64 removals_coming(Store *store, Instant before);
/* How many wait, for a case or for the server. */
gint64 removals_count(Store *store);

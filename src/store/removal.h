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
/* How many wait, for a case or for the server. */
gint64 removals_count(Store *store);

/* What is kept for a time only: mail that came, and mail that we sent. */
typedef enum { RETENTION_CAME, RETENTION_SENT, N_RETENTIONS } RetentionKind;

/* In a transaction: what came, or went, before @before and is needed for nothing open goes at @goes. How many
 * those are that were not announced yet. */
int removals_announce(Store *store, RetentionKind kind, Instant before, Instant goes);
/* How many are announced, and the last instant at which some of them go. */
gint64 removals_announced(Store *store, RetentionKind kind, Instant *goes);
/* In a transaction: what is announced and is now kept longer, for @kept seconds (0: for ever), stays. */
void removals_withdraw(Store *store, RetentionKind kind, gint64 kept);
/* In a transaction: those of which the time has come: mail that came is left to removals_purge(), the bytes
 * of mail that we sent go. How many. */
int removals_retire(Store *store, RetentionKind kind);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replay: stored messages are read again by today's reader and taken in by today's rules, after one of them
 * was put right. Facts change; nobody is answered a second time, and what a human settled stays settled. */
#pragma once
#include "pass/engine.h"

/* What a message says today that it did not say before. */
typedef struct {
  gint64 message;
  char *ref; /* of the obligation, or "" */
  const char
      *what; /* "filed", "version", "settled", "case", or "left": it would be otherwise today, and stays */
  char *words;
} ReplayChange;

typedef struct {
  guint read;
  guint gone;    /* their mail is kept no longer: erased, or kept long enough */
  guint changes; /* without what was left */
} ReplayCounts;

/* Called before each message; @share of them is done, from 0 to 1. */
typedef void (*ReplayStep)(double share, guint changes, gpointer data);

/* Messages that arrived at or after @since, oldest first, a transaction each: what was done before a failure
 * stays done, and a second replay goes on from there. Of ReplayChange; NULL and @error when the reader or the
 * store cannot be used. @step may be NULL. */
GPtrArray *replay(Engine *engine, Instant since, ReplayCounts *counts, ReplayStep step, gpointer data,
                  GError **error);
/* The same on a copy of the store: nothing changes. */
GPtrArray *replay_dry(Engine *engine, Instant since, ReplayCounts *counts, ReplayStep step, gpointer data,
                      GError **error);

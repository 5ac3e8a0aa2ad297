/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast mail may go out: the rate that the site allows, slower once the server asked for it, and not at
 * all for a while when it takes nothing of ours. What the server said outlives the process. */
#pragma once
#include "pass/engine.h"

typedef struct Pace Pace;

Pace *pace_new(Engine *engine);
void pace_free(Pace *pace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pace, pace_free)

/* How many mails may go out now. Under --now and to a maildir the rate holds nothing back. */
guint pace_allowance(const Pace *pace);
/* So many go out. */
void pace_spend(Pace *pace, guint mails);
/* Milliseconds until the rate allows the next mail; 0: now. */
gint64 pace_wait(const Pace *pace);
/* Over how many connections. */
guint pace_connections(const Pace *pace);

/* The first wait and each later one, twice as long up to four hours: of one mail as of all of them. */
Instant pace_retry(Instant now, int attempts);
/* When the pause is over that the server's refusals brought about; not after now: there is none. */
Instant pace_pause(Store *store);
/* Whether no mail was taken since then: one is tried after each pause, and the rest once that is taken. */
gboolean pace_is_stuck(Store *store);
/* In a transaction: the server takes nothing of ours (@slower: because we are too fast), as came out @at.
 * @some: it took mail just before. At most a quarter of an hour passes until it is tried again. */
void pace_refused(Engine *engine, gboolean slower, gboolean some, Instant at);
/* In a transaction: a batch went out and nobody complained. */
void pace_went_well(Engine *engine);
/* In a transaction: there is no pause any more; the office may say so. */
void pace_resume(Store *store);

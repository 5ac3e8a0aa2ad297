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
/* When the pause is over that the server's refusals brought about; not after now: there is none. *why
 * (g_free), or NULL, is what it said. */
Instant pace_pause(Store *store, char **why);
/* In a transaction: the server takes nothing of ours (@slower: because we are too fast). @some: it took mail
 * just before. */
void pace_refused(Engine *engine, gboolean slower, gboolean some, const char *why);
/* In a transaction: a batch went out and nobody complained. */
void pace_went_well(Engine *engine);
/* In a transaction: the office says, go on. */
void pace_resume(Store *store);

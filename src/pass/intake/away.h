/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is away, as their automatic replies say. It shifts a courtesy, never a deadline. doc/contract.md, "What
 * comes back". */
#pragma once
#include "pass/intake/inbound.h"
#include "store/away.h"

/* Keeps what an automatic reply of somebody on the roster says: until when, and who stands in. */
void away_take(Inbound *inbound);
/* What @person's automatic reply said, while it holds; NULL: they are there as far as anybody knows. */
Away *away_of(Engine *engine, gint64 person);
/* Everybody who is away: of Away, by name. */
GPtrArray *away_list(Engine *engine);
/* Whether reminders wait for @person's first working day back: for four weeks at most after they said so. */
gboolean away_puts_off(Engine *engine, gint64 person);
/* "away until Friday 16 October 2026; Ben Clark stands in". g_free. */
char *away_words(const Away *away);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules that change in mid-year: what they would change is told first, and nobody is written to for what lay
 * in the past. pains 2. */
#pragma once
#include "pass/decide/standing.h"

/* What the rules and dates of the site would change against those of the last pass: of char*, a sentence
 * each; empty when they are the same, or this is the first pass. @engine and its store stay as they are. */
GPtrArray *rules_preview(Engine *engine, GError **error);

/* The sentences: how the obligations, awards and waiting mails of @ahead differ from @engine's. */
GPtrArray *rules_compare(Engine *engine, Engine *ahead);

/* Outside of a transaction, before anybody is decided: takes up rules other than those of the last pass, and
 * tells the office what they change. Nothing when they are the same. */
gboolean rules_take_up(Engine *engine, GError **error);
/* Outside of a transaction: the site as it is on disk was refused because of @words; the one that runs stays
 * in force. The office is told once of each such fault, and the status says it until rules_accepted(). */
gboolean rules_refused(Engine *engine, const char *words, GError **error);
gboolean rules_accepted(Engine *engine, GError **error);
/* Those words, or NULL. g_free. */
char *rules_refusal(Store *store);
/* In an open transaction: what rules_take_up() does, for the first rules, another year, or the day of a rule.
 */
void rules_sync(Engine *engine);
/* In an open transaction: everybody was decided by the rules that changed. */
void rules_taken_up(Engine *engine);

/* Whether a mail about @obligation whose moment was @moment is one that only the changed rules have put into
 * the past. What the old ones had planned for now still goes. */
gboolean rules_pass_over(const Standing *standing, const Obligation *obligation, Instant moment);
/* Whether what was met at @met earns an award by the changed rules alone, so that its mail waits for the
 * office. */
gboolean rules_hold_award(const Engine *engine, Instant met);

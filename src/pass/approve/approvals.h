/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Approval by the holders of a role: whose yes is wanted for an obligation, and whether it is there. The
 * obligation is the mentor's; its mails go to those who approve. C3.10 */
#pragma once
#include "pass/decide/standing.h"
#include "store/approvals.h"

/* The part of @evidence that somebody signs off; NULL: none. */
const Evidence *approvals_sign_off(const Evidence *evidence);
/* The part for which a yes is wanted now: not while another way is open that already holds (any), nor before
 * the rest is there (all). NULL: none. */
const Evidence *approvals_wanted(const Standing *standing, const Evidence *evidence,
                                 const Obligation *obligation);
/* A yes for each role of @evidence, to the version of the work that stands. */
Proof approvals_prove(const Standing *standing, const Evidence *evidence, const Obligation *obligation);
/* The last word that @role gave on this version of the work of @obligation; NULL: none. */
Approval *approvals_last(Engine *engine, const Obligation *obligation, const char *role, WorkVersion version);

/* Name, day and medium of an act: "by Jane Smith on Monday 5 October 2026, by reply". g_free. C3.10 */
char *approvals_act(Engine *engine, const Approval *approval);

/* Whether what stands was refused or given back, so that nobody is asked until there is a new version. */
gboolean approvals_rest(const Standing *standing, const Requirement *requirement,
                        const Obligation *obligation);
/* When there is a newer version than was shown: the obligation begins anew, with its own days. */
void approvals_follow(const Standing *standing, const Requirement *requirement, Obligation *obligation,
                      gboolean was_met);
/* Notes whom to ask who was not asked about this version. @write FALSE: only says whether there is anybody.
 */
gboolean approvals_ask(const Standing *standing, const Requirement *requirement, const Obligation *obligation,
                       gboolean write);
/* Notes that those whose yes is missing are to be reminded; how many they are. */
guint approvals_remind(const Standing *standing, const Obligation *obligation, const Rung *rung);

/* Whether @role may be answered for by the office: then it is partnership.office that is asked. */
gboolean approvals_by_office(const char *role);
/* What is asked of @obligation still, of this role and this version: it is open and there is no word yet. */
gboolean approvals_waits(Engine *engine, const Obligation *obligation, const char *role, WorkVersion version);

/* Writes the mails: one a day to each approver, of all that waits for them. In the sending window. */
gboolean approvals_write(Engine *engine, GError **error);
/* When that is to be done next; INSTANT_NONE: nothing waits. */
Instant approvals_next(Engine *engine);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The "mentor details" workbook that a Lead Mentor returns, taken as a difference: joiners, leavers, changed
 * addresses. What is not plain is a case. C1.6 to C1.9 */
#pragma once
#include "pass/intake/match.h"

/* @rows: of GHashTable, field id to text. */
void roster_take(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
                 const GPtrArray *rows);
/* Does what a case of kind "roster" asks about, as the office says: @detail is the case's, @typed (field id
 * to text) stands over the row. FAULT_DATA when it still cannot be done. */
gboolean roster_settle(Inbound *inbound, const Recognised *form, const json_t *detail, GHashTable *typed,
                       GError **error);
/* A row that waits for the office, which takes it as roster_settle() says. C1.9 */
void roster_doubt(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
                  GHashTable *row, const char *words);
/* Whether @person holds a role today that answers for @school. */
gboolean roster_answers_for(Engine *engine, const Scheme *scheme, gint64 person, gint64 school);
/* The role that a row of a roster gives: the one that covers nobody. */
const SchemeRole *roster_role(const Scheme *scheme);

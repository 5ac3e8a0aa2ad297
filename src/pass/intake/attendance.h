/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attendance as a Lead Mentor confirms it: names and dates of the school's own mentors; "materials reviewed
 * instead" is kept apart from "attended". C1.15, C1.17 */
#pragma once
#include "pass/intake/match.h"

/* @rows: of GHashTable, field id to text. */
void attendance_take(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
                     const GPtrArray *rows);
/* Records the row that a case of kind "attendance" asks about, with what the office typed (field id to text)
 * over it. FAULT_DATA when it is still in doubt. */
gboolean attendance_settle(Inbound *inbound, const Recognised *form, const json_t *detail, GHashTable *typed,
                           GError **error);
/* When another source says that @person was at this event in the same term on another day than @day, where
 * one has a date each term: its words, "Thursday 8 October 2026 (message 7 from …)". NULL: nothing disagrees.
 * g_free. C1.16 */
char *attendance_otherwise(Engine *engine, gint64 person, const Scheme *scheme, const char *event,
                           const char *term, Day day);

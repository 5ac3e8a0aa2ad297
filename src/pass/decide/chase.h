/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chasers: at most one a person a day, over all schemes; above the brake held. doc/contract.md, "Mails". */
#pragma once
#include "pass/decide/settle.h"

/* Whether a chaser to @person may be queued today; if not, the asks wait for the next working day. */
gboolean chase_allowed(Engine *engine, gint64 person);
/* The purpose of @person's chaser of today. g_free. */
char *chase_purpose(Engine *engine, gint64 person);
/* How many chasers may go in a day: what the site says, fifty if it is silent, or twice the busiest day of
 * the last thirty if that is more. */
gint64 chase_brake(Engine *engine);
/* Whether so many went today that the next one is held. */
gboolean chase_brake_holds(Engine *engine);
/* Marks a rung of @obligation as climbed. */
void chase_climbed(Engine *engine, const Obligation *obligation, int rung, const char *mail, const char *how);
/* Lets @asks (of Ask), the rungs that are due of one person, wait for their mails, or tells those in the
 * rung's role. */
void chase(const Standing *standing, const GArray *asks);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chasers: at most one a person a day, asks merged, above the brake held. doc/contract.md, "Mails". */
#pragma once
#include "pass/settle.h"

/* Whether a chaser to @person may be queued today; if not, the asks wait for the next working day. */
gboolean chase_allowed(Engine *engine, gint64 person);
/* Writes the mails for @asks (of Ask) of one person, and marks the rungs climbed. */
gboolean chase(const Standing *standing, const GArray *asks, GError **error);

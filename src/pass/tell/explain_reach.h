/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why somebody is not written to, in sentences. */
#pragma once
#include "pass/engine.h"

/* Adds to @lines (of char*) what keeps mail from @person, or puts it off: a dead address, a complaint, an
 * absence. */
void explain_reach(Engine *engine, gint64 person, GPtrArray *lines);
/* Adds what came back of the mail @outbox, and how it was known to be that one. */
void explain_came_back(Engine *engine, gint64 outbox, GPtrArray *lines);

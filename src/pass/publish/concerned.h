/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a change of somebody's facts concerns beside themselves: those who cover them. */
#pragma once
#include "pass/engine.h"

/* Marks those who cover @people (of Unpublished), or did before where that is meant. They are marked for
 * themselves alone: nobody's files show what somebody else's show. */
void concerned_mark(Engine *engine, const GArray *people);
/* Marks everybody who covers others: their pages say what was sent lately and what comes next, which moves on
 * with each day. */
void concerned_mark_day(Engine *engine);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed in somebody's answers since they last returned the same form for something else: last term's,
 * or last year's. C1.27 */
#pragma once
#include "pass/engine.h"
#include "store/facts.h"

/* "Teaching: from 2 to 3", a line for each box that says something else now; of char*. *when: what it is
 * compared with, "9 October 2026" (g_free). NULL: there is nothing earlier. */
GPtrArray *since_last(Engine *engine, const Filed *filed, char **when);

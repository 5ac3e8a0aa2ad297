/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was asked for a yes when, and who said what to which version, in words. C3.10 */
#pragma once
#include "pass/engine.h"
#include "store/obligations.h"

/* Adds a line for each act to @lines (of char*); also of what was given back of the work itself. How many. */
guint explain_acts(Engine *engine, const Obligation *obligation, GPtrArray *lines);

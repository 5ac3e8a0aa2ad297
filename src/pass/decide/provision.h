/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the partnership itself is to provide: events that are to be held so often a year (at_least). C3.28 */
#pragma once
#include "pass/engine.h"

/* Once the last term of the year has begun, tells the office, once each, of what was neither held often
 * enough nor has a date. FALSE when the store failed. */
gboolean provision_watch(Engine *engine, GError **error);

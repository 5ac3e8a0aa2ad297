/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another address for somebody whose own does not take mail, and what follows: what they missed goes there
 * once. doc/contract.md, "What comes back". */
#pragma once
#include "pass/engine.h"

/* Mail for @person goes to @address from now on. FAULT_DATA when it is somebody else's, or no address. */
gboolean readdress(Engine *engine, gint64 person, const char *address, const char *cause, GError **error);
/* For everybody whose address changed since their mail came back, in whatever way: sends what they missed,
 * the latest mail of each matter alone, and settles what was open about the old address. */
gboolean readdress_watch(Engine *engine, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Placements: the year files' ones brought into the store, who takes part in one and in what role, and what
 * of a requirement is counted from its days. C2.13, C4.12, C5.10, C5.20 */
#pragma once
#include "pass/decide/standing.h"

/* Brings the store's placements in step with the year files. Somebody or some school that the roster does not
 * know is left out and said (placements_unknown()), never invented; it is tried again until they are known.
 */
void placements_sync(Engine *engine);
/* What the last sync could not find, a sentence each: a strv, empty when nothing. */
GStrv placements_unknown(Store *store);

/* The key for @wanted, whose own is not read: that of @id (or NULL), else of the row that it changes, else a
 * new one. @used: set of keys (strings) that are not to be had. g_free. */
char *placements_key(Engine *engine, const Placement *wanted, const char *id, GHashTable *used);

/* The placement that @obligation is about; NULL: it is about none, or that placement stands no longer.
 * Borrowed. */
const Placement *placement_of(const Standing *standing, const Obligation *obligation);
/* Adds the keys of those placements of @event for which @requirement asks this person this year: they are
 * named in it and hold one of the event's roles, or hold a role that covers the school at which it is. */
void placements_add_instances(const Standing *standing, const Requirement *requirement,
                              const SchemeEvent *event, GStrvBuilder *instances);
/* The first day of @placement when @event (of `due = { before }`) means it; DAY_NONE: it is another event. */
Day placement_first(const Scheme *scheme, const Placement *placement, const char *event);
/* When @requirement opens for @placement; @plain: what its `opens` says by itself. By default the first day.
 */
Instant placement_opens(const Standing *standing, const Requirement *requirement, const Placement *placement,
                        Instant plain);
/* Who of those named in @placement holds @role of the scheme today, but for @but: ids. */
GArray *placement_holders(Engine *engine, const Scheme *scheme, const Placement *placement, const char *role,
                          gint64 but);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When an obligation opens and is due, as rules, dates and placements have it today. doc/schemes.md. */
#pragma once
#include "pass/decide/standing.h"

/* The term that the instance names ("autumn" of "core.autumn"); not checked to be one. NULL: none. Borrowed.
 */
const char *timing_term(const Obligation *obligation);
/* The sessions of @event in @of_term (NULL: the instance's term) that are open to the person, or to the
 * school when the form is about its people. A new reference. */
GPtrArray *timing_sessions(const Standing *standing, const Requirement *requirement,
                           const Obligation *obligation, const char *event, const char *of_term);
/* INSTANT_NONE: what it waits for is not known yet. */
Instant timing_opens(const Standing *standing, const Requirement *requirement, const Obligation *obligation);
/* Without an extension given by hand. DAY_NONE: never, or not known yet. */
Day timing_due(const Standing *standing, const Requirement *requirement, const Obligation *obligation);

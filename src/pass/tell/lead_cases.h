/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases that a lead knows better than the office: whether somebody of theirs came, left, or sent something,
 * and whether a date of theirs is to move as somebody proposes. They stand in the lead's digest and may be
 * settled by a reply to it; the office may settle them as ever. */
#pragma once
#include "pass/engine.h"
#include "store/cases.h"
#include <jansson.h>

/* Whether @person may settle @c: it is open, of such a kind, about somebody whom they cover, and about no
 * date but theirs. */
gboolean lead_may_settle(Engine *engine, gint64 person, const Case *c);
/* Those that wait for @person: [{"id", "what", "accepted", "rejected"}], the last two what each word means;
 * at most a dozen, the oldest first. A new reference. */
json_t *lead_cases(Engine *engine, gint64 person);

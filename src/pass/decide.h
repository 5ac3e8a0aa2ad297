/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decide: facts + scheme + clock give which obligations are open, met, overdue; which awards are due; which
 * mails to queue. Deciding twice changes nothing. The cost follows whose facts changed and what fell due,
 * never the size of the partnership. */
#pragma once
#include "pass/engine.h"

/* In an open transaction: decides for some of those whose facts changed, so many that it stays short; *more:
 * others may be left. No rung is climbed. */
gboolean decide_some(Engine *engine, gboolean *more, GError **error);
/* Decides for everybody whose facts changed. No rung is climbed. */
gboolean decide_changed(Engine *engine, GError **error);
/* Also for everybody for whom the clock has come; rungs only if engine->may_chase. Then awards are drawn and
 * digests written. */
gboolean decide_due(Engine *engine, GError **error);
/* When something will next fall due by the clock alone; INSTANT_NONE: never. */
Instant decide_next(Engine *engine);

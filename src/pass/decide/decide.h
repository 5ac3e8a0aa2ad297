/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decide: facts + scheme + clock give which obligations are open, met, overdue; which awards are due; which
 * mails to queue. Deciding twice changes nothing. The cost follows whose facts changed and what fell due,
 * never the size of the partnership. */
#pragma once
#include "pass/engine.h"

/* Each person is decided by themselves: where a template is at fault for one, nothing of theirs happens, they
 * are decided again the next time, and the others go on. */

/* In an open transaction: decides for some of those whose facts changed, so many that it stays short. A fault
 * is left for decide_changed() to find and to say. No rung is climbed. */
void decide_some(Engine *engine);
/* Decides for everybody whose facts changed. No rung is climbed. FALSE and the first fault when the store
 * failed, or somebody could not be decided; the other faults go to the log, each once. */
gboolean decide_changed(Engine *engine, GError **error);
/* Also for everybody for whom the clock has come; rungs only if engine->may_chase. Then awards are drawn and
 * digests written. The same errors. */
gboolean decide_due(Engine *engine, GError **error);
/* When something will next fall due by the clock alone; INSTANT_NONE: never. */
Instant decide_next(Engine *engine);

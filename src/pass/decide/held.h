/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells a school, or the partnership's office, of the awards that it holds: one mail a day for several, to
 * those who stand there in the role that the rule names. C2.17 */
#pragma once
#include "pass/engine.h"

/* Queues the mails that may go now. FALSE and @error when a template is at fault. */
gboolean held_tell(Engine *engine, GError **error);
/* When held_tell() has something to do; INSTANT_NONE: nothing waits. */
Instant held_next(Engine *engine);

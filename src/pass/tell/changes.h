/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session that is near and changes (moved, another place, cancelled, on again) is also told by mail, once,
 * to those concerned whose own calendar cannot have seen it yet. doc/contract.md, "Mails". */
#pragma once
#include "pass/engine.h"

/* Queues those mails when they may go. FALSE and @error when the template is at fault. */
gboolean changes_tell(Engine *engine, GError **error);
/* When changes_tell() has something to do; INSTANT_NONE: nothing waits. */
Instant changes_next(Engine *engine);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices: what everybody in a role is told once while it is in force, and who was. C2.20 */
#pragma once
#include "pass/engine.h"

/* Queues the notices that may go now: in the window, to nobody who was asked something today, held above the
 * brake. FALSE and @error when a template is at fault. */
gboolean notices_tell(Engine *engine, GError **error);
/* When notices_tell() has something to do; INSTANT_NONE: everybody was told. */
Instant notices_next(Engine *engine);
/* How the purposes of a notice's mails begin; the person's id follows. g_free. */
char *notice_purpose(const Scheme *scheme, const SchemeNotice *notice);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's digest: at most one a working day, when a case was opened since the last, who is allocated to
 * whom has changed, or more requests than the brake would let pass go out the working day after. */
#pragma once
#include "pass/engine.h"

/* Whether there is something to say, and nothing was said today. */
gboolean office_digest_waits(Engine *engine);
/* Writes it, in the transaction of the caller. FALSE and @error: a template is at fault. */
gboolean office_digest(Engine *engine, GError **error);
/* When it will go for what waits now; INSTANT_NONE: nothing does. */
Instant office_digest_next(Engine *engine);

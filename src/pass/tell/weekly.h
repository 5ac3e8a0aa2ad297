/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A digest for whoever gets digests and had none in a week of term: with its first working day, so that
 * silence never means that nobody looks. */
#pragma once
#include "pass/engine.h"

/* After the digests and reports of the day. FALSE and @error when a template is at fault. */
gboolean weekly_tell(Engine *engine, GError **error);
/* When it will next be looked; INSTANT_NONE: neither this week nor the next is one of term. */
Instant weekly_next(Engine *engine);

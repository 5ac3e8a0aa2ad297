/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mails about places: who waits is told so once, and told again when there is a place. */
#pragma once
#include "pass/engine.h"
#include "store/bookings.h"

/* What @booking's person has to know of it now, in the sending window. Who got a place at once is told by
 * what they are then asked. FALSE and @error: a template is at fault. */
gboolean places_tell(Engine *engine, const Scheme *scheme, const Booking *booking, GError **error);

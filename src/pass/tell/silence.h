/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An unusual silence: many were asked for a form and not one came. The likeliest cause is not that all of
 * them are late, but that what they send does not arrive. D15 */
#pragma once
#include "pass/engine.h"

/* Once a day, after a pass that read the whole mailbox: keeps as outages what is silent, and ends those that
 * are no longer. */
void silence_watch(Engine *engine);

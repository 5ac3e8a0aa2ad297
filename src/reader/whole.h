/* SPDX-License-Identifier: GPL-3.0-or-later */
/* There are two programs that read: the quick one for nearly all mail, and the whole one, linked with every
 * library and with every converter open. Each shared object more makes each fork dearer, so the quick one
 * does without what is rare; a child of it that meets such a thing ends, and the engine gives the message to
 * the whole one. */
#pragma once
#include <glib.h>

/* Whether this program has everything. */
gboolean whole_is_here(void);
/* Returns where everything is here; ends the child with WIRE_STATUS_WHOLE where it is not. */
void whole_require(void);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists that somebody in a role may send without being asked: a learning platform's export, a funding body's
 * claims. */
#pragma once
#include "pass/intake/match.h"

/* Whether @form is such a list, and not the answer to something that was asked. */
gboolean unasked_is(const Match *match);
/* Takes it; from anybody else, or where nothing vouches for the sender, it becomes a case. FALSE and @error
 * when a template is at fault. */
void unasked_take(Inbound *inbound, const ReadingDocument *document, int position, const Recognised *form);

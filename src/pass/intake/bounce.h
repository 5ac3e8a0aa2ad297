/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports about mail of ours. doc/contract.md, "What comes back". */
#pragma once
#include "pass/intake/inbound.h"

/* Takes a report on delivery: failed, delayed, or on its way. */
void bounce_take(Inbound *inbound);
/* Whether a message that does not look like a report is one: it came to the envelope sender of a mail of
 * ours, and not from whom that went to. */
gboolean bounce_is_hidden(const Inbound *inbound);
/* Takes a complaint about a mail of ours (RFC 5965); a report about no mail of ours is left alone. */
void bounce_take_complaint(Inbound *inbound);
/* Takes what asks a human to confirm something before it lets our mail through. */
void bounce_take_challenge(Inbound *inbound);

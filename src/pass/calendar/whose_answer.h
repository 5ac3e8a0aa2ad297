/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an answer to an entry may be taken for that of the person to whom the entry went. Changes nothing.
 */
#pragma once
#include "pass/intake/inbound.h"
#include "store/invitations.h"

/* What keeps it from being theirs, in words for a human; NULL: nothing, and *attendee (borrowed) is the one
 * whose answer it states. *unknown: it came from, or for, an address that nobody has; or NULL. g_free. */
char *whose_answer_doubt(const Inbound *inbound, const ReadingEvent *event, const Invitation *invitation,
                         const ReadingAttendee **attendee, const char **unknown);
/* The same of who sent the mail, whatever it brings. */
char *whose_mail_doubt(const Inbound *inbound, const Invitation *invitation, const char **unknown);

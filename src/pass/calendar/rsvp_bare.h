/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers from calendars of which the mailbox kept the calendar part back: Exchange gives a link to its own
 * web pages instead, unless it is told otherwise. The subject still says the answer, and the thread to what.
 */
#pragma once
#include "pass/intake/inbound.h"

/* Takes it where it is as plain as a reply in words: from the person themselves, to the mail of one entry.
 * Else a human looks at it. *understood: it is of this kind. FALSE and @error when a template is at fault. */
gboolean rsvp_bare_take(Inbound *inbound, gboolean *understood, GError **error);
/* Whether such an answer ever came: `doctor` says what to do about it. */
gboolean rsvp_bare_came(Store *store);

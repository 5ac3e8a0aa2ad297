/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What calendar programs send back to the dates that were put into them: answers, proposals of another time,
 * and requests to send an entry again (RFC 5546 3.2.3, 3.2.6, 3.2.7). An entry is known by its UID, whose
 * random part went to one person alone; what kind of mail brings it, and under which subject, does not
 * matter. Pain 37 */
#pragma once
#include "pass/intake/inbound.h"

/* Takes what @inbound says to entries of ours. *understood: there was something; nothing else is then to be
 * made of its words. FALSE and @error when a template is at fault. */
gboolean rsvp_take(Inbound *inbound, gboolean *understood, GError **error);
/* The office looked at a case of ours, and what it asks is so. What became of it, for the case; NULL and
 * FAULT_DATA. */
char *rsvp_accept(Inbound *inbound, const Case *c, GError **error);
/* It is not so: a proposal is declined, which who made it is told. Likewise. */
char *rsvp_reject(Inbound *inbound, const Case *c, GError **error);
#define RSVP_ANSWER "calendar-answer"
#define RSVP_COUNTER "counter"

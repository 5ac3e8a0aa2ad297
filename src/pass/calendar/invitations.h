/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dates of events in people's own calendars: which entry each person should have, and the mails that make
 * it so. What they answer is read elsewhere. C1.12, doc/contract.md "Dates". */
#pragma once
#include "pass/decide/standing.h"
#include "store/invitations.h"

/* Decides how each entry of one person in one scheme should stand, from obligations, sessions, places and
 * what they answered. Deciding twice changes nothing. */
void invitations_settle(const Standing *standing);

/* When the one of @sessions ends to which the person said yes, last if to several; INSTANT_NONE: to none. */
Instant invitations_accepted_end(const Standing *standing, const GPtrArray *sessions);
/* Whether there are @sessions, and the person declined every one. */
gboolean invitations_declined_all(const Standing *standing, const GPtrArray *sessions);

/* Whether every date that was offered for @obligation was declined. */
gboolean invitations_declined(Store *store, gint64 obligation);

/* Writes the mails for entries that stand otherwise than they should: what begins something in the sending
 * window, what follows from an answer at once. FALSE when a template is at fault. */
gboolean invitations_write(Engine *engine, GError **error);
/* When there is something to write again; INSTANT_NONE: nothing waits. */
Instant invitations_next(Engine *engine);

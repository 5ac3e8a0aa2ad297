/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody says to a date, however they say it: kept, and what follows for the places of that date. What
 * then goes into their calendar is settled elsewhere. */
#pragma once
#include "pass/intake/inbound.h"
#include "store/invitations.h"
#include "store/sessions.h"

typedef struct {
  InvitationAnswer answer;
  Instant stamp;     /* DTSTAMP of what says it, never after its arrival; or the arrival */
  gboolean calendar; /* their calendar program says it, and shows it to them already */
} Answered;

/* Keeps it, in the journal too. FALSE in *news when it changes nothing: a later word stands, the date has
 * passed or is cancelled. FALSE and @error: a template is at fault. */
gboolean answered_take(Inbound *inbound, const Invitation *invitation, const Answered *said, gboolean *news,
                       GError **error);
/* "Core Mentor Training, Tuesday 6 October 2026, 16:00"; g_free. */
char *answered_words(Engine *engine, const Session *session);
/* Of a PARTSTAT; INVITATION_UNANSWERED of those that say nothing here. */
InvitationAnswer answered_of(const char *partstat);
/* "accepts" */
const char *answered_verb(InvitationAnswer answer);

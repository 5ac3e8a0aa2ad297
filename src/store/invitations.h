/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates that were put into people's own calendars by mail, and what they said to them (RFC 5546). Which date
 * somebody should have is decided elsewhere. */
#pragma once
#include "store/store.h"

/* How it stands in their calendar: by what was sent last, or because they declined it there themselves. */
typedef enum { INVITATION_TENTATIVE, INVITATION_CONFIRMED, INVITATION_WITHDRAWN } InvitationState;
const char *invitation_word(InvitationState state); /* "tentative" */

/* The values of PARTSTAT that somebody may answer, and a counter-proposal that waits for the office. */
typedef enum {
  INVITATION_UNANSWERED,
  INVITATION_ACCEPTED,
  INVITATION_DECLINED,
  INVITATION_MAYBE, /* TENTATIVE: nothing is chosen */
  INVITATION_COUNTER
} InvitationAnswer;
const char *invitation_answer_word(InvitationAnswer answer); /* "ACCEPTED"; "" of no answer */

typedef struct {
  gint64 id, person, session;
  char *uid;
  InvitationState state;
  int sequence; /* SEQUENCE of what was sent last */
  int of;       /* the session's own sequence when that was sent */
  InvitationAnswer answer;
  Instant stamp;  /* of the answer: its DTSTAMP or arrival; INSTANT_NONE: none */
  gint64 message; /* that answered; 0: none, or by hand */
} Invitation;
void invitation_free(Invitation *invitation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Invitation, invitation_free)

/* The row of what is sent with SEQUENCE 0. @of: the session's sequence. */
void invitation_add(Store *store, gint64 person, gint64 session, const char *uid, InvitationState state,
                    int of);
/* What is sent of it now, with a SEQUENCE one higher than what was sent before. */
void invitation_sent(Store *store, gint64 id, InvitationState state, int of);
/* What its person says to it, which counts for every invitation that they have to this session; the person is
 * decided again. With @themselves they declined it in their own calendar, and nothing needs withdrawing.
 * FALSE when a later word (@stamp) stands already, and nothing changed. */
gboolean invitation_answer(Store *store, const Invitation *invitation, InvitationAnswer answer, Instant stamp,
                           gint64 message, gboolean themselves);
Invitation *invitation_by_uid(Store *store, const char *uid); /* NULL: none of ours */
/* Of Invitation, by the start of their sessions. Somebody who was two people may have two to one session. */
GPtrArray *invitations_of_person(Store *store, gint64 person);
GPtrArray *invitations_of_session(Store *store, gint64 session); /* of Invitation, by person */

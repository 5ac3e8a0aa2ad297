/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates that were put into people's own calendars by mail, and what they said to them (RFC 5546). Which date
 * somebody should have is decided elsewhere. */
#pragma once
#include "store/sessions.h"

/* How it should stand in their calendar, and how it does: by what was sent last, or because they declined it
 * there themselves. */
typedef enum {
  INVITATION_NONE, /* never sent */
  INVITATION_TENTATIVE,
  INVITATION_WAITING, /* accepted, and on the waiting list */
  INVITATION_CONFIRMED,
  INVITATION_WITHDRAWN
} InvitationState;
const char *invitation_word(InvitationState state); /* "tentative"; "" of none */

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
  gint64 obligation; /* that it is to meet; 0: none, it is of a place that they asked for */
  char *uid;
  char *letter; /* "B": what it is called among the dates of its obligation */
  InvitationState want, state;
  char *why;     /* what its reader is told of how it should stand; "" of what needs no words */
  gint64 cause;  /* the message whose answer made it so; 0: none did */
  int sequence;  /* SEQUENCE of what was sent last; -1: nothing was */
  int of;        /* the session's own sequence when that was sent */
  Instant start; /* when, how long and where it was when that was sent; INSTANT_NONE: nothing was */
  int minutes;
  char *place;
  InvitationAnswer answer;
  Instant stamp;  /* of the answer: its DTSTAMP or arrival; INSTANT_NONE: none */
  gint64 message; /* that answered; 0: none, or by hand */
} Invitation;
void invitation_free(Invitation *invitation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Invitation, invitation_free)

/* The row of a date of which nothing was sent yet. @obligation may be 0. Its id. */
gint64 invitation_add(Store *store, gint64 person, gint64 session, gint64 obligation, const char *uid,
                      const char *letter);
/* How it should stand, why, and whose message (0: nobody's) made it so; FALSE: it should already. */
gboolean invitation_want(Store *store, const Invitation *invitation, InvitationState want, const char *why,
                         gint64 cause);
/* It stands as it should by what is sent of @session now, with a SEQUENCE one higher than before. */
void invitation_sent(Store *store, const Invitation *invitation, const Session *session);
/* It stands as it should without any mail: what was to go before it was not sent. */
void invitation_spared(Store *store, const Invitation *invitation);
/* Their calendar does not have it, or not as it was sent last, says @message: it is sent again. */
void invitation_lost(Store *store, const Invitation *invitation, gint64 message);
/* What its person says to it, which counts for every invitation that they have to this session; the person is
 * decided again. With @themselves they declined it in their own calendar, and nothing needs withdrawing.
 * FALSE when a later word (@stamp) stands already, and nothing changed. */
gboolean invitation_answer(Store *store, const Invitation *invitation, InvitationAnswer answer, Instant stamp,
                           gint64 message, gboolean themselves);
/* They chose another date at @stamp: what they said to this one before counts no more. */
void invitation_outchosen(Store *store, const Invitation *invitation, Instant stamp);
Invitation *invitation_by_uid(Store *store, const char *uid); /* NULL: none of ours */
/* Of Invitation, by the start of their sessions. Somebody who was two people may have two to one session. */
GPtrArray *invitations_of_person(Store *store, gint64 person);
GPtrArray *invitations_of_obligation(Store *store, gint64 obligation); /* likewise */
GPtrArray *invitations_of_session(Store *store, gint64 session);       /* of Invitation, by person */
/* Those of which a mail is to be written: they stand otherwise than they should, or their session has
 * changed, it is to come, and their person can be written to. Of Invitation, by person and start. */
GPtrArray *invitations_pending(Store *store, Instant now);

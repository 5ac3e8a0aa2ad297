/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one person should have in their calendar, gathered before it is compared with what they have. Private
 * to this room. */
#pragma once
#include "pass/decide/standing.h"
#include "store/invitations.h"

typedef struct {
  Session *session;
  gint64 obligation; /* 0: none */
  InvitationState want;
  char *why;         /* what they are told of it, or NULL */
  gint64 cause;      /* the message whose answer made it so; 0: none */
  Instant outchosen; /* when they chose another date instead; INSTANT_NONE: they did not */
} Wish;

typedef struct {
  const Standing *standing;
  GPtrArray *rows;   /* of Invitation: of this scheme's sessions, as they stood when it began */
  GPtrArray *wishes; /* of Wish, one a session: in the order in which letters are given */
} Wishes;

/* @session is copied. Of two wishes for one session the one that wants more holds. */
void wishes_add(Wishes *wishes, const Session *session, const Wish *wish);
/* The row of @session that counts; NULL: none. Borrowed. */
const Invitation *wishes_row(const Wishes *wishes, gint64 session);
/* Adds what is wanted of the dates of @obligation. */
void wishes_of_obligation(Wishes *wishes, const Requirement *requirement, const Obligation *obligation);
/* Adds what is wanted of places that the person holds or waits for by their own asking. */
void wishes_of_places(Wishes *wishes);

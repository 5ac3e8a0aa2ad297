/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of invitations. Sends nothing, and does not know which of several dates is chosen. */
#include "store/invitations.h"
#include "store/people.h"
#include "store/person.h"
#include "store/statement.h"
#include <string.h>

static const char *const states[] = { [INVITATION_NONE] = "",
                                      [INVITATION_TENTATIVE] = "tentative",
                                      [INVITATION_WAITING] = "waiting",
                                      [INVITATION_CONFIRMED] = "confirmed",
                                      [INVITATION_WITHDRAWN] = "withdrawn" };
static const char *const answers[] = { [INVITATION_UNANSWERED] = "",
                                       [INVITATION_ACCEPTED] = "ACCEPTED",
                                       [INVITATION_DECLINED] = "DECLINED",
                                       [INVITATION_MAYBE] = "TENTATIVE",
                                       [INVITATION_COUNTER] = "COUNTER" };

const char *
invitation_word(InvitationState state)
{
  return states[state];
}

const char *
invitation_answer_word(InvitationAnswer answer)
{
  return answers[answer];
}

void
invitation_free(Invitation *invitation)
{
  if (!invitation)
    return;
  g_free(invitation->uid);
  g_free(invitation->letter);
  g_free(invitation->why);
  g_free(invitation->place);
  g_free(invitation);
}

/* Its place among @words, which the schema holds to be one of them. */
static guint
take_word(Statement *s, const char *const *words, guint n)
{
  g_autofree char *word = take_text(s);
  for (guint i = 0; word && i < n; i++)
    if (!strcmp(word, words[i]))
      return i;
  return 0;
}

#define INVITATION                                                                                           \
  "SELECT i.id, i.person, i.session, i.obligation, i.uid, i.letter, i.want, i.why, i.cause, i.state,"        \
  " i.sequence, i.of, i.start, i.minutes, i.place, i.answer, i.stamp, i.message"                             \
  " FROM invitation i JOIN session s ON s.id = i.session "
#define BY_START " ORDER BY s.start, s.key, i.id"

static gpointer
read_invitation(Statement *s)
{
  Invitation *one = g_new0(Invitation, 1);
  one->id = take_int(s);
  one->person = take_int(s);
  one->session = take_int(s);
  one->obligation = take_int(s);
  one->uid = take_text(s);
  one->letter = take_text(s);
  one->want = (InvitationState) take_word(s, states, G_N_ELEMENTS(states));
  one->why = take_text(s);
  one->cause = take_int(s);
  one->state = (InvitationState) take_word(s, states, G_N_ELEMENTS(states));
  one->sequence = (int) take_int(s);
  one->of = (int) take_int(s);
  one->start = take_instant(s);
  one->minutes = (int) take_int(s);
  one->place = take_text(s);
  one->answer = (InvitationAnswer) take_word(s, answers, G_N_ELEMENTS(answers));
  one->stamp = take_instant(s);
  one->message = take_int(s);
  return one;
}

gint64
invitation_add(Store *store, gint64 person, gint64 session, gint64 obligation, const char *uid,
               const char *letter)
{
  Statement *s = statement(store, "INSERT INTO invitation (person, session, obligation, uid, letter)"
                                  " VALUES (?, ?, ?, ?, ?)");
  bind_int(s, person);
  bind_int(s, session);
  bind_id(s, obligation);
  bind_text(s, uid);
  bind_text(s, letter);
  statement_run(s);
  return store_last_id(store);
}

gboolean
invitation_want(Store *store, const Invitation *invitation, InvitationState want, const char *why,
                gint64 cause)
{
  Statement *s = statement(store, "UPDATE invitation SET want = ?1, why = ?2, cause = ?3"
                                  " WHERE id = ?4 AND want <> ?1");
  bind_text(s, states[want]);
  bind_text(s, why);
  bind_id(s, cause);
  bind_int(s, invitation->id);
  return statement_run(s) > 0;
}

void
invitation_sent(Store *store, const Invitation *invitation, const Session *session)
{
  Statement *s = statement(store, "UPDATE invitation SET state = want, sequence = sequence + 1, of = ?,"
                                  " start = ?, minutes = ?, place = ? WHERE id = ?");
  bind_int(s, session->sequence);
  bind_instant(s, session->start);
  bind_int(s, session->minutes);
  bind_text(s, session->place);
  bind_int(s, invitation->id);
  statement_run(s);
}

void
invitation_spared(Store *store, const Invitation *invitation)
{
  Statement *s = statement(store, "UPDATE invitation SET state = want WHERE id = ?");
  bind_int(s, invitation->id);
  statement_run(s);
}

void
invitation_lost(Store *store, const Invitation *invitation, gint64 message)
{
  Statement *s = statement(store, "UPDATE invitation SET state = '', cause = ? WHERE id = ?");
  bind_id(s, message);
  bind_int(s, invitation->id);
  statement_run(s);
}

gboolean
invitation_answer(Store *store, const Invitation *invitation, InvitationAnswer answer, Instant stamp,
                  gint64 message, gboolean themselves)
{
  Statement *s = statement(store, "UPDATE invitation SET answer = ?1, stamp = ?2, message = ?3,"
                                  " state = CASE WHEN ?4 AND uid = ?5 THEN 'withdrawn' ELSE state END"
                                  " WHERE person = ?6 AND session = ?7 AND (stamp IS NULL OR stamp <= ?2)"
                                  " AND NOT (answer = ?1 AND stamp = ?2)");
  bind_text(s, answers[answer]);
  bind_instant(s, stamp);
  bind_id(s, message);
  bind_int(s, themselves && answer == INVITATION_DECLINED);
  bind_text(s, invitation->uid);
  bind_int(s, invitation->person);
  bind_int(s, invitation->session);
  if (statement_run(s) == 0)
    return FALSE;
  dirty_add(store, invitation->person);
  return TRUE;
}

void
invitation_outchosen(Store *store, const Invitation *invitation, Instant stamp)
{
  Statement *s = statement(store, "UPDATE invitation SET answer = '', message = NULL, stamp = max(stamp, ?)"
                                  " WHERE person = ? AND session = ? AND answer = 'ACCEPTED'");
  bind_instant(s, stamp);
  bind_int(s, invitation->person);
  bind_int(s, invitation->session);
  statement_run(s);
}

Invitation *
invitation_by_uid(Store *store, const char *uid)
{
  Statement *s = statement(store, INVITATION "WHERE i.uid = ?");
  bind_text(s, uid);
  return statement_one(s, read_invitation);
}

GPtrArray *
invitations_of_person(Store *store, gint64 person)
{
  Statement *s = statement(store, INVITATION "WHERE i.person = ?" BY_START);
  bind_int(s, person);
  return statement_all(s, read_invitation, (GDestroyNotify) invitation_free);
}

GPtrArray *
invitations_of_obligation(Store *store, gint64 obligation)
{
  Statement *s = statement(store, INVITATION "WHERE i.obligation = ?" BY_START);
  bind_int(s, obligation);
  return statement_all(s, read_invitation, (GDestroyNotify) invitation_free);
}

GPtrArray *
invitations_of_session(Store *store, gint64 session)
{
  Statement *s = statement(store, INVITATION "WHERE i.session = ? ORDER BY i.person, i.id");
  bind_int(s, session);
  return statement_all(s, read_invitation, (GDestroyNotify) invitation_free);
}

/* What was never sent needs no withdrawing, and what is cancelled is decided before it is told. */
#define STANDS_WRONG                                                                                         \
  "((i.want <> i.state AND NOT (i.state = '' AND i.want = 'withdrawn'))"                                     \
  " OR (i.state IN ('tentative', 'waiting', 'confirmed') AND i.of <> s.sequence))"                           \
  " AND NOT (s.cancelled AND i.want <> 'withdrawn')"

GPtrArray *
invitations_pending(Store *store, Instant now)
{
  Statement *s = statement(store, INVITATION
                           "WHERE " STANDS_WRONG " AND max(s.start, ifnull(i.start, s.start)) > ?"
                           " AND" CAN_BE_WRITTEN_TO("i.person") "ORDER BY i.person, s.start, s.key, i.id");
  bind_instant(s, now);
  return statement_all(s, read_invitation, (GDestroyNotify) invitation_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of invitations. Sends nothing, and does not know which of several dates is chosen. */
#include "store/invitations.h"
#include "store/people.h"
#include "store/statement.h"
#include <string.h>

static const char *const states[] = { [INVITATION_TENTATIVE] = "tentative",
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
  "SELECT i.id, i.person, i.session, i.uid, i.state, i.sequence, i.of, i.answer, i.stamp, i.message"         \
  " FROM invitation i "

static gpointer
read_invitation(Statement *s)
{
  Invitation *one = g_new0(Invitation, 1);
  one->id = take_int(s);
  one->person = take_int(s);
  one->session = take_int(s);
  one->uid = take_text(s);
  one->state = (InvitationState) take_word(s, states, G_N_ELEMENTS(states));
  one->sequence = (int) take_int(s);
  one->of = (int) take_int(s);
  one->answer = (InvitationAnswer) take_word(s, answers, G_N_ELEMENTS(answers));
  one->stamp = take_instant(s);
  one->message = take_int(s);
  return one;
}

void
invitation_add(Store *store, gint64 person, gint64 session, const char *uid, InvitationState state, int of)
{
  Statement *s = statement(store, "INSERT INTO invitation (person, session, uid, state, sequence, of)"
                                  " VALUES (?, ?, ?, ?, 0, ?)");
  bind_int(s, person);
  bind_int(s, session);
  bind_text(s, uid);
  bind_text(s, states[state]);
  bind_int(s, of);
  statement_run(s);
}

void
invitation_sent(Store *store, gint64 id, InvitationState state, int of)
{
  Statement *s =
      statement(store, "UPDATE invitation SET state = ?, sequence = sequence + 1, of = ? WHERE id = ?");
  bind_text(s, states[state]);
  bind_int(s, of);
  bind_int(s, id);
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
  Statement *s = statement(store, INVITATION "JOIN session s ON s.id = i.session WHERE i.person = ?"
                                             " ORDER BY s.start, s.key, i.id");
  bind_int(s, person);
  return statement_all(s, read_invitation, (GDestroyNotify) invitation_free);
}

GPtrArray *
invitations_of_session(Store *store, gint64 session)
{
  Statement *s = statement(store, INVITATION "WHERE i.session = ? ORDER BY i.person, i.id");
  bind_int(s, session);
  return statement_all(s, read_invitation, (GDestroyNotify) invitation_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the answer out of a subject. Takes none where thread and sender do not agree. */
#include "pass/calendar/rsvp_bare.h"
#include "pass/calendar/answered.h"
#include "pass/calendar/offered.h"
#include "pass/calendar/rsvp.h"
#include "pass/calendar/whose_answer.h"
#include <stdlib.h>
#include <string.h>

#define MARK "kept-back" /* in the detail of its case */

static const struct {
  const char *prefix;
  InvitationAnswer answer;
} PREFIXES[] = { { "accepted:", INVITATION_ACCEPTED },
                 { "declined:", INVITATION_DECLINED },
                 { "tentative:", INVITATION_MAYBE },
                 { "tentatively accepted:", INVITATION_MAYBE } };

static InvitationAnswer
answer_in(const char *subject)
{
  g_autofree char *lower = g_ascii_strdown(subject, -1);
  for (guint i = 0; i < G_N_ELEMENTS(PREFIXES); i++)
    if (g_str_has_prefix(g_strchug(lower), PREFIXES[i].prefix))
      return PREFIXES[i].answer;
  return INVITATION_UNANSWERED;
}

/* The reader's word for Exchange's link in place of the calendar part. */
static gboolean
has_link(const Reading *reading)
{
  for (guint i = 0; i < reading->documents->len; i++) {
    const ReadingDocument *document = reading->documents->pdata[i];
    if (!strcmp(document->format, "ics") && !g_strcmp0(document->problem, "unsupported"))
      return TRUE;
  }
  return FALSE;
}

/* The entry whose mail it answers, if its sender is whose it is and nothing speaks against it. */
static Invitation *
plainly_of(const Inbound *inbound)
{
  const char *unknown;
  const Person *sender = inbound_sender(inbound);
  g_autofree char *uid = offered_uid(inbound);
  g_autoptr(Invitation) invitation = uid ? invitation_by_uid(inbound->engine->store, uid) : NULL;
  if (!invitation || !sender || sender->id != invitation->person)
    return NULL;
  g_autofree char *doubt = whose_mail_doubt(inbound, invitation, &unknown);
  return doubt ? NULL : g_steal_pointer(&invitation);
}

static void
open_case(Inbound *inbound, InvitationAnswer answer)
{
  const Person *sender = inbound_sender(inbound);
  g_autofree char *uid = offered_uid(inbound);
  json_t *detail = json_pack("{s:s*, s:s, s:I, s:s}", "uid", uid, "answer", invitation_answer_word(answer),
                             "stamp", (json_int_t) inbound->arrival, "without", MARK);
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  g_autofree char *question =
      g_strdup_printf("%s answers a date (%s), and the mailbox keeps back the calendar part that says which: "
                      "`mentord doctor` says what to set",
                      sender                           ? sender->name
                      : inbound->reading->from.address ? inbound->reading->from.address
                                                       : "somebody",
                      inbound->reading->subject);
  Case c = { .document = -1,
             .kind = (char *) RSVP_ANSWER,
             .person = sender ? sender->id : 0,
             .question = question,
             .detail = text };
  inbound_case_open(inbound, &c);
  free(text);
  json_decref(detail);
}

gboolean
rsvp_bare_take(Inbound *inbound, gboolean *understood, GError **error)
{
  InvitationAnswer answer = answer_in(inbound->reading->subject);
  g_autofree char *uid = offered_uid(inbound);
  *understood = answer != INVITATION_UNANSWERED && !inbound->reading->calendar->len &&
                (has_link(inbound->reading) || uid);
  if (!*understood)
    return TRUE;
  g_autoptr(Invitation) invitation = plainly_of(inbound);
  if (!invitation) {
    open_case(inbound, answer);
    return TRUE;
  }
  gboolean news;
  Answered said = { answer, inbound->arrival, TRUE };
  return answered_take(inbound, invitation, &said, &news, error);
}

gboolean
rsvp_bare_came(Store *store)
{
  g_autoptr(GPtrArray) cases = cases_list(store, FALSE);
  for (guint i = 0; i < cases->len; i++) {
    const Case *c = cases->pdata[i];
    if (!strcmp(c->kind, RSVP_ANSWER) && strstr(c->detail, "\"" MARK "\""))
      return TRUE;
  }
  return FALSE;
}

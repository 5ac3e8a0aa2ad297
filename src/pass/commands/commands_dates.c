/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A date chosen in words, with the same effect as in a calendar: the choice is kept, and what then stands in
 * the calendar is the answer. Unsure means asking again. C1.12 */
#include "base/text.h"
#include "pass/calendar/answered.h"
#include "pass/calendar/choice.h"
#include "pass/calendar/offered.h"
#include "pass/commands/commands.h"
#include "pass/decide/places.h"
#include "pass/limits.h"
#include <string.h>

/* Words, or where there are none the subject, as a link in a mail fills it in. */
static const char *
said_in(const Inbound *inbound)
{
  g_autofree char *key = text_key(inbound->reading->text);
  return *key ? inbound->reading->text : inbound->reading->subject;
}

static gboolean
answer(Inbound *inbound, const Offered *offered, guint n, InvitationAnswer said, GError **error)
{
  gboolean news;
  Answered answered = { said, inbound->arrival, FALSE };
  return answered_take(inbound, offered->invitations->pdata[n], &answered, &news, error);
}

static gboolean
decline_all(Inbound *inbound, const Offered *offered, GError **error)
{
  for (guint i = 0; i < offered->sessions->len; i++)
    if (!answer(inbound, offered, i, INVITATION_DECLINED, error))
      return FALSE;
  return TRUE;
}

/* Whichever it is will do: the first in which there is room. */
static guint
first_with_room(const Inbound *inbound, const Offered *offered)
{
  for (guint i = 0; i < offered->sessions->len; i++)
    if (places_has_room(inbound->engine, offered->sessions->pdata[i]))
      return i;
  return 0;
}

/* "A: Core Mentor Training, Tuesday 6 October 2026, 16:00" */
static json_t *
dates_in_words(const Inbound *inbound, const Offered *offered)
{
  json_t *dates = json_array();
  for (guint i = 0; i < offered->sessions->len; i++) {
    g_autofree char *date = answered_words(inbound->engine, offered->sessions->pdata[i]);
    const Invitation *invitation = offered->invitations->pdata[i];
    json_array_append_new(dates, json_pack("{s:s, s:s}", "letter", invitation->letter, "date", date));
  }
  return dates;
}

/* Once a day at most, for it may be a machine that answers; a human reads the next. */
static gboolean
ask_again(Asked *asked, const Offered *offered, GError **error)
{
  Inbound *inbound = asked->inbound;
  const Person *sender = inbound_sender(inbound);
  const Invitation *first = offered->invitations->pdata[0];
  asked->understood = sender->address && answer_allowed(inbound->engine, sender->address, ANSWER_TO_NOTHING);
  if (!asked->understood)
    return TRUE;
  g_autoptr(Obligation) obligation = obligation_get(inbound->engine->store, first->obligation);
  json_t *context = asked_context(inbound, obligation);
  json_object_set_new(context, "choices", dates_in_words(inbound, offered));
  json_object_set_new(context, "several", json_boolean(offered->sessions->len > 1));
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(inbound->engine->store, sender->id, first->obligation, cause,
              "which date is meant is asked again");
  return asked_reply(inbound, "which-date", context, obligation, NULL, error);
}

static gboolean
obey(Asked *asked, const Offered *offered, ChoiceVerdict verdict, guint date, GError **error)
{
  Inbound *inbound = asked->inbound;
  switch (verdict) {
  case CHOICE_UNSAID: asked->understood = FALSE; return TRUE;
  case CHOICE_UNSURE: return ask_again(asked, offered, error);
  case CHOICE_NO_DATE: return decline_all(inbound, offered, error);
  case CHOICE_ANY:
    return answer(inbound, offered, first_with_room(inbound, offered), INVITATION_ACCEPTED, error);
  case CHOICE_DATE: return answer(inbound, offered, date, INVITATION_ACCEPTED, error);
  }
  return TRUE;
}

/* "Yes" and "no" to the mail of one date are about that date; "neither" is about all of them. */
static ChoiceVerdict
about_one(const Inbound *inbound, const Offered *offered, ChoiceVerdict verdict, gboolean *alone)
{
  guint date;
  gboolean asks,
      all = g_regex_match_simple("\\b(?:neither|none|either|any|both|all of|all the|all dates|or)\\b",
                                 said_in(inbound), G_REGEX_CASELESS, 0);
  *alone = FALSE;
  if (offered->one < 0 || all || (verdict != CHOICE_UNSURE && verdict != CHOICE_NO_DATE))
    return verdict;
  Choices single = { &offered->dates[offered->one], 1 };
  ChoiceVerdict own = choice_read(&single, said_in(inbound), &date, &asks);
  *alone = own == CHOICE_DATE || own == CHOICE_NO_DATE;
  return *alone ? own : verdict;
}

gboolean
asked_date(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autoptr(Offered) offered = offered_to_sender(inbound);
  asked->understood = offered != NULL;
  if (!offered)
    return TRUE;
  guint date;
  gboolean asks;
  Choices choices = { offered->dates, offered->sessions->len };
  ChoiceVerdict verdict = choice_read(&choices, said_in(inbound), &date, &asks);
  gboolean plain = verdict == CHOICE_DATE && choices.n > 1;
  if (!offered->asked && !plain) /* out of the blue, "no" and "yes" may be about anything */
    verdict = CHOICE_UNSAID;
  gboolean alone;
  verdict = about_one(inbound, offered, verdict, &alone);
  InvitationAnswer own = verdict == CHOICE_DATE ? INVITATION_ACCEPTED : INVITATION_DECLINED;
  if (!(alone ? answer(inbound, offered, (guint) offered->one, own, error)
              : obey(asked, offered, verdict, date, error)))
    return FALSE;
  if (asked->understood && asks)
    inbound_case(inbound, "question", -1, NULL, NULL, NULL, "%s chose a date, and asks something: %s",
                 inbound->reading->from.address, inbound->reading->subject);
  return TRUE;
}

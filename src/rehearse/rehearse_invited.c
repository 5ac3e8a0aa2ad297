/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What made-up people do with a date that is put into their calendar. Writes no object itself. */
#include "rehearse/rehearse_answers_inside.h"
#include "rehearse/rehearse_calendar.h"
#include <string.h>

/* Their calendar program sends what they pressed. */
static gboolean
press(Answers *answers, const Draft *plain, EntryAnswer answer, GError **error)
{
  Draft draft = *plain;
  CalendarReply reply = { .event = draft.reading->calendar->pdata[0],
                          .name = draft.player->name,
                          .address = draft.from,
                          .answer = answer,
                          .at = draft.at,
                          .as_exchange = answers->all->len % 2 };
  g_autofree char *object = calendar_reply(answers->engine, &reply, error);
  g_autofree char *subject = calendar_reply_subject(&reply);
  g_autofree char *words = g_strdup_printf("%s has %s this invitation.", draft.player->name,
                                           answer == ENTRY_ACCEPTED ? "accepted" : "declined");
  draft.calendar = object;
  draft.subject = subject;
  return object && answers_write(answers, &draft, words, NULL, error);
}

/* Whoever is not sure at first says so in words, and in words again. */
static gboolean
say_date(Answers *answers, Draft *draft, GError **error)
{
  static const char *const words[] = { "The first one, please", "A please", "B", "Option B please",
                                       "Either is fine" };
  const ReadingEvent *event = draft->reading->calendar->pdata[0];
  gboolean choice = !strcmp(event->status, "TENTATIVE");
  if (draft->way == WAY_MAYBE && !answers_write(answers, draft, "Maybe", NULL, error))
    return FALSE;
  draft->at += draft->way == WAY_MAYBE ? 86400 : 0;
  const char *said = words[g_rand_int_range(answers->chance, 0, G_N_ELEMENTS(words))];
  return answers_write(answers, draft, choice ? said : "Yes, I will come", NULL, error);
}

gboolean
invited_consider(Answers *answers, const Player *player, const OutboxMail *row, const Reading *reading,
                 const Obligation *obligation, GError **error)
{
  gboolean first;
  g_autofree char *key = g_strconcat("dates/", obligation->ref, NULL);
  const Scheme *scheme = schemes_find(answers->engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme_requirement(scheme, obligation->requirement);
  Way way = answers_intent(answers, key, requirement, WANTS_DATE, &first);
  if (way == WAY_NEVER || (way != WAY_DECLINES && (way == WAY_ACCEPTS_NEXT) == first))
    return TRUE;
  if (way == WAY_ACCEPTS_NEXT)
    answers_end(answers, key);
  Draft draft = answers_draft(player, row, reading, way, answers_when(answers, way));
  if (way == WAY_WORDS || way == WAY_MAYBE)
    return say_date(answers, &draft, error);
  if (way == WAY_ACCEPTS_ELSEWHERE)
    draft.from = player->private_address;
  return press(answers, &draft, way == WAY_DECLINES ? ENTRY_DECLINED : ENTRY_ACCEPTED, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries in people's calendars as sentences. Decides nothing. */
#include "pass/tell/explain_dates.h"
#include "base/text.h"
#include "store/invitations.h"

/* "accepted", as somebody reads it. */
static const char *
answer_words(InvitationAnswer answer)
{
  static const char *const words[] = { [INVITATION_UNANSWERED] = "no answer yet",
                                       [INVITATION_ACCEPTED] = "accepted",
                                       [INVITATION_DECLINED] = "declined",
                                       [INVITATION_MAYBE] = "answered perhaps",
                                       [INVITATION_COUNTER] = "another time proposed" };
  return words[answer];
}

static const char *
state_words(InvitationState state)
{
  static const char *const words[] = { [INVITATION_NONE] = "not sent yet",
                                       [INVITATION_TENTATIVE] = "offered",
                                       [INVITATION_WAITING] = "on the waiting list",
                                       [INVITATION_CONFIRMED] = "confirmed",
                                       [INVITATION_WITHDRAWN] = "taken back" };
  return words[state];
}

static char *
moment(Engine *engine, Instant at)
{
  g_autofree char *day = day_words(clock_day(engine->clock, at)),
                  *time = clock_format_minute(engine->clock, at);
  return g_strdup_printf("%s at %s", day, time);
}

static void
say(Engine *engine, const char *in, const Invitation *row, GPtrArray *lines)
{
  g_autoptr(Session) session = session_get(engine->store, row->session);
  g_autofree char *start = moment(engine, session->start);
  g_autofree char *said = row->stamp != INSTANT_NONE ? moment(engine, row->stamp) : NULL;
  gboolean lettered = row->obligation && *row->letter;
  text_say(lines, "%sCalendar: %s%s%s%s, %s: %s%s%s; %s%s%s", in, lettered ? "option " : "",
           lettered ? row->letter : "", lettered ? ", " : "", session->title, start, state_words(row->state),
           *row->why ? ", " : "", row->why, answer_words(row->answer), said ? " on " : "", said ? said : "");
}

void
explain_dates(Engine *engine, gint64 obligation, GPtrArray *lines)
{
  g_autoptr(GPtrArray) rows = invitations_of_obligation(engine->store, obligation);
  for (guint i = 0; i < rows->len; i++)
    say(engine, "", rows->pdata[i], lines);
}

void
explain_dates_of_person(Engine *engine, gint64 person, GPtrArray *lines)
{
  g_autoptr(GPtrArray) rows = invitations_of_person(engine->store, person);
  for (guint i = 0; i < rows->len; i++)
    say(engine, "  ", rows->pdata[i], lines);
}

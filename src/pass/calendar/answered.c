/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps answers to dates. Weighs nobody's word: whoever calls it is sure whose it is. */
#include "pass/calendar/answered.h"
#include "pass/decide/places.h"
#include <string.h>

const char *
answered_verb(InvitationAnswer answer)
{
  switch (answer) {
  case INVITATION_ACCEPTED: return "accepts";
  case INVITATION_DECLINED: return "declines";
  case INVITATION_MAYBE: return "may come to";
  case INVITATION_COUNTER: return "proposes another time for";
  case INVITATION_UNANSWERED: break;
  }
  return "says nothing yet to";
}

InvitationAnswer
answered_of(const char *partstat)
{
  return !strcmp(partstat, "ACCEPTED")    ? INVITATION_ACCEPTED
         : !strcmp(partstat, "DECLINED")  ? INVITATION_DECLINED
         : !strcmp(partstat, "TENTATIVE") ? INVITATION_MAYBE
                                          : INVITATION_UNANSWERED;
}

char *
answered_words(Engine *engine, const Session *session)
{
  g_autofree char *day = day_words(clock_day(engine->clock, session->start));
  g_autofree char *time = clock_format_minute(engine->clock, session->start);
  return g_strdup_printf("%s, %s, %s", session->title, day, time);
}

/* Whoever accepts a date with places asks for one, and waits where it is full; whoever declines gives theirs
 * up, and the next one moves up. C4.2 */
static gboolean
take_place(Inbound *inbound, const Session *session, gint64 person, InvitationAnswer answer, GError **error)
{
  Engine *engine = inbound->engine;
  const Scheme *scheme = schemes_find(engine->site->schemes, session->scheme);
  const SchemeEvent *event = scheme ? scheme_event(scheme, session->event) : NULL;
  if (!event || !event->places)
    return TRUE;
  if (answer == INVITATION_ACCEPTED)
    booking_free(places_ask_session(engine, session, person));
  g_autoptr(Booking) booking =
      answer == INVITATION_DECLINED ? places_in_session(engine, session, person) : NULL;
  if (booking && booking->state != BOOKING_GIVEN_UP) {
    g_autofree char *cause = inbound_cause(inbound);
    places_give_up(engine, booking, cause);
  }
  gboolean moved = FALSE;
  return places_fill(engine, &moved, error);
}

/* The other dates of the same thing to which they said yes before: the later word holds, and it is said so.
 * Whether it is @stamp's. */
static gboolean
is_last_word(Inbound *inbound, const Invitation *invitation, const Session *session, Instant stamp)
{
  Engine *engine = inbound->engine;
  g_autofree char *cause = inbound_cause(inbound), *words = answered_words(engine, session);
  g_autoptr(GPtrArray) all = invitations_of_person(engine->store, invitation->person);
  gboolean last = TRUE;
  for (guint i = 0; i < all->len; i++) {
    const Invitation *one = all->pdata[i];
    if (one->answer != INVITATION_ACCEPTED || one->session == session->id || !one->obligation ||
        one->obligation != invitation->obligation)
      continue;
    g_autoptr(Session) other = session_get(engine->store, one->session);
    g_autofree char *before = answered_words(engine, other);
    gboolean later = one->stamp > stamp;
    journal_add(engine->store, invitation->person, invitation->obligation, cause,
                "several dates are accepted: %s is the later word, after %s", later ? before : words,
                later ? words : before);
    last = last && !later;
  }
  return last;
}

gboolean
answered_take(Inbound *inbound, const Invitation *invitation, const Answered *said, gboolean *news,
              GError **error)
{
  Engine *engine = inbound->engine;
  Store *store = engine->store;
  g_autoptr(Session) session = session_get(store, invitation->session);
  g_autofree char *words = answered_words(engine, session), *cause = inbound_cause(inbound);
  const char *verb = answered_verb(said->answer);
  gboolean over = session->start <= inbound->arrival;
  *news = FALSE;
  if (over || session->cancelled) {
    journal_add(store, invitation->person, invitation->obligation, cause,
                "%s %s, which %s: nothing follows from it", verb, words, over ? "has begun" : "is cancelled");
    return TRUE;
  }
  if (!invitation_answer(store, invitation, said->answer, said->stamp, inbound->message->id,
                         said->calendar)) {
    journal_add(store, invitation->person, invitation->obligation, cause,
                "%s %s: a later word, or the same, stands already", verb, words);
    return TRUE;
  }
  *news = TRUE;
  journal_add(store, invitation->person, invitation->obligation, cause, "%s %s", verb, words);
  if (said->answer == INVITATION_ACCEPTED && !is_last_word(inbound, invitation, session, said->stamp))
    return TRUE;
  return take_place(inbound, session, invitation->person, said->answer, error);
}

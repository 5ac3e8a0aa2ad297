/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chosen of dates, from what was said and what happened. Does not know who may choose what. */
#include "pass/people/chosen.h"
#include "pass/decide/places.h"
#include "store/facts.h"
#include "store/invitations.h"
#include <string.h>

/* One word about one date, which is known by its session's id, by its key, or by its day. */
typedef struct {
  gint64 session; /* 0: not known */
  char *event;    /* NULL: not known */
  char *key;      /* NULL: not known */
  Day day;
  ChosenAs choice;
  Instant at;
} Word;

struct Chosen {
  Engine *engine;
  const Scheme *scheme;
  GArray *words; /* of Word */
};

static void
word_clear(gpointer data)
{
  Word *word = data;
  g_free(word->event);
  g_free(word->key);
}

static void
add_places(Chosen *chosen, gint64 person)
{
  static const ChosenAs of[] = {
    [BOOKING_HELD] = CHOSEN_HELD, [BOOKING_WAITING] = CHOSEN_WAITING, [BOOKING_GIVEN_UP] = CHOSEN_NOT
  };
  g_autoptr(GPtrArray) bookings = bookings_of_person(chosen->engine->store, person);
  for (guint i = 0; i < bookings->len; i++) {
    const Booking *one = bookings->pdata[i];
    if (!places_of_session(one) || strcmp(one->of.scheme, chosen->scheme->id))
      continue;
    const Word word = { .event = g_strdup(one->of.event),
                        .key = g_strdup(strchr(one->of.group, ':') + 1),
                        .choice = of[one->state],
                        .at = one->at };
    g_array_append_val(chosen->words, word);
  }
}

static void
add_invitations(Chosen *chosen, gint64 person)
{
  g_autoptr(GPtrArray) all = invitations_of_person(chosen->engine->store, person);
  for (guint i = 0; i < all->len; i++) {
    const Invitation *one = all->pdata[i];
    const Word word = { .session = one->session,
                        .choice = one->answer == INVITATION_ACCEPTED ? CHOSEN_TAKEN : CHOSEN_NOT,
                        .at = one->stamp };
    if (one->answer == INVITATION_ACCEPTED || one->answer == INVITATION_DECLINED)
      g_array_append_val(chosen->words, word);
  }
}

static void
add_attendance(Chosen *chosen, gint64 person)
{
  g_autoptr(GPtrArray) all =
      attendance_of(chosen->engine->store, person, chosen->scheme->id, NULL, 0, DAY_NONE);
  for (guint i = 0; i < all->len; i++) {
    const Attendance *one = all->pdata[i];
    const Word word = {
      .event = g_strdup(one->event), .day = one->day, .choice = CHOSEN_CAME, .at = one->at
    };
    g_array_append_val(chosen->words, word);
  }
}

Chosen *
chosen_new(Engine *engine, const Scheme *scheme, gint64 person)
{
  Chosen *chosen = g_new0(Chosen, 1);
  chosen->engine = engine;
  chosen->scheme = scheme;
  chosen->words = g_array_new(FALSE, FALSE, sizeof(Word));
  g_array_set_clear_func(chosen->words, word_clear);
  add_invitations(chosen, person);
  add_places(chosen, person);
  add_attendance(chosen, person);
  return chosen;
}

void
chosen_free(Chosen *chosen)
{
  if (!chosen)
    return;
  g_array_unref(chosen->words);
  g_free(chosen);
}

gboolean
chosen_alike(const Session *a, const Session *b)
{
  return !strcmp(a->year, b->year) && !strcmp(a->scheme, b->scheme) && !strcmp(a->event, b->event) &&
         !g_strcmp0(a->term, b->term);
}

/* How often @evidence asks to come to @event, at most. */
static int
times_asked(const Evidence *evidence, const char *event)
{
  int times = 0;
  if (evidence->kind == EVIDENCE_ATTEND && g_strv_contains((const char *const *) evidence->ids, event))
    times = MAX(evidence->times, 1);
  for (guint i = 0; evidence->parts && i < evidence->parts->len; i++)
    times = MAX(times, times_asked(evidence->parts->pdata[i], event));
  return times;
}

gboolean
chosen_one_is_enough(const Scheme *scheme, const char *event)
{
  int times = 0;
  for (guint i = 0; i < scheme->requirements->len; i++)
    times = MAX(times, times_asked(((const Requirement *) scheme->requirements->pdata[i])->evidence, event));
  return times == 1;
}

static gboolean
is_about(const Word *word, const Session *session, Day day)
{
  if (word->session)
    return word->session == session->id;
  return !strcmp(word->event, session->event) &&
         (word->key ? !strcmp(word->key, session->key) : word->day == day);
}

/* What was said of this very session. */
static ChosenAs
said_of(const Chosen *chosen, const Session *session, Instant *since)
{
  Day day = clock_day(chosen->engine->clock, session->start);
  ChosenAs said = CHOSEN_OPEN;
  for (guint i = 0; i < chosen->words->len; i++) {
    const Word *word = &g_array_index(chosen->words, Word, i);
    if (!is_about(word, session, day))
      continue;
    *since = MAX(*since, word->at);
    said = MAX(said, word->choice);
  }
  return said;
}

ChosenAs
chosen_as(const Chosen *chosen, const Session *session, const GPtrArray *sessions, Instant *since)
{
  *since = INSTANT_NONE;
  ChosenAs said = said_of(chosen, session, since);
  if (!chosen->words->len || said != CHOSEN_OPEN || !chosen_one_is_enough(chosen->scheme, session->event))
    return said;
  for (guint i = 0; said == CHOSEN_OPEN && i < sessions->len; i++) {
    const Session *other = sessions->pdata[i];
    if (other->id == session->id || other->cancelled || !chosen_alike(other, session))
      continue;
    ChosenAs instead = said_of(chosen, other, since);
    if (instead != CHOSEN_OPEN && instead != CHOSEN_NOT)
      said = CHOSEN_NOT;
  }
  return said;
}

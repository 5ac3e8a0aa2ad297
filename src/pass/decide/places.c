/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queues for places. Sends nothing itself but what post.c queues; who is asked what is decide.c's. */
#include "pass/decide/places.h"
#include "pass/decide/places_mail.h"
#include "pass/people/coverage.h"
#include <string.h>

#define COHORT "cohort:"
#define SESSION "session:"

/* "cohort:2026-27/spring" of those with that value of the requirement's attribute. g_free. */
static char *
cohort_key(const Standing *standing, const Requirement *requirement)
{
  const char *value = "";
  for (guint i = 0; requirement->cohort && i < standing->attributes->len; i++) {
    const char *const *own = standing->attributes->pdata[i]; /* scheme, name, value */
    if (!strcmp(own[0], standing->scheme->id) && !strcmp(own[1], requirement->cohort))
      value = own[2];
  }
  return g_strdup_printf(COHORT "%s/%s", standing->year->id, value);
}

static Booking *
own_booking(const Standing *standing, const Requirement *requirement)
{
  g_autofree char *key = cohort_key(standing, requirement);
  const BookingGroup of = { standing->scheme->id, requirement->id, key };
  return booking_get(standing->engine->store, &of, standing->person);
}

/* When what the chain of `met` begins with was met: of an application, its arrival. */
static Instant
asked_since(const Standing *standing, const Requirement *requirement)
{
  const Requirement *first = requirement;
  while (first->of.met && scheme_requirement(standing->scheme, first->of.met))
    first = scheme_requirement(standing->scheme, first->of.met);
  Instant at = INSTANT_NONE;
  if (first != requirement)
    standing_met(standing, first->id, &at);
  return at == INSTANT_NONE ? clock_now(standing->engine->clock) : at;
}

void
places_ask(const Standing *standing, const Requirement *requirement)
{
  g_autofree char *key = cohort_key(standing, requirement);
  const BookingGroup of = { standing->scheme->id, requirement->id, key };
  Store *store = standing->engine->store;
  g_autoptr(Booking) booking = booking_get(store, &of, standing->person);
  if (booking || !booking_ask(store, &of, standing->person, asked_since(standing, requirement)))
    return;
  journal_add(store, standing->person, 0, "rules", "asks for a place: %s", requirement->title);
}

gboolean
places_held(const Standing *standing, const Requirement *requirement)
{
  g_autoptr(Booking) booking = requirement->places ? own_booking(standing, requirement) : NULL;
  return !requirement->places || (booking && booking->state == BOOKING_HELD);
}

gboolean
places_given_up(const Standing *standing, const Requirement *requirement)
{
  g_autoptr(Booking) booking = requirement->places ? own_booking(standing, requirement) : NULL;
  return booking && booking->state == BOOKING_GIVEN_UP;
}

/* What a queue is for. */
typedef struct {
  const Scheme *scheme;
  const Requirement *requirement; /* NULL: of a session */
  const SchemeEvent *event;       /* NULL: of a cohort */
  Session *session;               /* of @event; NULL: it is not there any more */
  int places;
} Purpose;

static void
purpose_clear(Purpose *purpose)
{
  g_clear_pointer(&purpose->session, session_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Purpose, purpose_clear)

static Session *
session_of(Engine *engine, const BookingGroup *of)
{
  const Year *year = engine_year(engine);
  g_autoptr(GPtrArray) all =
      year ? sessions_list(engine->store, year->id, of->scheme, of->event, NULL) : g_ptr_array_new();
  for (guint i = 0; i < all->len; i++) {
    Session *one = all->pdata[i];
    if (!one->cancelled && !strcmp(one->key, of->group + strlen(SESSION)))
      return g_ptr_array_steal_index(all, i);
  }
  return NULL;
}

static Purpose
purpose_of(Engine *engine, const BookingGroup *of)
{
  Purpose purpose = { schemes_find(engine->site->schemes, of->scheme), NULL, NULL, NULL, 0 };
  if (purpose.scheme && g_str_has_prefix(of->group, COHORT))
    purpose.requirement = scheme_requirement(purpose.scheme, of->event);
  else if (purpose.scheme)
    purpose.event = scheme_event(purpose.scheme, of->event);
  if (purpose.event)
    purpose.session = session_of(engine, of);
  purpose.places = purpose.requirement ? purpose.requirement->places
                   : purpose.event     ? purpose.event->places
                                       : 0;
  return purpose;
}

/* A year that is over, or a session that has begun, has no places to give. */
static gboolean
is_over(Engine *engine, const BookingGroup *of, const Purpose *purpose)
{
  if (purpose->event)
    return !purpose->session || purpose->session->start <= clock_now(engine->clock);
  const Year *year = engine_year(engine);
  g_autofree char *current = g_strdup_printf(COHORT "%s/", year ? year->id : "");
  return !purpose->requirement || !g_str_has_prefix(of->group, current);
}

/* Whether @booking's holder is still one of those for whom it is. */
static gboolean
is_wanted(Engine *engine, const Booking *booking, const Purpose *purpose)
{
  if (purpose->event) {
    g_autoptr(GPtrArray) roles =
        coverage_roles(engine, purpose->scheme, (const char *const *) purpose->event->roles, booking->person);
    return roles->len > 0;
  }
  const Year *year = engine_year(engine);
  g_autoptr(GPtrArray) all = obligations_of_person(engine->store, booking->person, year ? year->id : NULL);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    if (!strcmp(one->scheme, booking->of.scheme) && !strcmp(one->requirement, booking->of.event))
      return one->state != STATE_ENDED && one->state != STATE_WAIVED;
  }
  return TRUE;
}

/* Those who hold or wait and still want to, in their order: of Booking. */
static GPtrArray *
queue_of(Engine *engine, const BookingGroup *of, const Purpose *purpose)
{
  GPtrArray *queue = bookings_of(engine->store, of);
  for (guint i = queue->len; i-- > 0;) {
    const Booking *one = queue->pdata[i];
    if (is_wanted(engine, one, purpose))
      continue;
    places_give_up(engine, one, "roster");
    g_ptr_array_remove_index(queue, i);
  }
  return queue;
}

/* Whether one date of @event is all that is asked of anybody. */
static gboolean
is_chosen_once(const Scheme *scheme, const char *event)
{
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *one = scheme->requirements->pdata[i];
    const Evidence *evidence = one->evidence;
    if (evidence->kind == EVIDENCE_ATTEND && g_strv_contains((const char *const *) evidence->ids, event))
      return evidence->times <= 1;
  }
  return FALSE;
}

/* Whoever has a place on one date needs none on another of the same term: somebody else may have it. */
static void
free_others(Engine *engine, const Purpose *purpose, const Booking *booking)
{
  if (!purpose->session || !is_chosen_once(purpose->scheme, booking->of.event))
    return;
  g_autoptr(GPtrArray) all = bookings_of_person(engine->store, booking->person);
  for (guint i = 0; i < all->len; i++) {
    const Booking *one = all->pdata[i];
    if (one->id == booking->id || one->state == BOOKING_GIVEN_UP || !places_of_session(one) ||
        strcmp(one->of.scheme, booking->of.scheme) || strcmp(one->of.event, booking->of.event))
      continue;
    g_autoptr(Session) other = session_of(engine, &one->of);
    if (other && !g_strcmp0(other->term, purpose->session->term))
      places_give_up(engine, one, "another date of the same");
  }
}

static gboolean
fill(Engine *engine, const BookingGroup *of, gboolean *moved, GError **error)
{
  g_auto(Purpose) purpose = purpose_of(engine, of);
  if (is_over(engine, of, &purpose))
    return TRUE;
  g_autoptr(GPtrArray) queue = queue_of(engine, of, &purpose);
  int held = 0;
  for (guint i = 0; i < queue->len; i++)
    held += ((Booking *) queue->pdata[i])->state == BOOKING_HELD;
  for (guint i = 0; i < queue->len; i++) {
    Booking *one = queue->pdata[i];
    if (one->state == BOOKING_HELD)
      continue;
    if (held < purpose.places) {
      held++;
      *moved = TRUE;
      booking_set(engine->store, one, BOOKING_HELD);
      one->state = BOOKING_HELD;
      free_others(engine, &purpose, one);
      journal_add(engine->store, one->person, 0, "rules", "has a place: %s",
                  purpose.requirement ? purpose.requirement->title : purpose.event->title);
    }
    if (!places_tell(engine, purpose.scheme, one, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
places_fill(Engine *engine, gboolean *moved, GError **error)
{
  g_autoptr(GPtrArray) groups = bookings_waited_for(engine->store);
  for (guint i = 0; i < groups->len; i++)
    if (!fill(engine, groups->pdata[i], moved, error))
      return FALSE;
  return TRUE;
}

guint
places_position(Store *store, const Booking *booking)
{
  g_autoptr(GPtrArray) queue = bookings_of(store, &booking->of);
  guint n = 0;
  for (guint i = 0; booking->state == BOOKING_WAITING && i < queue->len; i++) {
    const Booking *one = queue->pdata[i];
    n += one->state == BOOKING_WAITING;
    if (one->id == booking->id)
      return n;
  }
  return 0;
}

static guint
how_many_wait(Store *store, const BookingGroup *of)
{
  g_autoptr(GPtrArray) queue = bookings_of(store, of);
  guint n = 0;
  for (guint i = 0; i < queue->len; i++)
    n += ((Booking *) queue->pdata[i])->state == BOOKING_WAITING;
  return n;
}

static char *
title_of(Engine *engine, const Purpose *purpose)
{
  if (!purpose->event)
    return g_strdup(purpose->requirement ? purpose->requirement->title : "what the scheme no longer has");
  g_autofree char *day =
      purpose->session ? day_words(clock_day(engine->clock, purpose->session->start)) : NULL;
  return g_strdup_printf("%s%s%s", purpose->event->title, day ? ", " : "", day ? day : "");
}

char *
places_words(Engine *engine, const Booking *booking, char **of_what)
{
  g_auto(Purpose) purpose = purpose_of(engine, &booking->of);
  *of_what = title_of(engine, &purpose);
  if (booking->state == BOOKING_WAITING)
    return g_strdup_printf(
        "waiting list, number %u of %u (%d place%s)", places_position(engine->store, booking),
        how_many_wait(engine->store, &booking->of), purpose.places, purpose.places == 1 ? "" : "s");
  return g_strdup(booking->state == BOOKING_HELD ? "place" : "place given up");
}

Booking *
places_of_obligation(Engine *engine, const Obligation *obligation)
{
  g_autoptr(GPtrArray) all = bookings_of_person(engine->store, obligation->person);
  g_autofree char *year = g_strdup_printf(COHORT "%s/", obligation->year);
  for (guint i = 0; i < all->len; i++) {
    const Booking *one = all->pdata[i];
    if (!strcmp(one->of.scheme, obligation->scheme) && !strcmp(one->of.event, obligation->requirement) &&
        g_str_has_prefix(one->of.group, year))
      return g_ptr_array_steal_index(all, i);
  }
  return NULL;
}

gboolean
places_matter(Engine *engine, const Booking *booking)
{
  g_auto(Purpose) purpose = purpose_of(engine, &booking->of);
  return !is_over(engine, &booking->of, &purpose);
}

GPtrArray *
places_queue(Engine *engine, const Session *session)
{
  g_autofree char *key = g_strconcat(SESSION, session->key, NULL);
  const BookingGroup of = { session->scheme, session->event, key };
  return bookings_of(engine->store, &of);
}

Booking *
places_ask_session(Engine *engine, const Session *session, gint64 person)
{
  g_autofree char *key = g_strconcat(SESSION, session->key, NULL);
  const BookingGroup of = { session->scheme, session->event, key };
  booking_ask(engine->store, &of, person, clock_now(engine->clock));
  return booking_get(engine->store, &of, person);
}

Booking *
places_in_session(Engine *engine, const Session *session, gint64 person)
{
  g_autofree char *key = g_strconcat(SESSION, session->key, NULL);
  const BookingGroup of = { session->scheme, session->event, key };
  return booking_get(engine->store, &of, person);
}

gboolean
places_has_room(Engine *engine, const Session *session)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, session->scheme);
  const SchemeEvent *event = scheme ? scheme_event(scheme, session->event) : NULL;
  g_autoptr(GPtrArray) queue = places_queue(engine, session);
  return !event || !event->places || queue->len < (guint) event->places;
}

gboolean
places_of_session(const Booking *booking)
{
  return g_str_has_prefix(booking->of.group, SESSION);
}

Session *
places_session(Engine *engine, const Booking *booking)
{
  return places_of_session(booking) ? session_of(engine, &booking->of) : NULL;
}

void
places_give_up(Engine *engine, const Booking *booking, const char *cause)
{
  g_autofree char *what = NULL, *stood = places_words(engine, booking, &what);
  booking_set(engine->store, booking, BOOKING_GIVEN_UP);
  journal_add(engine->store, booking->person, 0, cause, "%s: gives up (%s)", what, stood);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places by mail: who gives one up, and who asks for one in a session. Which of several is meant, is asked of
 * a human. */
#include "pass/commands/commands.h"
#include "pass/decide/dates.h"
#include "pass/decide/places.h"
#include "pass/intake/thread.h"
#include "pass/intake/values.h"
#include "pass/people/coverage.h"
#include "pass/post.h"
#include <string.h>

/* Whether @obligation is to be met at the event of which @booking has a session. */
static gboolean
is_met_there(const Inbound *inbound, const Obligation *obligation, const Booking *booking)
{
  const Scheme *scheme;
  const Requirement *requirement = asked_requirement(inbound, obligation, &scheme);
  return places_of_session(booking) && requirement && requirement->evidence->kind == EVIDENCE_ATTEND &&
         g_strv_contains((const char *const *) requirement->evidence->ids, booking->of.event);
}

/* Whether the mail that is answered was about what @booking is of. */
static gboolean
is_about(const Inbound *inbound, const GPtrArray *thread, const Booking *booking)
{
  for (guint i = 0; i < thread->len; i++) {
    const Obligation *one = thread->pdata[i];
    if (one->person == booking->person && !strcmp(one->scheme, booking->of.scheme) &&
        (!strcmp(one->requirement, booking->of.event) || is_met_there(inbound, one, booking)))
      return TRUE;
  }
  return FALSE;
}

/* What the sender holds or waits for: that which the mail answers; the only one, when it answers nothing. Who
 * will not come to something else keeps their place here. */
static Booking *
meant(const Inbound *inbound)
{
  g_autoptr(GPtrArray) all = bookings_of_person(inbound->engine->store, inbound_sender(inbound)->id);
  g_autoptr(GPtrArray) thread = thread_obligations(inbound);
  for (guint i = all->len; i-- > 0;) {
    const Booking *one = all->pdata[i];
    if (one->state == BOOKING_GIVEN_UP || !places_matter(inbound->engine, one))
      g_ptr_array_remove_index(all, i);
  }
  for (guint i = 0; i < all->len; i++)
    if (is_about(inbound, thread, all->pdata[i]))
      return g_ptr_array_steal_index(all, i);
  return all->len == 1 && !thread->len ? g_ptr_array_steal_index(all, 0) : NULL;
}

static gboolean
say(Asked *asked, const char *template_name, const Booking *booking, GError **error)
{
  Engine *engine = asked->inbound->engine;
  g_autofree char *of_what = NULL, *stands = places_words(engine, booking, &of_what);
  json_t *context = asked_context(asked->inbound, NULL);
  context_text(context, "place", of_what);
  context_text(context, "standing", stands);
  json_object_set_new(context, "held", json_boolean(booking->state == BOOKING_HELD));
  return asked_reply(asked->inbound, template_name, context, NULL, NULL, error);
}

gboolean
asked_give_up(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autoptr(Booking) booking = meant(inbound);
  asked->understood = booking != NULL;
  if (!booking)
    return TRUE;
  g_autofree char *cause = inbound_cause(inbound);
  places_give_up(inbound->engine, booking, cause);
  return say(asked, "place-given-up", booking, error);
}

/* Those sessions with places that the sender may still come to, on @day (DAY_NONE: any): of Session. */
static GPtrArray *
sessions_open(const Inbound *inbound, Day day)
{
  Engine *engine = inbound->engine;
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify) session_free);
  const Year *year = engine_year(engine);
  for (guint i = 0; year && i < engine->site->schemes->schemes->len; i++) {
    const Scheme *scheme = engine->site->schemes->schemes->pdata[i];
    for (guint j = 0; j < scheme->events->len; j++) {
      const SchemeEvent *event = scheme->events->pdata[j];
      const char *const *roles = (const char *const *) event->roles;
      g_autoptr(GPtrArray) held = coverage_roles(engine, scheme, roles, inbound_sender(inbound)->id);
      if (!event->places || !held->len)
        continue;
      g_autoptr(GPtrArray) dates =
          dates_open_to(engine, scheme, event->id, NULL, year, inbound_sender(inbound)->id, 0);
      for (guint k = dates->len; k-- > 0;) {
        const Session *one = dates->pdata[k];
        if (one->start > clock_now(engine->clock) &&
            (day == DAY_NONE || clock_day(engine->clock, one->start) == day))
          g_ptr_array_insert(found, 0, g_ptr_array_steal_index(dates, k));
      }
    }
  }
  return found;
}

/* "14 October 2026"; without a year, the next such day. */
static Day
day_meant(const Inbound *inbound, const char *text)
{
  Day today = clock_today(inbound->engine->clock), day = value_day(text);
  int year, month, dom;
  day_to_ymd(today, &year, &month, &dom);
  for (int next = year; day == DAY_NONE && next <= year + 1; next++) {
    g_autofree char *dated = g_strdup_printf("%s %d", text, next);
    day = value_day(dated);
    day = day == DAY_NONE || day >= today ? day : DAY_NONE;
  }
  return day;
}

gboolean
asked_come(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  Engine *engine = inbound->engine;
  Day day = *asked->rest ? day_meant(inbound, asked->rest) : DAY_NONE;
  g_autoptr(GPtrArray) open = sessions_open(inbound, day);
  asked->understood = open->len == 1 && (!*asked->rest || day != DAY_NONE);
  if (!asked->understood)
    return TRUE;
  gboolean moved = FALSE;
  gint64 sender = inbound_sender(inbound)->id;
  g_autoptr(Booking) asking = places_ask_session(engine, open->pdata[0], sender);
  if (!places_fill(engine, &moved, error))
    return FALSE;
  g_autoptr(Booking) booking = booking_get(engine->store, &asking->of, sender);
  return say(asked, "place-asked", booking, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds who gets digests by the rules of the schemes, and had none this week. Looks once, on the week's first
 * working day. */
#include "pass/tell/weekly.h"
#include "pass/people/hearers.h"
#include "pass/tell/digest.h"
#include "store/outbox.h"

#define LOOKED "weekly_looked" /* the Monday of the last week in which it was looked */

static Day
monday_of(Day day)
{
  return day - (day_weekday(day) - 1);
}

/* The first working day of the week of @monday, if it lies in a term; DAY_NONE: it has none. */
static Day
first_day(Engine *engine, Day monday)
{
  const Year *year = engine_year(engine);
  Day day = work_calendar_add(engine_calendar(engine, 0), monday - 1, 1);
  const Term *term = year ? year_term_on(year, day) : NULL;
  return term && term->from <= day && day < monday + 7 ? day : DAY_NONE;
}

static void
add_holders(Engine *engine, const Scheme *scheme, const SchemeRole *role, Instant since, GArray *readers)
{
  g_autoptr(GPtrArray) holders =
      role_holders(engine->store, scheme->id, role->id, 0, NULL, NULL, clock_today(engine->clock));
  for (guint i = 0; i < holders->len; i++) {
    gint64 id = ((const Person *) holders->pdata[i])->id;
    Instant last = news_last_told(engine->store, id);
    if ((last == INSTANT_NONE || last < since) && person_can_be_written_to(engine->store, id))
      g_array_append_val(readers, id);
  }
}

/* Of gint64: those to whom no digest went since @since. Somebody may stand in it twice. */
static GArray *
readers_of(Engine *engine, Instant since)
{
  GArray *readers = g_array_new(FALSE, FALSE, sizeof(gint64));
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->roles->len; j++) {
      const SchemeRole *role = scheme->roles->pdata[j];
      if (hearers_get_digests(scheme, role->id))
        add_holders(engine, scheme, role, since, readers);
    }
  }
  return readers;
}

static gboolean
tell_all(Engine *engine, Day monday, GError **error)
{
  g_autoptr(GArray) readers = readers_of(engine, clock_instant(engine->clock, monday, 0));
  for (guint i = 0; i < readers->len; i++)
    if (!digest_weekly(engine, g_array_index(readers, gint64, i), error))
      return FALSE;
  store_set_int(engine->store, LOOKED, monday);
  return TRUE;
}

gboolean
weekly_tell(Engine *engine, GError **error)
{
  Instant now = clock_now(engine->clock);
  Day today = clock_today(engine->clock), monday = monday_of(today);
  if (first_day(engine, monday) != today || engine_sending_time(engine, 0, now) > now ||
      store_get_int(engine->store, LOOKED, 0) == monday)
    return TRUE;
  store_begin(engine->store);
  if (!tell_all(engine, monday, error)) {
    store_rollback(engine->store);
    return FALSE;
  }
  return store_commit(engine->store, error);
}

Instant
weekly_next(Engine *engine)
{
  Day today = clock_today(engine->clock), monday = monday_of(today), day = first_day(engine, monday);
  if (day == DAY_NONE || day < today || store_get_int(engine->store, LOOKED, 0) == monday)
    day = first_day(engine, monday + 7);
  if (day == DAY_NONE)
    return INSTANT_NONE;
  return day == today ? engine_sending_time(engine, 0, clock_now(engine->clock)) : engine_window(engine, day);
}

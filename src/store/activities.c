/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Activities that people logged, with or without hours. Adds nothing up. */
#include "store/facts.h"
#include "store/people.h"
#include "store/statement.h"

void
activity_free(Activity *activity)
{
  if (!activity)
    return;
  g_free(activity->scheme);
  g_free(activity->activity);
  g_free(activity->source);
  g_free(activity);
}

gboolean
activity_add(Store *store, gint64 person, const char *scheme, const char *activity, Day day, double hours,
             gint64 message, const char *source)
{
  Statement *s =
      statement(store, "INSERT INTO activity (person, scheme, activity, day, hours, message, source, at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET hours = excluded.hours,"
                       " message = excluded.message, source = excluded.source, at = excluded.at"
                       " WHERE excluded.hours IS NOT NULL AND hours IS NOT excluded.hours");
  bind_int(s, person);
  bind_text(s, scheme);
  bind_text(s, activity);
  bind_day(s, day);
  bind_hours(s, hours);
  bind_id(s, message);
  bind_text(s, source);
  bind_instant(s, store_now(store));
  if (!statement_run(s))
    return FALSE;
  dirty_add(store, person);
  return TRUE;
}

static gpointer
read_activity(Statement *s)
{
  Activity *activity = g_new0(Activity, 1);
  activity->id = take_int(s);
  activity->person = take_int(s);
  activity->message = take_int(s);
  activity->scheme = take_text(s);
  activity->activity = take_text(s);
  activity->source = take_text(s);
  activity->day = take_day(s);
  activity->hours = take_hours(s);
  return activity;
}

GPtrArray *
activities_of(Store *store, gint64 person, const char *scheme, Day from, Day to)
{
  Statement *s =
      statement(store, "SELECT id, person, message, scheme, activity, source, day, hours FROM activity"
                       " WHERE person = ? AND scheme = ? AND day >= ? AND day <= ? ORDER BY day, id");
  bind_int(s, person);
  bind_text(s, scheme);
  bind_int(s, from);
  bind_int(s, to == DAY_NONE ? G_MAXINT32 : to);
  return statement_all(s, read_activity, (GDestroyNotify) activity_free);
}

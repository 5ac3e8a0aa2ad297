/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was at an event, or reviewed it afterwards: two facts, kept apart, each once. */
#include "store/facts.h"
#include "store/people.h"
#include "store/statement.h"

void
attendance_free(Attendance *attendance)
{
  if (!attendance)
    return;
  g_free(attendance->scheme);
  g_free(attendance->event);
  g_free(attendance->term);
  g_free(attendance->how);
  g_free(attendance->source);
  g_free(attendance);
}

gboolean
attendance_add(Store *store, gint64 person, const char *scheme, const char *event, const char *term, Day day,
               gboolean reviewed, gint64 message, const char *source)
{
  Statement *s =
      statement(store, "INSERT INTO attendance (person, scheme, event, term, day, how, message, source, at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
  bind_int(s, person);
  bind_text(s, scheme);
  bind_text(s, event);
  bind_text(s, term);
  bind_day(s, day);
  bind_text(s, reviewed ? "reviewed" : "attended");
  bind_id(s, message);
  bind_text(s, source);
  bind_instant(s, store_now(store));
  if (!statement_run(s))
    return FALSE;
  dirty_add(store, person);
  return TRUE;
}

static gpointer
read_attendance(Statement *s)
{
  Attendance *attendance = g_new0(Attendance, 1);
  attendance->id = take_int(s);
  attendance->person = take_int(s);
  attendance->message = take_int(s);
  attendance->scheme = take_text(s);
  attendance->event = take_text(s);
  attendance->term = take_text(s);
  attendance->how = take_text(s);
  attendance->source = take_text(s);
  attendance->day = take_day(s);
  attendance->at = take_instant(s);
  return attendance;
}

GPtrArray *
attendance_of(Store *store, gint64 person, const char *scheme, const char *event, Day from, Day to)
{
  Statement *s = statement(
      store, "SELECT id, person, message, scheme, event, term, how, source, day, at FROM attendance"
             " WHERE person = ? AND scheme = ? AND (?3 IS NULL OR event = ?3) AND day >= ? AND day <= ?"
             " ORDER BY day, id");
  bind_int(s, person);
  bind_text(s, scheme);
  bind_text(s, event);
  bind_int(s, from);
  bind_int(s, to == DAY_NONE ? G_MAXINT32 : to);
  return statement_all(s, read_attendance, (GDestroyNotify) attendance_free);
}

GPtrArray *
attendance_at(Store *store, const char *scheme, const char *event, Day from, Day to)
{
  Statement *s =
      statement(store, "SELECT id, person, message, scheme, event, term, how, source, day, at FROM attendance"
                       " WHERE scheme = ? AND event = ? AND day >= ? AND day <= ? ORDER BY day, id");
  bind_text(s, scheme);
  bind_text(s, event);
  bind_int(s, from);
  bind_int(s, to);
  return statement_all(s, read_attendance, (GDestroyNotify) attendance_free);
}

GPtrArray *
attendance_by_message(Store *store, gint64 message)
{
  Statement *s =
      statement(store, "SELECT id, person, message, scheme, event, term, how, source, day, at FROM attendance"
                       " WHERE message = ? ORDER BY id");
  bind_int(s, message);
  return statement_all(s, read_attendance, (GDestroyNotify) attendance_free);
}

void
attendance_remove(Store *store, gint64 id)
{
  Statement *s = statement(store, "DELETE FROM attendance WHERE id = ? RETURNING person");
  bind_int(s, id);
  gint64 person = statement_int(s, 0);
  if (person)
    dirty_add(store, person);
}

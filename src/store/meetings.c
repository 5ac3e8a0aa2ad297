/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of meetings. Knows no calendar. */
#include "store/meetings.h"
#include "store/statement.h"

void
lead_meeting_free(LeadMeeting *meeting)
{
  if (!meeting)
    return;
  g_free(meeting->uid);
  g_free(meeting->recurrence);
  g_free(meeting->year);
  g_free(meeting->key);
  g_free(meeting->scheme);
  g_free(meeting->event);
  g_free(meeting->filter);
  g_free(meeting);
}

void
lead_meeting_put(Store *store, const LeadMeeting *meeting)
{
  Statement *s = statement(
      store, "INSERT INTO meeting (uid, recurrence, session, sequence, stamp, excepted, organizer, message)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
             " ON CONFLICT (uid, recurrence) DO UPDATE SET session = excluded.session,"
             " sequence = excluded.sequence, stamp = excluded.stamp, excepted = excluded.excepted,"
             " organizer = excluded.organizer, message = excluded.message");
  bind_text(s, meeting->uid);
  bind_text(s, meeting->recurrence);
  bind_int(s, meeting->session);
  bind_int(s, meeting->sequence);
  bind_instant(s, meeting->stamp);
  bind_int(s, meeting->excepted);
  bind_id(s, meeting->organizer);
  bind_id(s, meeting->message);
  statement_run(s);
}

void
lead_meeting_remove(Store *store, const char *uid, const char *recurrence)
{
  Statement *s = statement(store, "DELETE FROM meeting WHERE uid = ? AND recurrence = ?");
  bind_text(s, uid);
  bind_text(s, recurrence);
  statement_run(s);
}

static gpointer
read_meeting(Statement *s)
{
  LeadMeeting *one = g_new0(LeadMeeting, 1);
  one->uid = take_text(s);
  one->recurrence = take_text(s);
  one->session = take_int(s);
  one->sequence = (int) take_int(s);
  one->stamp = take_instant(s);
  one->excepted = take_int(s) != 0;
  one->organizer = take_int(s);
  one->message = take_int(s);
  one->year = take_text(s);
  one->key = take_text(s);
  one->scheme = take_text(s);
  one->event = take_text(s);
  one->filter = take_text(s);
  one->start = take_instant(s);
  one->cancelled = take_int(s) != 0;
  return one;
}

GPtrArray *
lead_meetings(Store *store, const char *uid)
{
  Statement *s = statement(
      store, "SELECT m.uid, m.recurrence, m.session, m.sequence, m.stamp, m.excepted, m.organizer, m.message,"
             " s.year, s.key, s.scheme, s.event, s.filter, s.start, s.cancelled"
             " FROM meeting m JOIN session s ON s.id = m.session WHERE m.uid = ? ORDER BY m.recurrence");
  bind_text(s, uid);
  return statement_all(s, read_meeting, (GDestroyNotify) lead_meeting_free);
}

gboolean
lead_meeting_holds(Store *store, const char *year, const char *key)
{
  Statement *s = statement(store, "SELECT count(*) FROM meeting m JOIN session s ON s.id = m.session"
                                  " WHERE s.year = ? AND s.key = ? AND m.message IS NOT NULL");
  bind_text(s, year);
  bind_text(s, key);
  return statement_int(s, 0) > 0;
}

gint64
lead_meetings_count(Store *store)
{
  Statement *s =
      statement(store, "SELECT count(DISTINCT s.id) FROM meeting m JOIN session s ON s.id = m.session"
                       " WHERE m.message IS NOT NULL AND NOT s.cancelled AND s.start > ?");
  bind_instant(s, store_now(store));
  return statement_int(s, 0);
}

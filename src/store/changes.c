/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail that a trigger keeps of each session, and what of it waits to be told. */
#include "store/changes.h"
#include "store/statement.h"

void
change_free(Change *change)
{
  if (!change)
    return;
  g_free(change->place);
  g_free(change);
}

void
changes_shown(Store *store)
{
  Statement *s = statement(store, "UPDATE change SET shown = ? WHERE told IS NULL AND shown IS NULL");
  bind_instant(s, store_now(store));
  statement_run(s);
}

static gpointer
read_change(Statement *s)
{
  Change *change = g_new0(Change, 1);
  change->id = take_int(s);
  change->at = take_instant(s);
  change->start = take_instant(s);
  change->minutes = (int) take_int(s);
  change->place = take_text(s);
  change->cancelled = take_int(s) != 0;
  change->shown = take_instant(s);
  change->told = take_int(s) != 0;
  return change;
}

GPtrArray *
changes_of(Store *store, gint64 session)
{
  Statement *s = statement(store, "SELECT w.id, w.at, w.start, w.minutes, w.place, w.cancelled, c.shown,"
                                  " c.told IS NOT NULL FROM session_was w JOIN change c ON c.was = w.id"
                                  " WHERE w.session = ? ORDER BY w.id");
  bind_int(s, session);
  return statement_all(s, read_change, (GDestroyNotify) change_free);
}

void
changes_told(Store *store, gint64 session)
{
  Statement *s = statement(store, "UPDATE change SET told = ?1, shown = ifnull(shown, ?1)"
                                  " WHERE told IS NULL AND was IN"
                                  " (SELECT id FROM session_was WHERE session = ?2)");
  bind_instant(s, store_now(store));
  bind_int(s, session);
  statement_run(s);
}

gboolean
change_goes_by_invitation(Store *store, gint64 person, gint64 session)
{
  Statement *s = statement(store, "SELECT 1 FROM invitation WHERE person = ? AND session = ?");
  bind_int(s, person);
  bind_int(s, session);
  return statement_int(s, 0) != 0;
}

char *
change_by(Store *store, gint64 session)
{
  Statement *s = statement(store, "SELECT p.name FROM meeting m JOIN person p ON p.id = m.organizer"
                                  " WHERE m.session = ? LIMIT 1");
  bind_int(s, session);
  return statement_text(s);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions, in step with the year file. Does not know who may choose them. */
#include "store/sessions.h"
#include "store/statement.h"

void
session_free(Session *session)
{
  if (!session)
    return;
  g_free(session->year);
  g_free(session->key);
  g_free(session->scheme);
  g_free(session->event);
  g_free(session->term);
  g_free(session->place);
  g_free(session->title);
  g_free(session->filter);
  g_free(session);
}

static gpointer
read_session(Statement *s)
{
  Session *session = g_new0(Session, 1);
  session->id = take_int(s);
  session->year = take_text(s);
  session->key = take_text(s);
  session->scheme = take_text(s);
  session->event = take_text(s);
  session->term = take_text(s);
  session->start = take_instant(s);
  session->minutes = (int) take_int(s);
  session->place = take_text(s);
  session->title = take_text(s);
  session->filter = take_text(s);
  session->cancelled = take_int(s) != 0;
  session->sequence = (int) take_int(s);
  session->changed = take_instant(s);
  return session;
}

/* What a reader of a calendar sees raises the sequence (RFC 5545, 3.8.7.4); the rest is only kept. */
#define SEEN_CHANGE                                                                                          \
  "(start <> excluded.start OR minutes <> excluded.minutes OR place <> excluded.place OR title <> "          \
  "excluded.title"                                                                                           \
  " OR cancelled <> excluded.cancelled)"
#define ANY_CHANGE                                                                                           \
  "(" SEEN_CHANGE " OR scheme <> excluded.scheme OR event <> excluded.event OR term IS NOT excluded.term"    \
  " OR filter <> excluded.filter)"

gboolean
session_put(Store *store, const Session *session)
{
  Statement *s = statement(
      store,
      "INSERT INTO session (year, key, scheme, event, term, start, minutes, place, title, filter, cancelled,"
      " changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (year, key) DO UPDATE SET scheme = excluded.scheme, event = excluded.event,"
      " term = excluded.term, start = excluded.start, minutes = excluded.minutes, place = excluded.place,"
      " title = excluded.title, filter = excluded.filter, cancelled = excluded.cancelled,"
      " sequence = sequence + " SEEN_CHANGE ","
      " changed = CASE WHEN " SEEN_CHANGE " THEN excluded.changed ELSE changed END"
      " WHERE " ANY_CHANGE);
  bind_text(s, session->year);
  bind_text(s, session->key);
  bind_text(s, session->scheme);
  bind_text(s, session->event);
  bind_text(s, session->term);
  bind_instant(s, session->start);
  bind_int(s, session->minutes);
  bind_text(s, session->place ? session->place : "");
  bind_text(s, session->title);
  bind_text(s, session->filter ? session->filter : "{}");
  bind_int(s, session->cancelled);
  bind_instant(s, store_now(store));
  return statement_run(s) > 0;
}

#define SESSION                                                                                              \
  "SELECT id, year, key, scheme, event, term, start, minutes, place, title, filter, cancelled, sequence,"    \
  " changed FROM session "

Session *
session_get(Store *store, gint64 id)
{
  Statement *s = statement(store, SESSION "WHERE id = ?");
  bind_int(s, id);
  return statement_one(s, read_session);
}

Session *
session_by_key(Store *store, const char *year, const char *key)
{
  Statement *s = statement(store, SESSION "WHERE year = ? AND key = ?");
  bind_text(s, year);
  bind_text(s, key);
  return statement_one(s, read_session);
}

GPtrArray *
sessions_list(Store *store, const char *year, const char *scheme, const char *event, const char *term)
{
  Statement *s = statement(store, SESSION "WHERE year = ? AND (?2 IS NULL OR scheme = ?2)"
                                          " AND (?3 IS NULL OR event = ?3) AND (?4 IS NULL OR term = ?4)"
                                          " ORDER BY start, key");
  bind_text(s, year);
  bind_text(s, scheme);
  bind_text(s, event);
  bind_text(s, term);
  return statement_all(s, read_session, (GDestroyNotify) session_free);
}

GPtrArray *
sessions_at(Store *store, const char *year, const char *scheme, const char *event, Instant start)
{
  Statement *s =
      statement(store, SESSION "WHERE scheme = ? AND event = ? AND year = ? AND start = ? ORDER BY key");
  bind_text(s, scheme);
  bind_text(s, event);
  bind_text(s, year);
  bind_instant(s, start);
  return statement_all(s, read_session, (GDestroyNotify) session_free);
}

GPtrArray *
sessions_changed(Store *store)
{
  Statement *s = statement(store, SESSION "WHERE id IN (SELECT w.session FROM change c"
                                          " JOIN session_was w ON w.id = c.was WHERE c.told IS NULL)"
                                          " ORDER BY start, key");
  return statement_all(s, read_session, (GDestroyNotify) session_free);
}

void
session_rename(Store *store, gint64 id, const char *key)
{
  Statement *s = statement(store, "UPDATE session SET key = ? WHERE id = ?");
  bind_text(s, key);
  bind_int(s, id);
  statement_run(s);
}

void
sessions_cancel_others(Store *store, const char *year, const char *const *keys)
{
  Statement *s =
      statement(store, "UPDATE session SET cancelled = 1, sequence = sequence + 1, changed = ?"
                       " WHERE year = ? AND NOT cancelled AND key NOT IN (SELECT value FROM json_each(?))"
                       " AND id NOT IN (SELECT session FROM meeting)");
  bind_instant(s, store_now(store));
  bind_text(s, year);
  bind_strv(s, keys);
  statement_run(s);
}

void
session_was_free(SessionWas *was)
{
  if (!was)
    return;
  g_free(was->place);
  g_free(was);
}

static gpointer
read_was(Statement *s)
{
  SessionWas *was = g_new0(SessionWas, 1);
  was->at = take_instant(s);
  was->start = take_instant(s);
  was->minutes = (int) take_int(s);
  was->place = take_text(s);
  was->cancelled = take_int(s) != 0;
  return was;
}

GPtrArray *
session_history(Store *store, gint64 session)
{
  Statement *s = statement(store, "SELECT at, start, minutes, place, cancelled FROM session_was"
                                  " WHERE session = ? ORDER BY at DESC, id DESC");
  bind_int(s, session);
  return statement_all(s, read_was, (GDestroyNotify) session_was_free);
}

gint64
sessions_changed_since(Store *store, Instant since)
{
  Statement *s = statement(store, "SELECT (SELECT count(*) FROM session WHERE cancelled AND changed > ?1)"
                                  " + (SELECT count(*) FROM session_was WHERE at > ?1)");
  bind_instant(s, since);
  return statement_int(s, 0);
}

static gpointer
read_value(Statement *s)
{
  return take_text(s);
}

GStrv
sessions_values(Store *store, const char *scheme, const char *attribute)
{
  Statement *s = statement(store, "SELECT DISTINCT v.value FROM session s, json_each(s.filter) a,"
                                  " json_each(a.value) v WHERE s.scheme = ? AND a.key = ? ORDER BY 1");
  bind_text(s, scheme);
  bind_text(s, attribute);
  g_autoptr(GPtrArray) values = statement_all(s, read_value, NULL);
  g_ptr_array_add(values, NULL);
  return (GStrv) g_ptr_array_free(g_steal_pointer(&values), FALSE);
}

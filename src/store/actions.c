/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of actions and of progress. Reminds nobody. */
#include "store/actions.h"
#include "store/people.h"
#include "store/statement.h"

void
action_free(Action *action)
{
  if (!action)
    return;
  g_free(action->scheme);
  g_free(action->key);
  g_free(action->kind);
  g_free(action->words);
  g_free(action->source);
  g_free(action);
}

void
said_free(Said *said)
{
  if (!said)
    return;
  g_free(said->words);
  g_free(said->source);
  g_free(said);
}

#define ACTION                                                                                               \
  "SELECT id, scheme, key, kind, person, about, school, words, due, source, filed, made FROM action a "

static gpointer
read_action(Statement *s)
{
  Action *action = g_new0(Action, 1);
  action->id = take_int(s);
  action->scheme = take_text(s);
  action->key = take_text(s);
  action->kind = take_text(s);
  action->person = take_int(s);
  action->about = take_int(s);
  action->school = take_int(s);
  action->words = take_text(s);
  action->due = take_day(s);
  action->source = take_text(s);
  action->filed = take_int(s);
  action->made = take_instant(s);
  return action;
}

Action *
action_by_key(Store *store, const char *scheme, const char *key)
{
  Statement *s = statement(store, ACTION "WHERE scheme = ? AND key = ?");
  bind_text(s, scheme);
  bind_text(s, key);
  return statement_one(s, read_action);
}

gboolean
action_put(Store *store, const Action *action)
{
  g_autoptr(Action) before = action_by_key(store, action->scheme, action->key);
  Statement *s = statement(
      store, "INSERT INTO action (scheme, key, kind, person, about, school, words, due, source, filed, made)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
             " ON CONFLICT (scheme, key) DO UPDATE SET person = excluded.person, words = excluded.words,"
             " due = excluded.due WHERE person <> excluded.person OR words <> excluded.words"
             " OR due IS NOT excluded.due");
  bind_text(s, action->scheme);
  bind_text(s, action->key);
  bind_text(s, action->kind);
  bind_int(s, action->person);
  bind_id(s, action->about);
  bind_id(s, action->school);
  bind_text(s, action->words);
  bind_day(s, action->due);
  bind_text(s, action->source);
  bind_id(s, action->filed);
  bind_instant(s, store_now(store));
  if (!statement_run(s))
    return FALSE;
  dirty_add(store, action->person);
  if (before && before->person != action->person)
    dirty_add(store, before->person);
  return TRUE;
}

GPtrArray *
actions_of(Store *store, const char *scheme, gint64 person, const char *kind, Instant since)
{
  Statement *s = statement(
      store, ACTION "WHERE person = ?2 AND scheme = ?1 AND (?3 IS NULL OR kind = ?3)"
                    " AND (made >= ?4 OR NOT EXISTS (SELECT 1 FROM obligation o WHERE o.person = a.person"
                    "  AND o.scheme = a.scheme AND o.instance = a.key AND o.state IN ('met', 'waived')))"
                    " ORDER BY made, id");
  bind_text(s, scheme);
  bind_int(s, person);
  bind_text(s, kind);
  bind_instant(s, since);
  return statement_all(s, read_action, (GDestroyNotify) action_free);
}

GPtrArray *
actions_list(Store *store, const char *scheme, const char *kind)
{
  Statement *s = statement(store, ACTION "WHERE scheme = ? AND kind = ? ORDER BY due IS NULL, due, id");
  bind_text(s, scheme);
  bind_text(s, kind);
  return statement_all(s, read_action, (GDestroyNotify) action_free);
}

void
said_add(Store *store, gint64 obligation, const char *words, gboolean done, gint64 message,
         const char *source)
{
  Statement *s = statement(
      store, "INSERT INTO progress (obligation, words, done, message, source, at) VALUES (?, ?, ?, ?, ?, ?)");
  bind_int(s, obligation);
  bind_text(s, words);
  bind_int(s, done);
  bind_id(s, message);
  bind_text(s, source);
  bind_instant(s, store_now(store));
  statement_run(s);
  s = statement(
      store, "INSERT INTO dirty (person) SELECT person FROM obligation WHERE id = ? ON CONFLICT DO NOTHING");
  bind_int(s, obligation);
  statement_run(s);
}

static gpointer
read_said(Statement *s)
{
  Said *said = g_new0(Said, 1);
  said->words = take_text(s);
  said->source = take_text(s);
  said->done = take_int(s) != 0;
  said->at = take_instant(s);
  return said;
}

GPtrArray *
said_of(Store *store, gint64 obligation)
{
  Statement *s =
      statement(store, "SELECT words, source, done, at FROM progress WHERE obligation = ? ORDER BY id");
  bind_int(s, obligation);
  return statement_all(s, read_said, (GDestroyNotify) said_free);
}

Said *
said_done(Store *store, gint64 obligation)
{
  Statement *s = statement(store, "SELECT words, source, done, at FROM progress WHERE obligation = ? AND done"
                                  " ORDER BY id LIMIT 1");
  bind_int(s, obligation);
  return statement_one(s, read_said);
}

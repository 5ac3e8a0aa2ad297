/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the boxes of filed returns: answers, what is in doubt, and every correction. Reads no
 * meaning into a value. */
#include "store/facts.h"
#include "store/people.h"
#include "store/statement.h"

char *
answer_get(Store *store, gint64 filed, const char *field)
{
  Statement *s = statement(store, "SELECT value FROM answer WHERE filed = ? AND field = ?");
  bind_int(s, filed);
  bind_text(s, field);
  return statement_text(s);
}

void
answer_set(Store *store, gint64 filed, const char *field, const char *value)
{
  Statement *s = statement(store, "INSERT INTO answer (filed, field, value) VALUES (?, ?, ?)"
                                  " ON CONFLICT DO UPDATE SET value = excluded.value");
  bind_int(s, filed);
  bind_text(s, field);
  bind_text(s, value);
  statement_run(s);
}

static gpointer
read_answer(Statement *s)
{
  GStrv pair = g_new0(char *, 3);
  pair[0] = take_text(s);
  pair[1] = take_text(s);
  return pair;
}

GPtrArray *
answers_of(Store *store, gint64 filed)
{
  Statement *s = statement(store, "SELECT field, value FROM answer WHERE filed = ? ORDER BY field");
  bind_int(s, filed);
  return statement_all(s, read_answer, (GDestroyNotify) g_strfreev);
}

void
held_set(Store *store, gint64 filed, const char *field, const char *text)
{
  Statement *s = statement(store, "INSERT INTO held (filed, field, text) VALUES (?, ?, ?)"
                                  " ON CONFLICT DO UPDATE SET text = excluded.text");
  bind_int(s, filed);
  bind_text(s, field);
  bind_text(s, text);
  statement_run(s);
}

GPtrArray *
held_of(Store *store, gint64 filed)
{
  Statement *s = statement(store, "SELECT field, text FROM held WHERE filed = ? ORDER BY field");
  bind_int(s, filed);
  return statement_all(s, read_answer, (GDestroyNotify) g_strfreev);
}

static void
held_drop(Store *store, gint64 filed, const char *field)
{
  Statement *s = statement(store, "DELETE FROM held WHERE filed = ? AND field = ?");
  bind_int(s, filed);
  bind_text(s, field);
  statement_run(s);
}

static void
correction_add(Store *store, gint64 filed, const char *field, const char *before, const char *after,
               const char *cause)
{
  Statement *s = statement(store, "INSERT INTO correction (filed, field, before, after, cause, at)"
                                  " VALUES (?, ?, ?, ?, ?, ?)");
  bind_int(s, filed);
  bind_text(s, field);
  bind_text(s, before);
  bind_text(s, after);
  bind_text(s, cause);
  bind_instant(s, store_now(store));
  statement_run(s);
}

gboolean
answer_correct(Store *store, const Filed *filed, const char *field, const char *value, const char *cause)
{
  g_autofree char *before = answer_get(store, filed->id, field);
  held_drop(store, filed->id, field);
  if (!g_strcmp0(before, value))
    return FALSE;
  correction_add(store, filed->id, field, before, value, cause);
  answer_set(store, filed->id, field, value);
  dirty_add(store, filed->person);
  return TRUE;
}

void
correction_free(Correction *correction)
{
  g_free(correction->field);
  g_free(correction->before);
  g_free(correction->after);
  g_free(correction->cause);
  g_free(correction);
}

static gpointer
read_correction(Statement *s)
{
  Correction *correction = g_new0(Correction, 1);
  correction->field = take_text(s);
  correction->before = take_text(s);
  correction->after = take_text(s);
  correction->cause = take_text(s);
  correction->at = take_instant(s);
  return correction;
}

GPtrArray *
corrections_of(Store *store, gint64 filed)
{
  Statement *s =
      statement(store, "SELECT field, before, after, cause, at FROM correction WHERE filed = ? ORDER BY id");
  bind_int(s, filed);
  return statement_all(s, read_correction, (GDestroyNotify) correction_free);
}

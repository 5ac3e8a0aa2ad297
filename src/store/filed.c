/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Returns that were filed, version upon version. Their answers: answers.c. Does not judge them. */
#include "store/facts.h"
#include "store/people.h"
#include "store/statement.h"

void
filed_free(Filed *filed)
{
  if (!filed)
    return;
  g_free(filed->scheme);
  g_free(filed->form);
  g_free(filed->document);
  g_free(filed->sha256);
  g_free(filed->by);
  g_free(filed->why);
  g_free(filed->reasons);
  g_free(filed->problem);
  g_free(filed);
}

#define FILED                                                                                                \
  "SELECT id, obligation, person, message, scheme, form, document, sha256, by, why, arrival, version, "      \
  "reasons, problem, about FROM filed "

static gpointer
read_filed(Statement *s)
{
  Filed *filed = g_new0(Filed, 1);
  filed->id = take_int(s);
  filed->obligation = take_int(s);
  filed->person = take_int(s);
  filed->message = take_int(s);
  filed->scheme = take_text(s);
  filed->form = take_text(s);
  filed->document = take_text(s);
  filed->sha256 = take_text(s);
  filed->by = take_text(s);
  filed->why = take_text(s);
  filed->arrival = take_instant(s);
  filed->version = (int) take_int(s);
  filed->reasons = take_text(s);
  filed->problem = take_text(s);
  filed->about = take_int(s);
  return filed;
}

gint64
filed_add(Store *store, gint64 obligation, const char *scheme, const char *form, gint64 person,
          gint64 message, const char *document, const char *sha256, Instant arrival, const char *by,
          const char *why, const char *const *answers)
{
  Statement *s = statement(
      store, "INSERT INTO filed (obligation, scheme, form, person, message, document, sha256, arrival, by,"
             " why, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
             " (SELECT ifnull(max(version), 0) + 1 FROM filed WHERE obligation = ?1))");
  bind_int(s, obligation);
  bind_text(s, scheme);
  bind_text(s, form);
  bind_int(s, person);
  bind_id(s, message);
  bind_text(s, document);
  bind_text(s, sha256);
  bind_instant(s, arrival);
  bind_text(s, by);
  bind_text(s, why);
  statement_run(s);
  gint64 id = store_last_id(store);
  for (guint i = 0; answers && answers[i] && answers[i + 1]; i += 2)
    answer_set(store, id, answers[i], answers[i + 1]);
  dirty_add(store, person);
  return id;
}

void
filed_explain(Store *store, gint64 id, const char *reasons, const char *problem)
{
  Statement *s = statement(store, "UPDATE filed SET reasons = ?, problem = ? WHERE id = ?");
  bind_text(s, reasons);
  bind_text(s, problem);
  bind_int(s, id);
  statement_run(s);
}

void
filed_set_about(Store *store, gint64 id, gint64 person)
{
  Statement *s = statement(store, "UPDATE filed SET about = ? WHERE id = ?");
  bind_id(s, person);
  bind_int(s, id);
  statement_run(s);
}

Filed *
filed_latest(Store *store, gint64 obligation)
{
  Statement *s = statement(store, FILED "WHERE obligation = ? ORDER BY version DESC LIMIT 1");
  bind_int(s, obligation);
  return statement_one(s, read_filed);
}

Filed *
filed_get(Store *store, gint64 id)
{
  Statement *s = statement(store, FILED "WHERE id = ?");
  bind_int(s, id);
  return statement_one(s, read_filed);
}

gboolean
filed_has(Store *store, gint64 obligation, const char *sha256)
{
  Statement *s = statement(store, "SELECT 1 FROM filed WHERE obligation = ? AND sha256 = ?");
  bind_int(s, obligation);
  bind_text(s, sha256);
  return statement_int(s, 0) != 0;
}

Filed *
filed_same(Store *store, gint64 person, const char *sha256)
{
  Statement *s =
      statement(store, FILED "WHERE person = ? AND sha256 = ? ORDER BY arrival DESC, id DESC LIMIT 1");
  bind_int(s, person);
  bind_text(s, sha256);
  return statement_one(s, read_filed);
}

Filed *
filed_previous(Store *store, const char *scheme, const char *form, gint64 person, Instant before)
{
  Statement *s = statement(store, FILED "WHERE person = ? AND scheme = ? AND form = ? AND arrival < ?"
                                        " ORDER BY arrival DESC, id DESC LIMIT 1");
  bind_int(s, person);
  bind_text(s, scheme);
  bind_text(s, form);
  bind_int(s, before);
  return statement_one(s, read_filed);
}

GPtrArray *
filed_list(Store *store, const char *scheme, const char *form, Instant since, Instant until)
{
  Statement *s = statement(store, FILED
                           "AS f WHERE scheme = ? AND form = ? AND arrival >= ? AND arrival < ? AND version ="
                           " (SELECT max(version) FROM filed WHERE obligation = f.obligation)"
                           " ORDER BY arrival, id");
  bind_text(s, scheme);
  bind_text(s, form);
  bind_int(s, since);
  bind_int(s, until == INSTANT_NONE ? G_MAXINT64 : until);
  return statement_all(s, read_filed, (GDestroyNotify) filed_free);
}

GPtrArray *
filed_of_person(Store *store, gint64 person)
{
  Statement *s = statement(store, FILED "AS f WHERE person = ? AND version ="
                                        " (SELECT max(version) FROM filed WHERE obligation = f.obligation)"
                                        " ORDER BY arrival, id");
  bind_int(s, person);
  return statement_all(s, read_filed, (GDestroyNotify) filed_free);
}

GPtrArray *
filed_of_message(Store *store, gint64 message)
{
  Statement *s = statement(store, FILED "WHERE message = ? ORDER BY id");
  bind_int(s, message);
  return statement_all(s, read_filed, (GDestroyNotify) filed_free);
}

GPtrArray *
filed_versions(Store *store, gint64 obligation)
{
  Statement *s = statement(store, FILED "WHERE obligation = ? ORDER BY version");
  bind_int(s, obligation);
  return statement_all(s, read_filed, (GDestroyNotify) filed_free);
}

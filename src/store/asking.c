/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of what is to be asked. Neither decides that it is, nor writes it. */
#include "store/asking.h"
#include "store/person.h"
#include <string.h>

static const char *const words[] = { "request", "invite", "make-up", "rung", "escalate" };

const char *
asking_word(AskingKind what)
{
  return words[what];
}

static AskingKind
kind_of_word(const char *word)
{
  guint i = 0;
  while (i < ASKING_ESCALATE && strcmp(words[i], word) != 0)
    i++;
  return (AskingKind) i;
}

void
asking_free(Asking *asking)
{
  if (!asking)
    return;
  g_free(asking->template_name);
  g_free(asking->cc);
  g_free(asking);
}

static gboolean
add(Store *store, const Asking *asking, Instant passed)
{
  Statement *s = statement(
      store, "INSERT INTO asking (person, obligation, what, rung, template, cc, at, passed)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (obligation, person, what, rung) DO NOTHING");
  bind_int(s, asking->person);
  bind_int(s, asking->obligation);
  bind_text(s, asking_word(asking->what));
  bind_int(s, asking->rung);
  bind_text(s, asking->template_name);
  bind_text(s, asking->cc);
  bind_instant(s, store_now(store));
  bind_instant(s, passed);
  return statement_run(s) > 0;
}

gboolean
asking_add(Store *store, const Asking *asking)
{
  return add(store, asking, INSTANT_NONE);
}

void
asking_pass_over(Store *store, const Asking *asking)
{
  add(store, asking, store_now(store));
}

Instant
asking_passed(Store *store, gint64 obligation)
{
  Statement *s =
      statement(store, "SELECT passed FROM asking WHERE obligation = ? AND passed IS NOT NULL LIMIT 1");
  bind_int(s, obligation);
  return statement_int(s, INSTANT_NONE);
}

gboolean
asking_stands(Store *store, gint64 obligation, AskingKind what)
{
  Statement *s = statement(store, "SELECT 1 FROM asking WHERE obligation = ? AND what = ? LIMIT 1");
  bind_int(s, obligation);
  bind_text(s, asking_word(what));
  return statement_int(s, 0) != 0;
}

GArray *
askings_people(Store *store)
{
  return statement_ids(
      statement(store, "SELECT DISTINCT a.person FROM asking a WHERE a.outbox IS NULL AND a.passed IS NULL"
                       " AND" CAN_BE_WRITTEN_TO("a.person") "ORDER BY a.person"));
}

static gpointer
read_asking(Statement *s)
{
  Asking *asking = g_new0(Asking, 1);
  asking->id = take_int(s);
  asking->person = take_int(s);
  asking->obligation = take_int(s);
  g_autofree char *what = take_text(s);
  asking->what = kind_of_word(what);
  asking->rung = (int) take_int(s);
  asking->template_name = take_text(s);
  asking->cc = take_text(s);
  asking->at = take_instant(s);
  return asking;
}

GPtrArray *
askings_waiting(Store *store, gint64 person)
{
  Statement *s = statement(store, "SELECT id, person, obligation, what, rung, template, cc, at FROM asking"
                                  " WHERE person = ? AND outbox IS NULL AND passed IS NULL ORDER BY id");
  bind_int(s, person);
  return statement_all(s, read_asking, (GDestroyNotify) asking_free);
}

gboolean
asking_is_overtaken(Store *store, const Asking *asking)
{
  if (asking->what != ASKING_RUNG)
    return FALSE;
  Statement *s = statement(store, "SELECT 1 FROM asking WHERE obligation = ? AND person = ? AND what = 'rung'"
                                  " AND rung > ? AND passed IS NULL LIMIT 1");
  bind_int(s, asking->obligation);
  bind_int(s, asking->person);
  bind_int(s, asking->rung);
  return statement_int(s, 0) != 0;
}

void
asking_told(Store *store, gint64 id, gint64 outbox)
{
  Statement *s = statement(store, "UPDATE asking SET outbox = ? WHERE id = ?");
  bind_int(s, outbox);
  bind_int(s, id);
  statement_run(s);
}

void
asking_drop(Store *store, gint64 id)
{
  Statement *s = statement(store, "DELETE FROM asking WHERE id = ?");
  bind_int(s, id);
  statement_run(s);
}

GArray *
askings_requested(Store *store, gint64 outbox)
{
  Statement *s = statement(store, "SELECT obligation FROM asking WHERE outbox = ? AND what = 'request'");
  bind_int(s, outbox);
  return statement_ids(s);
}

GStrv
askings_templates(Store *store, gint64 outbox)
{
  g_autoptr(GStrvBuilder) templates = g_strv_builder_new();
  Statement *s =
      statement(store, "SELECT template FROM asking WHERE outbox = ? GROUP BY template ORDER BY min(id)");
  bind_int(s, outbox);
  while (statement_row(s)) {
    g_autofree char *one = take_text(s);
    g_strv_builder_add(templates, one);
  }
  return g_strv_builder_end(templates);
}

char *
askings_names(Store *store, gint64 outbox, const char *own)
{
  g_auto(GStrv) parts = askings_templates(store, outbox);
  return *parts ? g_strjoinv(" ", parts) : g_strdup(own);
}

Instant
askings_next(Store *store)
{
  return statement_int(statement(store,
                                 "SELECT a.at FROM asking a WHERE a.outbox IS NULL AND a.passed IS NULL"
                                 " AND" CAN_BE_WRITTEN_TO("a.person") "ORDER BY a.at LIMIT 1"),
                       INSTANT_NONE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of what came back. Draws no conclusion from them: that is intake's. */
#include "store/undelivered.h"
#include "store/statement.h"
#include <string.h>

#define UNDELIVERED                                                                                          \
  "SELECT id, address, person, kind, status, words, outbox, found, message, at, over FROM undelivered "

static const char *const words[] = { "failed", "delayed", "complaint", "challenge" };

const char *
undelivered_word(UndeliveredKind kind)
{
  return words[kind];
}

static UndeliveredKind
kind_of_word(const char *word)
{
  guint i = 0;
  while (i < UNDELIVERED_CHALLENGE && strcmp(words[i], word) != 0)
    i++;
  return (UndeliveredKind) i;
}

void
undelivered_free(Undelivered *one)
{
  if (!one)
    return;
  g_free(one->address);
  g_free(one->status);
  g_free(one->words);
  g_free(one->found);
  g_free(one);
}

static gpointer
read_undelivered(Statement *s)
{
  Undelivered *one = g_new0(Undelivered, 1);
  one->id = take_int(s);
  one->address = take_text(s);
  one->person = take_int(s);
  g_autofree char *kind = take_text(s);
  one->kind = kind_of_word(kind);
  one->status = take_text(s);
  one->words = take_text(s);
  one->outbox = take_int(s);
  one->found = take_text(s);
  one->message = take_int(s);
  one->at = take_instant(s);
  one->over = take_instant(s);
  return one;
}

gint64
undelivered_add(Store *store, const Undelivered *one)
{
  Statement *s = statement(
      store, "INSERT INTO undelivered (address, person, kind, status, words, outbox, found, message,"
             " at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
  bind_text(s, one->address);
  bind_id(s, one->person);
  bind_text(s, undelivered_word(one->kind));
  bind_text(s, one->status);
  bind_text(s, one->words);
  bind_id(s, one->outbox);
  bind_text(s, one->found);
  bind_id(s, one->message);
  bind_instant(s, one->at);
  return statement_run(s) ? store_last_id(store) : 0;
}

static GPtrArray *
read_all(Statement *s)
{
  return statement_all(s, read_undelivered, (GDestroyNotify) undelivered_free);
}

GPtrArray *
undelivered_of_address(Store *store, const char *address)
{
  Statement *s = statement(store, UNDELIVERED "WHERE address = ? AND over IS NULL ORDER BY id");
  bind_text(s, address);
  return read_all(s);
}

GPtrArray *
undelivered_of_person(Store *store, gint64 person)
{
  Statement *s = statement(store, UNDELIVERED "WHERE person = ? AND over IS NULL ORDER BY id");
  bind_int(s, person);
  return read_all(s);
}

GPtrArray *
undelivered_of_mail(Store *store, gint64 outbox)
{
  Statement *s = statement(store, UNDELIVERED "WHERE outbox = ? ORDER BY id");
  bind_int(s, outbox);
  return read_all(s);
}

void
undelivered_over(Store *store, const char *address, UndeliveredKind kind)
{
  Statement *s =
      statement(store, "UPDATE undelivered SET over = ? WHERE address = ? AND kind = ? AND over IS NULL");
  bind_instant(s, store_now(store));
  bind_text(s, address);
  bind_text(s, undelivered_word(kind));
  statement_run(s);
}

gboolean
undelivered_complained(Store *store, gint64 person)
{
  Statement *s =
      statement(store, "SELECT 1 FROM undelivered WHERE person = ? AND kind = 'complaint' AND over IS NULL");
  bind_int(s, person);
  return statement_int(s, 0) != 0;
}

GArray *
undelivered_moved(Store *store)
{
  return statement_ids(
      statement(store, "SELECT DISTINCT u.person FROM undelivered u JOIN address a ON a.person = u.person"
                       " WHERE u.kind = 'failed' AND u.over IS NULL AND a.preferred AND a.bounced IS NULL"
                       " AND a.address <> u.address ORDER BY u.person"));
}

gint64
undelivered_unknown(Store *store, Instant since)
{
  Statement *s =
      statement(store, "SELECT count(*) FROM undelivered WHERE found = '' AND kind = 'failed' AND at >= ?");
  bind_instant(s, since);
  return statement_int(s, 0);
}

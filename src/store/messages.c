/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that came. The bytes lie apart from the row, which changes as the message is read. Parses nothing.
 */
#include "store/messages.h"
#include "base/checksum.h"
#include "store/statement.h"

void
message_free(Message *message)
{
  if (!message)
    return;
  g_free(message->folder);
  g_free(message->key);
  g_free(message->sha256);
  g_free(message->state);
  g_free(message->kind);
  g_free(message->message_id);
  g_free(message->from_address);
  g_free(message->subject);
  g_free(message->verdict);
  g_free(message);
}

#define MESSAGE                                                                                              \
  "SELECT id, folder, key, sha256, arrival, stored, size, state, kind, message_id, from_address, subject,"   \
  " person, duplicate, attempts, arrival_unsure, verdict FROM message "

static gpointer
read_message(Statement *s)
{
  Message *m = g_new0(Message, 1);
  m->id = take_int(s);
  m->folder = take_text(s);
  m->key = take_text(s);
  m->sha256 = take_text(s);
  m->arrival = take_instant(s);
  m->stored = take_instant(s);
  m->size = take_int(s);
  m->state = take_text(s);
  m->kind = take_text(s);
  m->message_id = take_text(s);
  m->from_address = take_text(s);
  m->subject = take_text(s);
  m->person = take_int(s);
  m->duplicate = take_int(s);
  m->attempts = (int) take_int(s);
  m->arrival_unsure = take_int(s) != 0;
  m->verdict = take_text(s);
  return m;
}

static gint64
find(Store *store, const char *sha256)
{
  Statement *s = statement(store, "SELECT id FROM message WHERE sha256 = ?");
  bind_text(s, sha256);
  return statement_int(s, 0);
}

static void
add_raw(Store *store, gint64 message, GBytes *bytes)
{
  Statement *s = statement(store, "INSERT INTO raw (message, bytes) VALUES (?, ?)");
  bind_int(s, message);
  bind_bytes(s, bytes);
  statement_run(s);
}

gint64
message_store(Store *store, const char *folder, const char *key, Instant arrival, gboolean arrival_unsure,
              GBytes *bytes, gboolean *known)
{
  g_autofree char *sha256 = checksum_of_bytes(bytes);
  Statement *s = statement(
      store, "INSERT INTO message (folder, key, sha256, arrival, arrival_unsure, stored, size, state)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, 'stored') ON CONFLICT (sha256) DO NOTHING");
  bind_text(s, folder);
  bind_text(s, key);
  bind_text(s, sha256);
  bind_instant(s, arrival);
  bind_int(s, arrival_unsure);
  bind_instant(s, store_now(store));
  bind_int(s, (gint64) g_bytes_get_size(bytes));
  *known = statement_run(s) == 0;
  if (*known)
    return find(store, sha256);
  gint64 id = store_last_id(store);
  add_raw(store, id, bytes);
  return id;
}

Instant
message_posted(Store *store, const char *token)
{
  Statement *s = statement(store, "SELECT arrival FROM message WHERE folder = 'form' AND key = ?");
  bind_text(s, token);
  return statement_int(s, INSTANT_NONE);
}

Message *
message_get(Store *store, gint64 id)
{
  Statement *s = statement(store, MESSAGE "WHERE id = ?");
  bind_int(s, id);
  return statement_one(s, read_message);
}

static gpointer
read_bytes(Statement *s)
{
  return take_bytes(s);
}

GBytes *
message_bytes(Store *store, gint64 id)
{
  Statement *s = statement(store, "SELECT bytes FROM raw WHERE message = ?");
  bind_int(s, id);
  return statement_one(s, read_bytes);
}

GPtrArray *
messages_unread(Store *store, guint limit)
{
  Statement *s = statement(store, MESSAGE "WHERE state = 'stored' ORDER BY id LIMIT ?");
  bind_int(s, limit);
  return statement_all(s, read_message, (GDestroyNotify) message_free);
}

GPtrArray *
messages_since(Store *store, Instant since)
{
  Statement *s = statement(store, MESSAGE "WHERE arrival >= ? ORDER BY id");
  bind_int(s, since);
  return statement_all(s, read_message, (GDestroyNotify) message_free);
}

void
message_attempt(Store *store, gint64 id)
{
  Statement *s = statement(store, "UPDATE message SET attempts = attempts + 1 WHERE id = ?");
  bind_int(s, id);
  statement_run(s);
}

void
message_done(Store *store, gint64 id, const char *kind, const char *message_id, const char *from,
             const char *subject, gint64 person, Instant arrival, gboolean is_case)
{
  Statement *s = statement(
      store, "UPDATE message SET kind = ?, message_id = ?, from_address = ?, subject = ?, person = ?,"
             " arrival = ?, state = ? WHERE id = ?");
  bind_text(s, kind);
  bind_text(s, message_id);
  bind_text(s, from);
  bind_text(s, subject);
  bind_id(s, person);
  bind_instant(s, arrival);
  bind_text(s, is_case ? "case" : "done");
  bind_int(s, id);
  statement_run(s);
}

void
message_set_verdict(Store *store, gint64 id, const char *verdict)
{
  Statement *s = statement(store, "UPDATE message SET verdict = ? WHERE id = ?");
  bind_text(s, verdict);
  bind_int(s, id);
  statement_run(s);
}

gboolean
message_is_old(Store *store, gint64 id)
{
  Statement *s = statement(store, "SELECT kind = 'old' FROM message WHERE id = ?");
  bind_int(s, id);
  return statement_int(s, 0) == 1;
}

gint64
message_same(Store *store, gint64 id, const char *message_id, const char *from)
{
  Statement *s =
      statement(store, "SELECT id FROM message WHERE message_id = ? AND from_address = ? AND id < ?"
                       " AND state <> 'stored' ORDER BY id LIMIT 1");
  bind_text(s, message_id);
  bind_text(s, from);
  bind_int(s, id);
  return statement_int(s, 0);
}

void
message_set_duplicate(Store *store, gint64 id, gint64 of)
{
  Statement *s = statement(store, "UPDATE message SET duplicate = ? WHERE id = ?");
  bind_id(s, of);
  bind_int(s, id);
  statement_run(s);
}

gint64
messages_in_junk(Store *store)
{
  return statement_int(
      statement(store, "SELECT count(*) FROM message WHERE folder = 'junk' AND person IS NOT NULL"), 0);
}

void
messages_by_kind(Store *store, GPtrArray *kinds, GArray *counts)
{
  Statement *s =
      statement(store, "SELECT ifnull(kind, 'stored') AS k, count(*) FROM message GROUP BY k ORDER BY k");
  while (statement_row(s)) {
    g_ptr_array_add(kinds, take_text(s));
    gint64 count = take_int(s);
    g_array_append_val(counts, count);
  }
}

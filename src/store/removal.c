/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept no longer. Retention touches nothing that an open case may need; who is erased is erased. */
#include "store/removal.h"
#include "store/statement.h"

#define UNDER_WAY " ('open', 'answered', 'overdue') "
#define UNSENT " ('queued', 'held', 'sending', 'unsure') "

/* Messages that somebody may still have to look at. */
#define NEEDED                                                                                               \
  " (SELECT message FROM cases WHERE settled IS NULL AND message IS NOT NULL"                                \
  " UNION SELECT f.message FROM filed f JOIN obligation o ON o.id = f.obligation"                            \
  " WHERE o.state IN" UNDER_WAY "AND f.message IS NOT NULL"                                                  \
  " UNION SELECT message FROM outbox WHERE state IN" UNSENT "AND message IS NOT NULL) "

#define FREE " (why = 'erasure' OR (waits IS NULL AND message NOT IN" NEEDED ")) "

void
removal_free(Removal *removal)
{
  if (!removal)
    return;
  g_free(removal->sha256);
  g_free(removal);
}

int
removals_purge(Store *store)
{
  Statement *s = statement(
      store,
      "UPDATE message SET purged = ? WHERE purged IS NULL AND id IN (SELECT message FROM removal WHERE" FREE
      ")");
  bind_instant(s, store_now(store));
  int n = statement_run(s);
  statement_run(
      statement(store, "DELETE FROM raw WHERE message IN (SELECT message FROM removal WHERE" FREE ")"));
  statement_run(statement(store, "DELETE FROM removal WHERE" FREE
                                 "AND message IN (SELECT id FROM message WHERE folder NOT IN"
                                 " ('inbox', 'junk'))"));
  return n;
}

static gpointer
read_removal(Statement *s)
{
  Removal *removal = g_new0(Removal, 1);
  removal->message = take_int(s);
  removal->sha256 = take_text(s);
  removal->size = take_int(s);
  removal->arrival = take_instant(s);
  return removal;
}

GPtrArray *
removals_on_server(Store *store)
{
  Statement *s = statement(store, "SELECT m.id, m.sha256, m.size, m.arrival FROM removal JOIN message m"
                                  " ON m.id = message WHERE" FREE "AND m.purged IS NOT NULL ORDER BY m.id");
  return statement_all(s, read_removal, (GDestroyNotify) removal_free);
}

void
removals_done(Store *store, const GPtrArray *removals)
{
  for (guint i = 0; i < removals->len; i++) {
    Statement *s = statement(store, "DELETE FROM removal WHERE message = ?");
    bind_int(s, ((const Removal *) removals->pdata[i])->message);
    statement_run(s);
  }
}

gint64
removals_count(Store *store)
{
  return statement_int(statement(store, "SELECT count(*) FROM removal WHERE waits IS NULL"), 0);
}

/* -- retention ------------------------------------------------------------------------------------------ */

/* What arrived, or went, before ?1, is needed no more, and is not announced yet. */
#define OLD_CAME                                                                                             \
  " FROM message m JOIN raw ON raw.message = m.id WHERE m.arrival < ?1 AND m.state <> 'stored'"              \
  " AND m.id NOT IN" NEEDED "AND m.id NOT IN (SELECT message FROM removal)"

#define NO_MORE_NEEDED                                                                                       \
  " o.state = 'sent' AND o.id NOT IN (SELECT outbox FROM recipient WHERE state IN ('queued', 'unsure'))"     \
  " AND o.id NOT IN (SELECT c.outbox FROM covers c JOIN obligation b ON b.id = c.obligation"                 \
  " WHERE b.state IN" UNDER_WAY ") AND (o.message IS NULL OR o.message NOT IN"                               \
  " (SELECT message FROM cases WHERE settled IS NULL AND message IS NOT NULL)) "

int
removals_announce(Store *store, RetentionKind kind, Instant before, Instant goes)
{
  static const char *const inserts[] = {
    "INSERT INTO removal (message, why, at, waits) SELECT m.id, 'retention', ?3, ?2" OLD_CAME,
    "INSERT INTO removal_sent (outbox, waits) SELECT o.id, ?2 FROM outbox o JOIN sealed s ON s.outbox = o.id"
    " WHERE o.sent < ?1 AND ?3 AND" NO_MORE_NEEDED "AND o.id NOT IN (SELECT outbox FROM removal_sent)",
  };
  Statement *s = statement(store, inserts[kind]);
  bind_instant(s, before);
  bind_instant(s, goes);
  bind_instant(s, store_now(store));
  return statement_run(s);
}

gint64
removals_announced(Store *store, RetentionKind kind, Instant *goes)
{
  static const char *const counts[] = {
    "SELECT count(*), max(waits) FROM removal WHERE waits IS NOT NULL",
    "SELECT count(*), max(waits) FROM removal_sent",
  };
  Statement *s = statement(store, counts[kind]);
  gint64 n = 0;
  *goes = INSTANT_NONE;
  while (statement_row(s)) {
    n = take_int(s);
    *goes = take_instant(s);
  }
  return n;
}

void
removals_withdraw(Store *store, RetentionKind kind, gint64 kept)
{
  static const char *const deletes[] = {
    "DELETE FROM removal WHERE waits IS NOT NULL AND (?1 = 0 OR waits < ?1 +"
    " (SELECT arrival FROM message WHERE id = removal.message))",
    "DELETE FROM removal_sent WHERE ?1 = 0 OR waits < ?1 + (SELECT sent FROM outbox WHERE id = outbox)",
  };
  Statement *s = statement(store, deletes[kind]);
  bind_int(s, kept);
  statement_run(s);
}

static int
retire_came(Store *store)
{
  Statement *s = statement(store, "UPDATE removal SET waits = NULL WHERE waits <= ?");
  bind_instant(s, store_now(store));
  return statement_run(s);
}

/* What is needed again stays, and is announced anew when it is needed no more. */
static int
retire_sent(Store *store)
{
  Statement *s =
      statement(store, "DELETE FROM sealed WHERE outbox IN (SELECT o.id FROM removal_sent r"
                       " JOIN outbox o ON o.id = r.outbox WHERE r.waits <= ? AND" NO_MORE_NEEDED ")");
  bind_instant(s, store_now(store));
  int n = statement_run(s);
  s = statement(store, "DELETE FROM removal_sent WHERE waits <= ?");
  bind_instant(s, store_now(store));
  statement_run(s);
  return n;
}

int
removals_retire(Store *store, RetentionKind kind)
{
  return kind == RETENTION_CAME ? retire_came(store) : retire_sent(store);
}

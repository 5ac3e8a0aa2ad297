/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept no longer. Retention touches nothing that an open case may need; who is erased is erased. */
#include "store/removal.h"
#include "store/statement.h"

#define FREE                                                                                                 \
  " (why = 'erasure' OR message NOT IN"                                                                      \
  " (SELECT message FROM cases WHERE settled IS NULL AND message IS NOT NULL)) "

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
  return statement_int(statement(store, "SELECT count(*) FROM removal"), 0);
}

#define OLD                                                                                                  \
  " FROM message m JOIN raw ON raw.message = m.id WHERE m.arrival < ?1 AND m.state <> 'stored' AND m.id "    \
  "NOT IN"                                                                                                   \
  " (SELECT message FROM cases WHERE settled IS NULL AND message IS NOT NULL) AND m.id NOT IN"               \
  " (SELECT message FROM removal) "

int
removals_retire(Store *store, Instant before)
{
  Statement *s = statement(store, "INSERT INTO removal (message, why, at) SELECT m.id, 'retention', ?2" OLD);
  bind_instant(s, before);
  bind_instant(s, store_now(store));
  return statement_run(s);
}

gint64
removals_coming(Store *store, Instant before)
{
  Statement *s = statement(store, "SELECT count(*)" OLD);
  bind_instant(s, before);
  return statement_int(s, 0);
}

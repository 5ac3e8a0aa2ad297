/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of outages. Does not know when one is worth telling. */
#include "store/outages.h"
#include "store/statement.h"

#define COLUMNS "SELECT id, what, words, by, since, told, over, ended, tries FROM outage "

void
outage_free(Outage *outage)
{
  if (!outage)
    return;
  g_free(outage->what);
  g_free(outage->words);
  g_free(outage->by);
  g_free(outage);
}

static gpointer
read_outage(Statement *s)
{
  Outage *outage = g_new0(Outage, 1);
  outage->id = take_int(s);
  outage->what = take_text(s);
  outage->words = take_text(s);
  outage->by = take_text(s);
  outage->since = take_instant(s);
  outage->told = take_instant(s);
  outage->over = take_instant(s);
  outage->ended = take_instant(s);
  outage->tries = (int) take_int(s);
  return outage;
}

gboolean
outage_failed(Store *store, const char *what, const char *words)
{
  Statement *s = statement(store, "SELECT words FROM outage WHERE what = ? AND over IS NULL");
  bind_text(s, what);
  g_autofree char *known = statement_text(s);
  Statement *write =
      known
          ? statement(store, "UPDATE outage SET words = ?, tries = tries + 1 WHERE what = ? AND over IS NULL")
          : statement(store, "INSERT INTO outage (words, what, since, tries) VALUES (?, ?, ?, 1)");
  bind_text(write, words);
  bind_text(write, what);
  if (!known)
    bind_instant(write, store_now(store));
  statement_run(write);
  return g_strcmp0(known, words) != 0;
}

gboolean
outage_over(Store *store, const char *what)
{
  Statement *s = statement(store, "UPDATE outage SET over = ? WHERE what = ? AND over IS NULL");
  bind_instant(s, store_now(store));
  bind_text(s, what);
  return statement_run(s) > 0;
}

GPtrArray *
outages_now(Store *store)
{
  return statement_all(statement(store, COLUMNS "WHERE over IS NULL ORDER BY since, id"), read_outage,
                       (GDestroyNotify) outage_free);
}

GPtrArray *
outages_past(Store *store)
{
  Statement *s = statement(store, COLUMNS "WHERE over IS NOT NULL AND ended IS NULL ORDER BY since, id");
  return statement_all(s, read_outage, (GDestroyNotify) outage_free);
}

void
outage_told(Store *store, gint64 id, const char *by)
{
  Statement *s = statement(store, "UPDATE outage SET told = coalesce(told, ?), by = ? WHERE id = ?");
  bind_instant(s, store_now(store));
  bind_text(s, by);
  bind_int(s, id);
  statement_run(s);
}

void
outage_ended(Store *store, gint64 id)
{
  Statement *s = statement(store, "UPDATE outage SET ended = ? WHERE id = ?");
  bind_instant(s, store_now(store));
  bind_int(s, id);
  statement_run(s);
}

gint64
outages_told_since(Store *store, const char *what, Instant since)
{
  Statement *s =
      statement(store, "SELECT count(*) FROM outage WHERE what = ? AND since > ? AND told IS NOT NULL");
  bind_text(s, what);
  bind_instant(s, since);
  return statement_int(s, 0);
}

gint64
outages_count(Store *store)
{
  return statement_int(statement(store, "SELECT count(*) FROM outage"), 0);
}

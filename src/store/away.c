/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of who said to be away. What follows from it is decided elsewhere. */
#include "store/away.h"
#include "store/statement.h"

/* The last word of each: who writes again that they are away for longer is. */
#define AWAY                                                                                                 \
  "SELECT a.person, a.message, a.at, a.until, a.deputy FROM away a JOIN person p ON p.id = a.person"         \
  " WHERE a.at = (SELECT max(at) FROM away WHERE person = a.person)"                                         \
  " AND (a.until >= ?1 OR (a.until IS NULL AND a.at >= ?2)) "

void
away_free(Away *away)
{
  if (!away)
    return;
  g_free(away->deputy);
  g_free(away);
}

static gpointer
read_away(Statement *s)
{
  Away *away = g_new0(Away, 1);
  away->person = take_int(s);
  away->message = take_int(s);
  away->at = take_instant(s);
  away->until = take_day(s);
  away->deputy = take_text(s);
  return away;
}

void
away_add(Store *store, const Away *away)
{
  Statement *s = statement(store, "INSERT INTO away (person, message, at, until, deputy)"
                                  " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                                  " until = excluded.until, deputy = excluded.deputy");
  bind_int(s, away->person);
  bind_id(s, away->message);
  bind_instant(s, away->at);
  bind_day(s, away->until);
  bind_text(s, away->deputy);
  statement_run(s);
}

Away *
away_now(Store *store, gint64 person, Day day, Instant since)
{
  Statement *s = statement(store, AWAY "AND a.person = ?");
  bind_day(s, day);
  bind_instant(s, since);
  bind_int(s, person);
  return statement_one(s, read_away);
}

GPtrArray *
away_all(Store *store, Day day, Instant since)
{
  Statement *s = statement(store, AWAY "ORDER BY p.name, p.id");
  bind_day(s, day);
  bind_instant(s, since);
  return statement_all(s, read_away, (GDestroyNotify) away_free);
}

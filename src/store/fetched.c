/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When feeds were asked for. Does not know whose they are. */
#include "store/fetched.h"
#include "base/checksum.h"
#include "store/statement.h"

char *
fetched_feed(const char *name)
{
  char *sum = checksum_of_text(name);
  sum[FETCHED_FEED_LENGTH] = '\0';
  return sum;
}

/* A hundred times the feeds of the largest partnership thought of. */
#define MOST "200000"

void
fetched_add(Store *store, const char *feed, Instant at)
{
  Statement *s = statement(store, "INSERT INTO fetched (feed, first, last) SELECT ?1, ?2, ?2"
                                  " WHERE EXISTS (SELECT 1 FROM fetched WHERE feed = ?1)"
                                  " OR (SELECT count(*) FROM fetched) < " MOST
                                  " ON CONFLICT DO UPDATE SET last = max(last, excluded.last)");
  bind_text(s, feed);
  bind_instant(s, at);
  statement_run(s);
}

void
fetched_add_refused(Store *store, const char *feed, Instant at)
{
  Statement *s =
      statement(store, "UPDATE fetched SET refused = max(ifnull(refused, ?2), ?2) WHERE feed = ?1");
  bind_text(s, feed);
  bind_instant(s, at);
  statement_run(s);
}

Fetched
fetched_of(Store *store, const char *name)
{
  g_autofree char *feed = fetched_feed(name);
  Fetched found = { INSTANT_NONE, INSTANT_NONE, INSTANT_NONE };
  Statement *s = statement(store, "SELECT first, last, refused FROM fetched WHERE feed = ?");
  bind_text(s, feed);
  if (statement_row(s)) {
    found.first = take_instant(s);
    found.last = take_instant(s);
    found.refused = take_instant(s);
  }
  statement_end(s);
  return found;
}

gboolean
fetched_any(Store *store)
{
  return statement_int(statement(store, "SELECT 1 FROM fetched LIMIT 1"), 0) != 0;
}

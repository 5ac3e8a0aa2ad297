/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marks of what is not published yet. Does not know what a feed shows. */
#include "store/unpublished.h"
#include "store/statement.h"

char *
published_get(Store *store)
{
  return store_get(store, "published");
}

void
published_set(Store *store, const char *what)
{
  store_set(store, "published", what);
}

GArray *
unpublished_some(Store *store, guint limit)
{
  Statement *s =
      statement(store, "SELECT person, reach FROM unpublished ORDER BY reach DESC, person LIMIT ?");
  GArray *people = g_array_new(FALSE, FALSE, sizeof(Unpublished));
  bind_int(s, limit);
  while (statement_row(s)) {
    Unpublished one;
    one.person = take_int(s);
    one.reach = (Reach) take_int(s);
    g_array_append_val(people, one);
  }
  return people;
}

void
unpublished_clear(Store *store, const GArray *people)
{
  for (guint i = 0; i < people->len; i++) {
    Statement *s = statement(store, "DELETE FROM unpublished WHERE person = ?");
    bind_int(s, g_array_index(people, Unpublished, i).person);
    statement_run(s);
  }
}

void
unpublished_add(Store *store, gint64 person)
{
  Statement *s = statement(store, "INSERT INTO unpublished VALUES (?, 0) ON CONFLICT DO NOTHING");
  bind_int(s, person);
  statement_run(s);
}

void
unpublished_add_all(Store *store)
{
  statement_run(
      statement(store, "INSERT INTO unpublished SELECT id, 0 FROM person WHERE TRUE ON CONFLICT DO NOTHING"));
}

void
unpublished_add_days(Store *store, Day before, Day today)
{
  Statement *s = statement(store, "INSERT INTO unpublished SELECT DISTINCT person, 2 FROM role"
                                  " WHERE (since > ?1 AND since <= ?2) OR (until >= ?1 AND until < ?2)"
                                  " ON CONFLICT DO UPDATE SET reach = 2");
  bind_day(s, before);
  bind_day(s, today);
  statement_run(s);
}

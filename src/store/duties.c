/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is to have one of something and has none or two: holders of a role for each person, and notices that
 * everybody in a role is told once. */
#include "store/duties.h"
#include "store/person.h"

void
unallocated_free(Unallocated *one)
{
  if (!one)
    return;
  g_free(one->name);
  g_free(one->holders);
  g_free(one);
}

static gpointer
read_unallocated(Statement *s)
{
  Unallocated *one = g_new0(Unallocated, 1);
  one->person = take_int(s);
  one->name = take_text(s);
  one->count = (guint) take_int(s);
  one->holders = take_text(s);
  return one;
}

/* In one question over everybody: it is asked in every pass. */
GPtrArray *
people_without_one(Store *store, const char *scheme, const char *role, const char *const *of, Day day)
{
  Statement *s = statement(
      store,
      "WITH wanted AS (SELECT DISTINCT r.person, r.school FROM role r WHERE r.scheme = ?1"
      "  AND r.role IN (SELECT value FROM json_each(?2)) AND r.since <= ?3 AND (r.until IS NULL OR r.until "
      ">= ?3)),"
      " keys AS (SELECT w.person, a.address AS key FROM wanted w JOIN address a ON a.person = w.person"
      "  UNION SELECT w.person, s.key FROM wanted w JOIN school s ON s.id = w.school),"
      " held AS (SELECT DISTINCT k.person, h.person AS holder FROM keys k JOIN assigned g ON g.key = k.key"
      "  JOIN role h ON h.id = g.role WHERE h.scheme = ?1 AND h.role = ?4 AND h.since <= ?3"
      "  AND (h.until IS NULL OR h.until >= ?3) AND h.person <> k.person)"
      " SELECT p.id, p.name, count(held.holder), ifnull(group_concat(q.name, ' and '), '') FROM person p"
      "  LEFT JOIN held ON held.person = p.id LEFT JOIN person q ON q.id = held.holder"
      "  WHERE p.id IN (SELECT person FROM wanted) GROUP BY p.id HAVING count(held.holder) <> 1"
      "  ORDER BY p.name COLLATE NOCASE, p.id");
  bind_text(s, scheme);
  bind_strv(s, of);
  bind_day(s, day);
  bind_text(s, role);
  return statement_all(s, read_unallocated, (GDestroyNotify) unallocated_free);
}

GArray *
people_untold(Store *store, const char *scheme, const char *const *roles, const char *purpose, Day day)
{
  Statement *s =
      statement(store, "SELECT DISTINCT r.person FROM role r WHERE r.scheme = ?1"
                       " AND r.role IN (SELECT value FROM json_each(?2)) AND r.since <= ?3"
                       " AND (r.until IS NULL OR r.until >= ?3)"
                       " AND" CAN_BE_WRITTEN_TO("r.person") " AND NOT EXISTS (SELECT 1 FROM outbox WHERE "
                                                            "purpose = ?4 || r.person) ORDER BY r.person");
  bind_text(s, scheme);
  bind_strv(s, roles);
  bind_day(s, day);
  bind_text(s, purpose);
  return statement_ids(s);
}

gboolean
outbox_asked_since(Store *store, gint64 person, Instant since)
{
  Statement *s = statement(store, "SELECT 1 FROM outbox WHERE person = ? AND created >= ?"
                                  " AND kind IN ('opening', 'chaser') LIMIT 1");
  bind_int(s, person);
  bind_instant(s, since);
  return statement_int(s, 0) != 0;
}

void
told_free(Told *told)
{
  if (!told)
    return;
  g_free(told->name);
  g_free(told->state);
  g_free(told);
}

static gpointer
read_told(Statement *s)
{
  Told *told = g_new0(Told, 1);
  told->person = take_int(s);
  told->name = take_text(s);
  told->state = take_text(s);
  told->created = take_instant(s);
  told->sent = take_instant(s);
  return told;
}

GPtrArray *
people_told(Store *store, const char *purpose)
{
  Statement *s = statement(
      store, "SELECT p.id, p.name, o.state, o.created, o.sent FROM outbox o JOIN person p ON p.id = o.person"
             " WHERE o.purpose = ? || o.person ORDER BY p.name COLLATE NOCASE, p.id");
  bind_text(s, purpose);
  return statement_all(s, read_told, (GDestroyNotify) told_free);
}

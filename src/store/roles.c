/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is what, where, from when to when. */
#include "base/text.h"
#include "store/approvals.h"
#include "store/person.h"
#include <string.h>

void
role_free(Role *role)
{
  if (!role)
    return;
  g_free(role->scheme);
  g_free(role->role);
  g_free(role->school_name);
  g_free(role->covers);
  g_free(role);
}

static gpointer
read_role(Statement *s)
{
  Role *role = g_new0(Role, 1);
  role->id = take_int(s);
  role->scheme = take_text(s);
  role->role = take_text(s);
  role->person = take_int(s);
  role->school = take_int(s);
  role->school_name = take_text(s);
  role->covers = take_text(s);
  role->since = take_day(s);
  role->until = take_day(s);
  role->replaces = take_int(s);
  return role;
}

#define ROLE                                                                                                 \
  "SELECT r.id, r.scheme, r.role, r.person, r.school, s.name, r.covers, r.since, r.until, r.replaces"        \
  " FROM role r LEFT JOIN school s ON s.id = r.school "

/* How a part of `covers` is looked for: an address, or a school's name. */
static char *
cover_key(const char *part)
{
  char *address = text_address(part);
  return address ? address : text_name_key(part);
}

static void
add_cover(Store *store, gint64 role, const char *part)
{
  g_autofree char *key = cover_key(part);
  if (!*key)
    return;
  Statement *s = statement(store, "INSERT INTO assigned (key, role) VALUES (?, ?) ON CONFLICT DO NOTHING");
  bind_text(s, key);
  bind_int(s, role);
  statement_run(s);
}

/* Brings the keys in step with @covers. Its parts stand between semicolons or commas; the whole is a part
 * too, because a school's name may have a comma. */
static void
index_covers(Store *store, gint64 role, const char *covers)
{
  Statement *s = statement(store, "DELETE FROM assigned WHERE role = ?");
  bind_int(s, role);
  statement_run(s);
  add_cover(store, role, covers);
  g_auto(GStrv) semicolons = g_strsplit(covers, ";", -1), parts = g_strsplit_set(covers, ";,\n", -1);
  for (guint i = 0; semicolons[i]; i++)
    add_cover(store, role, semicolons[i]);
  for (guint i = 0; parts[i]; i++)
    add_cover(store, role, parts[i]);
}

/* The row that stands for this role still on @since: that of this school, else one whose school was not
 * known; any, when the school is not said. */
static Role *
standing(Store *store, gint64 person, const char *scheme, const char *role, gint64 school, Day since)
{
  Statement *s =
      statement(store, ROLE
                "WHERE r.person = ? AND r.scheme = ? AND r.role = ?"
                " AND (?4 IS NULL OR r.school = ?4 OR r.school IS NULL) AND (r.until IS NULL OR r.until >= ?)"
                " ORDER BY r.school IS NULL, r.id DESC LIMIT 1");
  bind_int(s, person);
  bind_text(s, scheme);
  bind_text(s, role);
  bind_id(s, school);
  bind_day(s, since);
  return statement_one(s, read_role);
}

static gint64
add_role(Store *store, gint64 person, const char *scheme, const char *role, gint64 school, const char *covers,
         Day since)
{
  Statement *s = statement(store, "INSERT INTO role (person, scheme, role, school, covers, since)"
                                  " VALUES (?, ?, ?, ?, nullif(?, ''), ?)");
  bind_int(s, person);
  bind_text(s, scheme);
  bind_text(s, role);
  bind_id(s, school);
  bind_text(s, covers);
  bind_day(s, since);
  statement_run(s);
  return store_last_id(store);
}

/* TRUE when anything differed. What is not said stays. */
static gboolean
renew_role(Store *store, const Role *row, gint64 school, const char *covers, Day since)
{
  Statement *s = statement(
      store, "UPDATE role SET school = ifnull(?, school), covers = nullif(ifnull(?, covers), ''),"
             " since = min(since, ?), until = NULL WHERE id = ? AND (school IS NOT ifnull(?1, school)"
             " OR covers IS NOT nullif(ifnull(?2, covers), '') OR since > ?3 OR until IS NOT NULL)");
  bind_id(s, school);
  bind_text(s, covers);
  bind_day(s, since);
  bind_int(s, row->id);
  return statement_run(s) > 0;
}

void
role_set(Store *store, gint64 person, const char *scheme, const char *role, gint64 school, const char *covers,
         Day since)
{
  Role *row = standing(store, person, scheme, role, school, since);
  gint64 id = row ? row->id : add_role(store, person, scheme, role, school, covers, since);
  gboolean changed = !row || renew_role(store, row, school, covers, since);
  role_free(row);
  if (!changed)
    return;
  if (covers)
    index_covers(store, id, covers);
  dirty_add(store, person);
  signings_wake(store, person);
}

void
role_end(Store *store, gint64 id, Day until)
{
  Statement *s = statement(store, "UPDATE role SET until = ? WHERE id = ? RETURNING person");
  bind_day(s, until);
  bind_int(s, id);
  gint64 person = statement_int(s, 0);
  if (person)
    dirty_add(store, person);
  signings_wake(store, person);
}

GPtrArray *
person_roles(Store *store, gint64 person, const char *scheme)
{
  Statement *s =
      statement(store, ROLE "WHERE r.person = ? AND (?2 IS NULL OR r.scheme = ?2) ORDER BY r.since, r.id");
  bind_int(s, person);
  bind_text(s, scheme);
  return statement_all(s, read_role, (GDestroyNotify) role_free);
}

#define ON_DAY " AND r.since <= ? AND (r.until IS NULL OR r.until >= ?) "
#define HOLDERS "SELECT" PERSON_COLUMNS "FROM person p WHERE p.id IN (SELECT r.person FROM role r WHERE "

static void
bind_on_day(Statement *s, Day day)
{
  bind_day(s, day);
  bind_day(s, day);
}

GPtrArray *
role_holders(Store *store, const char *scheme, const char *role, gint64 school, const char *attribute,
             const char *value, Day day)
{
  /* two texts, because the index of the school is of no use behind an OR */
  static const char at_school[] =
      HOLDERS "r.scheme = ? AND r.role = ? AND r.school = ?" ON_DAY
              "AND (?6 IS NULL OR EXISTS (SELECT 1 FROM attribute a WHERE a.person = r.person"
              " AND a.scheme = r.scheme AND a.name = ?6 AND a.value = ?7))) ORDER BY p.id";
  static const char anywhere[] =
      HOLDERS "r.scheme = ? AND r.role = ?" ON_DAY
              "AND (?5 IS NULL OR EXISTS (SELECT 1 FROM attribute a WHERE a.person = r.person"
              " AND a.scheme = r.scheme AND a.name = ?5 AND a.value = ?6))) ORDER BY p.id";
  Statement *s = statement(store, school ? at_school : anywhere);
  bind_text(s, scheme);
  bind_text(s, role);
  if (school)
    bind_int(s, school);
  bind_on_day(s, day);
  bind_text(s, attribute);
  bind_text(s, value);
  return people_read(s);
}

GPtrArray *
role_assigned(Store *store, const char *scheme, const char *role, gint64 person, gint64 school, Day day)
{
  Statement *s = statement(store, HOLDERS "r.id IN (SELECT role FROM assigned WHERE key IN"
                                          " (SELECT address FROM address WHERE person = ?"
                                          "  UNION ALL SELECT key FROM school WHERE id = ?))"
                                          " AND r.scheme = ? AND r.role = ?" ON_DAY ") ORDER BY p.id");
  bind_int(s, person);
  bind_int(s, school);
  bind_text(s, scheme);
  bind_text(s, role);
  bind_on_day(s, day);
  return people_read(s);
}

/* Who was erased is counted where they were, and stands in no list of people. */
GPtrArray *
school_people(Store *store, const char *scheme, gint64 school, const char *const *roles, Day day)
{
  Statement *s = statement(store, HOLDERS "r.school = ? AND (? OR r.scheme = ?) AND (? "
                                          "OR r.role IN (SELECT value FROM json_each(?)))" ON_DAY
                                          ") AND p.erased IS NULL ORDER BY p.name COLLATE NOCASE, p.id");
  bind_int(s, school);
  bind_int(s, !scheme);
  bind_text(s, scheme);
  bind_int(s, !roles);
  bind_strv(s, roles);
  bind_on_day(s, day);
  return people_read(s);
}

GArray *
role_assigned_people(Store *store, gint64 role, Day day)
{
  Statement *s = statement(
      store,
      "SELECT a.person FROM assigned c JOIN address a ON a.address = c.key WHERE c.role = ?1"
      " UNION SELECT r.person FROM assigned c JOIN school s ON s.key = c.key JOIN role r ON r.school = s.id"
      " WHERE c.role = ?1 AND r.since <= ?2 AND (r.until IS NULL OR r.until >= ?2) ORDER BY 1");
  bind_int(s, role);
  bind_day(s, day);
  return statement_ids(s);
}

void
role_replaces(Store *store, gint64 person, const char *scheme, const char *role, gint64 school,
              gint64 replaced)
{
  Statement *s = statement(store, "UPDATE role SET replaces = ? WHERE person = ? AND scheme = ? AND role = ?"
                                  " AND school IS ? AND until IS NULL AND replaces IS NOT ?1");
  bind_int(s, replaced);
  bind_int(s, person);
  bind_text(s, scheme);
  bind_text(s, role);
  bind_id(s, school);
  if (statement_run(s))
    dirty_add(store, person);
}

GArray *
roles_turning(Store *store, Day after, Day today)
{
  Statement *s = statement(store, "SELECT DISTINCT person FROM role WHERE (since > ?1 AND since <= ?2)"
                                  " OR (until >= ?1 AND until < ?2) ORDER BY person");
  bind_day(s, after);
  bind_day(s, today);
  return statement_ids(s);
}

Day
roles_next_turn(Store *store, Day today)
{
  Statement *s = statement(store, "SELECT day FROM (SELECT min(since) AS day FROM role WHERE since > ?1"
                                  " UNION ALL SELECT min(until) + 1 FROM role WHERE until >= ?1)"
                                  " WHERE day IS NOT NULL ORDER BY day LIMIT 1");
  bind_day(s, today);
  return (Day) statement_int(s, DAY_NONE);
}

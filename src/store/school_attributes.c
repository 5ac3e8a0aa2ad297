/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a school from a day on, and what was known of it before. Does not know what it means. */
#include "store/people.h"
#include "store/statement.h"

void
school_attribute_free(SchoolAttribute *attribute)
{
  if (!attribute)
    return;
  g_free(attribute->scheme);
  g_free(attribute->name);
  g_free(attribute->value);
  g_free(attribute->source);
  g_free(attribute);
}

static gpointer
read_value(Statement *s)
{
  return take_text(s);
}

char *
school_attribute_get(Store *store, gint64 school, const char *scheme, const char *name, Day day)
{
  Statement *s =
      statement(store, "SELECT value FROM school_attribute WHERE school = ? AND scheme = ? AND name = ?"
                       " AND since <= ? ORDER BY since DESC LIMIT 1");
  bind_int(s, school);
  bind_text(s, scheme);
  bind_text(s, name);
  bind_day(s, day);
  return statement_one(s, read_value);
}

/* Whoever has a role there may be asked for something else from now on. */
static void
dirty_add_school(Store *store, gint64 school)
{
  Statement *s = statement(store, "INSERT INTO dirty (person) SELECT DISTINCT person FROM role"
                                  " WHERE school = ? ON CONFLICT DO NOTHING");
  bind_int(s, school);
  statement_run(s);
}

gboolean
school_attribute_set(Store *store, gint64 school, const char *scheme, const char *name, const char *value,
                     Day since, const char *source, gint64 message)
{
  g_autofree char *before = school_attribute_get(store, school, scheme, name, since);
  if (!g_strcmp0(before, value))
    return FALSE;
  Statement *s = statement(
      store, "INSERT INTO school_attribute (school, scheme, name, value, since, source, message, at)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value,"
             " source = excluded.source, message = excluded.message, at = excluded.at");
  bind_int(s, school);
  bind_text(s, scheme);
  bind_text(s, name);
  bind_text(s, value);
  bind_day(s, since);
  bind_text(s, source);
  bind_id(s, message);
  bind_instant(s, store_now(store));
  statement_run(s);
  dirty_add_school(store, school);
  return TRUE;
}

static gpointer
read_attribute(Statement *s)
{
  SchoolAttribute *attribute = g_new0(SchoolAttribute, 1);
  attribute->scheme = take_text(s);
  attribute->name = take_text(s);
  attribute->value = take_text(s);
  attribute->since = take_day(s);
  attribute->source = take_text(s);
  attribute->at = take_instant(s);
  return attribute;
}

GPtrArray *
school_attributes(Store *store, gint64 school)
{
  Statement *s = statement(store, "SELECT scheme, name, value, since, source, at FROM school_attribute"
                                  " WHERE school = ? ORDER BY scheme, name, since");
  bind_int(s, school);
  return statement_all(s, read_attribute, (GDestroyNotify) school_attribute_free);
}

static gpointer
read_school_id(Statement *s)
{
  gint64 id = take_int(s);
  return g_memdup2(&id, sizeof id);
}

gint64
school_by_attribute(Store *store, const char *scheme, const char *name, const char *value, Day day)
{
  Statement *s = statement(
      store, "SELECT a.school FROM school_attribute a WHERE a.scheme = ? AND a.name = ? AND a.value = ?"
             " AND a.since = (SELECT max(since) FROM school_attribute b WHERE b.school = a.school"
             " AND b.scheme = a.scheme AND b.name = a.name AND b.since <= ?) LIMIT 2");
  bind_text(s, scheme);
  bind_text(s, name);
  bind_text(s, value);
  bind_day(s, day);
  g_autoptr(GPtrArray) found = statement_all(s, read_school_id, g_free);
  return found->len == 1 ? *(gint64 *) found->pdata[0] : 0;
}

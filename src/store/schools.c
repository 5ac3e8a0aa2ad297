/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schools: one row a name, however it is written. */
#include "base/text.h"
#include "store/people.h"
#include "store/statement.h"

void
school_free(School *school)
{
  if (!school)
    return;
  g_free(school->name);
  g_free(school->region);
  g_free(school);
}

static gpointer
read_school(Statement *s)
{
  School *school = g_new0(School, 1);
  school->id = take_int(s);
  school->name = take_text(s);
  school->region = take_text(s);
  return school;
}

static gint64
find_key(Store *store, const char *key)
{
  Statement *s = statement(store, "SELECT id FROM school WHERE key = ?");
  bind_text(s, key);
  return statement_int(s, 0);
}

gint64
school_find(Store *store, const char *name)
{
  g_autofree char *key = text_name_key(name);
  return find_key(store, key);
}

gint64
school_ensure(Store *store, const char *name)
{
  g_autofree char *key = text_name_key(name);
  gint64 id = find_key(store, key);
  if (id)
    return id;
  Statement *s = statement(store, "INSERT INTO school (name, key) VALUES (?, ?)");
  bind_text(s, name);
  bind_text(s, key);
  statement_run(s);
  return store_last_id(store);
}

School *
school_get(Store *store, gint64 id)
{
  Statement *s = statement(store, "SELECT id, name, region FROM school WHERE id = ?");
  bind_int(s, id);
  return statement_one(s, read_school);
}

GPtrArray *
schools_all(Store *store)
{
  Statement *s = statement(store, "SELECT id, name, region FROM school ORDER BY key");
  return statement_all(s, read_school, (GDestroyNotify) school_free);
}

void
school_set_region(Store *store, gint64 id, const char *region)
{
  Statement *s = statement(store, "UPDATE school SET region = ? WHERE id = ?");
  bind_text(s, region);
  bind_int(s, id);
  statement_run(s);
}

gint64
schools_count(Store *store)
{
  return statement_int(statement(store, "SELECT count(*) FROM school"), 0);
}

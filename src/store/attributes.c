/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attributes of people, each with one value or several, and the list of those whom a change concerns. */
#include "store/person.h"

static gpointer
read_value(Statement *s)
{
  return take_text(s);
}

GStrv
attribute_get(Store *store, gint64 person, const char *scheme, const char *name)
{
  Statement *s = statement(
      store, "SELECT value FROM attribute WHERE person = ? AND scheme = ? AND name = ? ORDER BY value");
  bind_int(s, person);
  bind_text(s, scheme);
  bind_text(s, name);
  g_autoptr(GPtrArray) values = statement_all(s, read_value, NULL);
  g_ptr_array_add(values, NULL);
  return (GStrv) g_ptr_array_free(g_steal_pointer(&values), FALSE);
}

void
attribute_set(Store *store, gint64 person, const char *scheme, const char *name, const char *const *values)
{
  Statement *s = statement(store, "DELETE FROM attribute WHERE person = ? AND scheme = ? AND name = ?"
                                  " AND value NOT IN (SELECT value FROM json_each(?))");
  bind_int(s, person);
  bind_text(s, scheme);
  bind_text(s, name);
  bind_strv(s, values);
  int changed = statement_run(s);
  s = statement(store,
                "INSERT INTO attribute (person, scheme, name, value) SELECT ?, ?, ?, value FROM json_each(?)"
                " WHERE TRUE ON CONFLICT DO NOTHING");
  bind_int(s, person);
  bind_text(s, scheme);
  bind_text(s, name);
  bind_strv(s, values);
  changed += statement_run(s);
  if (changed)
    dirty_add(store, person);
}

static gpointer
read_attribute(Statement *s)
{
  GStrv triple = g_new0(char *, 4);
  for (int i = 0; i < 3; i++)
    triple[i] = take_text(s);
  return triple;
}

GPtrArray *
attributes_of(Store *store, gint64 person)
{
  Statement *s = statement(
      store, "SELECT scheme, name, value FROM attribute WHERE person = ? ORDER BY scheme, name, value");
  bind_int(s, person);
  return statement_all(s, read_attribute, (GDestroyNotify) g_strfreev);
}

GPtrArray *
people_by_attribute(Store *store, const char *scheme, const char *name, const char *value)
{
  Statement *s = statement(store, "SELECT" PERSON_COLUMNS "FROM attribute a JOIN person p ON p.id = a.person"
                                  " WHERE a.scheme = ? AND a.name = ? AND a.value = ? ORDER BY p.id");
  bind_text(s, scheme);
  bind_text(s, name);
  bind_text(s, value);
  return people_read(s);
}

void
dirty_add(Store *store, gint64 person)
{
  Statement *s = statement(store, "INSERT INTO dirty (person) VALUES (?) ON CONFLICT DO NOTHING");
  bind_int(s, person);
  statement_run(s);
}

gboolean
dirty_any(Store *store)
{
  return statement_int(statement(store, "SELECT 1 FROM dirty LIMIT 1"), 0) != 0;
}

void
dirty_add_all(Store *store)
{
  statement_run(
      statement(store, "INSERT INTO dirty (person) SELECT id FROM person WHERE TRUE ON CONFLICT DO NOTHING"));
}

gboolean
dirty_take(Store *store, gint64 after, guint limit, GArray *ids)
{
  Statement *s = statement(store, "SELECT person FROM dirty WHERE person > ? ORDER BY person LIMIT ?");
  bind_int(s, after);
  bind_int(s, limit);
  g_autoptr(GArray) taken = statement_ids(s);
  for (guint i = 0; i < taken->len; i++) {
    s = statement(store, "DELETE FROM dirty WHERE person = ?");
    bind_int(s, g_array_index(taken, gint64, i));
    statement_run(s);
  }
  g_array_append_vals(ids, taken->data, taken->len);
  return taken->len > 0;
}

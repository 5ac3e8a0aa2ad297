/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People by id, address and name. Does not know what anybody is: roles.c does. */
#include "base/text.h"
#include "store/person.h"
#include <string.h>

/* A name is looked for among at most so many that share a word with it. */
#define MOST_CANDIDATES 1000

void
person_free(Person *person)
{
  if (!person)
    return;
  g_free(person->name);
  g_free(person->address);
  g_free(person);
}

gpointer
person_read(Statement *s)
{
  Person *person = g_new0(Person, 1);
  person->id = take_int(s);
  person->name = take_text(s);
  person->address = take_text(s);
  person->since = take_instant(s);
  person->erased = take_int(s) != 0;
  return person;
}

GPtrArray *
people_read(Statement *s)
{
  return statement_all(s, person_read, (GDestroyNotify) person_free);
}

static GStrv
name_words(const char *name)
{
  g_autofree char *key = text_name_key(name);
  return g_strsplit(key, " ", -1);
}

static void
index_name(Store *store, gint64 id, const char *name)
{
  Statement *s = statement(store, "DELETE FROM name_word WHERE person = ?");
  bind_int(s, id);
  statement_run(s);
  g_auto(GStrv) words = name_words(name);
  s = statement(store, "INSERT INTO name_word (word, person) SELECT DISTINCT value, ? FROM json_each(?)");
  bind_int(s, id);
  bind_strv(s, (const char *const *) words);
  statement_run(s);
}

gint64
person_add(Store *store, const char *name, const char *address)
{
  /* a number that became part of another is never given again: refs and codes are made of it */
  Statement *s = statement(store, "INSERT INTO person (id, name, since) VALUES"
                                  " (max(ifnull((SELECT max(id) FROM person), 0), ?) + 1, ?, ?)");
  bind_int(s, store_get_int(store, "people_merged", 0));
  bind_text(s, name);
  bind_instant(s, store_now(store));
  statement_run(s);
  gint64 id = store_last_id(store);
  index_name(store, id, name);
  if (address)
    address_add(store, id, address, TRUE);
  return id;
}

Person *
person_get(Store *store, gint64 id)
{
  Statement *s = statement(store, "SELECT" PERSON_COLUMNS "FROM person p WHERE p.id = ?");
  bind_int(s, id);
  return statement_one(s, person_read);
}

void
person_rename(Store *store, gint64 id, const char *name)
{
  Statement *s = statement(store, "UPDATE person SET name = ? WHERE id = ?");
  bind_text(s, name);
  bind_int(s, id);
  statement_run(s);
  index_name(store, id, name);
}

GPtrArray *
people_by_address(Store *store, const char *address)
{
  g_autofree char *plain = text_address(address);
  Statement *s = statement(store, "SELECT" PERSON_COLUMNS "FROM address a JOIN person p ON p.id = a.person"
                                  " WHERE a.address = ? ORDER BY p.id");
  bind_text(s, plain);
  return people_read(s);
}

/* Those whose names share words with @name, most words first. */
static GPtrArray *
sharing_words(Store *store, const char *name)
{
  g_auto(GStrv) words = name_words(name);
  Statement *s =
      statement(store, "SELECT" PERSON_COLUMNS "FROM person p JOIN"
                       " (SELECT person, count(*) AS shared FROM name_word"
                       "  WHERE word IN (SELECT value FROM json_each(?))"
                       "  GROUP BY person ORDER BY shared DESC, person LIMIT ?) w ON p.id = w.person"
                       " ORDER BY w.shared DESC, p.id");
  bind_strv(s, (const char *const *) words);
  bind_int(s, MOST_CANDIDATES);
  return people_read(s);
}

static GPtrArray *
of_school(Store *store, gint64 school)
{
  Statement *s = statement(store, "SELECT" PERSON_COLUMNS "FROM person p"
                                  " WHERE p.id IN (SELECT person FROM role WHERE school = ?) ORDER BY p.id");
  bind_int(s, school);
  return people_read(s);
}

/* Either may be the one that is written with initials. */
static gboolean
agree(const char *a, const char *b)
{
  return text_names_agree(a, b) || text_names_agree(b, a);
}

GPtrArray *
people_by_name(Store *store, const char *name, gint64 school)
{
  g_autoptr(GPtrArray) candidates = school ? of_school(store, school) : sharing_words(store, name);
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify) person_free);
  g_autofree char *key = text_name_key(name);
  guint same = 0; /* those whose name is the very same stand first */
  for (guint i = 0; i < candidates->len; i++) {
    Person *person = candidates->pdata[i];
    if (!agree(person->name, name))
      continue;
    g_autofree char *its_key = text_name_key(person->name);
    g_ptr_array_insert(found, !strcmp(its_key, key) ? (int) same++ : -1, person);
    candidates->pdata[i] = NULL;
  }
  return found;
}

GPtrArray *
people_all(Store *store)
{
  return people_read(
      statement(store, "SELECT" PERSON_COLUMNS "FROM person p ORDER BY p.name COLLATE NOCASE, p.id"));
}

gint64
people_count(Store *store)
{
  return statement_int(statement(store, "SELECT count(*) FROM person"), 0);
}

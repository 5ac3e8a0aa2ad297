/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are people: who joins, who changes, who stays. All rows are read before the first is taken, since
 * several may speak of one person. Ends no role and removes no value that no row speaks of. */
#include "base/text.h"
#include "office/import_person_row.h"
#include "pass/people/directory.h"
#include <stdlib.h>
#include <string.h>

typedef enum { STAYS = 1, CHANGES, JOINS } Fate;

typedef struct {
  ImportTable *table;
  PersonRows *rows;
  GHashTable *fates; /* person's id -> Fate */
} People;

/* Whose row it is: of those with this address the one of this name. A name that agrees with nobody's is
 * another person, who shares the address. @refused: two of them may be meant. */
static Person *
find_person(const PersonRow *row, gboolean *refused)
{
  Store *store = row->written.table->engine->store;
  g_autoptr(GPtrArray) owners = people_by_address(store, row->address);
  g_autofree char *key = text_name_key(row->name);
  const Person *found = NULL;
  guint agreeing = 0;
  for (guint i = 0; i < owners->len; i++) {
    const Person *one = owners->pdata[i];
    g_autofree char *its_key = text_name_key(one->name);
    if (!strcmp(key, its_key))
      return person_get(store, one->id);
    if (!text_names_agree(one->name, row->name))
      continue;
    agreeing++;
    found = one;
  }
  *refused = agreeing > 1 &&
             !import_refuse(&row->written, "name", "%u people share %s, and \"%s\" may be any of them",
                            agreeing, row->address, row->name);
  return agreeing == 1 ? person_get(store, found->id) : NULL;
}

/* A fuller name takes the place of a shorter one; of two spellings of the same name the first in the file
 * counts. */
static void
bring_name(People *people, const PersonRow *row, const Person *person, GPtrArray *news)
{
  g_autofree char *a = text_name_key(person->name), *b = text_name_key(row->name);
  gboolean first = !g_hash_table_contains(people->fates, &person->id);
  gboolean fuller = strlen(b) > strlen(a),
           respelt = first && !strcmp(a, b) && strcmp(person->name, row->name);
  if (!fuller && !respelt)
    return;
  person_rename(row->written.table->engine->store, person->id, row->name);
  dirty_add(row->written.table->engine->store, person->id);
  g_ptr_array_add(news, g_strdup_printf("was called %s", person->name));
}

/* The role that already stands for the row; NULL: none. */
static const Role *
standing_role(const GPtrArray *roles, const char *role, gint64 school, Day today)
{
  const Role *unplaced = NULL;
  for (guint i = 0; i < roles->len; i++) {
    const Role *one = roles->pdata[i];
    if (strcmp(one->role, role) || (one->until != DAY_NONE && one->until < today))
      continue;
    if (one->school == school)
      return one;
    if (!one->school)
      unplaced = one;
  }
  return unplaced;
}

static void
bring_role(const PersonRow *row, const Scheme *scheme, gint64 person, GPtrArray *news)
{
  Engine *engine = row->written.table->engine;
  Day today = clock_today(engine->clock);
  const char *id = row->role ? row->role->id : ROLE_OFFICE,
             *title = row->role ? row->role->title : ROLE_OFFICE;
  gint64 school = *row->school ? school_ensure(engine->store, row->school) : 0;
  g_autoptr(GPtrArray) roles = person_roles(engine->store, person, scheme->id);
  const Role *before = standing_role(roles, id, school, today);
  const char *covers = *row->covers ? row->covers : before ? before->covers : NULL;
  if (before && before->school == school && before->until == DAY_NONE && !g_strcmp0(before->covers, covers))
    return;
  role_set(engine->store, person, scheme->id, id, school, covers, row->from);
  g_autoptr(GString) words = g_string_new(title);
  if (*row->school)
    g_string_append_printf(words, " at %s", row->school);
  if (covers)
    g_string_append_printf(words, " for %s", covers);
  g_ptr_array_add(news, g_strdup(words->str));
}

static gint
by_text(gconstpointer a, gconstpointer b)
{
  return strcmp(*(char *const *) a, *(char *const *) b);
}

static void
bring_attributes(People *people, const PersonRow *row, const Scheme *scheme, gint64 person, GPtrArray *news)
{
  Store *store = row->written.table->engine->store;
  for (guint i = 0; i < scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = scheme->attributes->pdata[i];
    GStrv values = person_rows_values(people->rows, row, scheme, attribute);
    if (!values)
      continue;
    if (attribute->of_school) {
      import_school_value(&row->written, scheme, attribute, row->school, values[0], news);
      continue;
    }
    qsort(values, g_strv_length(values), sizeof *values, by_text);
    g_auto(GStrv) before = attribute_get(store, person, scheme->id, attribute->id);
    if (g_strv_equal((const char *const *) before, (const char *const *) values))
      continue;
    attribute_set(store, person, scheme->id, attribute->id, (const char *const *) values);
    g_autofree char *now = g_strjoinv(", ", values), *was = g_strjoinv(", ", before);
    g_ptr_array_add(news, *was ? g_strdup_printf("%s %s (was %s)", attribute->id, now, was)
                               : g_strdup_printf("%s %s", attribute->id, now));
  }
}

/* Somebody of this name is known at this school under another address: perhaps a second row for one person.
 */
static void
say_namesakes(const PersonRow *row)
{
  Store *store = row->written.table->engine->store;
  gint64 school = *row->school ? school_find(store, row->school) : 0;
  if (!school)
    return;
  g_autoptr(GPtrArray) named = people_by_name(store, row->name, school);
  for (guint i = 0; i < named->len; i++) {
    const Person *one = named->pdata[i];
    import_say(row->written.table->import, '!',
               "%s <%s> joins, and %s <%s> is known at the same school: one person?", row->name, row->address,
               one->name, one->address ? one->address : "no address");
  }
}

static void
note_fate(People *people, gint64 person, Fate fate)
{
  Fate before = (Fate) GPOINTER_TO_INT(g_hash_table_lookup(people->fates, &person));
  g_hash_table_insert(people->fates, g_memdup2(&person, sizeof person), GINT_TO_POINTER(MAX(before, fate)));
}

static void
take_row(People *people, const PersonRow *row)
{
  Engine *engine = row->written.table->engine;
  Import *import = row->written.table->import;
  gboolean refused = FALSE;
  g_autoptr(Person) person = find_person(row, &refused);
  if (refused)
    return;
  g_autoptr(GPtrArray) news = g_ptr_array_new_with_free_func(g_free);
  gint64 id = person ? person->id : 0;
  if (!person) {
    say_namesakes(row);
    g_autoptr(GPtrArray) sharing = people_by_address(engine->store, row->address);
    if (sharing->len)
      g_ptr_array_add(news,
                      g_strdup_printf("shares the address with %s", ((Person *) sharing->pdata[0])->name));
    id = person_add(engine->store, row->name, row->address);
  } else {
    bring_name(people, row, person, news);
  }
  for (guint i = 0; i < row->schemes->len; i++) {
    bring_role(row, row->schemes->pdata[i], id, news);
    if (row->role)
      import_succession(&row->written, row->schemes->pdata[i], row->role->id, id, news);
    bring_attributes(people, row, row->schemes->pdata[i], id, news);
  }
  g_autofree char *doubt = news->len ? directory_doubt(row->name, row->address) : NULL;
  if (doubt)
    import_say(import, '!', "%s: is it right?", doubt);
  note_fate(people, id, !person ? JOINS : news->len ? CHANGES : STAYS);
  if (!news->len)
    return;
  g_ptr_array_add(news, NULL);
  g_autofree char *words = g_strjoinv("; ", (GStrv) news->pdata);
  import_say(import, person ? '~' : '+', "%s <%s>: %s", row->name, row->address, words);
  journal_add(engine->store, id, 0, import->cause, person ? "changed: %s" : "joined: %s", words);
}

static void
count_fates(const People *people)
{
  Import *import = people->table->import;
  GHashTableIter iter;
  gpointer fate;
  g_hash_table_iter_init(&iter, people->fates);
  while (g_hash_table_iter_next(&iter, NULL, &fate)) {
    import->added += GPOINTER_TO_INT(fate) == JOINS;
    import->changed += GPOINTER_TO_INT(fate) == CHANGES;
    import->unchanged += GPOINTER_TO_INT(fate) == STAYS;
  }
}

void
import_people(ImportTable *table, const GPtrArray *rows)
{
  g_autoptr(PersonRows) together = person_rows_new();
  g_autoptr(GHashTable) fates = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GPtrArray) good = g_ptr_array_new_with_free_func((GDestroyNotify) person_row_free);
  People people = { table, together, fates };
  for (guint i = 0; i < rows->len; i++) {
    PersonRow *row = person_row_read(together, rows->pdata[i]);
    if (row)
      g_ptr_array_add(good, row);
  }
  for (guint i = 0; i < good->len; i++) {
    take_row(&people, good->pdata[i]);
    engine_step(table->engine); /* an import is whole: nobody may end it */
  }
  count_fates(&people);
}

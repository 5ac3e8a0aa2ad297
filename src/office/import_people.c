/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are people: who joins, who changes, who stays. All rows are checked before the first is taken,
 * since several may speak of one person. Ends no role and removes no value that no row speaks of. */
#include "base/text.h"
#include "office/import_table.h"
#include "pass/people/directory.h"
#include <stdlib.h>
#include <string.h>

/* One row that is good. */
typedef struct {
  ImportRow row;
  char *name, *address, *school, *covers;
  Day from;               /* the first day of the role: as the row says, else today */
  char *key;              /* the person, as far as the file says: address and name */
  GPtrArray *schemes;     /* of Scheme: one; for the office, where none is named, every one */
  const SchemeRole *role; /* NULL: the office */
} Draft;

static void
draft_free(Draft *draft)
{
  if (!draft)
    return;
  g_free(draft->name);
  g_free(draft->address);
  g_free(draft->school);
  g_free(draft->covers);
  g_free(draft->key);
  g_clear_pointer(&draft->schemes, g_ptr_array_unref);
  g_free(draft);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Draft, draft_free)

typedef enum { STAYS = 1, CHANGES, JOINS } Fate;

typedef struct {
  ImportTable *table;
  GHashTable *values; /* "KEY\nSCHEME\nATTRIBUTE" -> strv of what all rows say together */
  GHashTable *fates;  /* person's id -> Fate */
  GHashTable *names;  /* address -> the Drafts' names under it: GPtrArray of char* */
} People;

static const SchemeRole *
role_called(const Scheme *scheme, const char *key)
{
  for (guint i = 0; i < scheme->roles->len; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    g_autofree char *id = text_key(role->id), *title = text_key(role->title);
    if (!strcmp(id, key) || !strcmp(title, key))
      return role;
  }
  return NULL;
}

static gboolean
refuse_role(const Draft *draft, const GPtrArray *schemes, const char *text)
{
  g_autoptr(GString) known = g_string_new(ROLE_OFFICE);
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->roles->len; j++)
      g_string_append_printf(known, ", %s", ((SchemeRole *) scheme->roles->pdata[j])->id);
  }
  return import_refuse(&draft->row, "role", "\"%s\" is no role; there are: %s", text, known->str);
}

/* The role, and the scheme whose it is where none is named. */
static gboolean
read_role(Draft *draft)
{
  gboolean refused;
  const Scheme *named = import_scheme(&draft->row, &refused);
  const GPtrArray *all = draft->row.table->engine->site->schemes->schemes;
  g_autoptr(GPtrArray) among = g_ptr_array_new();
  g_autofree char *text = import_cell(&draft->row, "role"), *key = text_key(text);
  if (refused)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    if (!named || all->pdata[i] == named)
      g_ptr_array_add(among, all->pdata[i]);
  draft->schemes = g_ptr_array_new();
  for (guint i = 0; i < among->len; i++) {
    const SchemeRole *role = role_called(among->pdata[i], key);
    if (!role && strcmp(key, ROLE_OFFICE))
      continue;
    g_ptr_array_add(draft->schemes, among->pdata[i]);
    draft->role = role;
  }
  if (!draft->schemes->len)
    return refuse_role(draft, among, text);
  if (draft->role && draft->schemes->len > 1)
    return import_refuse(&draft->row, "scheme",
                         "several schemes have the role \"%s\": say which one is meant", text);
  return TRUE;
}

/* Whose row it is as far as the file alone says: the address and the name, of two that agree the first. */
static char *
key_of(People *people, const char *address, const char *name)
{
  GPtrArray *names = g_hash_table_lookup(people->names, address);
  if (!names) {
    names = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_insert(people->names, g_strdup(address), names);
  }
  const char *found = NULL;
  guint agreeing = 0;
  for (guint i = 0; i < names->len; i++)
    if (text_names_agree(names->pdata[i], name)) {
      agreeing++;
      found = names->pdata[i];
    }
  if (agreeing != 1) {
    g_ptr_array_add(names, g_strdup(name));
    found = name;
  }
  g_autofree char *key = text_name_key(found);
  return g_strdup_printf("%s\n%s", address, key);
}

static gboolean
read_identity(People *people, Draft *draft)
{
  g_autofree char *email = import_cell(&draft->row, "email");
  draft->name = import_cell(&draft->row, "name");
  draft->address = text_address(email);
  g_autofree char *name = text_name_key(draft->name);
  draft->key = key_of(people, draft->address ? draft->address : "", draft->name);
  if (!*name)
    return import_refuse(&draft->row, "name", "the name is missing");
  if (!draft->address)
    return import_refuse(&draft->row, "email",
                         "\"%s\" is no email address: mail can be sent to something like a.name@example.org",
                         email);
  return TRUE;
}

static gboolean
read_place(Draft *draft)
{
  if (!import_days(&draft->row, &draft->from))
    return FALSE;
  draft->school = import_cell(&draft->row, "school");
  draft->covers = import_cell(&draft->row, "covers");
  const SchemeRole *role = draft->role;
  if (role && role->covers == COVERS_SCHOOL && !*draft->school)
    return import_refuse(&draft->row, "school", "the school is missing, which a %s answers for", role->title);
  if (*draft->covers && (!role || role->covers != COVERS_ASSIGNED))
    return import_refuse(&draft->row, "covers", "a %s is not assigned to anybody by name: leave this empty",
                         role ? role->title : ROLE_OFFICE);
  return TRUE;
}

/* Of whom rows speak together: the person, or the school of an attribute of schools. */
static char *
value_key(const Draft *draft, const Scheme *scheme, const SchemeAttribute *attribute)
{
  g_autofree char *school = attribute->of_school ? text_name_key(draft->school) : NULL;
  return g_strjoin("\n", school ? school : draft->key, scheme->id, attribute->id, NULL);
}

static gboolean
check_attribute(People *people, const Draft *draft, const Scheme *scheme, const SchemeAttribute *attribute)
{
  g_auto(GStrv) values = import_values(&draft->row, attribute);
  if (!values)
    return FALSE;
  g_autofree char *key = value_key(draft, scheme, attribute);
  GStrv before = g_hash_table_lookup(people->values, key);
  if (before && values[0] && !attribute->many && strcmp(before[0], values[0]))
    return import_refuse(&draft->row, attribute->id, "\"%s\", but an earlier row says \"%s\" of the same %s",
                         values[0], before[0], attribute->of_school ? "school" : "person");
  return TRUE;
}

/* Adds what this row says of @attribute to what earlier rows about the same person said. */
static void
note_attribute(People *people, const Draft *draft, const Scheme *scheme, const SchemeAttribute *attribute)
{
  g_auto(GStrv) values = import_values(&draft->row, attribute);
  if (!values || !values[0])
    return;
  g_autofree char *key = value_key(draft, scheme, attribute);
  GStrv before = g_hash_table_lookup(people->values, key);
  g_autoptr(GStrvBuilder) all = g_strv_builder_new();
  if (before)
    g_strv_builder_addv(all, (const char **) before);
  for (guint i = 0; values[i]; i++)
    if (!before || !g_strv_contains((const char *const *) before, values[i]))
      g_strv_builder_add(all, values[i]);
  g_hash_table_insert(people->values, g_steal_pointer(&key), g_strv_builder_end(all));
}

/* Every fault of the row is said, not only the first. */
static Draft *
read_draft(People *people, const ImportRow *row)
{
  g_autoptr(Draft) draft = g_new0(Draft, 1);
  draft->row = *row;
  gboolean identity = read_identity(people, draft), role = read_role(draft);
  gboolean good = identity && role && read_place(draft);
  for (int noting = 0; noting <= good; noting++)
    for (guint i = 0; draft->schemes && i < draft->schemes->len; i++) {
      const Scheme *scheme = draft->schemes->pdata[i];
      for (guint j = 0; j < scheme->attributes->len; j++) {
        const SchemeAttribute *attribute = scheme->attributes->pdata[j];
        if (noting)
          note_attribute(people, draft, scheme, attribute);
        else
          good = check_attribute(people, draft, scheme, attribute) && good;
      }
    }
  return good ? g_steal_pointer(&draft) : NULL;
}

/* Whose row it is: of those with this address the one of this name. A name that agrees with nobody's is
 * another person, who shares the address. @refused: two of them may be meant. */
static Person *
find_person(const Draft *draft, gboolean *refused)
{
  Store *store = draft->row.table->engine->store;
  g_autoptr(GPtrArray) owners = people_by_address(store, draft->address);
  g_autofree char *key = text_name_key(draft->name);
  const Person *found = NULL;
  guint agreeing = 0;
  for (guint i = 0; i < owners->len; i++) {
    const Person *one = owners->pdata[i];
    g_autofree char *its_key = text_name_key(one->name);
    if (!strcmp(key, its_key))
      return person_get(store, one->id);
    if (!text_names_agree(one->name, draft->name))
      continue;
    agreeing++;
    found = one;
  }
  *refused =
      agreeing > 1 && !import_refuse(&draft->row, "name", "%u people share %s, and \"%s\" may be any of them",
                                     agreeing, draft->address, draft->name);
  return agreeing == 1 ? person_get(store, found->id) : NULL;
}

/* A fuller name takes the place of a shorter one; of two spellings of the same name the first in the file
 * counts. */
static void
bring_name(People *people, const Draft *draft, const Person *person, GPtrArray *news)
{
  g_autofree char *a = text_name_key(person->name), *b = text_name_key(draft->name);
  gboolean first = !g_hash_table_contains(people->fates, &person->id);
  gboolean fuller = strlen(b) > strlen(a),
           respelt = first && !strcmp(a, b) && strcmp(person->name, draft->name);
  if (!fuller && !respelt)
    return;
  person_rename(draft->row.table->engine->store, person->id, draft->name);
  dirty_add(draft->row.table->engine->store, person->id);
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
bring_role(const Draft *draft, const Scheme *scheme, gint64 person, GPtrArray *news)
{
  Engine *engine = draft->row.table->engine;
  Day today = clock_today(engine->clock);
  const char *id = draft->role ? draft->role->id : ROLE_OFFICE,
             *title = draft->role ? draft->role->title : ROLE_OFFICE;
  gint64 school = *draft->school ? school_ensure(engine->store, draft->school) : 0;
  g_autoptr(GPtrArray) roles = person_roles(engine->store, person, scheme->id);
  const Role *before = standing_role(roles, id, school, today);
  const char *covers = *draft->covers ? draft->covers : before ? before->covers : NULL;
  if (before && before->school == school && before->until == DAY_NONE && !g_strcmp0(before->covers, covers))
    return;
  role_set(engine->store, person, scheme->id, id, school, covers, draft->from);
  g_autoptr(GString) words = g_string_new(title);
  if (*draft->school)
    g_string_append_printf(words, " at %s", draft->school);
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
bring_attributes(People *people, const Draft *draft, const Scheme *scheme, gint64 person, GPtrArray *news)
{
  Store *store = draft->row.table->engine->store;
  for (guint i = 0; i < scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = scheme->attributes->pdata[i];
    g_autofree char *key = value_key(draft, scheme, attribute);
    GStrv values = g_hash_table_lookup(people->values, key);
    if (!values)
      continue;
    if (attribute->of_school) {
      import_school_value(&draft->row, scheme, attribute, draft->school, values[0], news);
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
say_namesakes(const Draft *draft)
{
  Store *store = draft->row.table->engine->store;
  gint64 school = *draft->school ? school_find(store, draft->school) : 0;
  if (!school)
    return;
  g_autoptr(GPtrArray) named = people_by_name(store, draft->name, school);
  for (guint i = 0; i < named->len; i++) {
    const Person *one = named->pdata[i];
    import_say(draft->row.table->import, '!',
               "%s <%s> joins, and %s <%s> is known at the same school: one person?", draft->name,
               draft->address, one->name, one->address ? one->address : "no address");
  }
}

static void
note_fate(People *people, gint64 person, Fate fate)
{
  Fate before = (Fate) GPOINTER_TO_INT(g_hash_table_lookup(people->fates, &person));
  g_hash_table_insert(people->fates, g_memdup2(&person, sizeof person), GINT_TO_POINTER(MAX(before, fate)));
}

static void
take_draft(People *people, const Draft *draft)
{
  Engine *engine = draft->row.table->engine;
  Import *import = draft->row.table->import;
  gboolean refused = FALSE;
  g_autoptr(Person) person = find_person(draft, &refused);
  if (refused)
    return;
  g_autoptr(GPtrArray) news = g_ptr_array_new_with_free_func(g_free);
  gint64 id = person ? person->id : 0;
  if (!person) {
    say_namesakes(draft);
    g_autoptr(GPtrArray) sharing = people_by_address(engine->store, draft->address);
    if (sharing->len)
      g_ptr_array_add(news,
                      g_strdup_printf("shares the address with %s", ((Person *) sharing->pdata[0])->name));
    id = person_add(engine->store, draft->name, draft->address);
  } else {
    bring_name(people, draft, person, news);
  }
  for (guint i = 0; i < draft->schemes->len; i++) {
    bring_role(draft, draft->schemes->pdata[i], id, news);
    if (draft->role)
      import_succession(&draft->row, draft->schemes->pdata[i], draft->role->id, id, news);
    bring_attributes(people, draft, draft->schemes->pdata[i], id, news);
  }
  g_autofree char *doubt = news->len ? directory_doubt(draft->name, draft->address) : NULL;
  if (doubt)
    import_say(import, '!', "%s: is it right?", doubt);
  note_fate(people, id, !person ? JOINS : news->len ? CHANGES : STAYS);
  if (!news->len)
    return;
  g_ptr_array_add(news, NULL);
  g_autofree char *words = g_strjoinv("; ", (GStrv) news->pdata);
  import_say(import, person ? '~' : '+', "%s <%s>: %s", draft->name, draft->address, words);
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
  g_autoptr(GHashTable) values =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  g_autoptr(GHashTable) fates = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify) draft_free);
  g_autoptr(GHashTable) names =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  People people = { table, values, fates, names };
  for (guint i = 0; i < rows->len; i++) {
    Draft *draft = read_draft(&people, rows->pdata[i]);
    if (draft)
      g_ptr_array_add(drafts, draft);
  }
  for (guint i = 0; i < drafts->len; i++)
    take_draft(&people, drafts->pdata[i]);
  count_fates(&people);
}

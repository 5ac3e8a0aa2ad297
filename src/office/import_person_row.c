/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads rows that are people and holds them against each other. Asks the site which roles and attributes
 * there are, and not the record who is known. */
#include "office/import_person_row.h"
#include "base/text.h"
#include "store/forget.h"
#include <string.h>

struct PersonRows {
  GHashTable *values; /* "KEY\nSCHEME\nATTRIBUTE" -> strv of what all rows say together */
  GHashTable *names;  /* address -> the names that rows have under it: GPtrArray of char* */
};

PersonRows *
person_rows_new(void)
{
  PersonRows *rows = g_new0(PersonRows, 1);
  rows->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  rows->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return rows;
}

void
person_rows_free(PersonRows *rows)
{
  if (!rows)
    return;
  g_hash_table_unref(rows->values);
  g_hash_table_unref(rows->names);
  g_free(rows);
}

void
person_row_free(PersonRow *one)
{
  if (!one)
    return;
  g_free(one->name);
  g_free(one->address);
  g_free(one->school);
  g_free(one->covers);
  g_free(one->key);
  g_clear_pointer(&one->schemes, g_ptr_array_unref);
  g_free(one);
}

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
refuse_role(const PersonRow *one, const GPtrArray *schemes, const char *text)
{
  g_autoptr(GString) known = g_string_new(ROLE_OFFICE);
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->roles->len; j++)
      g_string_append_printf(known, ", %s", ((SchemeRole *) scheme->roles->pdata[j])->id);
  }
  return import_refuse(&one->written, "role", "\"%s\" is no role; there are: %s", text, known->str);
}

/* The role, and the scheme whose it is where none is named. */
static gboolean
read_role(PersonRow *one)
{
  gboolean refused;
  const Scheme *named = import_scheme(&one->written, &refused);
  const GPtrArray *all = one->written.table->engine->site->schemes->schemes;
  g_autoptr(GPtrArray) among = g_ptr_array_new();
  g_autofree char *text = import_cell(&one->written, "role"), *key = text_key(text);
  if (refused)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    if (!named || all->pdata[i] == named)
      g_ptr_array_add(among, all->pdata[i]);
  one->schemes = g_ptr_array_new();
  for (guint i = 0; i < among->len; i++) {
    const SchemeRole *role = role_called(among->pdata[i], key);
    if (!role && strcmp(key, ROLE_OFFICE))
      continue;
    g_ptr_array_add(one->schemes, among->pdata[i]);
    one->role = role;
  }
  if (!one->schemes->len)
    return refuse_role(one, among, text);
  if (one->role && one->schemes->len > 1)
    return import_refuse(&one->written, "scheme",
                         "several schemes have the role \"%s\": say which one is meant", text);
  return TRUE;
}

/* Whose row it is as far as the file alone says: the address and the name, of two that agree the first. */
static char *
key_of(PersonRows *rows, const char *address, const char *name)
{
  GPtrArray *names = g_hash_table_lookup(rows->names, address);
  if (!names) {
    names = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_insert(rows->names, g_strdup(address), names);
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
read_identity(PersonRows *rows, PersonRow *one)
{
  g_autofree char *email = import_cell(&one->written, "email");
  one->name = import_cell(&one->written, "name");
  one->address = text_address(email);
  g_autofree char *name = text_name_key(one->name);
  one->key = key_of(rows, one->address ? one->address : "", one->name);
  if (!*name)
    return import_refuse(&one->written, "name", "the name is missing");
  if (!one->address)
    return import_refuse(&one->written, "email",
                         "\"%s\" is no email address: mail can be sent to something like a.name@example.org",
                         email);
  if (address_is_forgotten(one->written.table->engine->store, one->address))
    return import_refuse(&one->written, "email",
                         "whoever had this address was erased, and no list brings them back: mentord people "
                         "admit lets it in again");
  return TRUE;
}

static gboolean
read_place(PersonRow *one)
{
  if (!import_days(&one->written, &one->from))
    return FALSE;
  one->school = import_cell(&one->written, "school");
  one->covers = import_cell(&one->written, "covers");
  const SchemeRole *role = one->role;
  if (role && role->covers == COVERS_SCHOOL && !*one->school)
    return import_refuse(&one->written, "school", "the school is missing, which a %s answers for",
                         role->title);
  if (*one->covers && (!role || role->covers != COVERS_ASSIGNED))
    return import_refuse(&one->written, "covers", "a %s is not assigned to anybody by name: leave this empty",
                         role ? role->title : ROLE_OFFICE);
  return TRUE;
}

/* Of whom rows speak together: the person, or the school of an attribute of schools. */
static char *
value_key(const PersonRow *one, const Scheme *scheme, const SchemeAttribute *attribute)
{
  g_autofree char *school = attribute->of_school ? text_name_key(one->school) : NULL;
  return g_strjoin("\n", school ? school : one->key, scheme->id, attribute->id, NULL);
}

static gboolean
check_attribute(PersonRows *rows, const PersonRow *one, const Scheme *scheme,
                const SchemeAttribute *attribute)
{
  g_auto(GStrv) values = import_values(&one->written, attribute);
  if (!values)
    return FALSE;
  g_autofree char *key = value_key(one, scheme, attribute);
  GStrv before = g_hash_table_lookup(rows->values, key);
  if (before && values[0] && !attribute->many && strcmp(before[0], values[0]))
    return import_refuse(&one->written, attribute->id,
                         "\"%s\", but an earlier row says \"%s\" of the same %s", values[0], before[0],
                         attribute->of_school ? "school" : "person");
  return TRUE;
}

/* Adds what this row says of @attribute to what earlier rows about the same person said. */
static void
note_attribute(PersonRows *rows, const PersonRow *one, const Scheme *scheme, const SchemeAttribute *attribute)
{
  g_auto(GStrv) values = import_values(&one->written, attribute);
  if (!values || !values[0])
    return;
  g_autofree char *key = value_key(one, scheme, attribute);
  GStrv before = g_hash_table_lookup(rows->values, key);
  g_autoptr(GStrvBuilder) all = g_strv_builder_new();
  if (before)
    g_strv_builder_addv(all, (const char **) before);
  for (guint i = 0; values[i]; i++)
    if (!before || !g_strv_contains((const char *const *) before, values[i]))
      g_strv_builder_add(all, values[i]);
  g_hash_table_insert(rows->values, g_steal_pointer(&key), g_strv_builder_end(all));
}

/* Every fault of the row is said, not only the first. */
PersonRow *
person_row_read(PersonRows *rows, const ImportRow *row)
{
  g_autoptr(PersonRow) one = g_new0(PersonRow, 1);
  one->written = *row;
  gboolean identity = read_identity(rows, one), role = read_role(one);
  gboolean good = identity && role && read_place(one);
  for (int noting = 0; noting <= good; noting++)
    for (guint i = 0; one->schemes && i < one->schemes->len; i++) {
      const Scheme *scheme = one->schemes->pdata[i];
      for (guint j = 0; j < scheme->attributes->len; j++) {
        const SchemeAttribute *attribute = scheme->attributes->pdata[j];
        if (noting)
          note_attribute(rows, one, scheme, attribute);
        else
          good = check_attribute(rows, one, scheme, attribute) && good;
      }
    }
  return good ? g_steal_pointer(&one) : NULL;
}

GStrv
person_rows_values(const PersonRows *rows, const PersonRow *one, const Scheme *scheme,
                   const SchemeAttribute *attribute)
{
  g_autofree char *key = value_key(one, scheme, attribute);
  return g_hash_table_lookup(rows->values, key);
}

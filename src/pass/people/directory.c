/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks through people, roles and addresses for what cannot be right. */
#include "pass/people/directory.h"
#include "base/text.h"
#include <string.h>

/* Fewer letters are initials, and say nothing of a name. */
#define LETTERS 3

/* Whether a part of an address may stand for a word of a name: the word, its beginning, or an initial. */
static gboolean
stands_for(const char *part, const char *word)
{
  return g_str_has_prefix(word, part) || (strlen(word) >= LETTERS && g_str_has_prefix(part, word));
}

static gboolean
stands_for_any(const char *part, GStrv words)
{
  for (guint i = 0; words[i]; i++)
    if (stands_for(part, words[i]))
      return TRUE;
  return FALSE;
}

char *
directory_doubt(const char *name, const char *address)
{
  g_autofree char *key = text_name_key(name), *local = g_ascii_strdown(address, -1);
  char *at = strchr(local, '@');
  if (at)
    *at = '\0';
  g_auto(GStrv) words = g_strsplit(key, " ", -1), parts = g_strsplit_set(local, "._-", -1);
  if (g_strv_length(parts) != 2 || g_strv_length(words) < 2)
    return NULL;
  const char *surname = words[g_strv_length(words) - 1];
  for (guint i = 0; i < 2; i++)
    if (!strcmp(parts[i], surname) && strlen(parts[1 - i]) >= LETTERS && !stands_for_any(parts[1 - i], words))
      return g_strdup_printf("%s is the address of %s: the surname is the same, the first name is another",
                             address, name);
  return NULL;
}

static void
add_names(Engine *engine, GPtrArray *doubts)
{
  g_autoptr(GPtrArray) people = people_all(engine->store);
  for (guint i = 0; i < people->len; i++) {
    const Person *one = people->pdata[i];
    char *doubt = one->address ? directory_doubt(one->name, one->address) : NULL;
    if (doubt)
      g_ptr_array_add(doubts, doubt);
  }
}

/* Mail to somebody who covers others comes back, or there is no address to send it to. */
static void
add_bounced(Engine *engine, const Scheme *scheme, const SchemeRole *role, GPtrArray *doubts)
{
  g_autoptr(GPtrArray) holders =
      role_holders(engine->store, scheme->id, role->id, 0, NULL, NULL, clock_today(engine->clock));
  for (guint i = 0; i < holders->len; i++) {
    const Person *one = holders->pdata[i];
    if (!one->address)
      g_ptr_array_add(doubts, g_strdup_printf("%s, %s, has no address", one->name, role->title));
    else if (address_has_bounced(engine->store, one->address))
      g_ptr_array_add(doubts, g_strdup_printf("MAIL TO %s, %s, COMES BACK: is %s right?", one->name,
                                              role->title, one->address));
  }
}

/* A value that people have, and that nobody in @role does. */
static void
add_uncovered(Engine *engine, const Scheme *scheme, const SchemeRole *role, GPtrArray *doubts)
{
  const SchemeAttribute *attribute = scheme_attribute(scheme, role->attribute);
  Day today = clock_today(engine->clock);
  for (guint i = 0; attribute && attribute->values && attribute->values[i]; i++) {
    const char *value = attribute->values[i];
    guint people = 0, holders = 0;
    for (guint j = 0; j < scheme->roles->len; j++) {
      const SchemeRole *one = scheme->roles->pdata[j];
      g_autoptr(GPtrArray) found =
          role_holders(engine->store, scheme->id, one->id, 0, attribute->id, value, today);
      *(one == role ? &holders : &people) += found->len;
    }
    if (people && !holders)
      g_ptr_array_add(doubts, g_strdup_printf("nobody is %s for %s %s, whom %u people have", role->title,
                                              attribute->id, value, people));
  }
}

/* Schools with people, and nobody who answers for them. */
static void
add_schools(Engine *engine, const Scheme *scheme, const SchemeRole *role, GPtrArray *doubts)
{
  Day today = clock_today(engine->clock);
  const char *const roles[] = { role->id, NULL };
  g_autoptr(GPtrArray) schools = schools_all(engine->store);
  for (guint i = 0; i < schools->len; i++) {
    const School *school = schools->pdata[i];
    g_autoptr(GPtrArray) people = school_people(engine->store, scheme->id, school->id, NULL, today);
    g_autoptr(GPtrArray) holders = school_people(engine->store, scheme->id, school->id, roles, today);
    if (people->len && !holders->len)
      g_ptr_array_add(doubts, g_strdup_printf("%s has no %s", school->name, role->title));
  }
}

/* Whether anything is asked of the role, or sent to it: then it is missed. */
static gboolean
is_used(const Scheme *scheme, const SchemeRole *role)
{
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *one = scheme->requirements->pdata[i];
    if (g_strv_contains((const char *const *) one->of.roles, role->id))
      return TRUE;
    for (guint j = 0; one->remind && j < one->remind->len; j++)
      if (!g_strcmp0(((const Rung *) one->remind->pdata[j])->to, role->id))
        return TRUE;
  }
  for (guint i = 0; i < scheme->forms->len; i++)
    if (!g_strcmp0(((const SchemeForm *) scheme->forms->pdata[i])->to, role->id))
      return TRUE;
  return FALSE;
}

GPtrArray *
directory_doubts(Engine *engine)
{
  GPtrArray *doubts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < engine->site->schemes->schemes->len; i++) {
    const Scheme *scheme = engine->site->schemes->schemes->pdata[i];
    for (guint j = 0; j < scheme->roles->len; j++) {
      const SchemeRole *role = scheme->roles->pdata[j];
      if (role->covers == COVERS_NOTHING || !is_used(scheme, role))
        continue;
      add_bounced(engine, scheme, role, doubts);
      if (role->covers == COVERS_ATTRIBUTE)
        add_uncovered(engine, scheme, role, doubts);
      else if (role->covers == COVERS_SCHOOL)
        add_schools(engine, scheme, role, doubts);
    }
  }
  add_names(engine, doubts);
  return doubts;
}

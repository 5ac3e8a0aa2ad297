/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds whom a form is about, by the placement or the person its obligation is repeated for. Reads only. */
#include "pass/people/about.h"
#include "base/text.h"
#include "pass/decide/instances.h"
#include "pass/people/coverage.h"
#include "pass/people/placements.h"

GArray *
about_people(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation)
{
  gint64 holder = instance_person(obligation->instance);
  if (!form || !form->about)
    return g_array_new(FALSE, FALSE, sizeof(gint64));
  if (holder) {
    GArray *one = g_array_new(FALSE, FALSE, sizeof(gint64));
    return g_array_append_val(one, holder);
  }
  g_autoptr(Placement) placement = placement_by_key(engine->store, scheme->id, obligation->instance);
  return placement ? placement_holders(engine, scheme, placement, form->about, obligation->person)
                   : g_array_new(FALSE, FALSE, sizeof(gint64));
}

char *
about_names(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation)
{
  g_autoptr(GArray) people = about_people(engine, scheme, form, obligation);
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < people->len; i++) {
    g_autoptr(Person) person = person_get(engine->store, g_array_index(people, gint64, i));
    if (person)
      g_string_append_printf(names, "%s%s",
                             !names->len            ? ""
                             : i + 1 == people->len ? " and "
                                                    : ", ",
                             person->name);
  }
  return names->len ? g_strdup(names->str) : NULL;
}

/* How many of @people are called @name; the last of them into *found. */
static guint
called(Engine *engine, const GArray *people, const char *name, gint64 *found)
{
  guint n = 0;
  for (guint i = 0; i < people->len; i++) {
    g_autoptr(Person) person = person_get(engine->store, g_array_index(people, gint64, i));
    if (!person || (!text_names_agree(person->name, name) && !text_names_agree(name, person->name)))
      continue;
    *found = person->id;
    n++;
  }
  return n;
}

/* Everybody of that name who holds the form's role, but the one who fills it in. */
static GArray *
holders_called(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation,
               const char *name)
{
  const char *const roles[] = { form->about, NULL };
  GArray *people = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GPtrArray) named = people_by_name(engine->store, name, 0);
  for (guint i = 0; i < named->len; i++) {
    gint64 one = ((const Person *) named->pdata[i])->id;
    g_autoptr(GPtrArray) held = coverage_roles(engine, scheme, roles, one);
    if (held->len && one != obligation->person)
      g_array_append_val(people, one);
  }
  return people;
}

gint64
about_find(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation,
           const char *named, gboolean anybody, char **doubt)
{
  gint64 found = 0;
  const SchemeRole *role = scheme_role(scheme, form->about);
  g_autoptr(GArray) people = about_people(engine, scheme, form, obligation);
  if (!named && people->len == 1)
    return g_array_index(people, gint64, 0);
  if (named && called(engine, people, named, &found) == 1)
    return found;
  if (named && (anybody || !people->len)) {
    g_autoptr(GArray) others = holders_called(engine, scheme, form, obligation, named);
    if (others->len == 1)
      return g_array_index(others, gint64, 0);
  }
  *doubt =
      !named ? g_strdup_printf("it does not say of which %s it speaks", role->title)
      : people->len
          ? g_strdup_printf("it speaks of \"%s\", who took no part in what it is asked about", named)
          : g_strdup_printf("it speaks of \"%s\", and not one %s alone has that name", named, role->title);
  return 0;
}

gboolean
about_is_kept_from(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation,
                   gint64 person)
{
  if (!form || !form->confidential || person == obligation->person)
    return FALSE;
  g_autoptr(GArray) people = about_people(engine, scheme, form, obligation);
  for (guint i = 0; i < people->len; i++)
    if (g_array_index(people, gint64, i) == person)
      return TRUE;
  g_autoptr(Filed) filed = filed_latest(engine->store, obligation->id);
  return filed && filed->about == person;
}

void
about_withhold(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation,
               GPtrArray *addresses)
{
  for (guint i = addresses->len; i-- > 0;) {
    g_autoptr(GPtrArray) people = people_by_address(engine->store, addresses->pdata[i]);
    gboolean keep = FALSE; /* one of those who share an address is enough */
    for (guint j = 0; j < people->len; j++)
      keep = keep || about_is_kept_from(engine, scheme, form, obligation, ((Person *) people->pdata[j])->id);
    if (keep)
      g_ptr_array_remove_index(addresses, i);
  }
}

gboolean
about_may_read(Engine *engine, const Filed *filed, gint64 reader)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, filed->scheme);
  const SchemeForm *form = scheme ? scheme_form(scheme, filed->form) : NULL;
  if (!form || !form->confidential || filed->person == reader)
    return TRUE;
  g_autoptr(Obligation) obligation = obligation_get(engine->store, filed->obligation);
  if (filed->about == reader || about_is_kept_from(engine, scheme, form, obligation, reader))
    return FALSE;
  g_autoptr(GPtrArray) readers =
      engine_holders(engine, scheme, form->to ? form->to : "", obligation->person, obligation->school);
  for (guint i = 0; i < readers->len; i++)
    if (((const Person *) readers->pdata[i])->id == reader)
      return TRUE;
  return FALSE;
}

const FormField *
about_field(const SchemeForm *form)
{
  for (guint i = 0; form->about && i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (field->type == FIELD_PERSON)
      return field;
  }
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds whom a form is about, by the placement or the person its obligation is repeated for. Reads only. */
#include "pass/about.h"
#include "pass/instances.h"
#include "pass/placements.h"

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

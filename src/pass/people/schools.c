/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what schools are and chose, and tells it. Asks nobody. */
#include "pass/people/schools.h"
#include "store/obligations.h"
#include "store/people.h"

char *
school_value(Engine *engine, const Scheme *scheme, const SchemeAttribute *attribute, gint64 school)
{
  char *value = school ? school_attribute_get(engine->store, school, scheme->id, attribute->id,
                                              clock_today(engine->clock))
                       : NULL;
  return value || !school ? value : g_strdup(attribute->fallback);
}

gboolean
school_decide(Engine *engine, const Scheme *scheme, const SchemeAttribute *attribute, gint64 school,
              const char *value, Day since, gint64 message, const char *cause)
{
  if (!school_attribute_set(engine->store, school, scheme->id, attribute->id, value, since, cause, message))
    return FALSE;
  g_autoptr(School) row = school_get(engine->store, school);
  g_autofree char *day = day_format(since);
  journal_add(engine->store, 0, 0, cause, "%s: %s is %s from %s", row->name, attribute->id, value, day);
  return TRUE;
}

void
answer_sets_attribute(Engine *engine, const Filed *filed, const FormField *field, Day since,
                      const char *cause)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, filed->scheme);
  const SchemeAttribute *attribute = field->sets ? scheme_attribute(scheme, field->sets) : NULL;
  g_autofree char *value = attribute ? answer_get(engine->store, filed->id, field->id) : NULL;
  if (!value || !*value)
    return;
  g_autoptr(Obligation) obligation = obligation_get(engine->store, filed->obligation);
  if (attribute->of_school) {
    if (obligation->school)
      school_decide(engine, scheme, attribute, obligation->school, value, since, filed->message, cause);
    return;
  }
  const char *const values[] = { value, NULL };
  g_auto(GStrv) before = attribute_get(engine->store, filed->person, scheme->id, attribute->id);
  if (g_strv_equal((const char *const *) before, values))
    return;
  attribute_set(engine->store, filed->person, scheme->id, attribute->id, values);
  g_autofree char *was = g_strjoinv(", ", before);
  journal_add(engine->store, filed->person, filed->obligation, cause, "%s is %s (was %s)", attribute->id,
              value, *was ? was : "not said");
}

void
answers_set_attributes(Engine *engine, const Filed *filed, Day since, const char *cause)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, filed->scheme);
  const SchemeForm *form = scheme ? scheme_form(scheme, filed->form) : NULL;
  for (guint i = 0; form && i < form->fields->len; i++)
    answer_sets_attribute(engine, filed, form->fields->pdata[i], since, cause);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks up what is known under the ids of boxes. A field that is answered anew each time, as a choice that
 * becomes an attribute, is left to whom it is asked. */
#include "pass/documents/prefill.h"
#include "paper/form.h"
#include <string.h>

static char *
attribute_of(Engine *engine, const Scheme *scheme, const Obligation *obligation, const Box *box)
{
  const SchemeAttribute *attribute = scheme_attribute(scheme, box->id);
  if (!attribute || attribute->of_school)
    return NULL;
  g_auto(GStrv) values = attribute_get(engine->store, obligation->person, scheme->id, box->id);
  char *joined = g_strjoinv(", ", values);
  if (box->kind != BOX_CHOICE || (box->of && g_strv_contains(box->of, joined)))
    return joined;
  g_free(joined);
  return NULL;
}

static char *
holder_of(Engine *engine, const Scheme *scheme, const Obligation *obligation, const Box *box)
{
  const SchemeRole *role = scheme_role(scheme, box->id);
  if (!role || role->covers == COVERS_NOTHING || role->covers == COVERS_ALL)
    return NULL;
  g_autoptr(GPtrArray) holders =
      engine_holders(engine, scheme, role->id, obligation->person, obligation->school);
  return holders->len == 1 ? g_strdup(((Person *) holders->pdata[0])->name) : NULL;
}

static char *
known(Engine *engine, const Scheme *scheme, const Obligation *obligation, const Box *box)
{
  if (!strcmp(box->id, "name") || !strcmp(box->id, "email")) {
    g_autoptr(Person) person = person_get(engine->store, obligation->person);
    return g_strdup(strcmp(box->id, "name") ? person->address : person->name);
  }
  if (!strcmp(box->id, "school")) {
    g_autoptr(School) school = obligation->school ? school_get(engine->store, obligation->school) : NULL;
    return school ? g_strdup(school->name) : NULL;
  }
  gboolean words = box->kind == BOX_TEXT || box->kind == BOX_LINE || box->kind == BOX_CHOICE;
  char *value = words ? attribute_of(engine, scheme, obligation, box) : NULL;
  return value || !words ? value : holder_of(engine, scheme, obligation, box);
}

void
prefill(Engine *engine, const Scheme *scheme, const SchemeForm *form, const Obligation *obligation,
        GArray *boxes, GStringChunk *words)
{
  for (guint i = 0; i < boxes->len; i++) {
    Box *box = &g_array_index(boxes, Box, i);
    const FormField *field = form_field(form, box->id);
    g_autofree char *value =
        box->value || (field && field->sets) ? NULL : known(engine, scheme, obligation, box);
    if (value && *value)
      box->value = g_string_chunk_insert(words, value);
  }
}

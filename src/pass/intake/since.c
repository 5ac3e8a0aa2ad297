/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares two returns of one form, box by box. Writes nothing. */
#include "pass/intake/since.h"
#include "pass/intake/boxes.h"
#include "pass/intake/filing.h"
#include "pass/intake/values.h"
#include <string.h>

/* The last return of the form for another obligation; NULL: none. An earlier version for the same one is no
 * earlier term. */
static Filed *
earlier_of(Engine *engine, const Filed *filed)
{
  Instant before = filed->arrival;
  for (;;) {
    Filed *one = filed_previous(engine->store, filed->scheme, filed->form, filed->person, before);
    if (!one || one->obligation != filed->obligation)
      return one;
    before = one->arrival;
    filed_free(one);
  }
}

static void
add_change(GPtrArray *lines, const FormField *field, const char *before, const char *after)
{
  g_autofree char *was = before ? value_words(field, before) : g_strdup("nothing");
  g_autofree char *is = after ? value_words(field, after) : g_strdup("nothing");
  g_ptr_array_add(lines, field->type == FIELD_TEXT
                             ? g_strdup_printf("%s: now “%s”, it was “%s”", field->label, is, was)
                             : g_strdup_printf("%s: from %s to %s", field->label, was, is));
}

GPtrArray *
since_last(Engine *engine, const Filed *filed, char **when)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, filed->scheme);
  const SchemeForm *form = scheme ? scheme_form(scheme, filed->form) : NULL;
  g_autoptr(Filed) earlier = form && form->records == RECORDS_NONE ? earlier_of(engine, filed) : NULL;
  if (!earlier)
    return NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    g_autofree char *before = answer_get(engine->store, earlier->id, field->id);
    g_autofree char *after = answer_get(engine->store, filed->id, field->id);
    if (!field_is_prefilled(field) && g_strcmp0(before, after))
      add_change(lines, field, before, after);
  }
  g_autofree char *day = day_words(clock_day(engine->clock, earlier->arrival));
  *when = g_strdup(strchr(day, ' ') + 1);
  return lines;
}

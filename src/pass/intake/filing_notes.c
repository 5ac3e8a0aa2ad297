/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares what a form says of its sender with the roster. Changes nothing: the roster holds. */
#include "pass/intake/filing_notes.h"
#include "base/text.h"
#include <string.h>

gboolean
has_post_code(const char *text)
{
  return g_regex_match_simple("\\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\\b", text, G_REGEX_CASELESS, 0);
}

static void
note_address(const Inbound *inbound, Outcome *outcome, const Obligation *obligation, const char *address)
{
  g_autoptr(Person) person = person_get(inbound->engine->store, obligation->person);
  g_autoptr(GPtrArray) known = person_addresses(inbound->engine->store, obligation->person);
  if (!person->address || g_ptr_array_find_with_equal_func(known, address, g_str_equal, NULL))
    return;
  g_ptr_array_add(outcome->lines, g_strdup_printf("It gives %s as the email address. We go on writing to %s",
                                                  address, person->address));
}

/* The school's name may have more beside it, as its post code. */
static void
note_school(const Inbound *inbound, Outcome *outcome, const Obligation *obligation, const char *text)
{
  Store *store = inbound->engine->store;
  g_autoptr(School) school = obligation->school ? school_get(store, obligation->school) : NULL;
  if (!school)
    return;
  g_autofree char *key = text_name_key(school->name), *said = text_name_key(text);
  if (!strstr(said, key))
    g_ptr_array_add(outcome->lines, g_strdup_printf("It names the school \"%s\". On our roster it is %s",
                                                    text, school->name));
}

static void
note_post_code(Outcome *outcome, const FormField *field, const char *text)
{
  if (strstr(field->key, "post code") || strstr(field->key, "postcode"))
    if (!has_post_code(text))
      g_ptr_array_add(
          outcome->lines,
          g_strdup_printf("We find no post code in \"%s\". If there is one, reply with it", field->label));
}

void
filing_notes(const Inbound *inbound, Outcome *outcome, const SchemeForm *form, const Obligation *obligation,
             const Values *values)
{
  for (guint i = 0; form->records == RECORDS_NONE && i + 1 < values->pairs->len; i += 2) {
    const FormField *field = form_field(form, values->pairs->pdata[i]);
    const char *value = values->pairs->pdata[i + 1];
    if (!field)
      continue;
    if (field->type == FIELD_EMAIL)
      note_address(inbound, outcome, obligation, value);
    else if (!strcmp(field->id, "school"))
      note_school(inbound, outcome, obligation, value);
    note_post_code(outcome, field, value);
  }
}

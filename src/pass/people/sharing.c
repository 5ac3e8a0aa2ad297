/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps consent as it is given. Passes nothing on: registers and reports look it up. */
#include "pass/people/sharing.h"
#include "store/consents.h"
#include <string.h>

static gboolean
is_share(const Scheme *scheme, const FormField *field)
{
  for (guint i = 0; i < scheme->reports->len && field->type == FIELD_YES_NO; i++)
    if (!g_strcmp0(((SchemeReport *) scheme->reports->pdata[i])->share, field->id))
      return TRUE;
  return FALSE;
}

void
sharing_take_box(Engine *engine, const Filed *filed, const FormField *field, gint64 message,
                 const char *cause)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, filed->scheme);
  g_autofree char *value = answer_get(engine->store, filed->id, field->id);
  if (!scheme || !value || !is_share(scheme, field))
    return;
  g_autofree char *name = g_strdup_printf("%s.%s", filed->form, field->id);
  const Consenting consenting = { .person = filed->person,
                                  .message = message,
                                  .scheme = filed->scheme,
                                  .field = name,
                                  .words = field->label,
                                  .given = !strcmp(value, "true") };
  if (consenting_add(engine->store, &consenting))
    journal_add(engine->store, filed->person, filed->obligation, cause, "%s: \"%s\"",
                consenting.given ? "agrees" : "does not agree", field->label);
}

void
sharing_take(Engine *engine, const Filed *filed, gint64 message, const char *cause)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, filed->scheme);
  const SchemeForm *form = scheme ? scheme_form(scheme, filed->form) : NULL;
  for (guint i = 0; form && form->records == RECORDS_NONE && i < form->fields->len; i++)
    sharing_take_box(engine, filed, form->fields->pdata[i], message, cause);
}

GPtrArray *
sharing_withdraw(Engine *engine, gint64 person, gint64 message, const char *cause)
{
  GPtrArray *withdrawn = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) latest = consentings_of(engine->store, person);
  for (guint i = 0; i < latest->len; i++) {
    Consenting *one = latest->pdata[i];
    if (!one->given)
      continue;
    one->given = FALSE;
    one->message = message;
    consenting_add(engine->store, one);
    journal_add(engine->store, person, 0, cause, "withdraws consent: \"%s\"", one->words);
    g_ptr_array_add(withdrawn, g_strdup(one->words));
  }
  return withdrawn;
}

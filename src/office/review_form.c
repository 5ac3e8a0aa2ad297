/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files a form out of a case. Guesses nothing: whose it is, a human said. */
#include "office/review_form.h"
#include "base/fault.h"
#include "office/review_typed.h"
#include "pass/commands/answer.h"
#include "pass/intake/criteria.h"
#include "pass/intake/filing.h"
#include "pass/people/about.h"
#include "pass/people/schools.h"
#include "pass/people/sharing.h"
#include "store/facts.h"
#include <string.h>

/* The obligation that a ref names among what was typed, else the best guess. */
static Obligation *
meant(CaseFile *file, const GPtrArray *typed, GError **error)
{
  Store *store = file->engine->store;
  const char *ref = typed_word(typed, "ref");
  Obligation *obligation = ref                   ? obligation_by_ref(store, ref)
                           : file->c->obligation ? obligation_get(store, file->c->obligation)
                                                 : NULL;
  if (!obligation && ref)
    fault_data(error, "%s is no ref of ours", ref);
  else if (!obligation)
    fault_data(error,
               "there is no guess whose this is: review assign %" G_GINT64_FORMAT " ADDRESS, or add ref=REF",
               file->c->id);
  return obligation;
}

/* Into @values what @typed (id to value; NULL: nothing) says of each box, else what was read of it, else what
 * the case kept. */
static Values
values_of(const SchemeForm *form, GHashTable *typed, const ReadingDocument *document, const json_t *kept)
{
  Values values = values_new();
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    const char *text = typed ? g_hash_table_lookup(typed, field->id) : NULL;
    const char *held = json_string_value(json_object_get(json_object_get(kept, "values"), field->id));
    const char *unclear = json_string_value(json_object_get(json_object_get(kept, "unclear"), field->id));
    g_autofree char *seen = document ? document_value(document, field) : NULL;
    values_add(&values, field, text ? text : held ? held : unclear ? unclear : seen);
  }
  values_end(&values);
  return values;
}

static gboolean
says_something(const SchemeForm *form, const Values *values)
{
  for (guint i = 0; i + 1 < values->pairs->len; i += 2)
    if (!field_is_prefilled(form_field(form, values->pairs->pdata[i])))
      return TRUE;
  return values->unclear->len > 1;
}

/* It was filed already, as a second copy: what was typed corrects it. */
static void
correct_known(Inbound *inbound, Outcome *outcome, const SchemeForm *form, const Obligation *obligation,
              GHashTable *typed)
{
  Store *store = inbound->engine->store;
  g_autoptr(Filed) latest = filed_latest(store, obligation->id);
  GHashTableIter iter;
  gpointer id, value;
  outcome->state = OUTCOME_KNOWN;
  outcome->filed = latest->id;
  g_hash_table_iter_init(&iter, typed);
  while (g_hash_table_iter_next(&iter, &id, &value)) {
    g_autofree char *before = answer_get(store, latest->id, id);
    if (!answer_correct(store, latest, id, value, inbound->office))
      continue;
    outcome->state = OUTCOME_CHANGED;
    outcome_change(outcome, form_field(form, id), before, value);
    g_autofree char *cause = inbound_cause(inbound);
    answer_sets_attribute(inbound->engine, latest, form_field(form, id), clock_today(inbound->engine->clock),
                          cause);
    sharing_take_box(inbound->engine, latest, form_field(form, id), inbound->message->id, cause);
  }
  g_autoptr(GPtrArray) lacks = criteria_of_filed(store, form, latest->id);
  outcome_lacks(outcome, lacks);
}

/* Whom a form about somebody else speaks of must be said before it is filed. */
static gboolean
about_is_clear(const Inbound *inbound, const Filing *filing, const Values *values, GError **error)
{
  const FormField *field = about_field(filing->form->form);
  g_autofree char *doubt = NULL;
  filing_about(inbound, filing, values, &doubt);
  return !doubt || fault_data(error, "%s: add %s=NAME", doubt, field ? field->label : "a person field");
}

/* A form of boxes. FALSE and no @error: there is nothing in it. */
static gboolean
file_boxes(Inbound *inbound, const CaseFile *file, const Filing *filing, GHashTable *typed, GError **error)
{
  const SchemeForm *form = filing->form->form;
  json_t *detail = json_loads(file->c->detail, 0, NULL);
  gboolean same = !file->c->form || !strcmp(file->c->form, form->id);
  g_auto(Values) values = values_of(form, typed, file->document, same ? detail : NULL);
  json_decref(detail);
  if (!says_something(form, &values) || !about_is_clear(inbound, filing, &values, error))
    return FALSE;
  Outcome *outcome = inbound_outcome(inbound, form->title, OUTCOME_FILED);
  outcome->form = form;
  outcome->obligation = filing->obligation->id;
  if (file->document && file->document->fields->len && file->document->content) {
    outcome->name = g_strdup(*file->document->name ? file->document->name : form->document);
    outcome->content = g_bytes_ref(file->document->content);
  }
  if (file->document && filed_has(inbound->engine->store, filing->obligation->id, file->document->sha256))
    correct_known(inbound, outcome, form, filing->obligation, typed);
  else
    filing_values(inbound, outcome, filing, &values);
  return TRUE;
}

/* Files it by @why, and sends the receipt. FALSE and no @error: there is nothing in it. */
static gboolean
file_as(CaseFile *file, const Recognised *form, Obligation *obligation, GHashTable *typed, const char *why,
        char **outcome, GError **error)
{
  g_autofree char *cause = g_strdup_printf("case %" G_GINT64_FORMAT, file->c->id);
  g_autoptr(Inbound) inbound = case_file_inbound(file, cause);
  inbound->settles = file->c->id;
  json_t *reasons = json_loads(file->c->detail, 0, NULL);
  Filing filing = { .form = form,
                    .obligation = obligation,
                    .document = file->document,
                    .position = file->c->document,
                    .why = why,
                    .reasons = reasons };
  gboolean good = FALSE;
  if (form->form->records == RECORDS_NONE && !(form->form->keep && file->document))
    good = file_boxes(inbound, file, &filing, typed, error);
  else if (file->document && form->share > 0) {
    filing_document(inbound, &filing);
    good = TRUE;
  }
  json_decref(reasons);
  if (!good)
    return FALSE;
  dirty_add(file->engine->store, obligation->person);
  const Outcome *filed = inbound->outcomes->len ? inbound->outcomes->pdata[0] : NULL;
  *outcome =
      g_strdup_printf("filed for %s%s", obligation->ref,
                      filed && filed->counts_not ? ": it does not count yet, and they are told why" : "");
  return answer_receipt(inbound, error);
}

gboolean
review_file(CaseFile *file, const GPtrArray *typed, char **outcome, GError **error)
{
  g_autoptr(Obligation) obligation = meant(file, typed, error);
  if (!obligation)
    return FALSE;
  const Scheme *scheme = schemes_find(file->engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  Recognised form = { scheme, requirement ? requirement_form(scheme, requirement) : NULL, 0 };
  if (form.form && form.form->keep)
    form.share = 1;
  if (!form.form)
    return fault_data(error, "%s asks for no form", obligation->ref);
  g_autoptr(GHashTable) fields = typed_fields(form.form, typed, TRUE, error);
  if (!fields)
    return FALSE;
  if (file->document) {
    Recognised seen = form_recognise(file->engine->site->schemes, file->document, match_asks_of_one,
                                     &(AskedOf){ file->engine, obligation });
    form = seen.form && match_asks(file->engine, obligation, seen.form) ? seen : form;
  }
  GError *fault = NULL;
  if (file_as(file, &form, obligation, fields,
              typed->len ? "typed in by the office" : "accepted by the office", outcome, &fault))
    return TRUE;
  if (fault)
    g_propagate_error(error, fault);
  else
    fault_data(
        error,
        "nothing in it could be read as \"%s\"%s%s: type it in as LABEL=VALUE, or record return %s FILE",
        form.form->title, file->problem ? ", " : "", file->problem ? file->problem : "", obligation->ref);
  return FALSE;
}

gboolean
review_file_for(CaseFile *file, const Recognised *form, Obligation *obligation, char **outcome,
                GError **error)
{
  GError *fault = NULL;
  if (file_as(file, form, obligation, NULL, "assigned by the office", outcome, &fault))
    return TRUE;
  if (fault)
    g_propagate_error(error, fault);
  else
    fault_data(error, "none of the boxes of %s is filled in", file->document->name);
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values typed into a reply: they correct what was filed, complete what waits, or are the return. A form is
 * never corrected for somebody for whom the sender did not send it. */
#include "base/text.h"
#include "pass/commands/answer.h"
#include "pass/intake/boxes.h"
#include "pass/intake/criteria.h"
#include "pass/intake/filing.h"
#include "pass/intake/pieces.h"
#include "pass/intake/thread.h"
#include "pass/intake/values.h"
#include "pass/people/about.h"
#include "pass/people/rename.h"
#include "pass/people/schools.h"
#include "pass/people/sharing.h"
#include "pass/tell/alerts.h"
#include "store/cases.h"
#include "store/facts.h"
#include <stdlib.h>
#include <string.h>

/* One form that the mail may be about, with the lines of it that name its boxes. */
typedef struct {
  Recognised form;
  Obligation *obligation;
  GPtrArray *lines; /* of TypedLine */
} Typed;

static void
typed_free(gpointer data)
{
  Typed *typed = data;
  obligation_free(typed->obligation);
  g_ptr_array_unref(typed->lines);
  g_free(typed);
}

/* Whether the last version of it came from an address of the sender. */
static gboolean
sent_by(const Inbound *inbound, const Obligation *obligation)
{
  g_autoptr(Filed) filed = filed_latest(inbound->engine->store, obligation->id);
  g_autoptr(GPtrArray) addresses = person_addresses(inbound->engine->store, inbound_sender(inbound)->id);
  return filed && g_ptr_array_find_with_equal_func(addresses, filed->by, g_str_equal, NULL);
}

/* What the mail answers, as far as it is the sender's or was sent by them; a mail that answers nothing is
 * about what is asked of the sender, or was. */
static GPtrArray *
candidates(const Inbound *inbound)
{
  gint64 sender = inbound_sender(inbound)->id;
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  g_autoptr(GPtrArray) thread = thread_obligations(inbound);
  g_autoptr(GPtrArray) all = obligations_of_person(inbound->engine->store, sender, NULL);
  for (guint i = 0; i < thread->len; i++) {
    const Obligation *one = thread->pdata[i];
    if (one->person == sender || sent_by(inbound, one))
      g_ptr_array_add(found, obligation_get(inbound->engine->store, one->id));
  }
  for (guint i = 0; !thread->len && i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    if (match_is_open(one) || one->state == STATE_MET)
      g_ptr_array_add(found, obligation_get(inbound->engine->store, one->id));
  }
  return found;
}

static Typed *
typed_for(const Inbound *inbound, const Obligation *obligation)
{
  const Scheme *scheme = schemes_find(inbound->engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  const SchemeForm *form = requirement ? requirement_form(scheme, requirement) : NULL;
  if (!form || form->records != RECORDS_NONE)
    return NULL;
  g_autoptr(GPtrArray) lines = typed_lines(form, inbound->reading->text);
  if (!lines->len)
    return NULL;
  Typed *typed = g_new0(Typed, 1);
  typed->form = (Recognised){ scheme, form, 1 };
  typed->obligation = obligation_get(inbound->engine->store, obligation->id);
  typed->lines = g_steal_pointer(&lines);
  return typed;
}

/* The one that most lines speak of; of equals the one that is still open. NULL: none, or no telling. */
static const Typed *
best_of(const GPtrArray *all)
{
  const Typed *best = NULL;
  gboolean tie = FALSE;
  for (guint i = 0; i < all->len; i++) {
    const Typed *one = all->pdata[i];
    gboolean open = match_is_open(one->obligation), best_open = best && match_is_open(best->obligation);
    gboolean better = !best || one->lines->len > best->lines->len ||
                      (one->lines->len == best->lines->len && open && !best_open);
    if (best && one->lines->len == best->lines->len && open == best_open)
      tie = TRUE;
    if (better) {
      best = one;
      tie = FALSE;
    }
  }
  return tie ? NULL : best;
}

/* A certificate bears the name of the roster: another one is a matter for the office. */
static void
ask_about_name(Inbound *inbound, Outcome *outcome, const Typed *typed, const char *name)
{
  g_autoptr(Person) person = person_get(inbound->engine->store, typed->obligation->person);
  if (name_ask(inbound, person, name, typed->form.form->id))
    outcome->problem = g_strdup("a name is changed by a person in the office, who will see to it");
}

/* A number without a colon may be the numbering of a letter: it fills what is empty and changes nothing. */
static gboolean
may_change(const Inbound *inbound, const Filed *filed, const TypedLine *line)
{
  if (!line->by_number)
    return TRUE;
  g_autofree char *stands = answer_get(inbound->engine->store, filed->id, line->field->id);
  return !stands && !field_is_prefilled(line->field);
}

/* What the line makes of its box, in which @before stands (or NULL): evidence is added to evidence. g_free.
 */
static char *
line_with(const TypedLine *line, const char *before)
{
  gboolean adds = line->field->type == FIELD_EVIDENCE && *line->text;
  return adds ? pieces_add(before, line->text) : g_strdup(line->text);
}

static void
correct_one(Inbound *inbound, Outcome *outcome, const Typed *typed, const Filed *filed, const TypedLine *line)
{
  Store *store = inbound->engine->store;
  g_autofree char *value = NULL, *cause = inbound_cause(inbound);
  g_autofree char *before = answer_get(store, filed->id, line->field->id);
  g_autofree char *text = line_with(line, before);
  ValueState state = value_read(line->field, text, &value);
  if (state == VALUE_EMPTY || !may_change(inbound, filed, line))
    return;
  if (!strcmp(line->field->id, "name"))
    ask_about_name(inbound, outcome, typed, line->text);
  else if (state == VALUE_UNCLEAR)
    outcome_ask(outcome, line->field, value);
  else if (answer_correct(store, filed, line->field->id, value, cause)) {
    outcome_change(outcome, line->field, before, value);
    journal_add(store, typed->obligation->person, typed->obligation->id, cause,
                "%s: \"%s\" was %s%s%s, is now \"%s\"", typed->form.form->title, line->field->label,
                before ? "\"" : "", before ? before : "empty", before ? "\"" : "", value);
    answer_sets_attribute(inbound->engine, filed, line->field,
                          clock_day(inbound->engine->clock, inbound->arrival), cause);
  }
  if (state == VALUE_GOOD) /* who withdrew a yes that still stands in the form may say it again */
    sharing_take_box(inbound->engine, filed, line->field, inbound->message->id, cause);
}

static void
correct(Inbound *inbound, const Typed *typed, const Filed *filed)
{
  Outcome *outcome = inbound_outcome(inbound, typed->form.form->title, OUTCOME_CHANGED);
  outcome->form = typed->form.form;
  outcome->obligation = typed->obligation->id;
  outcome->filed = filed->id;
  for (guint i = 0; i < typed->lines->len; i++)
    correct_one(inbound, outcome, typed, filed, typed->lines->pdata[i]);
  if (outcome->changed->len)
    alerts_raise(inbound, &typed->form, typed->obligation, filed->id);
  g_autoptr(GPtrArray) lacks = criteria_of_filed(inbound->engine->store, typed->form.form, filed->id);
  outcome_lacks(outcome, lacks);
  if (!outcome->changed->len && !outcome->asked->len && !outcome->problem)
    outcome->state = OUTCOME_KNOWN;
}

/* What was typed for @field into a box that holds @before (or NULL), the last word counting; NULL: nothing.
 * g_free. */
static char *
typed_text(const Typed *typed, const FormField *field, const char *before, gboolean numbered)
{
  char *text = NULL;
  for (guint i = 0; i < typed->lines->len; i++) {
    const TypedLine *line = typed->lines->pdata[i];
    if (line->field != field || !*line->text || (!numbered && line->by_number))
      continue;
    char *with = line_with(line, text ? text : before);
    g_free(text);
    text = with;
  }
  return text;
}

/* @kept: of a case, or NULL. Numbers alone answer only what was asked with its number. */
static Values
values_of(const Typed *typed, const json_t *kept)
{
  Values values = values_new();
  for (guint i = 0; i < typed->form.form->fields->len; i++) {
    const FormField *field = typed->form.form->fields->pdata[i];
    const char *unclear = json_string_value(json_object_get(json_object_get(kept, "unclear"), field->id));
    const char *value = json_string_value(json_object_get(json_object_get(kept, "values"), field->id));
    g_autofree char *text = typed_text(typed, field, value, kept && !field_is_prefilled(field));
    values_add(&values, field, text ? text : value ? value : unclear);
  }
  values_end(&values);
  return values;
}

static gboolean
says_something(const SchemeForm *form, const Values *values)
{
  const GPtrArray *lists[] = { values->pairs, values->unclear };
  for (guint l = 0; l < G_N_ELEMENTS(lists); l++)
    for (guint i = 0; i + 1 < lists[l]->len; i += 2)
      if (!field_is_prefilled(form_field(form, lists[l]->pdata[i])))
        return TRUE;
  return FALSE;
}

/* The file that a case kept, as far as a filed row names it. */
static ReadingDocument *
document_kept(const json_t *kept)
{
  const char *name = json_string_value(json_object_get(kept, "name"));
  const char *sha256 = json_string_value(json_object_get(kept, "sha256"));
  if (!name || !sha256)
    return NULL;
  ReadingDocument *document = reading_document_new("");
  g_free(document->name);
  g_free(document->sha256);
  document->name = g_strdup(name);
  document->sha256 = g_strdup(sha256);
  return document;
}

/* Whom it speaks of is one of the things that it cannot do without. */
static gboolean
is_whole(const Inbound *inbound, Outcome *outcome, const Filing *filing, const Values *values)
{
  const SchemeForm *form = filing->form->form;
  g_autofree char *doubt = NULL;
  gboolean whole = filing_is_whole(outcome, form, values);
  filing_about(inbound, filing, values, &doubt);
  if (doubt && about_field(form))
    outcome_ask(outcome, about_field(form), NULL);
  return whole && !doubt;
}

/* Files the typed values, over those that @waiting keeps (or NULL); what still lacks is asked for. */
static gboolean
file_typed(Inbound *inbound, const Typed *typed, const Case *waiting)
{
  json_t *kept = waiting ? json_loads(waiting->detail, 0, NULL) : NULL;
  g_auto(Values) values = values_of(typed, kept);
  ReadingDocument *document = document_kept(kept);
  g_autoptr(Message) first = waiting ? message_get(inbound->engine->store, waiting->message) : NULL;
  Filing filing = { .form = &typed->form,
                    .obligation = typed->obligation,
                    .document = document,
                    .position = -1,
                    .why = waiting ? "completed by a reply" : "typed into the reply",
                    .reasons = kept };
  gboolean something = says_something(typed->form.form, &values);
  if (first)
    inbound->arrival = MIN(inbound->arrival, first->arrival);
  if (something) {
    Outcome *outcome = inbound_outcome(inbound, typed->form.form->title, OUTCOME_FILED);
    outcome->form = typed->form.form;
    outcome->obligation = typed->obligation->id;
    if (is_whole(inbound, outcome, &filing, &values))
      filing_values(inbound, outcome, &filing, &values);
    else
      filing_keep(inbound, outcome, &filing, &values, kept);
  }
  reading_document_free(document);
  json_decref(kept);
  return something;
}

gboolean
answer_values(Inbound *inbound)
{
  Store *store = inbound->engine->store;
  g_autoptr(GPtrArray) which = candidates(inbound);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(typed_free);
  for (guint i = 0; i < which->len; i++) {
    Typed *typed = typed_for(inbound, which->pdata[i]);
    if (typed)
      g_ptr_array_add(all, typed);
  }
  const Typed *typed = best_of(all);
  if (!typed)
    return FALSE;
  g_autoptr(Case) waiting = case_waiting(store, "incomplete", typed->obligation->id);
  g_autoptr(Filed) filed = filed_latest(store, typed->obligation->id);
  if (filed && !waiting) {
    correct(inbound, typed, filed);
    return TRUE;
  }
  return file_typed(inbound, typed, waiting);
}

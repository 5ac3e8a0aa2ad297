/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes returns into the store, with their answers, their doubts and why they are whose. Matches nothing. */
#include "pass/intake/filing.h"
#include "base/text.h"
#include "pass/decide/closing.h"
#include "pass/intake/criteria.h"
#include "pass/intake/filing_notes.h"
#include "pass/intake/returns.h"
#include "pass/intake/rows.h"
#include "pass/intake/values.h"
#include "pass/people/about.h"
#include "pass/people/schools.h"
#include "pass/people/sharing.h"
#include "pass/people/visits.h"
#include "pass/tell/alerts.h"
#include "store/cases.h"
#include "store/facts.h"
#include <stdlib.h>
#include <string.h>

Values
values_new(void)
{
  return (Values){ g_ptr_array_new_with_free_func(g_free), g_ptr_array_new_with_free_func(g_free) };
}

void
values_clear(Values *values)
{
  g_clear_pointer(&values->pairs, g_ptr_array_unref);
  g_clear_pointer(&values->unclear, g_ptr_array_unref);
}

void
values_add(Values *values, const FormField *field, const char *text)
{
  g_autofree char *value = NULL;
  ValueState state = value_read(field, text, &value);
  GPtrArray *into = state == VALUE_GOOD ? values->pairs : values->unclear;
  if (state == VALUE_EMPTY)
    return;
  g_ptr_array_add(into, g_strdup(field->id));
  g_ptr_array_add(into, g_steal_pointer(&value));
}

void
values_end(Values *values)
{
  g_ptr_array_add(values->pairs, NULL);
  g_ptr_array_add(values->unclear, NULL);
}

/* As people count them: what lies between blanks and has a letter or a digit in it. */
static guint
words_in(const char *text)
{
  g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
  guint n = 0;
  for (guint i = 0; words[i]; i++) {
    g_autofree char *key = text_key(words[i]);
    n += *key != '\0' || strpbrk(words[i], "0123456789") != NULL;
  }
  return n;
}

/* A page that is a picture has no words that can be counted. */
static void
count_words(Values *values, const SchemeForm *form, const ReadingDocument *document)
{
  guint n = form->words && document->text ? words_in(document->text) : 0;
  if (!n)
    return;
  g_ptr_array_add(values->pairs, g_strdup(ANSWER_WORDS));
  g_ptr_array_add(values->pairs, g_strdup_printf("%u", n));
}

Values
values_of_document(const SchemeForm *form, const ReadingDocument *document)
{
  Values values = values_new();
  for (guint i = 0; form->records == RECORDS_NONE && i < form->fields->len; i++) {
    g_autofree char *value = document_value(document, form->fields->pdata[i]);
    values_add(&values, form->fields->pdata[i], value);
  }
  count_words(&values, form, document);
  values_end(&values);
  return values;
}

/* Of field id, value ...: the value of @id; NULL: none. Borrowed. */
static const char *
value_in(const GPtrArray *pairs, const char *id)
{
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    if (!strcmp(pairs->pdata[i], id))
      return pairs->pdata[i + 1];
  return NULL;
}

static json_t *
pairs_json(const GPtrArray *pairs)
{
  json_t *object = json_object();
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    json_object_set_new(object, pairs->pdata[i], json_string(pairs->pdata[i + 1]));
  return object;
}

json_t *
values_to_json(const Values *values)
{
  return json_pack("{s:o, s:o}", "values", pairs_json(values->pairs), "unclear", pairs_json(values->unclear));
}

/* What else keeps it from counting, so that nothing is asked for twice. */
static void
ask_for_lacks(Outcome *outcome, const SchemeForm *form, const Values *values)
{
  g_autoptr(GHashTable) answers = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i + 1 < values->pairs->len; i += 2)
    g_hash_table_insert(answers, values->pairs->pdata[i], values->pairs->pdata[i + 1]);
  g_autoptr(GPtrArray) lacks = criteria_lacking(form, answers);
  outcome_lacks(outcome, lacks);
}

gboolean
filing_is_whole(Outcome *outcome, const SchemeForm *form, const Values *values)
{
  gboolean whole = TRUE;
  /* what a row cannot do without is asked for row by row */
  for (guint i = 0; form->records == RECORDS_NONE && i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (!field->required || field_is_prefilled(field) || value_in(values->pairs, field->id))
      continue;
    whole = FALSE;
    outcome_ask(outcome, field, value_in(values->unclear, field->id));
  }
  if (!whole)
    ask_for_lacks(outcome, form, values);
  return whole;
}

void
filing_keep(Inbound *inbound, Outcome *outcome, const Filing *filing, const Values *values,
            const json_t *kept)
{
  json_t *detail = values_to_json(values), *asked = json_array();
  outcome->state = OUTCOME_INCOMPLETE;
  for (guint i = 0; i < outcome->asked->len; i++)
    json_array_append_new(asked, json_string(((BoxChange *) outcome->asked->pdata[i])->field->label));
  json_object_set_new(detail, "asked", asked);
  if (filing->reasons)
    json_object_update_missing(detail,
                               (json_t *) filing->reasons); /* of a reply they are those of the case */
  if (kept)
    json_object_update_missing(detail, (json_t *) kept);
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  Store *store = inbound->engine->store;
  g_autoptr(Case) waiting = case_waiting(store, "incomplete", filing->obligation->id);
  if (waiting)
    case_set_detail(store, waiting->id, text);
  else
    inbound_case(inbound, "incomplete", filing->position, filing->obligation, filing->form->form->id, text,
                 "%s from %s waits for %u answer%s that it cannot do without", filing->form->form->title,
                 inbound->reading->from.address ? inbound->reading->from.address : "nobody",
                 outcome->asked->len, outcome->asked->len == 1 ? "" : "s");
  free(text);
  json_decref(detail);
}

/* What waited for this very answer waits no longer. */
static void
settle_others(Inbound *inbound, const Filing *filing)
{
  static const char *const kinds[] = { "incomplete", "unreadable", "link", "printed", "sent" };
  Store *store = inbound->engine->store;
  for (guint i = 0; i < G_N_ELEMENTS(kinds) && !inbound->office; i++) {
    g_autoptr(Case) c = case_waiting(store, kinds[i], filing->obligation->id);
    if (!c)
      continue;
    case_settle(store, c->id, "answered: the form came and was filed");
    g_autofree char *cause = inbound_cause(inbound);
    journal_add(store, c->person, c->obligation, cause, "case %" G_GINT64_FORMAT " settled: the form came",
                c->id);
  }
}

static void
keep_unclear(Inbound *inbound, Outcome *outcome, const SchemeForm *form, const Values *values)
{
  for (guint i = 0; i + 1 < values->unclear->len; i += 2) {
    const char *id = values->unclear->pdata[i], *text = values->unclear->pdata[i + 1];
    const FormField *field = form_field(form, id);
    held_set(inbound->engine->store, outcome->filed, id, text);
    if (!field_is_prefilled(field))
      outcome_ask(outcome, field, text);
  }
}

static void
say_words(Outcome *outcome, const SchemeForm *form, const Values *values)
{
  const char *n = value_in(values->pairs, ANSWER_WORDS);
  if (n)
    g_ptr_array_add(outcome->lines,
                    g_strdup_printf("We count %s words in it, where about %d are asked for", n, form->words));
}

gint64
filing_about(const Inbound *inbound, const Filing *filing, const Values *values, char **doubt)
{
  const SchemeForm *form = filing->form->form;
  const FormField *field = about_field(form);
  if (!form->about)
    return 0;
  return about_find(inbound->engine, filing->form->scheme, form, filing->obligation,
                    field ? value_in(values->pairs, field->id) : NULL, inbound->office != NULL, doubt);
}

gint64
filing_values(Inbound *inbound, Outcome *outcome, const Filing *filing, const Values *values)
{
  Store *store = inbound->engine->store;
  const SchemeForm *form = filing->form->form;
  const ReadingDocument *document = filing->document;
  g_autofree char *by = returned_by(inbound), *cause = inbound_cause(inbound);
  outcome->filed =
      filed_add(store, filing->obligation->id, filing->form->scheme->id, form->id, filing->obligation->person,
                inbound->message->id, document ? document->name : NULL, document ? document->sha256 : NULL,
                MAX(inbound->arrival, filing->obligation->sent), by, filing->why,
                (const char *const *) values->pairs->pdata);
  char *reasons = filing->reasons ? json_dumps(filing->reasons, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
  filed_explain(store, outcome->filed, reasons ? reasons : "{}", document ? document->problem : NULL);
  free(reasons);
  g_autofree char *doubt = NULL;
  filed_set_about(store, outcome->filed, filing_about(inbound, filing, values, &doubt));
  keep_unclear(inbound, outcome, form, values);
  say_words(outcome, form, values);
  filing_notes(inbound, outcome, form, filing->obligation, values);
  ask_for_lacks(outcome, form, values);
  closing_wake(store, filing->obligation->id, inbound->arrival);
  journal_add(store, filing->obligation->person, filing->obligation->id, cause, "%s filed %s", form->title,
              filing->why);
  settle_others(inbound, filing);
  g_autoptr(Filed) filed = filed_get(store, outcome->filed);
  if (filed)
    answers_set_attributes(inbound->engine, filed, clock_day(inbound->engine->clock, filed->arrival), cause);
  if (filed)
    sharing_take(inbound->engine, filed, inbound->message->id, cause);
  if (form->records == RECORDS_NONE)
    returns_tell(inbound, filing->form, filing->obligation, outcome->filed);
  visits_record(inbound, filing->form, filing->obligation, outcome->filed);
  alerts_raise(inbound, filing->form, filing->obligation, outcome->filed);
  return outcome->filed;
}

/* The very file that was filed before, for this or for something else. */
static gboolean
is_known(Inbound *inbound, Outcome *outcome, const Filing *filing)
{
  Store *store = inbound->engine->store;
  if (filed_has(store, filing->obligation->id, filing->document->sha256)) {
    outcome->state = OUTCOME_KNOWN;
    return TRUE;
  }
  g_autoptr(Filed) same = filed_same(store, filing->obligation->person, filing->document->sha256);
  if (!same || inbound->office || filing->form->form->records != RECORDS_NONE)
    return FALSE;
  g_autofree char *day = day_words(clock_day(inbound->engine->clock, same->arrival));
  outcome->state = OUTCOME_KNOWN;
  outcome->problem = g_strdup_printf(
      "it is the very file that came on %s and was filed then. We still ask you for a new one", day);
  return TRUE;
}

/* The boxes that the form has and this copy of it lacks, as last year's does. */
static void
ask_for_new_boxes(Outcome *outcome, const Filing *filing)
{
  const SchemeForm *form = filing->form->form;
  for (guint i = 0; form->records == RECORDS_NONE && i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (field_is_prefilled(field) || document_field(filing->document, field))
      continue;
    outcome->earlier_copy = TRUE;
    if (!field->required) /* those are asked for already */
      outcome_ask(outcome, field, NULL);
  }
}

void
filing_document(Inbound *inbound, const Filing *filing)
{
  const SchemeForm *form = filing->form->form;
  const ReadingDocument *document = filing->document;
  Outcome *outcome = inbound_outcome(inbound, form->title, OUTCOME_FILED);
  outcome->form = form;
  outcome->obligation = filing->obligation->id;
  outcome->name = g_strdup(document->name && *document->name ? document->name : form->document);
  outcome->content = document->content ? g_bytes_ref(document->content) : NULL;
  if (is_known(inbound, outcome, filing))
    return;
  if (form->records == RECORDS_NONE && !form->keep && !document_filled(document, form)) {
    outcome->state = OUTCOME_EMPTY;
    return;
  }
  g_auto(Values) values = values_of_document(form, document);
  gboolean whole = filing_is_whole(outcome, form, &values);
  ask_for_new_boxes(outcome, filing);
  if (!whole && !inbound->office) {
    json_t *kept = json_pack("{s:s, s:s}", "name", document->name, "sha256", document->sha256);
    filing_keep(inbound, outcome, filing, &values, kept);
    json_decref(kept);
    return;
  }
  filing_values(inbound, outcome, filing, &values);
  if (form->records != RECORDS_NONE)
    rows_take(inbound, outcome, document, filing->form, filing->obligation);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a receipt says of one form: what became of it, what was read, changed and is still asked for. Does not
 * know who reads it, but for whether it may be read back to them. C1.20 */
#include "pass/intake/receipt_form.h"
#include "pass/intake/boxes.h"
#include "pass/intake/recognise.h"
#include "pass/intake/since.h"
#include "pass/intake/values.h"
#include "store/facts.h"
#include <string.h>

static const char *
counts_not(const Outcome *outcome)
{
  return outcome->counts_not ? " It does not count yet: what is still missing stands below." : "";
}

static char *
state_words(const Outcome *outcome, gboolean read_back)
{
  switch (outcome->state) {
  case OUTCOME_FILED:
    return g_strdup_printf(
        "Filed, thank you.%s%s%s", outcome->content && read_back ? " A copy is attached." : "",
        outcome->earlier_copy ? " It was an earlier copy of the form: some questions are new." : "",
        counts_not(outcome));
  case OUTCOME_CHANGED:
    return g_strdup_printf("%s%s",
                           outcome->changed->len ? "Changed, thank you. This is what stands there now."
                                                 : "Nothing is changed yet.",
                           counts_not(outcome));
  case OUTCOME_KNOWN:
    return g_strdup(outcome->problem ? "We know this document."
                                     : "We had this already: nothing has changed.");
  case OUTCOME_EMPTY:
    return g_strdup(
        "It came back without anything filled in, so it is not filed yet. Perhaps it was saved before you "
        "wrote in it: please send the one with your answers.");
  case OUTCOME_FOREIGN:
    return g_strdup(
        "This is not one of our forms, so nothing of it is filed here. Please send it to those who gave it "
        "to you.");
  case OUTCOME_INCOMPLETE:
    return g_strdup(
        "It has arrived, and the day on which it came counts. The form cannot be filed without the answers "
        "below.");
  case OUTCOME_CASE: break;
  }
  return g_strdup(
      outcome->obligation
          ? "Thank you: we have it, and the day on which it came counts. A person in the office will look "
            "at it. Nobody will be reminded in the meantime."
          : "Thank you: we have it. A person in the office will look at it.");
}

/* Of pairs of field and value; borrowed, or NULL. */
static const char *
answer_in(const GPtrArray *answers, const char *field)
{
  for (guint i = 0; i < answers->len; i++) {
    const char *const *pair = answers->pdata[i];
    if (!strcmp(pair[0], field))
      return pair[1];
  }
  return NULL;
}

static void
add_boxes(const Inbound *inbound, const Outcome *outcome, json_t *fields, json_t *empty)
{
  const SchemeForm *form = outcome->form;
  g_autoptr(GPtrArray) answers = answers_of(inbound->engine->store, outcome->filed);
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    const char *value = answer_in(answers, field->id);
    g_autofree char *number = box_number(form, field);
    if (!value && !outcome_asks(outcome, field))
      json_array_append_new(empty, json_pack("{s:s, s:s}", "label", field->label, "number", number));
    if (!value)
      continue;
    g_autofree char *words = value_words(field, value);
    json_array_append_new(fields, json_pack("{s:s, s:s}", "label", field->label, "value", words));
  }
}

static json_t *
asked_json(const Outcome *outcome)
{
  json_t *list = json_array();
  for (guint i = 0; i < outcome->asked->len; i++) {
    const BoxChange *asked = outcome->asked->pdata[i];
    g_autofree char *number = box_number(outcome->form, asked->field);
    g_autofree char *wanted = asked->lack ? NULL : value_wanted(asked->field);
    json_array_append_new(list, json_pack("{s:s, s:s, s:s?, s:s?, s:s?}", "number", number, "label",
                                          asked->field->label, "read", asked->before, "wanted", wanted,
                                          "lack", asked->lack));
  }
  return list;
}

static json_t *
changed_json(const Outcome *outcome)
{
  json_t *list = json_array();
  for (guint i = 0; i < outcome->changed->len; i++) {
    const BoxChange *change = outcome->changed->pdata[i];
    g_autofree char *before = change->before ? value_words(change->field, change->before) : g_strdup("empty");
    g_autofree char *after = value_words(change->field, change->after);
    json_array_append_new(
        list, json_pack("{s:s, s:s, s:s}", "label", change->field->label, "before", before, "after", after));
  }
  return list;
}

/* What was read from rows reads "who: what"; a sentence stands as it is. */
static void
add_lines(const Outcome *outcome, json_t *fields, json_t *notes)
{
  for (guint i = 0; i < outcome->lines->len; i++) {
    g_auto(GStrv) parts = g_strsplit(outcome->lines->pdata[i], ": ", 2);
    if (outcome->state == OUTCOME_CASE || !parts[0] || !parts[1])
      json_array_append_new(notes, json_string(outcome->lines->pdata[i]));
    else
      json_array_append_new(fields, json_pack("{s:s, s:s}", "label", parts[0], "value", parts[1]));
  }
}

/* An example of an answer by reply, in the words of the box that is asked for first. */
static char *
example_of(const Outcome *outcome)
{
  if (!outcome->asked->len)
    return NULL;
  const BoxChange *first = outcome->asked->pdata[0];
  g_autofree char *number = box_number(outcome->form, first->field);
  return g_strdup_printf("%s: ...", number);
}

/* What the sender sees changed since the last term's; when into *when. */
static json_t *
since_json(const Inbound *inbound, const Outcome *outcome, gboolean read_back, char **when)
{
  gboolean wanted = read_back && outcome->filed && outcome->state == OUTCOME_FILED;
  g_autoptr(Filed) filed = wanted ? filed_get(inbound->engine->store, outcome->filed) : NULL;
  g_autoptr(GPtrArray) lines = filed ? since_last(inbound->engine, filed, when) : NULL;
  if (lines && !lines->len)
    g_ptr_array_add(lines, g_strdup("Nothing has changed"));
  json_t *since = json_array();
  for (guint i = 0; lines && i < lines->len; i++)
    json_array_append_new(since, json_string(lines->pdata[i]));
  return since;
}

json_t *
receipt_form_json(const Inbound *inbound, const Outcome *outcome, gboolean read_back)
{
  json_t *fields = json_array(), *empty = json_array(), *notes = json_array(), *asked = asked_json(outcome);
  g_autoptr(Obligation) obligation =
      outcome->obligation ? obligation_get(inbound->engine->store, outcome->obligation) : NULL;
  g_autoptr(Person) person = obligation && (outcome->filed || outcome->state == OUTCOME_INCOMPLETE)
                                 ? person_get(inbound->engine->store, obligation->person)
                                 : NULL;
  if (read_back && outcome->filed && outcome->form && outcome->form->records == RECORDS_NONE &&
      !outcome->changed->len)
    add_boxes(inbound, outcome, fields, empty);
  add_lines(outcome, fields, notes);
  g_autofree char *state = state_words(outcome, read_back), *example = example_of(outcome), *when = NULL;
  json_t *since = since_json(inbound, outcome, read_back, &when);
  return json_pack("{s:s, s:s?, s:s, s:s?, s:o, s:o, s:o, s:o, s:o, s:s?, s:s?, s:o}", "title",
                   outcome->title, "person", person ? person->name : NULL, "state", state, "problem",
                   outcome->problem, "fields", fields, "empty", empty, "notes", notes, "changed",
                   changed_json(outcome), "asked", asked, "example", example, "since_when", when, "since",
                   since);
}

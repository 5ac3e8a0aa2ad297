/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt: one a message, however many forms. It reads back what was read, names the empty boxes, and
 * attaches the copy as filed. Files nothing. C1.20 */
#include "mail/compose.h"
#include "pass/answer.h"
#include "pass/limits.h"
#include "pass/post.h"
#include "pass/values.h"
#include "store/facts.h"
#include "store/outbox.h"
#include <string.h>

/* Whom the receipt is for: the sender when the roster knows them, else the one person for whom something was
 * filed. */
static Person *
addressee(const Inbound *inbound)
{
  Store *store = inbound->engine->store;
  const Person *sender = inbound_sender(inbound);
  if (sender)
    return person_get(store, sender->id);
  for (guint i = 0; i < inbound->outcomes->len; i++) {
    const Outcome *outcome = inbound->outcomes->pdata[i];
    if (!outcome->filed)
      continue;
    g_autoptr(Obligation) obligation = obligation_get(store, outcome->obligation);
    return person_get(store, obligation->person);
  }
  return NULL;
}

static const char *
state_words_of(const Outcome *outcome)
{
  if (!strcmp(outcome->state, "filed"))
    return "Filed, thank you. A copy is attached.";
  if (!strcmp(outcome->state, "known"))
    return "We had this document already: nothing has changed.";
  if (!strcmp(outcome->state, "empty"))
    return "It came back without anything filled in, so it is not filed yet.";
  return "A person in the office will look at it. Nobody will be reminded in the meantime.";
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
add_boxes(const Inbound *inbound, const Outcome *outcome, const SchemeForm *form, json_t *fields,
          json_t *empty)
{
  if (!outcome->filed || form->records != RECORDS_NONE)
    return;
  g_autoptr(GPtrArray) answers = answers_of(inbound->engine->store, outcome->filed);
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    const char *value = answer_in(answers, field->id);
    if (!value) {
      json_array_append_new(empty, json_pack("{s:s}", "label", field->label));
      continue;
    }
    g_autofree char *words = value_words(field, value);
    json_array_append_new(fields, json_pack("{s:s, s:s}", "label", field->label, "value", words));
  }
}

static json_t *
outcome_json(const Inbound *inbound, const Outcome *outcome)
{
  json_t *fields = json_array(), *empty = json_array(), *person_name = json_null();
  g_autoptr(Obligation) obligation =
      outcome->obligation ? obligation_get(inbound->engine->store, outcome->obligation) : NULL;
  const Scheme *scheme = obligation ? schemes_find(inbound->engine->site->schemes, obligation->scheme) : NULL;
  g_autoptr(Filed) filed = outcome->filed ? filed_get(inbound->engine->store, outcome->filed) : NULL;
  const SchemeForm *form = scheme && filed ? scheme_form(scheme, filed->form) : NULL;
  if (form)
    add_boxes(inbound, outcome, form, fields, empty);
  for (guint i = 0; i < outcome->lines->len; i++) {
    g_auto(GStrv) parts = g_strsplit(outcome->lines->pdata[i], ": ", 2);
    json_array_append_new(
        fields, json_pack("{s:s, s:s}", "label", parts[0], "value", parts[0] && parts[1] ? parts[1] : ""));
  }
  if (obligation && outcome->filed) {
    g_autoptr(Person) person = person_get(inbound->engine->store, obligation->person);
    json_decref(person_name);
    person_name = json_string(person->name);
  }
  return json_pack("{s:s, s:o, s:s, s:o, s:o, s:o}", "title", outcome->title, "person", person_name, "state",
                   state_words_of(outcome), "fields", fields, "empty", empty, "problem",
                   outcome->problem ? json_string(outcome->problem) : json_null());
}

static const char *
type_of(const char *name)
{
  return g_str_has_suffix(name, ".xlsx") ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
         : g_str_has_suffix(name, ".docx")
             ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
             : "application/octet-stream";
}

static GPtrArray *
copies_of(const Inbound *inbound)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
  for (guint i = 0; i < inbound->outcomes->len; i++) {
    const Outcome *outcome = inbound->outcomes->pdata[i];
    if (outcome->filed && outcome->content)
      g_ptr_array_add(copies, attachment_new(outcome->name, type_of(outcome->name), outcome->content));
  }
  return copies;
}

static GPtrArray *
refs_of(const Inbound *inbound)
{
  GPtrArray *refs = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < inbound->outcomes->len; i++) {
    const Outcome *outcome = inbound->outcomes->pdata[i];
    g_autoptr(Obligation) obligation =
        outcome->obligation ? obligation_get(inbound->engine->store, outcome->obligation) : NULL;
    if (obligation && !g_ptr_array_find_with_equal_func(refs, obligation->ref, g_str_equal, NULL))
      g_ptr_array_add(refs, g_strdup(obligation->ref));
  }
  return refs;
}

/* What the receipt covers in the outbox, so that each obligation shows it. */
static void
cover(const Inbound *inbound, gint64 outbox)
{
  for (guint i = 0; i < inbound->outcomes->len; i++) {
    const Outcome *outcome = inbound->outcomes->pdata[i];
    if (outcome->obligation)
      outbox_cover(inbound->engine->store, outbox, outcome->obligation, G_MAXINT);
  }
}

gboolean
answer_receipt(Inbound *inbound, GError **error)
{
  Engine *engine = inbound->engine;
  g_autoptr(Person) person = addressee(inbound);
  gboolean filed = FALSE;
  json_t *documents = json_array();
  for (guint i = 0; i < inbound->outcomes->len; i++) {
    const Outcome *outcome = inbound->outcomes->pdata[i];
    filed = filed || outcome->filed;
    json_array_append_new(documents, outcome_json(inbound, outcome));
  }
  if (!person || !person->address ||
      !answer_allowed(engine, person->address, filed ? ANSWER_TO_SOMETHING : ANSWER_TO_NOTHING)) {
    json_decref(documents);
    return TRUE;
  }
  g_autoptr(GPtrArray) refs = refs_of(inbound);
  json_t *context = context_new(engine, NULL, person, 0);
  context_text(context, "ref", refs->len == 1 ? refs->pdata[0] : NULL);
  json_object_set_new(context, "documents", documents);
  g_ptr_array_add(refs, NULL);
  g_autoptr(GPtrArray) copies = copies_of(inbound);
  g_autofree char *purpose = g_strdup_printf("receipt:%" G_GINT64_FORMAT, inbound->message->id);
  g_autofree char *why = inbound_cause(inbound);
  Post mail = { .kind = MAIL_ANSWER,
                .template_name = "receipt",
                .purpose = purpose,
                .person = person->id,
                .message = inbound->message->id,
                .refs = (const char *const *) refs->pdata,
                .context = context,
                .attachments = copies,
                .why = why,
                .not_before = INSTANT_NONE,
                .in_reply_to = *inbound->reading->message_id ? inbound->reading->message_id : NULL };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  if (id > 0)
    cover(inbound, id);
  return id >= 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt: one a message, however many forms. It reads back what was read, names the boxes that are empty
 * or cannot be, and attaches the copy as filed. Files nothing. C1.20 */
#include "mail/compose.h"
#include "pass/commands/answer.h"
#include "pass/intake/boxes.h"
#include "pass/intake/claim.h"
#include "pass/intake/recognise.h"
#include "pass/intake/since.h"
#include "pass/intake/thread.h"
#include "pass/intake/values.h"
#include "pass/limits.h"
#include "pass/post.h"
#include "store/facts.h"
#include "store/outbox.h"
#include <string.h>

/* One receipt: to whom, and what of the message concerns them. */
typedef struct {
  char *address;       /* on the roster */
  GPtrArray *people;   /* of Person: whom it greets; none: whoever reads that address */
  GPtrArray *outcomes; /* of Outcome, borrowed */
} Receipt;

static void
receipt_free(gpointer data)
{
  Receipt *receipt = data;
  g_free(receipt->address);
  g_ptr_array_unref(receipt->people);
  g_ptr_array_unref(receipt->outcomes);
  g_free(receipt);
}

static Receipt *
receipt_new(const char *address)
{
  Receipt *receipt = g_new0(Receipt, 1);
  receipt->address = g_strdup(address);
  receipt->people = g_ptr_array_new_with_free_func((GDestroyNotify) person_free);
  receipt->outcomes = g_ptr_array_new();
  return receipt;
}

static Receipt *
receipt_to(GPtrArray *receipts, const char *address)
{
  for (guint i = 0; i < receipts->len; i++)
    if (!strcmp(((Receipt *) receipts->pdata[i])->address, address))
      return receipts->pdata[i];
  Receipt *receipt = receipt_new(address);
  g_ptr_array_add(receipts, receipt);
  return receipt;
}

/* Once, although several outcomes are theirs. */
static void
receipt_greet(Receipt *receipt, Person *person)
{
  for (guint i = 0; i < receipt->people->len; i++)
    if (((Person *) receipt->people->pdata[i])->id == person->id) {
      person_free(person);
      return;
    }
  g_ptr_array_add(receipt->people, person);
}

/* To who sent it, with everything, when the roster knows them. */
static void
to_sender(const Inbound *inbound, GPtrArray *receipts)
{
  const Person *sender = inbound_sender(inbound);
  const char *address = sender ? sender->address : inbound->reading->from.address;
  if (!address)
    return;
  Receipt *receipt = receipt_to(receipts, address);
  if (sender)
    receipt_greet(receipt, person_get(inbound->engine->store, sender->id));
  for (guint i = 0; i < inbound->outcomes->len; i++)
    if (!((const Outcome *) inbound->outcomes->pdata[i])->letter)
      g_ptr_array_add(receipt->outcomes, inbound->outcomes->pdata[i]);
}

/* From a stranger: to each person for whom something was taken or came in answer to a mail of ours, with what
 * is theirs and nothing of anybody else's. */
static void
to_owners(const Inbound *inbound, GPtrArray *receipts)
{
  for (guint i = 0; i < inbound->outcomes->len; i++) {
    Outcome *outcome = inbound->outcomes->pdata[i];
    gboolean answer = outcome->state == OUTCOME_CASE && outcome->obligation && thread_mail(inbound);
    if (!outcome->filed && outcome->state != OUTCOME_INCOMPLETE && !answer)
      continue;
    g_autoptr(Obligation) obligation = obligation_get(inbound->engine->store, outcome->obligation);
    g_autoptr(Person) person = person_get(inbound->engine->store, obligation->person);
    if (!person->address)
      continue;
    Receipt *receipt = receipt_to(receipts, person->address);
    receipt_greet(receipt, g_steal_pointer(&person));
    g_ptr_array_add(receipt->outcomes, outcome);
  }
}

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

/* What a confidential form says is read back to nobody but the one who was asked, whoever sent it on. C5.11
 */
static gboolean
may_read_back(const Inbound *inbound, const Receipt *receipt, const Outcome *outcome)
{
  if (!outcome->form || !outcome->form->confidential)
    return TRUE;
  g_autoptr(Obligation) obligation = obligation_get(inbound->engine->store, outcome->obligation);
  return obligation && receipt->people->len == 1 &&
         ((const Person *) receipt->people->pdata[0])->id == obligation->person;
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

static json_t *
outcome_json(const Inbound *inbound, const Receipt *receipt, const Outcome *outcome)
{
  json_t *fields = json_array(), *empty = json_array(), *notes = json_array(), *asked = asked_json(outcome);
  g_autoptr(Obligation) obligation =
      outcome->obligation ? obligation_get(inbound->engine->store, outcome->obligation) : NULL;
  g_autoptr(Person) person = obligation && (outcome->filed || outcome->state == OUTCOME_INCOMPLETE)
                                 ? person_get(inbound->engine->store, obligation->person)
                                 : NULL;
  gboolean read_back = may_read_back(inbound, receipt, outcome);
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

static const char *
type_of(const char *name)
{
  return g_str_has_suffix(name, ".xlsx") ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
         : g_str_has_suffix(name, ".docx")
             ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
             : "application/octet-stream";
}

static GPtrArray *
copies_of(const Inbound *inbound, const Receipt *receipt)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
  for (guint i = 0; i < receipt->outcomes->len; i++) {
    const Outcome *outcome = receipt->outcomes->pdata[i];
    if (outcome->filed && outcome->content && may_read_back(inbound, receipt, outcome))
      g_ptr_array_add(copies, attachment_new(outcome->name, type_of(outcome->name), outcome->content));
  }
  return copies;
}

static GPtrArray *
refs_of(const Inbound *inbound, const Receipt *receipt)
{
  GPtrArray *refs = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < receipt->outcomes->len; i++) {
    const Outcome *outcome = receipt->outcomes->pdata[i];
    g_autoptr(Obligation) obligation =
        outcome->obligation ? obligation_get(inbound->engine->store, outcome->obligation) : NULL;
    if (obligation && !g_ptr_array_find_with_equal_func(refs, obligation->ref, g_str_equal, NULL))
      g_ptr_array_add(refs, g_strdup(obligation->ref));
  }
  return refs;
}

/* What the receipt covers in the outbox, so that each obligation shows it. */
static void
cover(const Inbound *inbound, const Receipt *receipt, gint64 outbox)
{
  for (guint i = 0; i < receipt->outcomes->len; i++) {
    const Outcome *outcome = receipt->outcomes->pdata[i];
    if (outcome->obligation)
      outbox_cover(inbound->engine->store, outbox, outcome->obligation, G_MAXINT);
  }
}

static gboolean
has_state(const Receipt *receipt, OutcomeState state)
{
  for (guint i = 0; i < receipt->outcomes->len; i++)
    if (((Outcome *) receipt->outcomes->pdata[i])->state == state)
      return TRUE;
  return FALSE;
}

/* Everybody who reads this address, by their first names. */
static void
greet(const Inbound *inbound, const Receipt *receipt, json_t *context)
{
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < receipt->people->len; i++) {
    json_t *one = context_new(inbound->engine, NULL, receipt->people->pdata[i], 0);
    g_string_append_printf(names, "%s%s",
                           !i                              ? ""
                           : i + 1 == receipt->people->len ? " and "
                                                           : ", ",
                           json_string_value(json_object_get(one, "first_name")));
    json_decref(one);
  }
  context_text(context, "first_name", names->len ? names->str : "colleague");
}

static json_t *
context_of(const Inbound *inbound, const Receipt *receipt, const GPtrArray *refs, const char *new_address)
{
  json_t *context =
      context_new(inbound->engine, NULL, receipt->people->len ? receipt->people->pdata[0] : NULL, 0);
  json_t *documents = json_array();
  for (guint i = 0; i < receipt->outcomes->len; i++)
    json_array_append_new(documents, outcome_json(inbound, receipt, receipt->outcomes->pdata[i]));
  greet(inbound, receipt, context);
  context_text(context, "ref", refs->len == 1 ? refs->pdata[0] : NULL);
  context_text(context, "new_address", new_address);
  json_object_set_new(context, "filed", json_boolean(has_state(receipt, OUTCOME_FILED)));
  json_object_set_new(context, "corrected", json_boolean(has_state(receipt, OUTCOME_CHANGED)));
  json_object_set_new(context, "may_change",
                      json_boolean(has_state(receipt, OUTCOME_FILED) || has_state(receipt, OUTCOME_CHANGED)));
  json_object_set_new(context, "documents", documents);
  return context;
}

/* Once only: for the message, for each of those who had something in it, for the case that was settled. */
static char *
purpose_of(const Inbound *inbound, const Receipt *receipt)
{
  const Person *first = receipt->people->len ? receipt->people->pdata[0] : NULL;
  if (inbound->settles)
    return g_strdup_printf("receipt:%" G_GINT64_FORMAT ":case:%" G_GINT64_FORMAT, inbound->message->id,
                           inbound->settles);
  if (inbound->senders->len || !first)
    return g_strdup_printf("receipt:%" G_GINT64_FORMAT, inbound->message->id);
  return g_strdup_printf("receipt:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, inbound->message->id, first->id);
}

static gboolean
send_receipt(Inbound *inbound, const Receipt *receipt, const char *new_address, GError **error)
{
  g_autoptr(GPtrArray) refs = refs_of(inbound, receipt), copies = copies_of(inbound, receipt);
  json_t *context = context_of(inbound, receipt, refs, new_address);
  g_ptr_array_add(refs, NULL);
  g_autofree char *purpose = purpose_of(inbound, receipt), *why = inbound_cause(inbound);
  const char *const to[] = { receipt->address, NULL };
  Post mail = { .kind = MAIL_ANSWER,
                .template_name = "receipt",
                .purpose = purpose,
                .person = receipt->people->len ? ((Person *) receipt->people->pdata[0])->id : 0,
                .message = inbound->message->id,
                .to = to,
                .refs = (const char *const *) refs->pdata,
                .context = context,
                .attachments = copies,
                .why = why,
                .not_before = INSTANT_NONE,
                .in_reply_to = *inbound->reading->message_id ? inbound->reading->message_id : NULL };
  gint64 id = post(inbound->engine, &mail, error);
  json_decref(context);
  if (id > 0)
    cover(inbound, receipt, id);
  return id >= 0;
}

gboolean
answer_receipt(Inbound *inbound, GError **error)
{
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func(receipt_free);
  if (inbound->senders->len)
    to_sender(inbound, receipts);
  else
    to_owners(inbound, receipts);
  gboolean good = TRUE;
  for (guint i = 0; good && i < receipts->len; i++) {
    const Receipt *receipt = receipts->pdata[i];
    if (!receipt->outcomes->len)
      continue; /* it has letters of its own */
    gboolean something = has_state(receipt, OUTCOME_FILED) || has_state(receipt, OUTCOME_CHANGED) ||
                         has_state(receipt, OUTCOME_INCOMPLETE);
    if (!answer_allowed(inbound->engine, receipt->address,
                        something ? ANSWER_TO_SOMETHING : ANSWER_TO_NOTHING))
      continue;
    const char *claimed = receipts->len == 1 && receipt->people->len == 1
                              ? claim_open(inbound, receipt->people->pdata[0])
                              : NULL;
    good = send_receipt(inbound, receipt, claimed, error);
  }
  return good;
}

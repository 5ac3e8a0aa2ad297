/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt: one a message, however many forms. Finds who gets it and what of the message is theirs,
 * attaches the copies as filed and sends it. What it says of each form is receipt_form's; files nothing.
 * C1.20 */
#include "mail/compose.h"
#include "pass/commands/answer.h"
#include "pass/intake/claim.h"
#include "pass/intake/receipt_form.h"
#include "pass/intake/thread.h"
#include "pass/limits.h"
#include "pass/post.h"
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
  for (guint i = 0; i < receipt->outcomes->len; i++) {
    const Outcome *outcome = receipt->outcomes->pdata[i];
    gboolean read_back = may_read_back(inbound, receipt, outcome);
    json_array_append_new(documents, receipt_form_json(inbound, outcome, read_back));
  }
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

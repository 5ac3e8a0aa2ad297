/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends the outbox. Each recipient's end is known by itself: taken, refused for good, to be tried later, or
 * unsure. Composes nothing: the bytes were fixed when the mail was queued. */
#include "pass/deliver.h"
#include "base/fault.h"
#include "mail/refusals.h"
#include "pass/outcome.h"
#include "pass/pace.h"
#include "pass/taken.h"
#include <string.h>

#define LATELY (15 * 60000) /* ms: a server that took mail so long ago takes mail */
#define SOME 3              /* recipients put off, and none taken: it is the server */

struct Delivery {
  Engine *engine;
  Submission *submission;
  Pace *pace;
  Taken *taken;
  GPtrArray *mails;     /* of OutboxMail: the batch under way; NULL: none */
  GPtrArray *envelopes; /* of Outgoing, its own */
  gboolean started;     /* it was committed as "sending" and begun */
  gint64 took;          /* when the server last took a mail of ours, monotonic ms; 0: never */
  gboolean recover;     /* mails may be "sending" that this batch does not know */
  GArray *ends;         /* of End: what came back so far */
  GError *fault;        /* why the server could not be used */
};

/* An envelope, with what a note of its taking needs. */
typedef struct {
  Envelope envelope;
  const char *message_id;
} Outgoing;

Delivery *
delivery_new(Engine *engine, Submission *submission)
{
  Delivery *delivery = g_new0(Delivery, 1);
  delivery->engine = engine;
  delivery->submission = submission;
  delivery->pace = pace_new(engine);
  delivery->taken = taken_open(store_path(engine->store));
  delivery->recover = TRUE;
  delivery->ends = g_array_new(FALSE, FALSE, sizeof(End));
  g_array_set_clear_func(delivery->ends, end_clear);
  return delivery;
}

/* What is under way and not recorded stays "sending": the next start finds it. */
void
delivery_free(Delivery *delivery)
{
  if (!delivery)
    return;
  g_clear_pointer(&delivery->mails, g_ptr_array_unref);
  g_clear_pointer(&delivery->envelopes, g_ptr_array_unref);
  g_array_unref(delivery->ends);
  pace_free(delivery->pace);
  taken_close(delivery->taken);
  g_clear_error(&delivery->fault);
  g_free(delivery);
}

static void
note_end(const Envelope *envelope, SendResult result, int code, gboolean ours, const char *words,
         gpointer data)
{
  Delivery *delivery = data;
  End end = { envelope->id, g_strdup(envelope->recipient), g_strdup(words ? words : ""), result, code, ours };
  if (result == SEND_SENT)
    taken_note(delivery->taken, ((const Outgoing *) envelope)->message_id, envelope->recipient);
  g_array_append_val(delivery->ends, end);
}

static void
outgoing_free(gpointer data)
{
  Outgoing *outgoing = data;
  g_free((char *) outgoing->envelope.recipient);
  g_free(outgoing);
}

static gboolean
is_open(const Recipient *recipient)
{
  return !strcmp(recipient->state, "queued") || !strcmp(recipient->state, "unsure");
}

static GPtrArray *
envelopes_of(Delivery *delivery, const GPtrArray *mails)
{
  GPtrArray *envelopes = g_ptr_array_new_with_free_func(outgoing_free);
  for (guint i = 0; i < mails->len; i++) {
    OutboxMail *mail = mails->pdata[i];
    g_autoptr(GPtrArray) recipients = outbox_recipients(delivery->engine->store, mail->id);
    for (guint j = 0; j < recipients->len; j++) {
      const Recipient *one = recipients->pdata[j];
      if (!is_open(one))
        continue;
      Outgoing *outgoing = g_new0(Outgoing, 1);
      outgoing->envelope = (Envelope){ mail->id, mail->sender, g_strdup(one->address), mail->bytes };
      outgoing->message_id = mail->message_id;
      g_ptr_array_add(envelopes, outgoing);
    }
  }
  return envelopes;
}

gint64
delivery_wait(const Delivery *delivery)
{
  return pace_wait(delivery->pace);
}

/* What was taken before the process was killed, or before a transaction failed, is recorded: it does not go
 * again. */
static void
recover(Delivery *delivery)
{
  Store *store = delivery->engine->store;
  g_autoptr(GPtrArray) mails = outbox_list(store, "sending");
  g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(End));
  g_array_set_clear_func(ends, end_clear);
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint i = 0; i < mails->len; i++) {
    OutboxMail *mail = mails->pdata[i];
    g_autoptr(GPtrArray) recipients = outbox_recipients(store, mail->id);
    guint before = ends->len;
    for (guint j = 0; j < recipients->len; j++) {
      const Recipient *one = recipients->pdata[j];
      if (!is_open(one) || !taken_has(delivery->taken, mail->message_id, one->address))
        continue;
      End end = { mail->id, g_strdup(one->address), g_strdup("taken before a restart"), SEND_SENT, 0, FALSE };
      g_array_append_val(ends, end);
    }
    if (ends->len > before)
      g_ptr_array_add(known, mail);
  }
  outcome_record(delivery->engine, known, ends, FALSE, FALSE);
}

/* Those left "sending" by a crash may have gone: they are unsure, and go again as the same bytes. */
static void
mark_unsure(Engine *engine, const GPtrArray *mails)
{
  for (guint i = 0; i < mails->len; i++) {
    const OutboxMail *mail = mails->pdata[i];
    if (!strcmp(mail->state, "sending"))
      journal_add(engine->store, mail->person, 0, "restart",
                  "mail %s may have been sent: it goes again unchanged", mail->template_name);
  }
}

static gboolean
works(const Delivery *delivery)
{
  return delivery->took && clock_monotonic() - delivery->took < LATELY;
}

/* Why all mail waits, if it does by what the batch came to. */
static void
judge_server(Delivery *delivery, const Verdict *verdict)
{
  const char *url = delivery->engine->site->submission.url;
  if (delivery->fault || works(delivery))
    return;
  if (verdict->ours) {
    g_autofree char *words = refusal_of_ours(url, verdict->code, verdict->words);
    g_set_error_literal(&delivery->fault, FAULT, FAULT_LATER, words);
  } else if (verdict->later >= (pace_is_stuck(delivery->engine->store) ? 1 : SOME)) {
    g_set_error(&delivery->fault, FAULT, FAULT_LATER,
                "%s puts off whatever is sent, and all mail waits: %d %s", url, verdict->code,
                verdict->words);
  }
}

/* By what the batch came to, the next one goes, or all wait. */
static void
judge(Delivery *delivery, const Verdict *verdict)
{
  if (verdict->sent)
    delivery->took = clock_monotonic();
  judge_server(delivery, verdict);
  if (g_error_matches(delivery->fault, FAULT, FAULT_LATER))
    pace_refused(delivery->engine, verdict->slower, verdict->sent > 0, verdict->at);
  else if (!delivery->fault && verdict->sent)
    pace_went_well(delivery->engine);
}

/* What came back for the last batch, once all of it did; nothing for one whose transaction failed: the notes
 * of its takings tell. */
static void
record_batch(Delivery *delivery)
{
  if (delivery->started && !delivery->fault)
    submission_work(delivery->submission, TRUE, &delivery->fault);
  if (delivery->started) {
    Verdict verdict = outcome_record(delivery->engine, delivery->mails, delivery->ends, works(delivery),
                                     delivery->fault != NULL);
    judge(delivery, &verdict);
  }
  delivery->started = FALSE;
  g_array_set_size(delivery->ends, 0);
  g_clear_pointer(&delivery->mails, g_ptr_array_unref);
  g_clear_pointer(&delivery->envelopes, g_ptr_array_unref);
}

/* What mentord begins goes in the sending window alone, however long it had to wait for a server that takes
 * it. */
static gboolean
goes_now(Engine *engine, const OutboxMail *mail)
{
  if (mail->kind != MAIL_OPENING && mail->kind != MAIL_CHASER && mail->kind != MAIL_DIGEST)
    return TRUE;
  Instant now = clock_now(engine->clock);
  gint64 school = mail->person ? engine_school(engine, NULL, mail->person, NULL) : 0;
  Instant at = engine_sending_time(engine, school, now);
  if (at > now)
    outbox_defer(engine->store, mail->id, at);
  return at <= now;
}

/* Of OutboxMail: at most @n that are due and may go now. */
static GPtrArray *
due_now(Engine *engine, OutboxReach reach, guint n)
{
  for (;;) {
    g_autoptr(GPtrArray) mails = outbox_due(engine->store, clock_now(engine->clock), reach, n);
    guint due = mails->len;
    for (guint i = due; i-- > 0;)
      if (!goes_now(engine, mails->pdata[i]))
        g_ptr_array_remove_index(mails, i);
    if (mails->len || !due)
      return g_steal_pointer(&mails);
  }
}

static guint
claim(Delivery *delivery, OutboxReach reach, gboolean *more)
{
  Engine *engine = delivery->engine;
  *more = FALSE;
  if (delivery->recover)
    recover(delivery);
  delivery->recover = TRUE; /* unless this transaction is committed */
  if (delivery->mails)
    record_batch(delivery);
  if (delivery->fault || pace_pause(engine->store) > clock_now(engine->clock))
    return 0;
  guint n = pace_allowance(delivery->pace);
  g_autoptr(GPtrArray) mails = due_now(engine, reach, n ? n : 1);
  *more = mails->len && !n;
  if (!mails->len || !n)
    return 0;
  pace_spend(delivery->pace, mails->len);
  mark_unsure(engine, mails);
  outbox_sending(engine->store, mails);
  delivery->envelopes = envelopes_of(delivery, mails);
  delivery->mails = g_steal_pointer(&mails);
  return delivery->mails->len;
}

guint
delivery_claim_answers(Delivery *delivery)
{
  gboolean more;
  return claim(delivery, DUE_ANSWERS, &more);
}

void
delivery_start(Delivery *delivery)
{
  taken_forget(delivery->taken);
  delivery->recover = FALSE;
  delivery->started = delivery->mails != NULL;
  if (!delivery->started)
    return;
  submission_set_connections(delivery->submission, pace_connections(delivery->pace));
  if (submission_begin(delivery->submission, delivery->envelopes, note_end, delivery, &delivery->fault))
    delivery_work(delivery);
}

void
delivery_work(Delivery *delivery)
{
  if (delivery->started && !delivery->fault)
    submission_work(delivery->submission, FALSE, &delivery->fault);
}

gboolean
deliver(Delivery *delivery, guint *sent, gboolean *more, GError **error)
{
  Store *store = delivery->engine->store;
  const Engine *engine = delivery->engine;
  OutboxReach reach = engine->clock_jumped ? DUE_OFFICE : engine->may_chase ? DUE_CHASERS : DUE_ASKS;
  guint claimed;
  *sent = 0;
  do {
    store_begin(store);
    claimed = claim(delivery, reach, more);
    if (!store_commit(store, error))
      return FALSE;
    delivery_start(delivery);
    *sent += claimed;
  } while (claimed);
  if (!delivery->fault)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&delivery->fault));
  return FALSE;
}

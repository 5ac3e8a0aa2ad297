/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends the outbox. Each recipient's end is known by itself: taken, refused for good, to be tried later, or
 * unsure. Composes nothing: the bytes were fixed when the mail was queued. */
#include "pass/deliver.h"
#include "base/fault.h"
#include "pass/intake/refusal.h"
#include "pass/intake/undelivered.h"
#include "store/approvals.h"
#include "store/asking.h"
#include "store/obligations.h"
#include "store/outbox.h"
#include <string.h>

#define AT_ONCE 100
#define FIRST_RETRY (5 * 60)
#define LAST_RETRY (4 * 3600)
#define LAST_RETRY_OF_SERVER                                                                                 \
  (15 * 60)                 /* when it refuses everybody's mail: it is asked more often whether it works */
#define GIVE_UP (5 * 86400) /* seconds after it was queued */

struct Delivery {
  Engine *engine;
  Submission *submission;
  gint64 next_allowed;  /* monotonic ms */
  GPtrArray *mails;     /* of OutboxMail: the batch under way; NULL: none */
  GPtrArray *envelopes; /* of Envelope, its own */
  gboolean started;     /* it was committed as "sending" and begun */
  GArray *ends;         /* of End: what came back so far */
  GError *fault;        /* why the server could not be used */
};

/* What came back for each recipient, kept until the batch's transaction. */
typedef struct {
  gint64 outbox;
  char *address, *words;
  SendResult result;
  int code;
  gboolean ours;
} End;

static void
end_clear(gpointer data)
{
  End *end = data;
  g_free(end->address);
  g_free(end->words);
}

Delivery *
delivery_new(Engine *engine, Submission *submission)
{
  Delivery *delivery = g_new0(Delivery, 1);
  delivery->engine = engine;
  delivery->submission = submission;
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
  g_clear_error(&delivery->fault);
  g_free(delivery);
}

/* 5 minutes, then twice as long each time, to 4 hours; less when it is not the recipient's server that
 * refuses. */
static Instant
retry_after(Instant now, int attempts, gboolean ours)
{
  gint64 wait = FIRST_RETRY, longest = ours ? LAST_RETRY_OF_SERVER : LAST_RETRY;
  for (int i = 0; i < attempts && wait < longest; i++)
    wait *= 2;
  return now + MIN(wait, longest);
}

static void
note_end(const Envelope *envelope, SendResult result, int code, gboolean ours, const char *words,
         gpointer data)
{
  End end = { envelope->id, g_strdup(envelope->recipient), g_strdup(words ? words : ""), result, code, ours };
  g_array_append_val((GArray *) data, end);
}

static void
envelope_free(gpointer data)
{
  Envelope *envelope = data;
  g_free((char *) envelope->recipient);
  g_free(envelope);
}

static GPtrArray *
envelopes_of(Delivery *delivery, const GPtrArray *mails)
{
  GPtrArray *envelopes = g_ptr_array_new_with_free_func(envelope_free);
  for (guint i = 0; i < mails->len; i++) {
    OutboxMail *mail = mails->pdata[i];
    g_autoptr(GPtrArray) recipients = outbox_recipients(delivery->engine->store, mail->id);
    for (guint j = 0; j < recipients->len; j++) {
      Recipient *one = recipients->pdata[j];
      if (strcmp(one->state, "queued") && strcmp(one->state, "unsure"))
        continue;
      Envelope *envelope = g_new0(Envelope, 1);
      envelope->id = mail->id;
      envelope->sender = mail->sender;
      envelope->recipient = g_strdup(one->address);
      envelope->bytes = mail->bytes;
      g_ptr_array_add(envelopes, envelope);
    }
  }
  return envelopes;
}

static void
start_clock(Engine *engine, const OutboxMail *mail, gint64 id, Instant at)
{
  g_autoptr(Obligation) obligation = obligation_get(engine->store, id);
  if (!obligation || obligation->sent != INSTANT_NONE)
    return;
  obligation->sent = at;
  obligation_save(engine->store, obligation);
  dirty_add(engine->store, obligation->person);
  journal_add(engine->store, obligation->person, obligation->id, mail->template_name,
              "request taken by the server");
}

/* The server took a request, or one for an approval: its local date is day 0. C1.19 */
static void
start_clocks(Engine *engine, const OutboxMail *mail, Instant at)
{
  g_autoptr(GArray) requested = askings_requested(engine->store, mail->id);
  for (guint i = 0; i < requested->len; i++)
    start_clock(engine, mail, g_array_index(requested, gint64, i), at);
  g_autoptr(GPtrArray) signings = signings_in_mail(engine->store, mail->id);
  for (guint i = 0; i < signings->len; i++)
    start_clock(engine, mail, ((Signing *) signings->pdata[i])->obligation, at);
}

/* What the server says of a recipient is kept, and acted upon, like what comes back later. C1.2 */
static void
address_refused(Engine *engine, const OutboxMail *mail, const End *end)
{
  const Undelivered one = { .address = end->address,
                            .kind = UNDELIVERED_FAILED,
                            .status = (char *) "",
                            .words = end->words ? end->words : (char *) "",
                            .outbox = mail->id,
                            .found = (char *) "server",
                            .at = clock_now(engine->clock) };
  undelivered_take(engine, &one, end->code, mail->template_name);
}

/* A full mailbox may be empty tomorrow, and a server that takes us for spammers may be told better: such a
 * refusal is tried again like one for now. */
static gboolean
is_worth_a_retry(const End *end)
{
  return !end->ours && refusal_of("", end->code, end->words ? end->words : "") != REFUSAL_ADDRESS;
}

static const char *
state_after(const Engine *engine, const OutboxMail *mail, const End *end)
{
  gboolean old = !end->ours && clock_now(engine->clock) - mail->not_before > GIVE_UP;
  switch (end->result) {
  case SEND_SENT: return "sent";
  case SEND_REFUSED: return is_worth_a_retry(end) && !old ? "queued" : "failed";
  case SEND_UNSURE: return "unsure";
  case SEND_LATER: return old ? "failed" : "queued";
  }
  return "queued";
}

/* What is tried again is told when it begins, and when it is given up. */
static gboolean
is_worth_telling(const OutboxMail *mail, const End *end, const char *state)
{
  if (end->ours || end->result == SEND_SENT || end->result == SEND_UNSURE)
    return FALSE;
  return !strcmp(state, "failed") || (end->result == SEND_REFUSED && !mail->attempts);
}

/* What came back for one mail. Nothing did when the server could not be used: it was not tried then, and is
 * due as before. */
static void
record_mail(Engine *engine, const OutboxMail *mail, const GArray *ends)
{
  Instant now = clock_now(engine->clock);
  gboolean tried = FALSE, ours = TRUE;
  for (guint i = 0; i < ends->len; i++) {
    const End *end = &g_array_index(ends, End, i);
    if (end->outbox != mail->id)
      continue;
    tried = TRUE;
    ours = ours && end->ours;
    const char *state = state_after(engine, mail, end);
    outbox_recipient_done(engine->store, mail->id, end->address, state, end->code, end->words);
    g_info("event=delivery outbox=%" G_GINT64_FORMAT " state=%s code=%d", mail->id, state, end->code);
    if (is_worth_telling(mail, end, state))
      address_refused(engine, mail, end);
  }
  Instant again = tried ? retry_after(now, mail->attempts, ours) : INSTANT_NONE;
  if (outbox_settle(engine->store, mail->id, now, again))
    start_clocks(engine, mail, now);
}

static void
record(Engine *engine, const GPtrArray *mails, const GArray *ends)
{
  for (guint i = 0; i < mails->len; i++)
    record_mail(engine, mails->pdata[i], ends);
}

/* How many the rate allows now. Under --now the rate does not hold anything back: nothing may sleep. */
static guint
allowance(const Delivery *delivery)
{
  const Engine *engine = delivery->engine;
  gboolean unpaced = !engine->site->per_minute || clock_is_set(engine->clock) ||
                     g_str_has_prefix(engine->site->submission.url, "maildir:");
  if (unpaced)
    return AT_ONCE;
  return clock_monotonic() >= delivery->next_allowed ? engine->site->per_minute : 0;
}

gint64
delivery_wait(const Delivery *delivery)
{
  return MAX(0, delivery->next_allowed - clock_monotonic());
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

/* What came back for the last batch, once all of it did; nothing for one whose transaction failed. */
static void
record_batch(Delivery *delivery)
{
  if (delivery->started && !delivery->fault)
    submission_work(delivery->submission, TRUE, &delivery->fault);
  if (delivery->started)
    record(delivery->engine, delivery->mails, delivery->ends);
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
  if (delivery->mails)
    record_batch(delivery);
  if (delivery->fault)
    return 0;
  guint n = allowance(delivery);
  g_autoptr(GPtrArray) mails = due_now(engine, reach, n ? n : 1);
  *more = mails->len && !n;
  if (!mails->len || !n)
    return 0;
  if (engine->site->per_minute)
    delivery->next_allowed = clock_monotonic() + (gint64) mails->len * 60000 / engine->site->per_minute;
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
  delivery->started = delivery->mails != NULL;
  if (delivery->started &&
      submission_begin(delivery->submission, delivery->envelopes, note_end, delivery->ends, &delivery->fault))
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
  OutboxReach reach = delivery->engine->may_chase ? DUE_CHASERS : DUE_ASKS;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sent, to be tried again, failed, or unsure. A refusal at RCPT is the recipient's: undelivered.c
 * acts upon it. A refusal of ours (MAIL, DATA, the content) blames nobody: the mail waits, and is given up,
 * with a case, after five days in which the server took others. */
#include "pass/outcome.h"
#include "pass/intake/refusal.h"
#include "pass/intake/undelivered.h"
#include "pass/pace.h"
#include "store/approvals.h"
#include "store/asking.h"
#include "store/cases.h"
#include "store/obligations.h"
#include <string.h>

#define GIVE_UP (5 * 86400) /* seconds since a server first put it off */
#define UNSURE_TRIES 5      /* each may have arrived */
#define TOO_LARGE 552       /* RFC 5321 4.2.3, RFC 1870 */

void
end_clear(gpointer data)
{
  End *end = data;
  g_free(end->address);
  g_free(end->words);
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

static void
open_case(Engine *engine, const OutboxMail *mail, const char *kind, char *question)
{
  Case c = { .document = -1,
             .kind = (char *) kind,
             .person = mail->person,
             .question = question,
             .detail = (char *) "{}" };
  case_open(engine->store, &c);
}

/* What the server says of a recipient is kept, and acted upon, like what comes back later. C1.2 */
static void
address_refused(Engine *engine, const OutboxMail *mail, const End *end)
{
  const Undelivered one = { .address = end->address,
                            .kind = UNDELIVERED_FAILED,
                            .status = (char *) "",
                            .words = end->words,
                            .outbox = mail->id,
                            .found = (char *) "server",
                            .at = clock_now(engine->clock) };
  undelivered_take(engine, &one, end->code, mail->template_name);
}

static void
given_up(Engine *engine, const OutboxMail *mail, const End *end)
{
  g_autofree char *question = g_strdup_printf(
      "\"%s\" did not reach %s and is not tried any more: the mail server says %d %s. Can it be told "
      "otherwise?",
      mail->subject, end->address, end->code, end->words);
  open_case(engine, mail, "mail", question);
}

/* The server takes other mail, and not this one. */
static void
mail_refused(Engine *engine, const OutboxMail *mail, const End *end)
{
  g_autofree char *question = g_strdup_printf(
      "the mail server takes other mail and refuses \"%s\" to %s (%d %s). It is tried again for five days: "
      "is there something in it that the server does not like?",
      mail->subject, end->address, end->code, end->words);
  open_case(engine, mail, "mail", question);
}

static gboolean
is_too_large(const End *end)
{
  return end->ours && (end->code == TOO_LARGE || g_str_has_prefix(end->words, "5.3.4"));
}

/* A full mailbox may be empty tomorrow, and a server that takes us for spammers may be told better: such a
 * refusal is tried again like one for now. */
static gboolean
is_for_good(const End *end)
{
  return end->ours ? is_too_large(end) : refusal_of("", end->code, end->words) == REFUSAL_ADDRESS;
}

/* Tried for long enough; days in which the server took nothing from us do not tell against a mail. */
static gboolean
is_hopeless(const Engine *engine, const OutboxMail *mail, gboolean worked)
{
  return mail->put_off != INSTANT_NONE && clock_now(engine->clock) - mail->put_off > GIVE_UP &&
         (worked || !pace_is_stuck(engine->store));
}

static const char *
state_after(const Engine *engine, const OutboxMail *mail, const End *end, gboolean worked)
{
  gboolean old = is_hopeless(engine, mail, worked);
  switch (end->result) {
  case SEND_SENT: return "sent";
  case SEND_REFUSED: return old || is_for_good(end) ? "failed" : "queued";
  case SEND_UNSURE: return mail->attempts + 1 >= UNSURE_TRIES ? "failed" : "unsure";
  case SEND_LATER:
  case SEND_SLOWER: return old ? "failed" : "queued";
  }
  return "queued";
}

/* Who must hear of this end: when it begins to be tried again, and when it is given up. */
static void
tell(Engine *engine, const OutboxMail *mail, const End *end, const char *state, gboolean others_sent)
{
  gboolean first = mail->put_off == INSTANT_NONE, failed = !strcmp(state, "failed");
  if (end->result == SEND_REFUSED && !end->ours) {
    if (first || failed)
      address_refused(engine, mail, end);
  } else if (failed) {
    given_up(engine, mail, end);
  } else if (end->result == SEND_REFUSED && others_sent && first) {
    mail_refused(engine, mail, end);
  }
}

/* A mail that came too fast keeps its place once; were it the mail after all, others go first from then on.
 */
static Instant
try_again(const Engine *engine, const OutboxMail *mail, const End *last)
{
  if (!last) /* for those of its recipients who were not tried yet */
    return mail->next_try;
  if (last->result == SEND_SLOWER && !mail->attempts)
    return mail->next_try;
  Instant retry = pace_retry(clock_now(engine->clock), mail->attempts);
  return last->result == SEND_SLOWER ? retry + 60 : retry;
}

static void
record_mail(Engine *engine, const OutboxMail *mail, const GArray *ends, gboolean worked, Instant now)
{
  const End *last = NULL;
  gboolean tried = FALSE;
  for (guint i = 0; i < ends->len; i++) {
    const End *end = &g_array_index(ends, End, i);
    if (end->outbox != mail->id)
      continue;
    const char *state = state_after(engine, mail, end, worked);
    outbox_recipient_done(engine->store, mail->id, end->address, state, end->code, end->words);
    g_info("event=delivery outbox=%" G_GINT64_FORMAT " state=%s code=%d", mail->id, state, end->code);
    tell(engine, mail, end, state, worked);
    tried = TRUE;
    if (end->result != SEND_SENT)
      last = end;
  }
  if (!tried) { /* a server that is down has refused nobody's mail */
    outbox_postpone(engine->store, mail->id);
    return;
  }
  if (last)
    outbox_put_off(engine->store, mail->id, now);
  if (outbox_settle(engine->store, mail->id, now, try_again(engine, mail, last)))
    start_clocks(engine, mail, now);
}

static Verdict
judge(const GArray *ends)
{
  Verdict verdict = { 0 };
  const End *first[2] = { NULL, NULL }; /* refused for what is ours, put off */
  for (guint i = 0; i < ends->len; i++) {
    const End *end = &g_array_index(ends, End, i);
    gboolean ours = end->result == SEND_REFUSED && end->ours && !is_too_large(end);
    gboolean later = end->result == SEND_LATER;
    verdict.sent += end->result == SEND_SENT;
    verdict.slower = verdict.slower || end->result == SEND_SLOWER;
    verdict.ours += ours;
    verdict.later += later;
    if ((ours || later) && !first[later])
      first[later] = end;
  }
  const End *said = first[0] ? first[0] : first[1];
  verdict.words = said ? said->words : NULL;
  verdict.code = said ? said->code : 0;
  return verdict;
}

Verdict
outcome_record(Engine *engine, const GPtrArray *mails, const GArray *ends, gboolean worked, gboolean refuses)
{
  Verdict verdict = judge(ends);
  verdict.at = clock_now(engine->clock);
  worked = !refuses && (worked || verdict.sent);
  for (guint i = 0; i < mails->len; i++)
    record_mail(engine, mails->pdata[i], ends, worked, verdict.at);
  return verdict;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Routes one reading by its kind. A human's mail is filed and answered; an automatic one is noted and never
 * answered. */
#include "pass/intake/intake.h"
#include "base/fault.h"
#include "pass/approve/approval_reply.h"
#include "pass/approve/deputy.h"
#include "pass/calendar/meetings_mail.h"
#include "pass/calendar/rsvp.h"
#include "pass/calendar/rsvp_bare.h"
#include "pass/commands/answer.h"
#include "pass/commands/orders.h"
#include "pass/intake/address_reply.h"
#include "pass/intake/away.h"
#include "pass/intake/bounce.h"
#include "pass/intake/returns.h"
#include "pass/intake/undelivered.h"
#include "store/outbox.h"
#include <string.h>

/* Whether one of the documents is a form of ours. */
static gboolean
carries_form(const Inbound *inbound)
{
  for (const Reading *reading = inbound->reading; reading; reading = reading->forwarded)
    for (guint i = 0; i < reading->documents->len; i++)
      if (form_recognise(inbound->engine->site->schemes, reading->documents->pdata[i], NULL, NULL).form)
        return TRUE;
  return FALSE;
}

/* Automatic mail: noted on the person, never answered, never evidence. A form in it waits for a human.
 * doc/contract.md, "Mails". */
static void
note_automatic(Inbound *inbound)
{
  const char *kind = inbound->kind, *from = inbound->reading->from.address;
  if (!strcmp(kind, "auto-reply")) {
    away_take(inbound);
    deputy_take(inbound);
  } else if (!strcmp(kind, "report")) {
    bounce_take_complaint(inbound);
  } else if (!strcmp(kind, "challenge")) {
    bounce_take_challenge(inbound);
  }
  if (strcmp(inbound->reading->kind, "own") && carries_form(inbound))
    inbound_case(inbound, "automatic", -1, NULL, NULL, NULL, "an automatic mail (%s) from %s carries a form",
                 kind, from ? from : "nobody");
  const Person *sender = inbound_sender(inbound);
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(inbound->engine->store, sender ? sender->id : 0, 0, cause, "%s: %s", kind,
              inbound->reading->subject);
}

static gboolean
is_automatic(const char *kind)
{
  static const char *const kinds[] = { "auto-reply", "read-receipt", "challenge", "report",
                                       "list",       "own",          "calendar",  NULL };
  return g_strv_contains(kinds, kind);
}

gboolean
intake_is_human(const char *kind)
{
  return strcmp(kind, "bounce") != 0 && strcmp(kind, "delay") != 0 && !is_automatic(kind);
}

/* What the reader cannot know: that it is our own mail, or that it came to the envelope sender of one. */
static const char *
kind_of(const Inbound *inbound)
{
  const Reading *reading = inbound->reading;
  const Site *site = inbound->engine->site;
  const char *from = reading->from.address;
  gboolean ours = *reading->message_id && outbox_by_message_id(inbound->engine->store, reading->message_id);
  gboolean of_mailbox =
      from && !g_ascii_strcasecmp(from, site->from_address) && g_ascii_strcasecmp(from, site->office) != 0;
  if (ours || of_mailbox)
    return "own";
  static const char *const others[] = { "message", "return", "document", "auto-reply", NULL };
  gboolean unclear = g_strv_contains(others, reading->kind);
  return unclear && bounce_is_hidden(inbound) ? "bounce" : reading->kind;
}

/* What lies in the junk folder, from nobody that the roster knows, is what it looks like. */
static gboolean
is_spam(const Inbound *inbound)
{
  return !inbound->senders->len && !strcmp(inbound->message->folder, "junk");
}

static gboolean
take_human(Inbound *inbound, GError **error)
{
  const Reading *reading = inbound->reading;
  gboolean understood = FALSE;
  if (!orders_take(inbound, &understood, error))
    return FALSE;
  if (understood)
    return TRUE;
  if (!approval_reply(inbound, &understood, error))
    return FALSE;
  if (!understood && !address_reply(inbound, &understood, error))
    return FALSE;
  if (understood && !carries_form(inbound))
    return TRUE;
  returns_take(inbound); /* a yes may bring a form along, which is filed like any other */
  if (understood && !inbound->outcomes->len)
    return TRUE;
  if (!inbound->outcomes->len && !answer_words(inbound, &understood, error))
    return FALSE;
  if (inbound->outcomes->len)
    return answer_letters(inbound, error) && answer_receipt(inbound, error);
  if (understood || is_spam(inbound))
    return TRUE;
  inbound_case(inbound, inbound_sender(inbound) ? "question" : "unknown-sender", -1, NULL, NULL, NULL,
               "%s wrote: %s", reading->from.address ? reading->from.address : "somebody", reading->subject);
  return answer_help(inbound, error);
}

/* Who writes from an address has it, whatever was said of it. */
static void
note_alive(Inbound *inbound)
{
  const Person *sender = inbound_sender(inbound);
  g_autofree char *cause = inbound_cause(inbound);
  if (sender && !inbound->dmarc_failed)
    undelivered_lives(inbound->engine, sender, inbound->reading->from.address, cause);
}

static void
take_automatic(Inbound *inbound)
{
  if (is_automatic(inbound->kind))
    note_automatic(inbound);
  else
    bounce_take(inbound);
}

/* What a calendar answers to an entry of ours is taken whatever the mail looks like; a form beside it goes
 * its own way. */
static gboolean
take_rsvp(Inbound *inbound, gboolean *understood, GError **error)
{
  *understood = FALSE;
  if (!strcmp(inbound->kind, "own"))
    return TRUE;
  if (!rsvp_take(inbound, understood, error))
    return FALSE;
  if (!*understood && intake_is_human(inbound->kind) && !rsvp_bare_take(inbound, understood, error))
    return FALSE;
  if (*understood)
    note_alive(inbound);
  *understood = *understood && !carries_form(inbound);
  return TRUE;
}

/* What no human wrote in words; though it was a human who chose it in a calendar. */
static gboolean
take_unattended(Inbound *inbound, GError **error)
{
  take_automatic(inbound);
  gboolean calendar = !strcmp(inbound->kind, "calendar");
  return !calendar || !meeting_mail_is(inbound) || meeting_mail_take(inbound, error);
}

static gboolean
take(Inbound *inbound, GError **error)
{
  gboolean understood;
  if (!take_rsvp(inbound, &understood, error))
    return FALSE;
  if (understood)
    return TRUE;
  if (intake_is_human(inbound->kind)) {
    note_alive(inbound);
    return take_human(inbound, error);
  }
  return take_unattended(inbound, error);
}

/* A maildir has no INTERNALDATE: the topmost Received is the arrival, never after now. doc/contract.md, "Who
 * sent it". */
static Instant
arrival_of(const Engine *engine, const Message *message, const Reading *reading)
{
  Instant received;
  gboolean stated = message->arrival_unsure && clock_parse(engine->clock, reading->received, &received);
  return MIN(stated ? received : message->arrival, clock_now(engine->clock));
}

/* Mail from before the day on which mentord was to begin is left alone. */
static gboolean
is_before_since(const Engine *engine, const Message *message)
{
  return engine->site->since != DAY_NONE && clock_day(engine->clock, message->arrival) < engine->site->since;
}

gboolean
intake(Engine *engine, Message *message, const Reading *reading, GError **error)
{
  message->arrival = arrival_of(engine, message, reading);
  if (is_before_since(engine, message)) {
    message_done(engine->store, message->id, "old", reading->message_id, reading->from.address,
                 reading->subject, 0, message->arrival, FALSE);
    return TRUE;
  }
  g_autoptr(Inbound) inbound = inbound_new(engine, message, reading);
  inbound->kind = kind_of(inbound);
  const Person *sender = inbound_sender(inbound);
  gint64 same = *reading->message_id
                    ? message_same(engine->store, message->id, reading->message_id, reading->from.address)
                    : 0;
  if (same)
    message_set_duplicate(engine->store, message->id, same);
  else if (!take(inbound, error))
    return FALSE;
  message_done(engine->store, message->id, inbound->kind, reading->message_id, reading->from.address,
               reading->subject, sender ? sender->id : 0, message->arrival, inbound->became_case);
  g_info("event=taken message=%" G_GINT64_FORMAT " kind=%s case=%s%s", message->id, inbound->kind,
         inbound->became_case ? "yes" : "no", same ? " duplicate=yes" : "");
  g_autofree char *verdict = inbound_verdict(inbound);
  message_set_verdict(engine->store, message->id, verdict);
  return TRUE;
}

void
intake_prepare(Inbound *inbound)
{
  inbound->arrival = arrival_of(inbound->engine, inbound->message, inbound->reading);
  inbound->kind = kind_of(inbound);
}

gboolean
intake_again(Inbound *inbound, gboolean words, GError **error)
{
  if (!words)
    returns_take(inbound);
  else if (intake_is_human(inbound->kind))
    return take_human(inbound, error);
  else
    return take_unattended(inbound, error);
  return TRUE;
}

void
intake_unread(Engine *engine, const Message *message, const char *died)
{
  g_autoptr(Reading) nothing = reading_new("unread");
  g_autoptr(Inbound) inbound = inbound_new(engine, message, nothing);
  inbound_case(inbound, "unread", -1, NULL, NULL, NULL, "message %" G_GINT64_FORMAT " could not be read: %s",
               message->id, died);
  message_done(engine->store, message->id, "unread", "", NULL, "", 0, message->arrival, TRUE);
}

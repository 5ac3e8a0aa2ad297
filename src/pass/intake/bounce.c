/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a report to what was undelivered: which mail, to whom, what was said. What follows from it is
 * undelivered.c's. */
#include "pass/intake/bounce.h"
#include "pass/intake/bounce_mail.h"
#include "pass/intake/undelivered.h"
#include "store/outbox.h"
#include <string.h>

static gboolean
is_sure(const BounceMail *mail)
{
  return !strcmp(mail->found, "envelope") || !strcmp(mail->found, "message-id");
}

static void
note(Inbound *inbound, const BounceMail *mail, UndeliveredKind kind, const char *status, const char *words)
{
  g_autofree char *cause = inbound_cause(inbound);
  const char *from = inbound->reading->from.address;
  Undelivered one = { .address = mail->address ? mail->address : (char *) (from ? from : ""),
                      .kind = kind,
                      .status = (char *) status,
                      .words = (char *) words,
                      .outbox = mail->outbox,
                      .found = (char *) mail->found,
                      .message = inbound->message->id,
                      .at = inbound->arrival };
  if (undelivered_take(inbound->engine, &one, 0, cause))
    inbound->became_case = TRUE;
}

/* "smtp; 550 no such user" without the type of the diagnosis (RFC 3464 2.3.6). */
static const char *
without_type(const char *diagnostic)
{
  const char *said = g_str_has_prefix(diagnostic, "smtp;") ? diagnostic + strlen("smtp;") : diagnostic;
  return said + strspn(said, " ");
}

/* One recipient of whom the report speaks. "relayed" and "delivered" are good news, and noted alone. */
static void
take_one(Inbound *inbound, const ReadingBounce *bounce)
{
  g_auto(BounceMail) mail = bounce_mail_find(inbound, bounce->recipient);
  gboolean failed = !strcmp(bounce->action, "failed");
  if (!failed && strcmp(bounce->action, "delayed")) {
    g_autofree char *cause = inbound_cause(inbound);
    journal_add(inbound->engine->store, 0, 0, cause, "mail to %s: %s", bounce->recipient, bounce->action);
    return;
  }
  if (failed && mail.outbox && is_sure(&mail))
    outbox_recipient_done(inbound->engine->store, mail.outbox, mail.address, "failed", 0, bounce->diagnostic);
  const char *words = *bounce->diagnostic ? without_type(bounce->diagnostic) : inbound->reading->subject;
  note(inbound, &mail, failed ? UNDELIVERED_FAILED : UNDELIVERED_DELAYED, bounce->status, words);
}

void
bounce_take(Inbound *inbound)
{
  const Reading *reading = inbound->reading;
  for (guint i = 0; i < reading->bounces->len; i++)
    take_one(inbound, reading->bounces->pdata[i]);
  if (reading->bounces->len)
    return;
  g_auto(BounceMail) mail = bounce_mail_find(inbound, "");
  note(inbound, &mail, strcmp(reading->kind, "delay") ? UNDELIVERED_FAILED : UNDELIVERED_DELAYED, "",
       reading->subject);
}

/* An out-of-office that says nowhere that it is one goes to the envelope sender too, but its author is whom
 * we wrote to. */
gboolean
bounce_is_hidden(const Inbound *inbound)
{
  g_auto(BounceMail) mail = bounce_mail_find(inbound, "");
  const char *from = inbound->reading->from.address;
  return !strcmp(mail.found, "envelope") && !inbound->senders->len && g_strcmp0(from, mail.address);
}

void
bounce_take_complaint(Inbound *inbound)
{
  g_auto(BounceMail) mail = bounce_mail_find(inbound, "");
  if (!mail.outbox || !is_sure(&mail))
    return;
  note(inbound, &mail, UNDELIVERED_COMPLAINT, "", inbound->reading->subject);
  g_autoptr(GPtrArray) people = people_by_address(inbound->engine->store, mail.address);
  if (!people->len)
    return;
  const Person *person = people->pdata[0];
  g_autofree char *question =
      g_strdup_printf("%s, %s, reported a mail of ours as unwanted: they get no reminders until you accept "
                      "this, best after a word with them",
                      person->name, mail.address);
  inbound->became_case |= undelivered_case(inbound->engine, inbound->message->id, people->pdata[0],
                                           "complaint", mail.address, question) != 0;
}

void
bounce_take_challenge(Inbound *inbound)
{
  g_auto(BounceMail) mail = bounce_mail_find(inbound, "");
  const char *from = inbound->reading->from.address ? inbound->reading->from.address : "";
  note(inbound, &mail, UNDELIVERED_CHALLENGE, "", inbound->reading->subject);
  const Person *sender = inbound_sender(inbound);
  g_autofree char *question =
      g_strdup_printf("%s holds our mail back until a person confirms it or lets it out: %s", from,
                      inbound->reading->subject);
  inbound->became_case |= undelivered_case(inbound->engine, inbound->message->id, sender, "challenge",
                                           mail.address ? mail.address : from, question) != 0;
}

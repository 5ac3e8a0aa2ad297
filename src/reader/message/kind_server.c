/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of mail servers: what could not be delivered, and what is late. A human who answers, forwards or
 * tells of such a mail is none. */
#include "reader/message/kind.h"
#include "reader/message/kind_inside.h"
#include <string.h>

/* The names that both write under. */
static gboolean
is_from_server(const Mail *mail)
{
  static const char *const locals[] = { "postmaster", "bounce", NULL };
  static const char *const names[] = {
    "mailer daemon", "postmaster", "internet mail delivery", "system administrator", "mail administrator",
    "mail system",   NULL
  };
  g_autofree char *name = g_utf8_strdown(mail->reading->from.name, -1);
  return (mail->reading->from.address && kind_begins(mail->reading->from.address, locals)) ||
         kind_begins(name, names);
}

/* Subjects of non-delivery reports; a reply or forward of one begins otherwise. */
static const char *const BOUNCE_STARTS[] = { "undeliver",
                                             "unzustellbar",
                                             "delivery status notification",
                                             "delivery failure",
                                             "delivery failed",
                                             "failure notice",
                                             "failure delivery",
                                             "mail delivery fail",
                                             "mail delivery system",
                                             "returned mail",
                                             "mail failure",
                                             "failed mail",
                                             "nondeliver",
                                             "non-deliver",
                                             "not delivered",
                                             "delivery notification",
                                             "delivery unsuccessful",
                                             "return to sender",
                                             "returned to sender",
                                             "mail system error",
                                             "message delivery fail",
                                             "message delivery notification",
                                             "mail delivery err",
                                             "mail error",
                                             "error sending message",
                                             "message undeliver",
                                             "message not delivered",
                                             "mail could not be deliv",
                                             "rejected mail",
                                             "rejected:",
                                             "message could not be delivered",
                                             "delivery report",
                                             "failed delivery",
                                             "mail delivery problem",
                                             "could not send message",
                                             "notification d'état de remise",
                                             "non remis",
                                             "non recapitabile",
                                             "no se puede entregar",
                                             "no entregado",
                                             "onbestelbaar",
                                             "niet bezorgd",
                                             "não entregue",
                                             "niedostarczon",
                                             "nedoručitel",
                                             "ej levererbart",
                                             "kan inte levereras",
                                             "ikke leveret",
                                             "kan ikke leveres",
                                             "kunne ikke leveres",
                                             "zustellung fehlgeschlagen",
                                             "nicht zustellbar",
                                             "配信", /* Japanese and Chinese: delivery */
                                             "未送達",
                                             "退信",
                                             "не достав",
                                             "email rejected",
                                             "message blocked",
                                             "error mail",
                                             "unable to deliver",
                                             "mail returned",
                                             "mail failed",
                                             "mail undeliv",
                                             "dmail",
                                             "user unknown",
                                             "bounce",
                                             "mail rejected",
                                             "delivery error",
                                             "delivery problem",
                                             "mail status report",
                                             "erreur de remise",
                                             "message status - undeliverable",
                                             "permanent delivery failure",
                                             NULL };

/* And words anywhere in them. */
static const char *const BOUNCE_WITHIN[] = { "returning message to sender",
                                             "undelivered mail returned",
                                             "could not be delivered",
                                             "undeliverable message",
                                             "delivery status notification",
                                             "delivery has failed",
                                             "undeliverable mail",
                                             "error during delivery",
                                             "user unknown",
                                             "returned mail",
                                             "nondelivery",
                                             "non-delivery",
                                             "mail delivery failed",
                                             NULL };

static gboolean
has_bounce_subject(const Mail *mail)
{
  return kind_begins(mail->subject, BOUNCE_STARTS) ||
         (!kind_answers(mail) && kind_holds(mail->subject, BOUNCE_WITHIN));
}

/* Subjects of mails that say that it takes longer. */
static const char *const DELAY_STARTS[] = { "delayed",
                                            "delay ",
                                            "delivery delayed",
                                            "delivery delay",
                                            "delivery is delayed",
                                            "message delayed",
                                            "mail delayed",
                                            "mail delivery delayed",
                                            "mail delivery deferred",
                                            "message delivery delayed",
                                            "message delivery has been delayed",
                                            "delivery status notification: delayed",
                                            "delivery status notification (mail delivery delayed)",
                                            "delivery status notification (delay",
                                            "mail delivery status notification (delay",
                                            "warning: could not send",
                                            "warning: message",
                                            "warning: delayed",
                                            "warning - delayed",
                                            "zustellung verzögert",
                                            "verzögert",
                                            "remise différée",
                                            "différé",
                                            "entrega retrasada",
                                            "retrasado",
                                            "consegna ritardata",
                                            "bezorging vertraagd",
                                            "vertraagd",
                                            "entrega atrasada",
                                            NULL };

/* And words anywhere in them. */
static const char *const DELAY_WITHIN[] = { "still being retried",
                                            "not yet been delivered",
                                            "not yet delivered",
                                            "(delayed)",
                                            "(delay)",
                                            "delayed 24 hours",
                                            "has been delayed",
                                            NULL };

/* What they say. */
static const char *const DELAY_TEXTS[] = { "this is a warning message only",
                                           "you do not need to resend",
                                           "will continue to be attempted",
                                           "delivery to the following recipients has been delayed",
                                           "delivery to the following recipient has been delayed",
                                           "delivery to these recipients or groups is delayed",
                                           "delivery is delayed to these recipients",
                                           "no action is required on your part",
                                           "message delivery has been delayed",
                                           "it will be retried until it is",
                                           "gmail will retry for",
                                           "will retry for",
                                           "delivery attempts will continue",
                                           "we will keep trying",
                                           "which we'll keep trying",
                                           "will continue to try",
                                           NULL };

static gboolean
has_delay_words(const Mail *mail)
{
  return kind_begins(mail->subject, DELAY_STARTS) ||
         (!kind_answers(mail) && kind_holds(mail->subject, DELAY_WITHIN)) ||
         kind_holds(mail->text, DELAY_TEXTS);
}

/* What servers write, and people who tell of it do not write into a mail of their own without a sender. */
static gboolean
has_bounce_words(const Mail *mail)
{
  static const char *const words[] = { "could not be delivered to",
                                       "couldn't be delivered",
                                       "cannot be delivered to",
                                       "could not be delivered",
                                       "able to deliver your message",
                                       "delivery to the following recipient",
                                       "was not delivered to",
                                       "did not reach the following recipient",
                                       "did not reach some or all",
                                       "failed recipients",
                                       "the following addresses had",
                                       "the following address(es)",
                                       "rcpt to:<",
                                       NULL };
  g_autofree char *start = g_strndup(mail->text, 2048);
  return kind_holds(start, words);
}

/* A person who tells of a mail of theirs, or asks. */
static gboolean
is_told(const Mail *mail)
{
  static const char *const words[] = { "?", "my mail", "my message", "my email", "my e-mail", NULL };
  return kind_holds(mail->own, words) || (!mail->reading->forwarded && !strchr(mail->text, '@'));
}

static gboolean
is_about_delivery(const Mail *mail)
{
  if (mail->report->whole && mail->report->type == REPORT_DELIVERY)
    return TRUE;
  if (kind_by_hand(mail))
    return FALSE;
  if (mail->report->type == REPORT_DELIVERY || mail->reading->bounces->len ||
      kind_has(mail, "X-Failed-Recipients") || kind_from_daemon(mail))
    return TRUE;
  gboolean titled = has_bounce_subject(mail) || has_delay_words(mail), server = is_from_server(mail);
  if ((server || mail->null_sender || (titled && !is_told(mail))) && has_bounce_words(mail))
    return TRUE;
  return (server && (titled || mail->null_sender)) ||
         (titled && (mail->null_sender || mail->automatic || !mail->reading->from.address));
}

const char *
kind_by_actions(const Reading *reading, const char *kind)
{
  guint delayed = 0, arrived = 0;
  for (guint i = 0; i < reading->bounces->len; i++) {
    const char *action = ((const ReadingBounce *) reading->bounces->pdata[i])->action;
    if (!strcmp(action, "failed"))
      return "bounce";
    delayed += !strcmp(action, "delayed");
    arrived += !strcmp(action, "delivered") || !strcmp(action, "relayed");
  }
  return delayed ? "delay" : arrived ? "read-receipt" : kind;
}

gboolean
kind_delivery(const Mail *mail, const char **kind)
{
  if (!is_about_delivery(mail))
    return FALSE;
  *kind = kind_by_actions(mail->reading, has_delay_words(mail) ? "delay" : "bounce");
  return TRUE;
}

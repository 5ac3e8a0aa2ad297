/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells mail by machines from mail by people: by structure, by headers, and where servers say it nowhere
 * else, by their usual subjects and first lines. A wrong guess costs a reply, never a loop: what is sent is
 * limited elsewhere. */
#include "reader/message/kind.h"
#include <string.h>

static gboolean
begins_any(const char *text, const char *const *words)
{
  for (; *words; words++)
    if (g_str_has_prefix(text, *words))
      return TRUE;
  return FALSE;
}

static gboolean
holds_any(const char *text, const char *const *words)
{
  for (; *words; words++)
    if (strstr(text, *words))
      return TRUE;
  return FALSE;
}

static char *
header(GMimeMessage *message, const char *name)
{
  const char *value = g_mime_object_get_header(GMIME_OBJECT(message), name);
  return value ? g_strstrip(g_utf8_strdown(value, -1)) : NULL;
}

static gboolean
has(GMimeMessage *message, const char *name)
{
  return g_mime_object_get_header(GMIME_OBJECT(message), name) != NULL;
}

/* A null envelope sender: the mark of reports (RFC 5321 4.5.5). */
static gboolean
has_null_sender(GMimeMessage *message)
{
  g_autofree char *path = header(message, "Return-Path");
  return path && (!strcmp(path, "<>") || g_str_has_prefix(path, "<> "));
}

/* The names that servers write under and people do not. */
static gboolean
is_from_a_daemon(const Reading *reading)
{
  static const char *const locals[] = { "mailer-daemon", "mailerdaemon",  "mail-daemon",
                                        "mdaemon",       "mailer_daemon", "maildaemon",
                                        "post_master@",  "mailerd",       NULL };
  g_autofree char *name = g_utf8_strdown(reading->from.name, -1);
  return (reading->from.address && begins_any(reading->from.address, locals)) ||
         strstr(name, "mailer-daemon") || strstr(name, "mail delivery s");
}

/* Those that both write under. */
static gboolean
is_from_a_server(const Reading *reading)
{
  static const char *const locals[] = { "postmaster", "bounce", NULL };
  static const char *const names[] = { "mailer daemon", "postmaster", "internet mail delivery",
                                       "system administrator", NULL };
  g_autofree char *name = g_utf8_strdown(reading->from.name, -1);
  return (reading->from.address && begins_any(reading->from.address, locals)) || begins_any(name, names);
}

static gboolean
is_from_nobody(const Reading *reading)
{
  static const char *const locals[] = {
    "no-reply",     "noreply",      "do-not-reply", "donotreply", "no_reply",
    "do_not_reply", "notification", "auto-reply",   "autoreply",  NULL
  };
  return reading->from.address && begins_any(reading->from.address, locals);
}

/* Subjects of non-delivery reports; a reply or forward of one begins otherwise. */
static const char *const BOUNCE_STARTS[] = { "undeliver",
                                             "unzustellbar",
                                             "delivery status notification",
                                             "delivery failure",
                                             "delivery failed",
                                             "failure notice",
                                             "mail delivery fail",
                                             "returned mail",
                                             "mail failure",
                                             "failed mail",
                                             "nondeliverable",
                                             "non-deliver",
                                             "delivery notification",
                                             "returned to sender",
                                             "mail system error",
                                             "message delivery fail",
                                             "mail delivery err",
                                             "error sending message",
                                             "message undeliver",
                                             "mail could not be deliv",
                                             "rejected mail",
                                             "message could not be delivered",
                                             "delivery report",
                                             "failed delivery",
                                             "mail delivery problem",
                                             "could not send message",
                                             "notification d'\xc3\xa9"
                                             "tat de remise",
                                             "non remis",
                                             "non recapitabile",
                                             "\xe9\x85\x8d\xe4\xbf\xa1",
                                             "email rejected",
                                             "message blocked",
                                             "undelivered mail",
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
                                             "mail failed",
                                             "mail status report",
                                             "erreur de remise",
                                             "message status - undeliverable",
                                             "permanent delivery failure",
                                             NULL };

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
has_bounce_subject(const char *subject)
{
  return begins_any(subject, BOUNCE_STARTS) || holds_any(subject, BOUNCE_WITHIN);
}

static gboolean
has_delay_words(const char *subject, const char *text)
{
  static const char *const subjects[] = { "delayed",
                                          "delay)",
                                          "(delay",
                                          "warning: could not send",
                                          "warning: message",
                                          "still being retried",
                                          "not yet delivered",
                                          "verz\xc3\xb6gert",
                                          NULL };
  static const char *const texts[] = { "this is a warning message only",
                                       "you do not need to resend",
                                       "will continue to be attempted",
                                       "delivery to the following recipients has been delayed",
                                       "delivery to the following recipient has been delayed",
                                       "no action is required on your part",
                                       "message delivery has been delayed",
                                       NULL };
  return holds_any(subject, subjects) || holds_any(text, texts);
}

static gboolean
is_receipt(GMimeMessage *message, const char *report, const char *subject)
{
  static const char *const starts[] = { "read:",
                                        "not read:",
                                        "gelesen:",
                                        "ungelesen:",
                                        "lu:",
                                        "lu :",
                                        "le\xc3\xad"
                                        "do:",
                                        "letto:",
                                        "return receipt",
                                        "read receipt",
                                        "disposition notification",
                                        NULL };
  return (report && !strcmp(report, "disposition-notification")) ||
         (begins_any(subject, starts) && (has_null_sender(message) || has(message, "Auto-Submitted")));
}

/* "receiver!domain!begin!end.xml.gz": RFC 7489 7.2.1.1. */
static gboolean
brings_a_dmarc_report(const Reading *reading)
{
  for (guint i = 0; i < reading->documents->len; i++) {
    const ReadingDocument *document = reading->documents->pdata[i];
    const char *name = document->in ? document->in : document->name;
    guint marks = 0;
    for (const char *p = name; *p; p++)
      marks += *p == '!';
    if (marks >= 3 && (strstr(name, ".xml") || strstr(name, ".zip") || strstr(name, ".gz")))
      return TRUE;
  }
  return FALSE;
}

/* Complaints (RFC 5965), DMARC and TLS reports: machines about many mails. */
static gboolean
is_report(const Reading *reading, const char *report, const char *subject)
{
  static const char *const types[] = { "feedback-report", "tlsrpt",     "dmarc",
                                       "dmarc-report",    "tls-report", NULL };
  static const char *const starts[] = { "report domain:",
                                        "report domain ",
                                        "[preview] report domain:",
                                        "dmarc failure report",
                                        "[netease dmarc failure report]",
                                        "dmarc aggregate report",
                                        NULL };
  return (report && g_strv_contains(types, report)) || begins_any(subject, starts) ||
         brings_a_dmarc_report(reading);
}

static gboolean
is_challenge(GMimeMessage *message, const char *subject, const char *text)
{
  static const char *const subjects[] = { "please verify your email",
                                          "please confirm your message",
                                          "confirm your email to",
                                          "verify your message",
                                          "your message is awaiting verification",
                                          "sender verification",
                                          "sender address verification",
                                          "please authenticate",
                                          NULL };
  static const char *const texts[] = { "click the link below to deliver",
                                       "to have your message delivered",
                                       "challenge-response",
                                       "confirm that you are not a spammer",
                                       "prove that you are human",
                                       "anti-spam verification",
                                       NULL };
  return has(message, "X-TMDA-Confirm-Done") || has(message, "X-Challenge") || holds_any(subject, subjects) ||
         (strlen(text) < 4096 && holds_any(text, texts));
}

static gboolean
is_automatic_by_header(GMimeMessage *message)
{
  static const char *const marks[] = {
    "X-Autoreply",     "X-Autorespond", "X-AutoReply-From",      "X-Mail-Autoreply",    "X-Autogenerated",
    "X-Autoresponder", "X-Auto-Reply",  "X-FC-MachineGenerated", "X-POST-MessageClass", NULL
  };
  g_autofree char *submitted = header(message, "Auto-Submitted"), *precedence = header(message, "Precedence");
  if (submitted && !g_str_has_prefix(submitted, "no")) /* RFC 3834 5 */
    return TRUE;
  for (guint i = 0; marks[i]; i++)
    if (has(message, marks[i]))
      return TRUE;
  return precedence && (!strcmp(precedence, "auto_reply") || !strcmp(precedence, "auto-reply"));
}

static gboolean
has_away_subject(const char *subject)
{
  static const char *const starts[] = { "automatic reply",
                                        "auto reply",
                                        "auto-reply",
                                        "autoreply",
                                        "auto:",
                                        "out of office",
                                        "out of the office",
                                        "out-of-office",
                                        "automatische antwort",
                                        "abwesenheit",
                                        "r\xc3\xa9ponse automatique",
                                        "respuesta autom",
                                        "automatisch antwoord",
                                        "risposta automatica",
                                        "resposta autom",
                                        "autosvar",
                                        "automatiskt svar",
                                        "auto response",
                                        "autoresponse",
                                        "auto-response",
                                        "automated response",
                                        "automated reply",
                                        "automatic response",
                                        "ooo:",
                                        "thank you for your email",
                                        "thank you for contacting",
                                        "we have received your",
                                        "[auto-reply]",
                                        "[autoreply]",
                                        "i am out of",
                                        "i'm out of",
                                        NULL };
  static const char *const within[] = {
    "out of office", "out of the office", "automatic reply", "autoreply", "auto-reply", "auto reply", NULL
  };
  static const char *const answers[] = { "re:", "fw:", "fwd:", NULL }; /* to an automatic reply, by a human */
  return begins_any(subject, starts) || (holds_any(subject, within) && !begins_any(subject, answers));
}

/* Absence said in the first lines and nowhere else, by a mail that answers and brings nothing. */
static gboolean
has_away_text(const Reading *reading, const char *text)
{
  static const char *const words[] = { "i am out of the office",
                                       "i am currently out of the office",
                                       "i'm out of the office",
                                       "i am away from the office",
                                       "i am currently on annual leave",
                                       "i am on annual leave",
                                       "i am currently away",
                                       "this is an automated re",
                                       "this is an automatic re",
                                       "i am now on maternity leave",
                                       "i will be out of the office",
                                       "this mailbox is not monitored",
                                       "this is an auto",
                                       "automatically generated re",
                                       "thank you for your email. i am",
                                       "i am currently on maternity leave",
                                       "i no longer work",
                                       "i am on leave until",
                                       "i am away until",
                                       "i am presently out of",
                                       "do not reply to this e-mail",
                                       "please do not reply to this",
                                       NULL };
  g_autofree char *start = g_strndup(text, 400);
  return !reading->documents->len && holds_any(start, words);
}

static gboolean
is_list(GMimeMessage *message)
{
  g_autofree char *precedence = header(message, "Precedence");
  return has(message, "List-Id") || has(message, "List-Post") || has(message, "Mailing-List") ||
         (precedence &&
          (!strcmp(precedence, "list") || !strcmp(precedence, "bulk") || !strcmp(precedence, "junk")));
}

static gboolean
brings_a_form(const Reading *reading)
{
  for (; reading; reading = reading->forwarded)
    for (guint i = 0; i < reading->documents->len; i++) {
      const ReadingDocument *document = reading->documents->pdata[i];
      if (document->fields->len || document->tables->len ||
          g_hash_table_contains(document->properties, "mentord-ref"))
        return TRUE;
    }
  return FALSE;
}

/* An answer to an invitation, which some calendars send as automatic: it was a human who chose. */
static gboolean
answers_an_invitation(const Reading *reading)
{
  for (guint i = 0; i < reading->calendar->len; i++) {
    const char *method = ((const ReadingEvent *) reading->calendar->pdata[i])->method;
    if (!strcmp(method, "REPLY") || !strcmp(method, "COUNTER"))
      return TRUE;
  }
  return FALSE;
}

/* Of a report on delivery: whether it says more than "delayed". */
static const char *
bounce_or_delay(const Reading *reading, const char *subject, const char *text)
{
  gboolean delayed = FALSE;
  for (guint i = 0; i < reading->bounces->len; i++) {
    const ReadingBounce *bounce = reading->bounces->pdata[i];
    if (!strcmp(bounce->action, "failed"))
      return "bounce";
    delayed = delayed || !strcmp(bounce->action, "delayed");
  }
  return delayed || has_delay_words(subject, text) ? "delay" : "bounce";
}

/* What servers write, and people who tell of it do not write into a mail of their own without a sender. */
static gboolean
has_bounce_words(const char *text)
{
  static const char *const words[] = { "could not be delivered to",
                                       "couldn't be delivered",
                                       "able to deliver your message",
                                       "delivery to the following recipient",
                                       "was not delivered to",
                                       "did not reach the following recipient",
                                       "failed recipients",
                                       "the following addresses had",
                                       "rcpt to:<",
                                       NULL };
  g_autofree char *start = g_strndup(text, 2048);
  return holds_any(start, words);
}

static gboolean
is_bounce(GMimeMessage *message, const Reading *reading, const char *report, const char *subject,
          const char *text)
{
  if (report && !strcmp(report, "delivery-status"))
    return TRUE;
  if (has(message, "X-Failed-Recipients"))
    return TRUE;
  gboolean titled = has_bounce_subject(subject), server = is_from_a_server(reading);
  if ((titled || server || has_null_sender(message)) && has_bounce_words(text))
    return TRUE;
  return reading->bounces->len || is_from_a_daemon(reading) ||
         (server && (titled || has_null_sender(message))) ||
         (titled && (has_null_sender(message) || is_automatic_by_header(message) || !reading->from.address));
}

const char *
kind_of(GMimeMessage *message, const Reading *reading, const char *report, const char *text)
{
  g_autofree char *subject = g_utf8_strdown(reading->subject, -1), *lower = g_utf8_strdown(text, -1);
  if (has(message, "X-Mentord-Template"))
    return "own";
  if (is_report(reading, report, subject))
    return "report";
  if (is_receipt(message, report, subject))
    return "read-receipt";
  if (is_bounce(message, reading, report, subject, lower))
    return bounce_or_delay(reading, subject, lower);
  if (answers_an_invitation(reading) && !brings_a_form(reading))
    return "calendar";
  if (is_automatic_by_header(message) || has_away_subject(subject) || has_null_sender(message))
    return "auto-reply";
  if (is_challenge(message, subject, lower))
    return "challenge";
  if (is_list(message))
    return "list";
  if (brings_a_form(reading))
    return "return";
  if (reading->calendar->len)
    return "calendar";
  return has_away_text(reading, lower) || (is_from_nobody(reading) && !reading->documents->len) ? "auto-reply"
                                                                                                : "message";
}

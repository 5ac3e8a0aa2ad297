/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of filters: somebody's server wants the sender to prove that they are human, or holds mail back until
 * somebody looks at it. People write of such mails, so that words count only beside a sign of a machine. */
#include "reader/message/kind_inside.h"
#include <string.h>

/* Fields of programs that ask senders to prove themselves. */
static const char *const HEADERS[] = { "X-TMDA-Confirm-Done", "X-Challenge",   "X-Boxtrapper",
                                       "X-CR-Hash",           "X-ASK-Version", NULL };

/* Subjects of both; people type some of them too. */
static const char *const SUBJECTS[] = { "please verify your email",
                                        "please confirm your message",
                                        "please confirm your e",
                                        "confirm your email to",
                                        "confirm your message",
                                        "confirmation required",
                                        "verify your message",
                                        "your message is awaiting verification",
                                        "your email requires verification",
                                        "your message requires",
                                        "your mail requires",
                                        "message verification required",
                                        "sender verification",
                                        "sender address verification",
                                        "please authenticate",
                                        "verification required",
                                        "your message has been quarantined",
                                        "message quarantined",
                                        "your message has been held",
                                        "your email has been held",
                                        "your message is being held",
                                        "message held",
                                        "messages on hold",
                                        "message on hold",
                                        "you have messages in quarantine",
                                        "messages in quarantine",
                                        "quarantine notification",
                                        "quarantine summary",
                                        "quarantine digest",
                                        "quarantine report",
                                        "quarantine message",
                                        "spam quarantine",
                                        "quarantined message",
                                        "awaits moderator approval",
                                        "end user digest",
                                        "spam digest",
                                        NULL };

/* What is said in them. */
static const char *const TEXTS[] = { "click the link below to deliver",
                                     "to have your message delivered",
                                     "to release your message",
                                     "challenge-response",
                                     "challenge/response",
                                     "confirm that you are not a spammer",
                                     "prove that you are human",
                                     "prove you are human",
                                     "verify that you are a real person",
                                     "verify that you are a human",
                                     "click here to verify",
                                     "anti-spam verification",
                                     "has been quarantined",
                                     "is being held until",
                                     "awaits moderator approval",
                                     "waiting for approval by",
                                     "held until the recipient",
                                     "held in quarantine",
                                     "messages in your quarantine",
                                     "in the quarantine",
                                     "one-time confirmation",
                                     "one time confirmation",
                                     "one-time verification",
                                     "reply to this message to confirm",
                                     "not in my list of approved senders",
                                     "not yet on my list",
                                     "approved sender list",
                                     "permitted senders",
                                     NULL };

/* The names that filters write under. */
static gboolean
is_from_filter(const Mail *mail)
{
  static const char *const locals[] = { "quarantine", "spam",         "noreply",    "no-reply",
                                        "donotreply", "do-not-reply", "postmaster", NULL };
  return mail->reading->from.address && kind_begins(mail->reading->from.address, locals);
}

gboolean
kind_challenge(const Mail *mail)
{
  for (guint i = 0; HEADERS[i]; i++)
    if (kind_has(mail, HEADERS[i]))
      return TRUE;
  if (kind_by_hand(mail) || mail->reading->documents->len)
    return FALSE;
  gboolean machine = mail->automatic || mail->null_sender || mail->bulk || is_from_filter(mail);
  gboolean titled = kind_holds(mail->subject, SUBJECTS);
  gboolean says = strlen(mail->text) < 4096 && kind_holds(mail->text, TEXTS);
  return titled ? machine || says : machine && says;
}

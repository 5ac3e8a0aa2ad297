/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judges one reply by itself; what is known of providers by name is in refusals.c. Decides nothing about the
 * mails behind it. */
#include "mail/smtp_refusal.h"
#include "base/text.h"
#include "mail/refusals.h"
#include <string.h>

#define LONGEST 300 /* characters of the server's words */

/* Codes and words with which a server refuses us at RCPT, and not the recipient: log in first, relaying, our
 * address. */
static gboolean
refuses_us(int code, const char *words)
{
  static const char *const statuses[] = { "5.1.7", "5.1.8", "5.5.1", "5.7.30", "5.7.60", "5.7.64" };
  if (code == 503 || code == 530 || code == 534 || code == 535 || code == 538)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(statuses); i++) {
    gsize length = strlen(statuses[i]);
    if (g_str_has_prefix(words, statuses[i]) && !g_ascii_isdigit(words[length]))
      return TRUE;
  }
  g_autofree char *lower = g_ascii_strdown(words, -1);
  return strstr(lower, "relay") != NULL;
}

/* Whether the server wants less at a time, and has nothing against this mail: whatever it puts off at MAIL,
 * and what providers write elsewhere. */
static gboolean
asks_to_go_slower(Phase phase, int code, const char *words)
{
  static const char *const said[] = { "too many", "too much mail", "too fast",
                                      "throttl",  "rate limit",    "thread limit" };
  if (code / 100 != 4)
    return FALSE;
  g_autofree char *lower = g_ascii_strdown(words, -1);
  for (guint i = 0; i < G_N_ELEMENTS(said); i++)
    if (strstr(lower, said[i]))
      return TRUE;
  return phase == PHASE_MAIL;
}

/* Greylisting: the mail itself must wait, and no other. */
static gboolean
is_greylisting(const char *words)
{
  g_autofree char *lower = g_ascii_strdown(words, -1);
  return strstr(lower, "greylist") || strstr(lower, "graylist");
}

/* x.2.x at RCPT is about the recipient's mailbox (RFC 3463 3.3): a limit is theirs, as when too much comes
 * for them. */
static gboolean
is_of_their_mailbox(Phase phase, const char *words)
{
  return phase == PHASE_RCPT && (words[0] == '4' || words[0] == '5') && g_str_has_prefix(words + 1, ".2.");
}

SmtpRefusal
smtp_refusal(Phase phase, int code, const char *words)
{
  g_autofree char *clean = text_clean(words, -1, LONGEST, FALSE);
  g_autofree char *said = g_strdup_printf("%d %s", code, clean);
  gsize before = strlen(said) - strlen(clean);
  gboolean theirs = is_of_their_mailbox(phase, clean), grey = is_greylisting(clean);
  const Refusal *known = theirs || grey ? NULL : refusal_find(said);
  gboolean closes = code == 421 || code == 432; /* 432, Exchange: too many senders at once */
  gboolean slower = closes || (known && known->fault == FAULT_LATER) ||
                    (!grey && !theirs && asks_to_go_slower(phase, code, clean));
  g_autofree char *explained = known ? refusal_explained(said) : g_strdup(said);
  return (SmtpRefusal){ .result = slower        ? SEND_SLOWER
                                  : code >= 500 ? SEND_REFUSED
                                                : SEND_LATER,
                        .ours = known || slower || phase != PHASE_RCPT || refuses_us(code, clean),
                        .words = g_strdup(explained + before) };
}

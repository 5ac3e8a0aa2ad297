/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What servers' refusals mean for an address, as they word them. */
#include "pass/intake/refusal.h"

static const struct {
  const char *status;
  int code;
  const char *words;
  Refusal want;
} CASES[] = {
  /* nobody there */
  { "5.1.1", 0, "550 5.1.1 <a@example.org>: Recipient address rejected: User unknown", REFUSAL_ADDRESS },
  { "", 550, "5.1.1 The email account that you tried to reach does not exist.", REFUSAL_ADDRESS },
  { "5.1.10", 0, "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", REFUSAL_ADDRESS },
  { "5.4.1", 0, "550 5.4.1 Recipient address rejected: Access denied.", REFUSAL_ADDRESS },
  { "5.4.310", 0, "550 5.4.310 DNS domain example.org does not exist", REFUSAL_ADDRESS },
  { "5.4.4", 0, "Host or domain name not found. Name service error", REFUSAL_ADDRESS },
  { "5.2.1", 0, "550 5.2.1 The email account that you tried to reach is disabled.", REFUSAL_ADDRESS },
  { "5.0.0", 0, "550 No Such User Here", REFUSAL_ADDRESS },
  { "5.5.0", 0, "550 Requested action not taken: mailbox unavailable", REFUSAL_ADDRESS },
  { "5.3.0", 0, "553 5.3.0 user unknown", REFUSAL_ADDRESS },
  { "5.7.1", 0, "550 5.7.1 no such user", REFUSAL_ADDRESS },
  { "5.0.0", 0, "", REFUSAL_ADDRESS },
  { "", 550, "no", REFUSAL_ADDRESS },
  { "", 556, "domain does not accept mail", REFUSAL_ADDRESS },
  { "5.1.10", 556, "Recipient address has null MX", REFUSAL_ADDRESS },
  { "5.1.1", 0, "550 5.1.1 said mx.spamgate.example.org", REFUSAL_ADDRESS },
  { "5.0.0", 0, "550 <nospam@example.org>: not known", REFUSAL_ADDRESS },
  /* full */
  { "5.2.2", 0, "552 5.2.2 Mailbox full", REFUSAL_FULL },
  { "", 552, "too much mail data", REFUSAL_FULL },
  { "5.0.0", 0, "554 delivery error: Sorry, a@example.org is over quota", REFUSAL_FULL },
  { "5.1.1", 0, "552 5.1.1 mailbox is full", REFUSAL_FULL },
  /* not wanted */
  { "5.7.1", 0, "550 5.7.1 rejected", REFUSAL_POLICY },
  { "5.7.133", 0, "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup", REFUSAL_POLICY },
  { "5.0.0", 0, "550 Message looks like SPAM", REFUSAL_POLICY },
  { "5.1.8", 0, "501 5.1.8 sender address does not exist", REFUSAL_POLICY },
  { "5.2.3", 0, "message too long", REFUSAL_POLICY },
  { "", 550, "you are on our blocklist", REFUSAL_POLICY },
  { "", 554, "Transaction failed", REFUSAL_POLICY },
  { "5.6.0", 0, "conversion required", REFUSAL_POLICY },
  /* not this time */
  { "4.4.7", 0, "delivery time expired", REFUSAL_SOFT },
  { "4.2.2", 0, "452 4.2.2 mailbox full", REFUSAL_SOFT },
  { "5.4.7", 0, "delivery time expired", REFUSAL_SOFT },
  { "", 451, "greylisted", REFUSAL_SOFT },
  { "", 0, "Votre courrier", REFUSAL_SOFT },
  { "", 0, "", REFUSAL_SOFT },
  { "2.1.5", 0, "250 ok", REFUSAL_SOFT },
  { "", 0, "version 5.1.1000 of 2550 things", REFUSAL_SOFT },
};

static void
test_refusals(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Refusal got = refusal_of(CASES[i].status, CASES[i].code, CASES[i].words);
    if (got != CASES[i].want)
      g_error("\"%s\" %d \"%s\": %s, not %s", CASES[i].status, CASES[i].code, CASES[i].words,
              refusal_word(got), refusal_word(CASES[i].want));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pass/refusal/words", test_refusals);
  return g_test_run();
}

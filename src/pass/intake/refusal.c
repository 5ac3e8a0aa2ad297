/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of status codes and of words. The words come first: half of all servers say 5.0.0, 5.3.0 or 5.7.1 to
 * whatever they refuse. Knows nothing of people. */
#include "pass/intake/refusal.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How servers say that a mailbox is full, in the order in which they are looked for. */
static const struct {
  Refusal means;
  const char *words;
} SAID[] = {
  { REFUSAL_FULL, "mailbox full" },
  { REFUSAL_FULL, "mailbox is full" },
  { REFUSAL_FULL, "over quota" },
  { REFUSAL_FULL, "overquota" },
  { REFUSAL_FULL, "quota exceeded" },
  { REFUSAL_FULL, "exceeded storage" },
  { REFUSAL_FULL, "out of storage" },
  { REFUSAL_FULL, "insufficient storage" },
  { REFUSAL_ADDRESS, "user unknown" },
  { REFUSAL_ADDRESS, "unknown user" },
  { REFUSAL_ADDRESS, "no such user" },
  { REFUSAL_ADDRESS, "no such recipient" },
  { REFUSAL_ADDRESS, "no mailbox here" },
  { REFUSAL_ADDRESS, "unknown recipient" },
  { REFUSAL_ADDRESS, "recipient unknown" },
  { REFUSAL_ADDRESS, "recipient not found" },
  { REFUSAL_ADDRESS, "recipientnotfound" },
  { REFUSAL_ADDRESS, "mailbox not found" },
  { REFUSAL_ADDRESS, "mailbox unavailable" },
  { REFUSAL_ADDRESS, "account that you tried to reach does not exist" },
  { REFUSAL_ADDRESS, "email account that you tried to reach is disabled" },
  { REFUSAL_ADDRESS, "host or domain name not found" },
  { REFUSAL_ADDRESS, "unrouteable address" },
  { REFUSAL_ADDRESS, "couldn't find any host named" },
  { REFUSAL_ADDRESS, "recipient address rejected: access denied" },
  { REFUSAL_POLICY, "spam" },
  { REFUSAL_POLICY, "blacklist" },
  { REFUSAL_POLICY, "blocklist" },
  { REFUSAL_POLICY, "blocked" },
  { REFUSAL_POLICY, "reputation" },
  { REFUSAL_POLICY, "policy" },
  { REFUSAL_POLICY, "dmarc" },
  { REFUSAL_POLICY, "rate limit" },
  { REFUSAL_POLICY, "virus" },
};

/* Of permanent statuses, "subject.detail"; one without a detail stands for those of its subject that have no
 * line of their own. */
static const struct {
  int subject, detail;
  Refusal means;
} STATUS[] = {
  { 1, 7, REFUSAL_POLICY },    /* the sender's address, not theirs */
  { 1, 8, REFUSAL_POLICY },    /* likewise */
  { 1, -1, REFUSAL_ADDRESS },  /* no such mailbox, host, moved, no mail taken there (RFC 7505) */
  { 2, 1, REFUSAL_ADDRESS },   /* disabled */
  { 2, 2, REFUSAL_FULL },      /* full */
  { 2, -1, REFUSAL_POLICY },   /* this mail is too long for it, say */
  { 3, -1, REFUSAL_POLICY },   /* their system: too long, not capable */
  { 4, 4, REFUSAL_ADDRESS },   /* no host of that name */
  { 4, 310, REFUSAL_ADDRESS }, /* the same, at Exchange Online */
  { 4, -1, REFUSAL_SOFT },     /* not reached in time */
  { 5, -1, REFUSAL_POLICY },   /* how the servers talk to each other */
  { 6, -1, REFUSAL_POLICY },   /* what the mail is made of */
  { 7, -1, REFUSAL_POLICY },   /* security, policy */
};

/* The first number of three digits by itself that can be a refusal's reply code; 0: none. */
static int
code_in(const char *words)
{
  for (const char *p = words; *p; p++) {
    gboolean begins = p == words || !(g_ascii_isalnum(p[-1]) || p[-1] == '.');
    if (begins && (*p == '4' || *p == '5') && g_ascii_isdigit(p[1]) && g_ascii_isdigit(p[2]) &&
        (!p[3] || strchr(" -", p[3])))
      return atoi(p);
  }
  return 0;
}

/* The first enhanced status in @text: its three numbers. */
static gboolean
status_in(const char *text, int *of)
{
  for (const char *p = text; *p; p++) {
    gboolean begins = p == text || !(g_ascii_isalnum(p[-1]) || p[-1] == '.');
    int length = 0;
    if (begins && strchr("245", *p) && sscanf(p, "%1d.%3d.%3d%n", &of[0], &of[1], &of[2], &length) == 3 &&
        !g_ascii_isalnum(p[length]))
      return TRUE;
  }
  return FALSE;
}

static Refusal
by_code(int code)
{
  switch (code) {
  case 552: return REFUSAL_FULL;
  case 554:
  case 571: return REFUSAL_POLICY;
  default: return code >= 500 ? REFUSAL_ADDRESS : REFUSAL_SOFT;
  }
}

/* @words in lower case without the addresses in them, which may be called anything. g_free. */
static char *
plain_words(const char *words)
{
  g_autofree char *lower = g_utf8_strdown(words, -1);
  g_auto(GStrv) all = g_strsplit(lower, " ", -1);
  for (char **p = all; *p; p++)
    if (strchr(*p, '@'))
      **p = '\0';
  return g_strjoinv(" ", all);
}

/* What the words say; a status that speaks of the address itself (@firm) is not doubted for a "spam" in the
 * name of a server. FALSE: nothing. */
static gboolean
by_words(const char *words, gboolean firm, Refusal *refusal)
{
  g_autofree char *plain = plain_words(words);
  for (guint i = 0; i < G_N_ELEMENTS(SAID); i++)
    if (strstr(plain, SAID[i].words) && !(firm && SAID[i].means == REFUSAL_POLICY)) {
      *refusal = SAID[i].means;
      return TRUE;
    }
  return FALSE;
}

Refusal
refusal_of(const char *status, int code, const char *words)
{
  int of[3] = { 0, 0, 0 };
  Refusal said;
  gboolean stated = status_in(status, of) || status_in(words, of);
  int reply = code ? code : code_in(words);
  if (stated ? of[0] != 5 : reply < 500)
    return REFUSAL_SOFT;
  if (by_words(words, stated && of[1] == 1, &said))
    return said;
  for (guint i = 0; stated && i < G_N_ELEMENTS(STATUS); i++)
    if (STATUS[i].subject == of[1] && (STATUS[i].detail == of[2] || STATUS[i].detail < 0))
      return STATUS[i].means;
  return reply ? by_code(reply) : REFUSAL_ADDRESS; /* 5.0.0, and nothing else */
}

const char *
refusal_word(Refusal refusal)
{
  static const char *const words[] = { "does not exist", "is full", "refused the mail, not the address",
                                       "could not be reached" };
  return words[refusal];
}

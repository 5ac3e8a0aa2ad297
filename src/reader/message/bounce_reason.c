/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a mail came back, as a status code (RFC 3463): what the server gives, else what its reply code and its
 * words mean. Of whom it speaks is not asked here. */
#include "reader/message/bounce.h"
#include <string.h>

/* Words of servers, lower case, and subject and detail of the status that they mean. The first that is found
 * counts, so the narrower stand first. */
static const struct {
  const char *words, *detail;
} REASONS[] = {
  { "mailbox full", "2.2" },
  { "mailbox is full", "2.2" },
  { "mailbox exceeded", "2.2" },
  { "mailbox has exceeded", "2.2" },
  { "mailbox for user is full", "2.2" },
  { "over quota", "2.2" },
  { "overquota", "2.2" },
  { "over the allowed quota", "2.2" },
  { "quota exceeded", "2.2" },
  { "exceeded quota", "2.2" },
  { "exceeds the quota", "2.2" },
  { "exceeded storage", "2.2" },
  { "exceeded the local limit", "2.2" },
  { "exceeded its quota", "2.2" },
  { "no space left", "2.2" },
  { "not enough space", "2.2" },
  { "space not enough", "2.2" },
  { "not enough storage", "2.2" },
  { "insufficient disk space", "2.2" },
  { "message box is full", "2.2" },
  { "inbox is full", "2.2" },
  { "inbox full", "2.2" },
  { "postfach voll", "2.2" },
  { "postfach ist voll", "2.2" },
  { "boîte pleine", "2.2" },
  { "buzón lleno", "2.2" },
  { "casella piena", "2.2" },
  { "too large", "3.4" },
  { "too big", "3.4" },
  { "exceeds size limit", "3.4" },
  { "exceeded maximum", "3.4" },
  { "exceeds the maximum", "3.4" },
  { "size limit", "3.4" },
  { "user unknown", "1.1" },
  { "unknown user", "1.1" },
  { "unknown recipient", "1.1" },
  { "recipient unknown", "1.1" },
  { "unknown local", "1.1" },
  { "unknown address", "1.1" },
  { "addressee unknown", "1.1" },
  { "no such user", "1.1" },
  { "no such recipient", "1.1" },
  { "no such address", "1.1" },
  { "no such mailbox", "1.1" },
  { "no mailbox here", "1.1" },
  { "no such person", "1.1" },
  { "not a known user", "1.1" },
  { "not a valid user", "1.1" },
  { "not a valid mailbox", "1.1" },
  { "not found in directory", "1.1" },
  { "not listed in", "1.1" },
  { "recipient not found", "1.1" },
  { "recipnotfound", "1.1" },
  { "user not found", "1.1" },
  { "invalid recipient", "1.1" },
  { "invalid user", "1.1" },
  { "invalid mailbox", "1.1" },
  { "invalid address", "1.1" },
  { "invalid final delivery userid", "1.1" },
  { "bad destination mailbox", "1.1" },
  { "recipient address rejected", "1.1" },
  { "couldn't be found", "1.1" },
  { "could not be found", "1.1" },
  { "wasn't found at", "1.1" },
  { "account that you tried to reach does not exist", "1.1" },
  { "doesn't have a", "1.1" },
  { "mailbox does not exist", "1.1" },
  { "user does not exist", "1.1" },
  { "unrouteable address", "1.1" },
  { "konnte nicht gefunden werden", "1.1" },
  { "unbekannter empf", "1.1" },
  { "utilisateur inconnu", "1.1" },
  { "destinataire inconnu", "1.1" },
  { "usuario desconocido", "1.1" },
  { "utente sconosciuto", "1.1" },
  { "host unknown", "1.2" },
  { "unknown host", "1.2" },
  { "host not found", "1.2" },
  { "host or domain name not found", "1.2" },
  { "domain not found", "1.2" },
  { "unknown domain", "1.2" },
  { "no such domain", "1.2" },
  { "domain does not exist", "1.2" },
  { "dns lookup failure", "1.2" },
  { "dns error", "1.2" },
  { "could not find any mail host", "1.2" },
  { "couldn't find any host", "1.2" },
  { "could not be resolved", "1.2" },
  { "unrouteable mail domain", "1.2" },
  { "name or service not known", "1.2" },
  { "nxdomain", "1.2" },
  { "has moved", "1.6" },
  { "account disabled", "2.1" },
  { "account is disabled", "2.1" },
  { "account has been disabled", "2.1" },
  { "mailbox disabled", "2.1" },
  { "account inactive", "2.1" },
  { "account is not active", "2.1" },
  { "suspended", "2.1" },
  { "does not exist", "1.1" },
  { "doesn't exist", "1.1" },
  { "relay", "7.1" },
  { "spam", "7.1" },
  { "blocked", "7.1" },
  { "blacklist", "7.1" },
  { "access denied", "7.1" },
  { "not authorized", "7.1" },
  { "not permitted", "7.1" },
  { "permission", "7.1" },
  { "prohibited", "7.1" },
  { "policy", "7.1" },
  { "virus", "7.1" },
  { "retry time", "4.7" },
  { "maximum retr", "4.7" },
  { "too long", "4.7" },
  { "expired", "4.7" },
  { "timed out", "4.7" },
  { "timeout", "4.7" },
  { "gave up", "4.7" },
  { "giving up", "4.7" },
  { "delivery attempts", "4.7" },
  { "cannot send message for", "4.7" },
  { "not been able to deliver", "4.7" },
  { "connection refused", "4.1" },
  { "no answer", "4.1" },
  { "not reachable", "4.1" },
  { "mail loop", "4.6" },
  { "too many hops", "4.6" },
};

char *
bounce_status_in(const char *text)
{
  for (const char *p = text; *p; p++) {
    if (!strchr("245", *p) || p[1] != '.' || (p > text && (g_ascii_isalnum(p[-1]) || p[-1] == '.')))
      continue;
    gsize subject = strspn(p + 2, "0123456789"), detail = 0;
    if (subject && subject < 4 && p[2 + subject] == '.')
      detail = strspn(p + 3 + subject, "0123456789");
    const char *end = p + 3 + subject + detail;
    if (detail && detail < 4 && (*end != '.' || !g_ascii_isdigit(end[1])) && !g_ascii_isalnum(*end))
      return g_strndup(p, 3 + subject + detail);
  }
  return g_strdup("");
}

/* Three digits that are a refusal: the codes that are in use, not any number of that length. */
static gboolean
is_refusal(const char *p)
{
  static const char *const codes[] = { "421", "432", "441", "442", "446", "447", "450", "451", "452", "454",
                                       "455", "471", "500", "501", "502", "503", "504", "510", "511", "512",
                                       "513", "517", "521", "523", "525", "530", "534", "535", "541", "550",
                                       "551", "552", "553", "554", "555", "556", "557", "571" };
  for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
    if (!strncmp(p, codes[i], 3))
      return !g_ascii_isalnum(p[3]) && p[3] != ':' && (p[3] != '.' || !g_ascii_isdigit(p[4]));
  return FALSE;
}

gboolean
bounce_is_reply(const char *line)
{
  return is_refusal(line);
}

/* The first digit of the first reply code in @text, or 0. */
static char
reply_class(const char *text)
{
  for (const char *p = text; *p; p++)
    if ((*p == '4' || *p == '5') && (p == text || strchr(" \t\n'\"([:#<;,=", p[-1])) && is_refusal(p))
      return *p;
  return 0;
}

char *
bounce_status_of(const char *text, gboolean delayed)
{
  g_autofree char *given = bounce_status_in(text);
  if (*given)
    return g_steal_pointer(&given);
  char reply = delayed ? '4' : reply_class(text);
  g_autofree char *lower = g_utf8_strdown(text, -1);
  for (guint i = 0; i < G_N_ELEMENTS(REASONS); i++)
    if (strstr(lower, REASONS[i].words))
      return g_strdup_printf("%c.%s", reply ? reply : '5', REASONS[i].detail);
  return g_strdup_printf("%c.0.0", reply ? reply : '5');
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes envelope senders and finds their mails. Sends nothing, and reads no message. */
#include "pass/envelope.h"
#include "base/checksum.h"
#include "store/outbox.h"
#include <string.h>

#define MARK "+b="
#define TOKEN 20      /* hex digits: 80 bits */
#define LOCAL_PART 64 /* RFC 5321 4.5.3.1.1 */

/* "auto" waits until doctor has seen such a mail come back: Exchange and Gmail put their own sender in. */
static gboolean
is_wanted(Engine *engine)
{
  const char *verp = engine->site->verp;
  return !strcmp(verp, "on") ||
         (!strcmp(verp, "auto") && store_get_int(engine->store, "verp.proven", 0) == 1);
}

/* A hash with the store's secret salt: a mail composed again after a crash has the same one. */
static char *
token(Engine *engine, const char *purpose)
{
  g_autofree char *salt = store_get(engine->store, "salt");
  g_autofree char *seed = g_strconcat(salt ? salt : "", "\nenvelope\n", purpose, NULL);
  g_autofree char *sum = checksum_of_text(seed);
  return g_strndup(sum, TOKEN);
}

char *
envelope_sender(Engine *engine, const char *purpose)
{
  const char *plain = engine->site->from_address, *at = strrchr(plain, '@');
  if (!at || !is_wanted(engine) || (gsize) (at - plain) + strlen(MARK) + TOKEN > LOCAL_PART)
    return g_strdup(plain);
  g_autofree char *own = token(engine, purpose);
  return g_strdup_printf("%.*s" MARK "%s%s", (int) (at - plain), plain, own, at);
}

gint64
envelope_find(Engine *engine, const char *const *addresses)
{
  for (; addresses && *addresses; addresses++) {
    g_autofree char *lower = g_ascii_strdown(*addresses, -1);
    gint64 mail = strstr(lower, MARK) ? outbox_by_sender(engine->store, lower) : 0;
    if (mail)
      return mail;
  }
  return 0;
}

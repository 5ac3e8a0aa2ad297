/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an automatic answer says of an absence: until when, and who stands in. Decides nothing. */
#include "reader/message/away.h"
#include "base/text.h"
#include <string.h>

/* The first address in @text that is not @own. */
static char *
address_in(const char *text, const char *own)
{
  g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n,;:<>()[]\"'", -1);
  for (guint i = 0; words[i]; i++) {
    char *word = words[i];
    for (gsize n = strlen(word); n && strchr(".!?", word[n - 1]); n--)
      word[n - 1] = '\0';
    g_autofree char *address = strchr(word, '@') ? text_address(word) : NULL;
    if (address && g_strcmp0(address, own))
      return g_steal_pointer(&address);
  }
  return NULL;
}

ReadingAway *
away_read(const char *subject, const char *text, Day sent, const char *own)
{
  ReadingAway *away = reading_away_new();
  (void) subject;
  (void) sent;
  away->deputy.address = address_in(text, own);
  return away;
}

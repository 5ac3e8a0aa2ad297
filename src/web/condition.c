/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entity tags and dates compared. Reads no header by itself. */
#include "config.h" /* strptime, timegm */

#include "web/condition.h"
#include <string.h>
#include <time.h>

#define FORMAT "%a, %d %b %Y %H:%M:%S GMT"

gboolean
condition_names(const char *list, const char *etag)
{
  const char *p = list;
  for (;;) {
    p += strspn(p, " \t,");
    if (*p == '*')
      return TRUE;
    if (g_str_has_prefix(p, "W/"))
      p += 2;
    if (*p != '"')
      return FALSE; /* the end, or no list of tags: then the whole file is the safe answer */
    const char *end = strchr(p + 1, '"');
    if (!end)
      return FALSE;
    if ((gsize) (end + 1 - p) == strlen(etag) && !strncmp(p, etag, strlen(etag)))
      return TRUE;
    p = end + 1;
  }
}

/* Only the form that RFC 9110 has senders use: the two obsolete ones are answered with the whole file. */
gboolean
condition_unchanged_since(const char *since, gint64 modified)
{
  struct tm tm = { 0 };
  const char *end = strptime(since, FORMAT, &tm);
  return end && !*end && modified <= timegm(&tm);
}

char *
condition_date(gint64 seconds)
{
  time_t time = (time_t) seconds;
  struct tm tm;
  char text[64];
  if (!gmtime_r(&time, &tm) || !strftime(text, sizeof text, FORMAT, &tm))
    return g_strdup("Thu, 01 Jan 1970 00:00:00 GMT");
  return g_strdup(text);
}

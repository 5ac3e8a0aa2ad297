/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of armour, by what they say. Checks no signature and decrypts nothing. */
#include "reader/message/armour.h"
#include <string.h>

#define MESSAGE "-----BEGIN PGP MESSAGE-----"
#define SIGNATURE "-----BEGIN PGP SIGNATURE-----"
#define SIGNED "-----BEGIN PGP SIGNED MESSAGE-----"

/* Cuts from @start to behind the line that begins with @end, or to the end. */
static void
cut(char *start, const char *end)
{
  char *stop = strstr(start, end);
  stop = stop ? strchr(stop, '\n') : NULL;
  if (stop)
    memmove(start, stop + 1, strlen(stop + 1) + 1);
  else
    *start = '\0';
}

/* Behind the line at @p. */
static char *
next_line(char *p)
{
  char *feed = strchr(p, '\n');
  return feed ? feed + 1 : p + strlen(p);
}

/* The frame's first line and what it says of hashes, up to the blank line; dashes that were escaped. */
static void
open_frame(char *start)
{
  char *body = next_line(start);
  while (*body && *body != '\n' && *body != '\r')
    body = next_line(body);
  body = next_line(body);
  memmove(start, body, strlen(body) + 1);
  char *to = start;
  for (const char *p = start; *p; p++) {
    if ((p == start || p[-1] == '\n') && g_str_has_prefix(p, "- "))
      p += 2;
    *to++ = *p;
    if (!*p)
      return;
  }
  *to = '\0';
}

gboolean
armour_strip(char *text)
{
  gboolean encrypted = FALSE;
  char *found = strstr(text, SIGNED);
  if (found)
    open_frame(found);
  for (guint i = 0; i < 20 && (found = strstr(text, SIGNATURE)); i++)
    cut(found, "-----END PGP SIGNATURE-----");
  for (guint i = 0; i < 20 && (found = strstr(text, MESSAGE)); i++) {
    cut(found, "-----END PGP MESSAGE-----");
    encrypted = TRUE;
  }
  return encrypted;
}

static gboolean
begins(const guint8 *bytes, gsize n, const char *mark)
{
  return n >= strlen(mark) && !memcmp(bytes, mark, strlen(mark));
}

gboolean
armour_is_message(const guint8 *bytes, gsize n)
{
  return begins(bytes, n, MESSAGE);
}

gboolean
armour_is_signature(const guint8 *bytes, gsize n)
{
  return begins(bytes, n, SIGNATURE);
}

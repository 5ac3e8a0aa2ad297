/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of unknown encoding as text. Statistics guess wrongly on short files (they take Don't for a Polish
 * word), so the rule is plain: a mark, else NULs where UTF-16 has them, else UTF-8 if it is valid, else
 * Windows-1252. */
#include "reader/document.h"
#include <string.h>

static char *
convert(const guint8 *bytes, gsize n, const char *from)
{
  gsize length;
  char *text = g_convert_with_fallback((const char *) bytes, (gssize) n, "UTF-8", from, "\xef\xbf\xbd", NULL,
                                       &length, NULL);
  return text ? text : g_utf8_make_valid((const char *) bytes, (gssize) n);
}

/* Whether most of the bytes at odd (@odd 1) or even places are NUL. */
static gboolean
has_nuls(const guint8 *bytes, gsize n, gsize odd)
{
  gsize nuls = 0, look = MIN(n, 512) & ~(gsize) 1;
  for (gsize i = odd; i < look; i += 2)
    nuls += !bytes[i];
  return look > 2 && nuls * 4 > look;
}

/* A NUL ends a C string: what is behind one would be lost. */
static char *
without_nuls(const guint8 *bytes, gsize n)
{
  char *text = g_malloc(n + 1);
  gsize kept = 0;
  for (gsize i = 0; i < n; i++)
    if (bytes[i])
      text[kept++] = (char) bytes[i];
  text[kept] = 0;
  return text;
}

static gboolean
is_utf8(const guint8 *bytes, gsize n)
{
  const char *end;
  if (g_utf8_validate_len((const char *) bytes, n, &end))
    return TRUE;
  gssize left = (gssize) n - (gssize) ((const guint8 *) end - bytes);
  return g_utf8_get_char_validated(end, left) == (gunichar) -2; /* cut in the middle of a character */
}

char *
document_decode(const guint8 *bytes, gsize n)
{
  if (n >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3)) {
    bytes += 3;
    n -= 3;
  }
  if (n >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe)
    return convert(bytes + 2, (n - 2) & ~(gsize) 1, "UTF-16LE");
  if (n >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff)
    return convert(bytes + 2, (n - 2) & ~(gsize) 1, "UTF-16BE");
  if (has_nuls(bytes, n, 1))
    return convert(bytes, n & ~(gsize) 1, "UTF-16LE");
  if (has_nuls(bytes, n, 0))
    return convert(bytes, n & ~(gsize) 1, "UTF-16BE");
  g_autofree char *plain = without_nuls(bytes, n);
  gsize length = strlen(plain);
  if (is_utf8((const guint8 *) plain, length))
    return g_utf8_make_valid(plain, (gssize) length);
  return convert((const guint8 *) plain, length, "WINDOWS-1252");
}

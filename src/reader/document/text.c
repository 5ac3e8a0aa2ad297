/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of unknown encoding as text. Statistics guess wrongly on short files (they take Don't for a Polish
 * word), so the rule is plain: a mark, else NULs where UTF-32 or UTF-16 has them, else UTF-8 if it is valid,
 * else Windows-1252. */
#include "reader/document/document.h"
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

/* The place of the two bytes that are NUL in each of the first characters of UTF-32: 0 or 2; -1: it is none.
 */
static int
nul_pairs(const guint8 *bytes, gsize n)
{
  gboolean first = n >= 8 && n % 4 == 0, last = first;
  for (gsize i = 0; i + 4 <= MIN(n, 512) && (first || last); i += 4) {
    first = first && !bytes[i] && !bytes[i + 1];
    last = last && !bytes[i + 2] && !bytes[i + 3];
  }
  return first ? 0 : last ? 2 : -1;
}

/* By hand: the converters that are warm when the reader is locked down do not know it. */
static char *
convert_utf32(const guint8 *bytes, gsize n, gboolean little)
{
  GString *text = g_string_sized_new(n / 4 + 1);
  for (gsize i = 0; i + 4 <= n; i += 4) {
    const guint8 *p = bytes + i;
    gunichar c = little ? (gunichar) p[3] << 24 | (gunichar) p[2] << 16 | (gunichar) p[1] << 8 | p[0]
                        : (gunichar) p[0] << 24 | (gunichar) p[1] << 16 | (gunichar) p[2] << 8 | p[3];
    if (c && c != 0xfeff)
      g_string_append_unichar(text, g_unichar_validate(c) ? c : 0xfffd);
  }
  return g_string_free(text, FALSE);
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
  int nuls = nul_pairs(bytes, n);
  if (nuls >= 0)
    return convert_utf32(bytes, n, nuls == 2);
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

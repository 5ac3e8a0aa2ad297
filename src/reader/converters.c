/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Character sets, opened early and used late. Guesses only where the label is missing or wrong. */
#include "reader/converters.h"
#include "reader/whole.h"
#include <gmime/gmime.h>
#include <iconv.h>
#include <string.h>

/* What nearly all mail is in. Each of the others is a shared object more, and makes every fork dearer. */
static const char *const ORDINARY[] = { "US-ASCII",    "UTF-8",  "ISO-8859-1", "WINDOWS-1252", "CP1252",
                                        "ISO-8859-15", "UTF-16", "UTF-16LE",   "UTF-16BE",     "ASCII",
                                        "UTF8",        "LATIN1", NULL };

/* Those of mail (RFC 2047 and what clients label), of CSV from Excel and of PDF. */
static const char *const OTHERS[] = {
  "UTF-32",       "UTF-7",        "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",    "ISO-8859-5",
  "ISO-8859-6",   "ISO-8859-7",   "ISO-8859-8",   "ISO-8859-9",   "ISO-8859-10",   "ISO-8859-11",
  "ISO-8859-13",  "ISO-8859-14",  "ISO-8859-16",  "CP1250",       "CP1251",        "CP1253",
  "CP1254",       "CP1255",       "CP1256",       "CP1257",       "CP1258",        "WINDOWS-1250",
  "WINDOWS-1251", "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256",  "WINDOWS-1257",
  "WINDOWS-1258", "KOI8-R",       "KOI8-U",       "ISO-2022-JP",  "ISO-2022-JP-2", "ISO-2022-KR",
  "ISO-2022-CN",  "EUC-JP",       "SHIFT_JIS",    "SHIFT-JIS",    "SJIS",          "CP932",
  "EUC-KR",       "UHC",          "CP949",        "JOHAB",        "GBK",           "GB2312",
  "GB18030",      "BIG5",         "BIG5-HKSCS",   "TIS-620",      "CP874",         "MACINTOSH",
  "IBM437",       "CP437",        "IBM850",       "CP850",        "IBM866",        "CP866",
  "VISCII",       "EUC-TW",       NULL,
};

static void
open_all(const char *const *charsets)
{
  for (; *charsets; charsets++) {
    (void) iconv_open("UTF-8", *charsets);
    (void) iconv_open(*charsets, "UTF-8");
  }
}

void
converters_open(void)
{
  open_all(ORDINARY);
  if (whole_is_here())
    open_all(OTHERS);
}

static gboolean
is_among(const char *charset, gsize n, const char *const *charsets)
{
  for (; *charsets; charsets++)
    if (strlen(*charsets) == n && !g_ascii_strncasecmp(charset, *charsets, n))
      return TRUE;
  return FALSE;
}

/* The name of a character set behind the '=' at @p ("=?x?", "charset=x", "*=x''"), or 0 bytes. */
static gsize
named_at(const guint8 *start, const guint8 *p, const guint8 *end, const char **name)
{
  gsize before = (gsize) (p - start), n = 0;
  const guint8 *from = p + 1;
  guint8 stop = 0;
  if (from < end && *from == '?') {
    from++;
    stop = '?';
  } else if (before >= 7 && !g_ascii_strncasecmp((const char *) p - 7, "charset", 7)) {
    from += from < end && *from == '"';
  } else if (before && p[-1] == '*') {
    stop = '\'';
  } else {
    return 0;
  }
  while (from + n < end && n < 40 && (g_ascii_isalnum(from[n]) || strchr("-_.:+", from[n])) && from[n])
    n++;
  *name = (const char *) from;
  return !stop || (from + n < end && from[n] == stop) ? n : 0;
}

void
converters_check(const guint8 *message, gsize n)
{
  const char *name;
  if (whole_is_here() || !n)
    return;
  const guint8 *end = message + n;
  for (const guint8 *p = message; (p = memchr(p, '=', (gsize) (end - p))); p++) {
    gsize length = named_at(message, p, end, &name);
    if (length && !is_among(name, length, ORDINARY))
      whole_require();
  }
}

/* Whether text in @charset looks like ASCII although it is not, or has NULs. */
static gboolean
hides_in_ascii(const char *charset)
{
  return !g_ascii_strncasecmp(charset, "iso-2022", 8) || !g_ascii_strncasecmp(charset, "hz", 2) ||
         !g_ascii_strncasecmp(charset, "utf-7", 5) || !g_ascii_strncasecmp(charset, "utf-16", 6) ||
         !g_ascii_strncasecmp(charset, "utf-32", 6);
}

static char *
convert(const char *bytes, gsize n, const char *charset)
{
  return g_convert_with_fallback(bytes, (gssize) n, "UTF-8", charset, "\xef\xbf\xbd", NULL, NULL, NULL);
}

/* UTF-16 under another name: every other byte of Western text in it is a NUL. NULL for what is none. */
static const char *
disguise(const char *bytes, gsize n)
{
  gsize even = 0, odd = 0;
  for (gsize i = 0; i < n; i++)
    if (!bytes[i])
      ++*(i % 2 ? &odd : &even);
  if (n < 8 || even + odd < n / 4)
    return NULL;
  return odd > even ? "UTF-16LE" : "UTF-16BE";
}

static char *
without_nuls(const char *bytes, gsize n, gsize *left)
{
  char *out = g_malloc(n + 1);
  *left = 0;
  for (gsize i = 0; i < n; i++)
    if (bytes[i])
      out[(*left)++] = bytes[i];
  out[*left] = '\0';
  return out;
}

char *
converters_to_utf8(const char *bytes, gsize n, const char *charset)
{
  char *text = NULL;
  g_autofree char *mended = NULL;
  /* a name that is not on the lists is as good as none: it would be known without the sandbox and unknown in
   * it */
  charset = charset ? g_mime_charset_iconv_name(charset) : NULL;
  if (charset && !is_among(charset, strlen(charset), ORDINARY)) {
    whole_require();
    charset = is_among(charset, strlen(charset), OTHERS) ? charset : NULL;
  }
  if (n >= 2 && (!memcmp(bytes, "\xff\xfe", 2) || !memcmp(bytes, "\xfe\xff", 2)))
    text = convert(bytes, n, "UTF-16");
  if (!text && charset && hides_in_ascii(charset))
    text = convert(bytes, n, charset);
  if (!text && n && memchr(bytes, '\0', n)) {
    const char *real = disguise(bytes, n);
    text = real ? convert(bytes, n, real) : NULL;
    if (!text)
      bytes = mended = without_nuls(bytes, n, &n);
  }
  if (!text && g_utf8_validate(bytes, (gssize) n, NULL))
    return g_strndup(bytes, n);
  /* what calls itself Latin-1 and comes from Windows is Windows-1252, and what is Latin-1 reads the same
   * there */
  gboolean western = !charset || !g_ascii_strcasecmp(charset, "iso-8859-1") ||
                     !g_ascii_strcasecmp(charset, "us-ascii") || !g_ascii_strcasecmp(charset, "utf-8");
  if (!text)
    text = convert(bytes, n, western ? "WINDOWS-1252" : charset);
  if (!text)
    text = convert(bytes, n, "ISO-8859-1"); /* which has a character for every byte */
  return text ? text : g_utf8_make_valid(bytes, (gssize) n);
}

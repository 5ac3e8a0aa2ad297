/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RTF as far as a mail's text goes: groups, control words, code pages, and the HTML that Exchange wraps in
 * it. No pictures, no fields, no layout; .rtf files that people attach are not read here. */
#include "reader/document/rtf.h"
#include "reader/converters.h"
#include "reader/document/html.h"
#include <string.h>

enum {
  RAW_LIMIT = 4 << 20,
  WINDOW = 4096,
  DEPTH_LIMIT = 100,
  HEAD = 16, /* sizes, kind, checksum */
  LZFU = 0x75465a4c,
  MELA = 0x414c454d,
};

/* What the window holds at the start ([MS-OXRTFCP] 2.1.3.1.2). */
static const char DICTIONARY[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

static guint32
number_at(const guint8 *p)
{
  return (guint32) p[0] | (guint32) p[1] << 8 | (guint32) p[2] << 16 | (guint32) p[3] << 24;
}

static void
expand(const guint8 *bytes, gsize n, GString *out, gsize limit)
{
  guint8 window[WINDOW] = { 0 };
  guint at = sizeof DICTIONARY - 1;
  memcpy(window, DICTIONARY, at);
  for (gsize i = 0; i < n && out->len < limit;) {
    guint flags = bytes[i++];
    for (guint bit = 0; bit < 8 && i < n && out->len < limit; bit++) {
      if (!(flags >> bit & 1)) {
        g_string_append_c(out, (char) bytes[i]);
        window[at++ % WINDOW] = bytes[i++];
        continue;
      }
      if (i + 2 > n)
        return;
      guint from = (guint) bytes[i] << 4 | bytes[i + 1] >> 4, length = (bytes[i + 1] & 15u) + 2;
      i += 2;
      if (from == at % WINDOW) /* the end */
        return;
      for (; length && out->len < limit; length--) {
        guint8 byte = window[from++ % WINDOW];
        g_string_append_c(out, (char) byte);
        window[at++ % WINDOW] = byte;
      }
    }
  }
}

char *
rtf_decompress(const guint8 *bytes, gsize n, gsize *out_n)
{
  GString *out = g_string_new(NULL);
  if (n > HEAD) {
    gsize limit = MIN(number_at(bytes + 4), RAW_LIMIT);
    if (number_at(bytes + 8) == LZFU)
      expand(bytes + HEAD, n - HEAD, out, limit);
    else if (number_at(bytes + 8) == MELA)
      g_string_append_len(out, (const char *) bytes + HEAD, (gssize) MIN(n - HEAD, limit));
  }
  *out_n = out->len;
  return g_string_free(out, FALSE);
}

typedef struct {
  gboolean skip; /* nothing here is for reading */
  gboolean tag;  /* a piece of the wrapped HTML */
  gboolean rtf;  /* what stands for the HTML in RTF, and is in the HTML already */
  guint unicode; /* bytes that stand for a \u for those who know none */
} Group;

typedef struct {
  GString *out, *bytes; /* bytes: of the code page, not yet converted */
  Group groups[DEPTH_LIMIT];
  guint depth;
  guint beyond; /* groups that are deeper */
  guint pass;   /* bytes to be passed over behind a \u */
  gboolean html;
  gboolean fresh;   /* the group has just begun */
  gboolean starred; /* {\* : an unknown word hides the group */
  char charset[24];
} Rtf;

static Group *
here(Rtf *rtf)
{
  return &rtf->groups[rtf->depth];
}

static gboolean
is_silent(Rtf *rtf)
{
  return here(rtf)->skip || here(rtf)->rtf || rtf->beyond;
}

static void
put_converted(Rtf *rtf, const char *text)
{
  for (const char *p = text; *p; p++)
    if (rtf->html && !here(rtf)->tag && (*p == '&' || *p == '<' || *p == '>'))
      g_string_append(rtf->out, *p == '&' ? "&amp;" : *p == '<' ? "&lt;" : "&gt;");
    else
      g_string_append_c(rtf->out, *p);
}

static void
flush(Rtf *rtf)
{
  if (!rtf->bytes->len)
    return;
  g_autofree char *text = converters_to_utf8(rtf->bytes->str, rtf->bytes->len, rtf->charset);
  put_converted(rtf, text);
  g_string_truncate(rtf->bytes, 0);
}

static void
put_byte(Rtf *rtf, char byte)
{
  if (rtf->pass)
    rtf->pass--;
  else if (!is_silent(rtf))
    g_string_append_c(rtf->bytes, byte);
}

static void
put_unicode(Rtf *rtf, int value)
{
  gunichar c = (gunichar) (value < 0 ? value + 65536 : value);
  flush(rtf);
  rtf->pass = here(rtf)->unicode;
  if (is_silent(rtf) || !g_unichar_validate(c) || !c)
    return;
  char utf8[8] = "";
  g_unichar_to_utf8(c, utf8);
  put_converted(rtf, utf8);
}

static gboolean
is_hidden(const char *word)
{
  static const char *const words[] = { "fonttbl", "colortbl", "stylesheet", "info", "pict",     "object",
                                       "header",  "footer",   "fldinst",    "xe",   "listtext", NULL };
  return g_strv_contains(words, word);
}

static void
put_break(Rtf *rtf, const char *text)
{
  flush(rtf);
  if (!is_silent(rtf))
    g_string_append(rtf->out, text);
}

static void
take_word(Rtf *rtf, const char *word, int value, gboolean valued)
{
  if (rtf->starred && !strcmp(word, "htmltag")) {
    flush(rtf);
    here(rtf)->skip = FALSE;
    here(rtf)->tag = TRUE;
  } else if (rtf->starred || (rtf->fresh && is_hidden(word))) {
    here(rtf)->skip = TRUE;
  } else if (!strcmp(word, "fromhtml")) {
    rtf->html = TRUE;
  } else if (!strcmp(word, "htmlrtf")) {
    flush(rtf);
    here(rtf)->rtf = !valued || value;
  } else if (!strcmp(word, "ansicpg") && value > 0 && value < 100000) {
    g_snprintf(rtf->charset, sizeof rtf->charset, value == 65001 ? "utf-8" : "cp%d", value);
  } else if (!strcmp(word, "uc") && value >= 0 && value < 8) {
    here(rtf)->unicode = (guint) value;
  } else if (!strcmp(word, "u")) {
    put_unicode(rtf, value);
  } else if (!strcmp(word, "par") || !strcmp(word, "line") || !strcmp(word, "row")) {
    put_break(rtf, "\n");
  } else if (!strcmp(word, "tab") || !strcmp(word, "cell")) {
    put_break(rtf, "\t");
  }
}

/* A control word at @p, behind its backslash; behind it. */
static const char *
read_word(Rtf *rtf, const char *p, const char *end)
{
  char word[32] = "";
  guint n = 0;
  int value = 0;
  const char *start = p;
  while (p < end && g_ascii_isalpha(*p)) {
    if (n < sizeof word - 1)
      word[n++] = *p;
    p++;
  }
  if (p == start)
    return p;
  gboolean negative = p < end && *p == '-';
  const char *digits = p + negative;
  for (p = digits; p < end && g_ascii_isdigit(*p); p++)
    if (value < 1000000)
      value = 10 * value + (*p - '0');
  gboolean valued = p > digits;
  p = valued ? p : digits - negative;
  take_word(rtf, word, negative ? -value : value, valued);
  rtf->starred = FALSE;
  return p + (p < end && *p == ' ');
}

/* What stands behind a backslash at @p; behind it. */
static const char *
read_control(Rtf *rtf, const char *p, const char *end)
{
  if (p >= end)
    return p;
  if (g_ascii_isalpha(*p))
    return read_word(rtf, p, end);
  if (*p == '\'' && p + 2 < end) {
    int high = g_ascii_xdigit_value(p[1]), low = g_ascii_xdigit_value(p[2]);
    if (high >= 0 && low >= 0)
      put_byte(rtf, (char) (high << 4 | low));
    return p + 3;
  }
  if (*p == '*')
    rtf->starred = TRUE;
  else if (*p == '~')
    put_byte(rtf, ' ');
  else if (*p == '\n' || *p == '\r')
    put_break(rtf, "\n");
  else if (strchr("\\{}", *p))
    put_byte(rtf, *p);
  return p + 1;
}

static void
open_group(Rtf *rtf)
{
  flush(rtf);
  if (rtf->beyond || rtf->depth + 1 == DEPTH_LIMIT) {
    rtf->beyond++;
    return;
  }
  rtf->groups[rtf->depth + 1] = *here(rtf);
  rtf->depth++;
}

static void
close_group(Rtf *rtf)
{
  flush(rtf);
  if (rtf->beyond)
    rtf->beyond--;
  else if (rtf->depth)
    rtf->depth--;
}

static void
read_all(Rtf *rtf, const char *p, const char *end)
{
  while (p < end) {
    char c = *p++;
    gboolean fresh = c == '{' || (rtf->fresh && (c == '\\' || c == '\n' || c == '\r'));
    if (c == '{')
      open_group(rtf);
    else if (c == '}')
      close_group(rtf);
    else if (c == '\\') {
      gboolean star = p < end && *p == '*';
      p = read_control(rtf, p, end);
      fresh = star;
    } else if (c != '\n' && c != '\r' && c)
      put_byte(rtf, c);
    if (c == '{' || c == '}')
      rtf->pass = 0;
    rtf->fresh = fresh;
  }
  flush(rtf);
}

char *
rtf_to_text(const char *text, gsize n)
{
  Rtf rtf = { .out = g_string_new(NULL), .bytes = g_string_new(NULL), .charset = "windows-1252" };
  rtf.groups[0].unicode = 1;
  read_all(&rtf, text, text + n);
  g_string_free(rtf.bytes, TRUE);
  char *out = g_string_free(rtf.out, FALSE);
  if (!rtf.html)
    return out;
  char *plain = html_to_text(out);
  g_free(out);
  return plain;
}

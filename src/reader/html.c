/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From HTML to lines: a scanner of tags that believes in no structure, for mail has none. No style sheets, no
 * scripts. */
#include "reader/html.h"
#include "reader/links.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
  GString *out;
  guint quote;      /* depth of blockquotes */
  gboolean blank;   /* a blank is due before the next word */
  guint lines;      /* line ends are due before the next word: 1 or 2 */
  gboolean written; /* something stands on this line */
  char *href;       /* of the link that is open, if it is worth keeping */
} Page;

static const struct {
  const char *name;
  gunichar character;
} ENTITIES[] = {
  { "amp", '&' },      { "lt", '<' },       { "gt", '>' },       { "quot", '"' },      { "apos", '\'' },
  { "nbsp", ' ' },     { "pound", 0xa3 },   { "euro", 0x20ac },  { "hellip", 0x2026 }, { "ndash", 0x2013 },
  { "mdash", 0x2014 }, { "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "ldquo", 0x201c },  { "rdquo", 0x201d },
  { "bull", 0x2022 },  { "middot", 0xb7 },  { "copy", 0xa9 },    { "reg", 0xae },      { "trade", 0x2122 },
  { "eacute", 0xe9 },  { "egrave", 0xe8 },  { "ecirc", 0xea },   { "agrave", 0xe0 },   { "aacute", 0xe1 },
  { "auml", 0xe4 },    { "ouml", 0xf6 },    { "uuml", 0xfc },    { "szlig", 0xdf },    { "ccedil", 0xe7 },
  { "ntilde", 0xf1 },  { "oacute", 0xf3 },  { "uacute", 0xfa },  { "iacute", 0xed },   { "zwnj", 0x200c },
  { "times", 0xd7 },   { "frac12", 0xbd },  { "deg", 0xb0 },     { "check", 0x2713 },  { "shy", 0xad },
};

static void
put_lines(Page *page)
{
  if (!page->lines)
    return;
  for (; page->lines && page->out->len; page->lines--) {
    g_string_append_c(page->out, '\n');
    for (guint i = 0; i < page->quote; i++)
      g_string_append(page->out, "> ");
  }
  page->lines = 0;
  page->blank = page->written = FALSE;
}

static void
put_character(Page *page, gunichar c)
{
  if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xa0) {
    page->blank = TRUE;
    return;
  }
  put_lines(page);
  if (page->blank && page->written)
    g_string_append_c(page->out, ' ');
  page->blank = FALSE;
  page->written = TRUE;
  if (c && c != 0xad && c != 0x200b && c != 0x200c)
    g_string_append_unichar(page->out, c);
}

static void
put_text(Page *page, const char *text)
{
  for (; *text; text = g_utf8_next_char(text))
    put_character(page, g_utf8_get_char(text));
}

static void
want_lines(Page *page, guint lines)
{
  page->lines = MAX(page->lines, lines);
}

/* The character reference at @p ("&amp;"), or 0; *end behind it. */
static gunichar
reference(const char *p, const char **end)
{
  const char *semicolon = strchr(p, ';');
  gsize n = semicolon ? (gsize) (semicolon - p) : 0;
  if (n < 2 || n > 10)
    return 0;
  *end = semicolon + 1;
  if (p[1] == '#') {
    gboolean hex = p[2] == 'x' || p[2] == 'X';
    unsigned long c = strtoul(p + (hex ? 3 : 2), NULL, hex ? 16 : 10);
    return c && c < 0x110000 && g_unichar_validate((gunichar) c) ? (gunichar) c : 0xfffd;
  }
  for (guint i = 0; i < G_N_ELEMENTS(ENTITIES); i++)
    if (strlen(ENTITIES[i].name) == n - 1 && !strncmp(p + 1, ENTITIES[i].name, n - 1))
      return ENTITIES[i].character;
  return 0;
}

static gboolean
is_one_of(const char *name, const char *names)
{
  g_autofree char *framed = g_strdup_printf(" %s ", name);
  return strstr(names, framed) != NULL;
}

/* The value of @key in the attributes of a tag, its references resolved; NULL if there is none. g_free. */
static char *
attribute(const char *tag, gsize n, const char *key)
{
  g_autofree char *whole = g_strndup(tag, n);
  g_autofree char *lower = g_ascii_strdown(whole, -1);
  const char *found = strstr(lower, key);
  if (!found)
    return NULL;
  const char *p = whole + (found - lower) + strlen(key);
  char quote = *p == '"' || *p == '\'' ? *p++ : 0;
  gsize length = quote ? strcspn(p, quote == '"' ? "\"" : "'") : strcspn(p, " \t\r\n>");
  GString *value = g_string_new_len(p, (gssize) length);
  g_string_replace(value, "&amp;", "&", 0);
  return g_string_free(value, FALSE);
}

static void
close_link(Page *page)
{
  if (page->href) {
    page->blank = TRUE;
    put_character(page, '<');
    put_text(page, page->href);
    put_character(page, '>');
  }
  g_clear_pointer(&page->href, g_free);
}

static void
open_link(Page *page, const char *tag, gsize n)
{
  g_autofree char *href = attribute(tag, n, "href=");
  close_link(page);
  page->href = href ? links_cloud_file(href) : NULL;
}

static void
put_tag(Page *page, const char *name, gboolean closing, const char *tag, gsize n)
{
  if (!strcmp(name, "br")) {
    page->lines = MIN(page->lines + 1, 2);
  } else if (!strcmp(name, "blockquote")) {
    want_lines(page, 1);
    page->quote = closing ? page->quote - (page->quote > 0) : MIN(page->quote + 1, 20);
  } else if (!strcmp(name, "a")) {
    if (closing)
      close_link(page);
    else
      open_link(page, tag, n);
  } else if (is_one_of(name, " td th ")) {
    if (closing && page->written && !page->lines)
      g_string_append_c(page->out, '\t');
  } else if (is_one_of(name, " p h1 h2 h3 h4 h5 h6 ul ol table pre ")) {
    want_lines(page, closing ? 2 : 1);
  } else if (is_one_of(name, " div tr li hr section article header footer dt dd ")) {
    want_lines(page, 1);
  }
}

/* Behind the closing tag of an element whose content is not for reading. */
static const char *
skip_element(const char *p, const char *name)
{
  gsize n = strlen(name);
  for (const char *end = strstr(p, "</"); end; end = strstr(end + 2, "</"))
    if (!g_ascii_strncasecmp(end + 2, name, n))
      return end;
  return p + strlen(p);
}

/* One tag at @p, which is '<'; behind it. */
static const char *
read_tag(Page *page, const char *p)
{
  if (g_str_has_prefix(p, "<!--")) {
    const char *end = strstr(p + 4, "-->");
    return end ? end + 3 : p + strlen(p);
  }
  gboolean closing = p[1] == '/';
  const char *start = p + 1 + closing, *end = strchr(p, '>');
  gsize length = strcspn(start, " \t\r\n/>");
  if (!end)
    return p + strlen(p);
  char name[16] = "";
  if (length < sizeof name) {
    memcpy(name, start, length);
    for (gsize i = 0; i < length; i++)
      name[i] = g_ascii_tolower(name[i]);
  }
  put_tag(page, name, closing, start, (gsize) (end - start));
  if (!closing && is_one_of(name, " style script head title "))
    return skip_element(end + 1, name);
  return end + 1;
}

char *
html_to_text(const char *html)
{
  Page page = { .out = g_string_sized_new(strlen(html) / 4) };
  for (const char *p = html; *p;) {
    const char *end = NULL;
    gunichar c = *p == '&' ? reference(p, &end) : 0;
    if (c) {
      put_character(&page, c);
      p = end;
    } else if (*p == '<' && (g_ascii_isalpha(p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?')) {
      p = read_tag(&page, p);
    } else {
      put_character(&page, g_utf8_get_char(p));
      p = g_utf8_next_char(p);
    }
  }
  close_link(&page);
  return g_string_free(page.out, FALSE);
}

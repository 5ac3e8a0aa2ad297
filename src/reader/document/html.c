/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From HTML to lines: a scanner of tags that believes in no structure, for mail has none. No style sheets, no
 * scripts. */
#include "reader/document/html.h"
#include "reader/document/entities.h"
#include "reader/message/links.h"
#include <stdlib.h>
#include <string.h>

enum { LISTS_LIMIT = 10, REFERENCE_LIMIT = 11 };

typedef struct {
  GString *out;
  guint quote;                /* depth of blockquotes */
  gboolean blank;             /* a blank is due before the next word */
  guint lines;                /* line ends are due before the next word: 1 or 2 */
  gboolean written;           /* something stands on this line */
  gboolean kept;              /* line ends count (pre) */
  guint lists;                /* depth of lists */
  guint numbers[LISTS_LIMIT]; /* the next number of each, 0 without numbers */
  char *href;                 /* of the link that is open, if it is worth keeping */
} Page;

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
  if (page->kept && c == '\n') {
    page->lines = MIN(page->lines + 1, 2);
    return;
  }
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
  const char *semicolon = memchr(p, ';', strnlen(p, REFERENCE_LIMIT));
  gsize n = semicolon ? (gsize) (semicolon - p) : 0;
  if (n < 2)
    return 0;
  *end = semicolon + 1;
  if (p[1] == '#') {
    gboolean hex = p[2] == 'x' || p[2] == 'X';
    return entity_of_number(strtoul(p + (hex ? 3 : 2), NULL, hex ? 16 : 10));
  }
  return entity_of_name(p + 1, n - 1);
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
put_line(Page *page, const char *line)
{
  want_lines(page, 1);
  put_text(page, line);
  want_lines(page, 1);
}

/* Programs name the parts of a mail: the signature, and where the quote begins whatever its language. */
static void
put_mark(Page *page, const char *tag, gsize n)
{
  static const char *const signatures[] = {
    "gmail_signature",    "moz-signature",    "ms-outlook-mobile-signature", "applemailsignature",
    "yahoo_signature",    "ydpsignature",     "protonmail_signature_block",  "id=\"signature\"",
    "id=\"x_signature\"", "zimbra_signature", "data-marker=\"__sig"
  };
  static const char *const quotes[] = { "divrplyfwdmsg",
                                        "mail-editor-reference-message",
                                        "border-top:solid #e1e1e1",
                                        "border-top:solid #b5c4df",
                                        "border-top-color:#b5c4df",
                                        "olk_src_body_section" };
  g_autofree char *whole = g_strndup(tag, n), *lower = g_ascii_strdown(whole, -1);
  for (guint i = 0; i < G_N_ELEMENTS(signatures); i++)
    if (strstr(lower, signatures[i])) {
      put_line(page, "--");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS(quotes); i++)
    if (strstr(lower, quotes[i])) {
      put_line(page, "________________________________");
      return;
    }
}

static void
put_list(Page *page, gboolean numbered, gboolean closing, const char *tag, gsize n)
{
  want_lines(page, closing ? 2 : 1);
  if (closing) {
    page->lists -= page->lists > 0;
  } else if (page->lists < LISTS_LIMIT) {
    g_autofree char *start = attribute(tag, n, "start=");
    gint64 first = start ? g_ascii_strtoll(start, NULL, 10) : 1;
    page->numbers[page->lists++] = numbered ? (guint) CLAMP(first, 1, 9999) : 0;
  }
}

/* The number of an answer is part of it. */
static void
put_item(Page *page)
{
  want_lines(page, 1);
  guint *number = page->lists ? &page->numbers[page->lists - 1] : NULL;
  if (!number || !*number)
    return;
  g_autofree char *label = g_strdup_printf("%u.", (*number)++);
  put_text(page, label);
  page->blank = TRUE;
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
  } else if (is_one_of(name, " ol ul ")) {
    put_list(page, *name == 'o', closing, tag, n);
  } else if (!strcmp(name, "li") && !closing) {
    put_item(page);
  } else if (is_one_of(name, " p h1 h2 h3 h4 h5 h6 table pre ")) {
    want_lines(page, closing ? 2 : 1);
    page->kept = *name == 'p' && name[1] == 'r' ? !closing : page->kept;
  } else if (is_one_of(name, " div tr li hr section article header footer dt dd ")) {
    want_lines(page, 1);
  }
  if (!closing && is_one_of(name, " div span table p "))
    put_mark(page, tag, n);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cleaning and comparing text from people. Does not parse formats and does not decide who somebody is. */
#include "base/text.h"
#include <string.h>

static gboolean
is_unwanted(gunichar c, gboolean lines)
{
  if (c >= 0x20 && c < 0x7f)
    return FALSE;
  if (lines && (c == '\n' || c == '\t'))
    return FALSE;
  if (c < 0x20 || (c >= 0x7f && c <= 0x9f))
    return TRUE;
  /* bidirectional embeddings, overrides and isolates; zero-width no-break space; unassigned noncharacters */
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff || c == 0xfffe ||
         c == 0xffff;
}

/* The longest prefix of @text of at most @limit bytes that ends between characters. */
static gsize
whole_characters(const char *text, gsize length, gsize limit)
{
  if (!limit || length <= limit)
    return length;
  while (limit && ((guchar) text[limit] & 0xc0) == 0x80)
    limit--;
  return limit;
}

/* Most text is ASCII, which is valid and composed as it stands. */
static char *
composed(const char *text, gssize length)
{
  gsize n = length < 0 ? strlen(text) : (gsize) length, i = 0;
  while (i < n && text[i] && (guchar) text[i] < 0x80)
    i++;
  if (i == n)
    return g_strndup(text, n);
  g_autofree char *valid = g_utf8_make_valid(text, length);
  return g_utf8_normalize(valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

static gboolean
is_blank(gunichar c)
{
  return c < 0x80 ? c == ' ' || c == '\t' || c == '\n' || c == '\f' : c == 0xa0 || g_unichar_isspace(c);
}

char *
text_clean(const char *text, gssize length, gsize limit, gboolean lines)
{
  g_autofree char *whole = composed(text, length);
  GString *out = g_string_sized_new(strlen(whole));
  gboolean blank = FALSE;
  for (const char *p = whole, *next; *p; p = next) {
    next = g_utf8_next_char(p);
    gunichar c = g_utf8_get_char(p);
    if (c == '\r') {
      if (*next == '\n')
        continue;
      c = '\n';
    }
    if (!lines && is_blank(c)) {
      blank = out->len > 0;
      continue;
    }
    if (is_unwanted(c, lines))
      continue;
    if (blank)
      g_string_append_c(out, ' ');
    blank = FALSE;
    if (c < 0x80)
      g_string_append_c(out, (char) c);
    else
      g_string_append_len(out, p, next - p);
  }
  g_string_truncate(out, whole_characters(out->str, out->len, limit));
  if (lines)
    g_strstrip(out->str);
  return g_string_free(out, FALSE);
}

/* "3.", "B4)", "(a)", "1.2": numbering in front of a label. */
static gboolean
is_numbering(const char *word, gboolean punctuated)
{
  gboolean digits = FALSE;
  guint letters = 0;
  for (const char *p = word; *p; p++) {
    if (g_ascii_isdigit(*p))
      digits = TRUE;
    else if (g_ascii_isalpha(*p))
      letters++;
    else
      return FALSE;
  }
  return punctuated && ((digits && letters <= 1) || (!digits && letters == 1));
}

/* Small letters, compatible forms made one. */
static char *
folded(const char *label)
{
  if (g_str_is_ascii(label))
    return g_ascii_strdown(label, -1);
  g_autofree char *lower = g_utf8_casefold(label, -1);
  return g_utf8_normalize(lower, -1, G_NORMALIZE_ALL_COMPOSE);
}

/* The words of @label, lower case, one blank between them. @numbered: what may be a number in front of it is
 * left out. */
static char *
words_of(const char *label, gboolean numbered)
{
  g_autofree char *nfkc = folded(label);
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(GString) word = g_string_new(NULL);
  for (const char *p = nfkc;; p = g_utf8_next_char(p)) {
    gunichar c = *p ? g_utf8_get_char(p) : 0;
    if (c < 0x80 ? g_ascii_isalnum(c) : g_unichar_isalnum(c)) {
      g_string_append_unichar(word, c);
      continue;
    }
    if (c == '\'' || c == 0x2019) /* mentor's and mentors are one word each */
      continue;
    if (word->len) {
      gboolean punctuated = c == '.' || c == ')' || c == ':';
      if (out->len || !numbered || !is_numbering(word->str, punctuated))
        g_string_append_len(out->len ? g_string_append_c(out, ' ') : out, word->str, (gssize) word->len);
      g_string_truncate(word, 0);
    }
    if (!c)
      break;
  }
  return g_strdup(out->str);
}

char *
text_key(const char *label)
{
  return words_of(label, TRUE);
}

static gboolean
is_title(const char *word)
{
  static const char *const titles[] = { "mr", "mrs",  "ms",        "miss", "mx",
                                        "dr", "prof", "professor", "rev",  "sir" };
  for (guint i = 0; i < G_N_ELEMENTS(titles); i++)
    if (!strcmp(word, titles[i]))
      return TRUE;
  return FALSE;
}

char *
text_name_key(const char *name)
{
  g_autofree char *key = words_of(name, FALSE);
  g_autofree char *ascii = g_str_to_ascii(key, "en");
  g_auto(GStrv) words = g_strsplit(ascii, " ", -1);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; words[i]; i++)
    if (*words[i] && !is_title(words[i]))
      g_string_append_printf(out, "%s%s", out->len ? " " : "", words[i]);
  return g_strdup(out->str);
}

/* Whether every word of @few stands in @many, an initial standing for any word that begins with it. */
static gboolean
words_within(GStrv few, GStrv many)
{
  for (guint i = 0; few[i]; i++) {
    gboolean found = FALSE;
    for (guint j = 0; many[j] && !found; j++)
      found = !strcmp(few[i], many[j]) || (strlen(few[i]) == 1 && many[j][0] == few[i][0]);
    if (!found)
      return FALSE;
  }
  return TRUE;
}

gboolean
text_names_agree(const char *a, const char *b)
{
  g_autofree char *ka = text_name_key(a ? a : ""), *kb = text_name_key(b ? b : "");
  if (!*ka || !*kb)
    return FALSE;
  if (!strcmp(ka, kb))
    return TRUE;
  g_auto(GStrv) wa = g_strsplit(ka, " ", -1), wb = g_strsplit(kb, " ", -1);
  guint na = g_strv_length(wa), nb = g_strv_length(wb);
  if (na < 2 || nb < 2)
    return FALSE;
  return (na <= nb && words_within(wa, wb)) || (nb <= na && words_within(wb, wa));
}

char *
text_address(const char *text)
{
  if (!text)
    return NULL;
  g_autofree char *bare = g_strdup(text);
  g_strstrip(bare);
  gsize n = strlen(bare);
  if (n > 2 && bare[0] == '<' && bare[n - 1] == '>') {
    bare[n - 1] = '\0';
    memmove(bare, bare + 1, n - 1);
    n -= 2;
  }
  const char *at = strchr(bare, '@');
  if (n < 3 || n > 254 || !at || at == bare || strchr(at + 1, '@') || at - bare > 64)
    return NULL;
  const char *dot = strrchr(at, '.');
  if (!dot || dot == at + 1 || !dot[1])
    return NULL;
  for (const char *p = bare; *p; p++)
    if ((guchar) *p <= 0x20 || (guchar) *p >= 0x7f || strchr("<>()[]\\,;:\"", *p))
      return NULL;
  return g_ascii_strdown(bare, -1);
}

char *
text_escape_markup(const char *text)
{
  return g_markup_escape_text(text, -1);
}

char *
text_quote(const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  GString *out = g_string_sized_new(strlen(valid));
  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (is_unwanted(c, FALSE))
      g_string_append_printf(out, "\\x%02x", c);
    else
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

void
text_say(GPtrArray *lines, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_ptr_array_add(lines, g_strdup_vprintf(format, arguments));
  va_end(arguments);
}

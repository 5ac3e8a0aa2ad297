/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of text as answers and as labels: blanks, the dots and lines of paper forms, prompts that nobody wrote
 * over, signs that nobody sees. Knows no format and judges no answer. */
#include "reader/document/passage.h"
#include <string.h>

#define INSTRUCTION_LIMIT 200 /* bytes: longer is an answer */

/* Prompts by their whole words: what Word, LibreOffice and Google Docs print where nothing has been filled in
 * yet, without the full stop. */
static gboolean
is_known_prompt(const char *text, gsize n)
{
  static const char *const prompts[] = {
    "choose an item",
    "choose a building block",
    "select an item",
    "choose a date",
    "select a date",
    "enter a date",
    "enter text here",
    "enter text",
    "your text here",
    "type text",
    "[type text]",
    "[type here]",
    "[pick the date]",
    "[choose an item]",
    "click icon to add picture",
    "select",
    "please select",
    "please choose",
  };
  for (guint i = 0; i < G_N_ELEMENTS(prompts); i++)
    if (strlen(prompts[i]) == n && !g_ascii_strncasecmp(text, prompts[i], n))
      return TRUE;
  return FALSE;
}

/* Nobody answers a form with the words "click here to": every program's prompts begin so. */
static gboolean
begins_as_prompt(const char *text, gsize n)
{
  static const char *const beginnings[] = { "enter any content that you want to repeat",
                                            "click or tap ",
                                            "click here to ",
                                            "click to enter ",
                                            "click to add ",
                                            "tap here to ",
                                            "tap to enter ",
                                            "tap or click " };
  for (guint i = 0; i < G_N_ELEMENTS(beginnings) && n < INSTRUCTION_LIMIT; i++)
    if (!g_ascii_strncasecmp(text, beginnings[i], strlen(beginnings[i])))
      return TRUE;
  return FALSE;
}

static gboolean
is_prompt(const char *text)
{
  gsize n = strlen(text);
  while (n && strchr(". -\xe2\x80\xa6", text[n - 1])) /* and the bytes of an ellipsis */
    n--;
  while (n && strchr(" -", *text)) {
    text++;
    n--;
  }
  return n && (is_known_prompt(text, n) || begins_as_prompt(text, n));
}

gboolean
passage_is_instruction(const char *text)
{
  static const char *const words[] = { "click",  "enter", "type", "insert", "please", "choose",
                                       "select", "write", "add",  "put",    "fill",   "your" };
  gsize n = strlen(text);
  if (n > 1 && ((text[0] == '[' && text[n - 1] == ']') || (text[0] == '<' && text[n - 1] == '>')))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(words) && n < INSTRUCTION_LIMIT; i++)
    if (!g_ascii_strncasecmp(text, words[i], strlen(words[i])) && text[strlen(words[i])] == ' ')
      return TRUE;
  return FALSE;
}

gboolean
passage_is_label(const char *text)
{
  gsize n = strlen(text);
  while (n && g_ascii_isspace(text[n - 1]))
    n--;
  return n > 1 && (text[n - 1] == ':' || text[n - 1] == '?');
}

/* A picture is none of the text beside it. */
static gboolean
is_blank(gunichar c)
{
  return c == 0xa0 || c == 0x200b || c == 0xfeff || c == 0xfffc || g_unichar_isspace(c) ||
         (c >= 0x2000 && c <= 0x200a);
}

char *
passage_fold(const char *text, gssize n)
{
  const char *end = n < 0 ? text + strlen(text) : text + n;
  GString *out = g_string_sized_new((gsize) (end - text));
  for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
    if (!is_blank(g_utf8_get_char(p)))
      g_string_append_len(out, p, MIN(g_utf8_next_char(p), end) - p);
    else if (out->len && out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
  }
  if (out->len && out->str[out->len - 1] == ' ')
    g_string_truncate(out, out->len - 1);
  return g_string_free(out, FALSE);
}

char *
passage_label(const char *text, gssize n)
{
  char *label = passage_fold(text, n);
  for (gsize k = strlen(label); k && (label[k - 1] == ':' || label[k - 1] == ' ');)
    label[--k] = 0;
  return label;
}

/* What stands in an answer for the character @c, NULL for itself: blanks that do not break are blanks; soft
 * hyphens and marks of direction, which programs put into dates and names, are not seen and do not count. */
static const char *
instead(gunichar c)
{
  switch (c) {
  case 0xa0:
  case 0x2007:
  case 0x202f: return " ";
  case 0xad:
  case 0x200b:
  case 0x200e:
  case 0x200f:
  case 0xfeff:
  case 0xfffc: return "";
  default: return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ? "" : NULL;
  }
}

static char *
without_unseen(const char *text, gsize n)
{
  GString *out = g_string_sized_new(n);
  for (const char *p = text, *end = text + n; p < end;) {
    const char *next = MIN(g_utf8_next_char(p), end);
    const char *other = (guchar) *p < 0xc2 ? NULL : instead(g_utf8_get_char(p));
    if (other)
      g_string_append(out, other);
    else
      g_string_append_len(out, p, next - p);
    p = next;
  }
  return g_string_free(out, FALSE);
}

char *
passage_answer_of(const char *text, gssize n)
{
  const char *all = text, *end = n < 0 ? text + strlen(text) : text + n;
  while (text < end && is_blank(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  for (const char *last;
       end > text && (last = g_utf8_find_prev_char(text, end)) && is_blank(g_utf8_get_char(last));)
    end = last;
  if (text == end && g_strstr_len(all, end - all, PASSAGE_PICTURE))
    return g_strdup(READING_PICTURE);
  if (end == text + strspn(text, "._-\t \n") && end > text + 2)
    return g_strdup("");
  for (const char *p = text; p < end && !strncmp(p, "\xe2\x80\xa6", 3);)
    if ((p += 3) == end)
      return g_strdup("");
  char *kept = without_unseen(text, (gsize) (end - text));
  if (is_prompt(kept))
    *kept = 0;
  return kept;
}

char *
passage_answer(const char *text)
{
  return passage_answer_of(text, -1);
}

char *
passage_plain(const char *text)
{
  if (!strstr(text, PASSAGE_PICTURE))
    return g_strdup(text);
  g_auto(GStrv) pieces = g_strsplit(text, PASSAGE_PICTURE, -1);
  return g_strjoinv("", pieces);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a signature has a mark, from the mark on. Where it has none, behind the words that end a letter, and
 * only if no answer stands there: better a name too many in the text than an answer too few. */
#include "reader/message/signature.h"
#include "reader/message/marks.h"
#include "reader/message/signature_words.h"
#include <string.h>

enum { CLOSING_LENGTH = 60, BLOCK_LINES = 20 };

static gboolean
begins_any(const char *line, const char *const *words)
{
  g_autofree char *lower = g_utf8_strdown(line, -1);
  for (; *words; words++)
    if (g_str_has_prefix(lower, *words))
      return TRUE;
  return FALSE;
}

/* "Sent from my iPhone", "Get Outlook for iOS": said by the device. */
static gboolean
is_device_line(const char *line)
{
  const char *start = marks_bare(line);
  while (*start == '-' || *start == '_' || *start == ' ')
    start++;
  static const char *const others[] = { "sent from ", "sent with ", "sent using ", NULL };
  gsize n = strlen(start);
  return (n < 200 && begins_any(start, DEVICES)) || (n < 40 && begins_any(start, others));
}

/* What the mail server of either side has put in front of a mail. */
static gboolean
is_banner(const char *line)
{
  return begins_any(marks_bare(line), BANNERS);
}

/* The law at the end of a mail, in the words it begins with. */
static gboolean
is_legal(const char *line)
{
  const char *start = marks_bare(line);
  return begins_any(start, LAWS) && !strchr(start, '?');
}

/* "Kind regards", alone on its line. */
static gboolean
is_closing(const char *line)
{
  const char *start = marks_bare(line);
  gsize n = strlen(start);
  if (!n || n > CLOSING_LENGTH)
    return FALSE;
  while (n && strchr(" \t,.!*-", start[n - 1]))
    n--;
  g_autofree char *bare = g_strndup(start, n), *lower = g_utf8_strdown(bare, -1);
  return g_strv_contains(CLOSINGS, lower);
}

/* "Tel: 0121 ...", "E: ann@example.org": the labels of a signature, which are no answers. */
static gboolean
is_contact_label(const char *line, gsize n)
{
  g_autofree char *label = g_utf8_strdown(line, (gssize) n);
  g_strstrip(label);
  return g_strv_contains(CONTACTS, label);
}

/* Whether a line may be an answer: numbered, or with a label that signatures do not have. */
static gboolean
is_answer(const char *line)
{
  const char *start = marks_bare(line);
  gsize letters = g_ascii_isalpha(*start) ? 1 : 0, digits = strspn(start + letters, "0123456789");
  const char *next = start + letters + digits;
  if (digits && digits < 3 && (*next == '.' || *next == ')' || *next == ':') && (next[1] == ' ' || !next[1]))
    return TRUE;
  const char *colon = strchr(start, ':');
  return colon && colon - start < 40 && (colon[1] == ' ' || !colon[1]) &&
         !is_contact_label(start, (gsize) (colon - start));
}

static const char *
line_at(const GPtrArray *lines, guint i)
{
  return lines->pdata[i];
}

static gboolean
is_blank(const char *line)
{
  return !*marks_bare(line);
}

/* Whether something is said in front of line @i. */
static gboolean
says_before(const GPtrArray *lines, guint i)
{
  while (i--)
    if (!is_blank(line_at(lines, i)))
      return TRUE;
  return FALSE;
}

/* A line that says something: as long as a sentence, and ended like one. */
static gboolean
is_sentence(const char *line)
{
  gsize n = strlen(line), blanks = 0;
  for (const char *p = line; *p; p++)
    blanks += *p == ' ';
  return n && blanks >= 4 && (n > 90 || strchr(".?!", line[n - 1])) && !strchr(line, '@') &&
         !strstr(line, "www.") && !strstr(line, "http");
}

static gboolean
is_postscript(const char *line)
{
  static const char *const words[] = { "ps ", "ps:", "ps.", "p.s", "pps", NULL };
  return begins_any(marks_bare(line), words);
}

/* Where the letter ends at line @i: whether what is left of @end lines is name, post and addresses. */
static gboolean
is_block_behind(const GPtrArray *lines, guint i, guint end)
{
  guint said = 0;
  for (guint j = i + 1; j < end; j++) {
    const char *line = line_at(lines, j);
    if (is_blank(line))
      continue;
    if (++said > BLOCK_LINES || is_answer(line) || is_sentence(line) || is_postscript(line))
      return FALSE;
  }
  return said >= 2;
}

static gboolean
is_mark(const char *line)
{
  return !strcmp(line, "--") || !strcmp(line, "-- ") || !strcmp(line, "\xe2\x80\x94") ||
         !strcmp(line, "- --");
}

/* Lines of signs alone, which stand between a text and nothing. */
static gboolean
is_ornament(const char *line)
{
  const char *start = marks_bare(line);
  gsize n = strspn(start, "-_=*#~+.|");
  return !*marks_bare(start + n) || !strcmp(start, "\xe1\x90\xa7");
}

static void
strip_top(GPtrArray *lines)
{
  guint i = 0, end = 0;
  for (; i < lines->len; i++) {
    if (is_blank(line_at(lines, i)))
      continue;
    if (!is_banner(line_at(lines, i)) && !(end && is_ornament(line_at(lines, i))))
      break;
    /* the whole paragraph is the banner's */
    while (i + 1 < lines->len && !is_blank(line_at(lines, i + 1)))
      i++;
    end = i + 1;
  }
  if (end)
    g_ptr_array_remove_range(lines, 0, end);
}

/* Where the lines end that are the sender's: at a mark, at the law, or behind the words that end a letter. */
static guint
own_end(const GPtrArray *lines)
{
  guint end = 0;
  for (; end < lines->len; end++) {
    const char *line = line_at(lines, end);
    if (is_mark(line) || ((is_device_line(line) || is_legal(line)) && says_before(lines, end)))
      break;
  }
  for (guint i = 0; i < end; i++)
    if (is_closing(line_at(lines, i)) && says_before(lines, i) && is_block_behind(lines, i, end))
      return i + 1;
  return end;
}

void
signature_strip(GPtrArray *lines)
{
  strip_top(lines);
  for (guint i = 0; i < lines->len && (is_blank(line_at(lines, i)) || is_device_line(line_at(lines, i)));)
    if (is_blank(line_at(lines, i)))
      i++;
    else
      g_ptr_array_remove_index(lines, i);
  guint end = own_end(lines);
  while (end && is_ornament(line_at(lines, end - 1)))
    end--;
  g_ptr_array_set_size(lines, (int) end);
}

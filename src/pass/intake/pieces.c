/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts pieces of evidence in running text. Does not follow a link and does not judge a piece. */
#include "pass/intake/pieces.h"
#include "base/text.h"
#include <string.h>

typedef enum {
  PART_RATIONALE,
  PART_EVIDENCE, /* a piece on each line */
  PART_PIECE,    /* one piece, "Evidence 2:", however many lines it has */
  PART_TARGETS
} Part;

/* Headings with which people begin a part, as text_key() has them; what follows a colon belongs to it. */
static const struct {
  const char *key;
  Part part;
} headings[] = {
  { "rationale", PART_RATIONALE },
  { "evidence", PART_EVIDENCE },
  { "pieces of evidence", PART_EVIDENCE },
  { "piece of evidence", PART_EVIDENCE },
  { "target", PART_TARGETS },
  { "targets", PART_TARGETS },
};

static const char *const conversations[] = { "conversation", "professional conversation",
                                             "discussion",   "professional discussion",
                                             "meeting",      "talk" };

/* Past "Evidence 2:" at the beginning of @line, whose part goes into *part; @line itself when it has none. */
static const char *
after_heading(const char *line, Part *part)
{
  const char *colon = strchr(line, ':');
  gsize length = colon ? (gsize) (colon - line) : strlen(line);
  g_autofree char *head = g_strndup(line, length), *key = text_key(head);
  gsize end = strlen(key);
  gboolean numbered = end && g_ascii_isdigit(key[end - 1]);
  while (end && (g_ascii_isdigit(key[end - 1]) || key[end - 1] == ' '))
    key[--end] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS(headings); i++)
    if (!strcmp(key, headings[i].key)) {
      *part = numbered && headings[i].part == PART_EVIDENCE ? PART_PIECE : headings[i].part;
      return colon ? colon + 1 : line + length;
    }
  return line;
}

/* Past a dash, a bullet or a number at the beginning; NULL when there is none. */
static const char *
after_mark(const char *line)
{
  static const char *const bullets[] = { "-",
                                         "*",
                                         "+",
                                         "\xe2\x80\xa2",
                                         "\xe2\x80\x93",
                                         "\xe2\x80\x94",
                                         "\xc2\xb7",
                                         "\xe2\x97\x8f",
                                         "\xe2\x96\xaa",
                                         "\xef\x82\xb7" };
  for (guint i = 0; i < G_N_ELEMENTS(bullets); i++)
    if (g_str_has_prefix(line, bullets[i]))
      return line + strlen(bullets[i]);
  gsize start = *line == '(', n = start;
  while (g_ascii_isdigit(line[n]))
    n++;
  if (n == start && g_ascii_isalpha(line[n])) /* "a)"; "e.g." is none */
    return line[n + 1] == ')' ? line + n + 2 : NULL;
  return n > start && n <= start + 2 && line[n] && strchr(".)", line[n]) ? line + n + 1 : NULL;
}

/* Adds each link of @line to @seen; how many there are. */
static guint
add_links(const char *line, GHashTable *seen)
{
  g_auto(GStrv) words = g_strsplit_set(line, " \t,;<>()", -1);
  guint found = 0;
  for (guint i = 0; words[i]; i++) {
    g_autofree char *word = g_ascii_strdown(words[i], -1);
    if (!g_str_has_prefix(word, "http://") && !g_str_has_prefix(word, "https://") &&
        !g_str_has_prefix(word, "www."))
      continue;
    found++;
    g_hash_table_add(seen, g_steal_pointer(&word));
  }
  return found;
}

static gboolean
is_conversation(const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS(conversations); i++) {
    gsize n = strlen(conversations[i]);
    if (!strncmp(key, conversations[i], n) && (!key[n] || key[n] == ' '))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_digit(const char *text)
{
  return strpbrk(text, "0123456789") != NULL;
}

/* Whether @text, the rest of a line, is a piece: @marked or under a heading it is what it says; a
 * conversation wants its day. */
static gboolean
is_piece(const char *text, const char *key, gboolean marked)
{
  if (is_conversation(key))
    return has_digit(text);
  return marked && *key;
}

Pieces
pieces_count(const char *text)
{
  Pieces found = { 0, FALSE };
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  Part part = PART_RATIONALE;
  for (guint i = 0; lines[i]; i++) {
    const char *line = g_strstrip(lines[i]);
    const char *bare = after_mark(line), *whole = bare ? bare : line, *rest = after_heading(whole, &part);
    gboolean goes_on = part == PART_PIECE && rest == whole;
    gboolean marked = bare || part == PART_EVIDENCE || part == PART_PIECE;
    g_autofree char *key = text_key(rest);
    if (!*key || part == PART_TARGETS || goes_on || add_links(rest, seen))
      continue;
    if (is_piece(rest, key, marked))
      g_hash_table_add(seen, g_steal_pointer(&key));
    else
      found.rationale = TRUE;
  }
  found.pieces = g_hash_table_size(seen);
  return found;
}

/* Where the targets begin in @text; its length when there are none. */
static gsize
targets_at(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  gsize at = 0;
  for (guint i = 0; lines[i]; i++) {
    gsize length = strlen(lines[i]) + 1;
    Part part = PART_RATIONALE;
    after_heading(lines[i], &part);
    if (part == PART_TARGETS)
      return at;
    at += length;
  }
  return strlen(text);
}

char *
pieces_add(const char *before, const char *more)
{
  if (!before || !*before)
    return g_strdup(more);
  g_autofree char *copy = g_strdup(more);
  Part part = PART_RATIONALE;
  gboolean plain = !after_mark(g_strstrip(copy)) && after_heading(copy, &part) == copy;
  gsize at = targets_at(before); /* below them it would be one of them */
  return g_strdup_printf("%.*s%s%s%s%s%s", (int) at, before, at && before[at - 1] == '\n' ? "" : "\n",
                         plain ? "- " : "", copy, before[at] ? "\n" : "", before + at);
}

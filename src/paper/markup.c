/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the plain markup of letters: lines into blocks, a cell into runs. Writes no output format. */
#include "paper/markup.h"
#include <string.h>

static void
cells_free(gpointer data)
{
  g_strfreev(data);
}

static void
block_free(gpointer data)
{
  Block *block = data;
  g_ptr_array_unref(block->lines);
  g_free(block);
}

/* The cells of a row, without its leading mark: "cell | cell", where "\|" is no end of a cell. */
static GStrv
split_row(const char *row)
{
  g_autoptr(GStrvBuilder) cells = g_strv_builder_new();
  g_autoptr(GString) cell = g_string_new(NULL);
  for (const char *p = row;; p++) {
    if (*p == '\\' && p[1]) {
      g_string_append_len(cell, p++, 2);
      continue;
    }
    if (*p && *p != '|') {
      g_string_append_c(cell, *p);
      continue;
    }
    g_strstrip(cell->str);
    g_strv_builder_add(cells, cell->str);
    g_string_truncate(cell, 0);
    if (!*p)
      return g_strv_builder_end(cells);
  }
}

static GStrv
one_cell(const char *text)
{
  g_autoptr(GStrvBuilder) cells = g_strv_builder_new();
  g_strv_builder_add(cells, text);
  return g_strv_builder_end(cells);
}

/* What kind of block the line belongs to; *words is what follows its mark. */
static BlockKind
line_kind(const char *line, const char **words)
{
  static const struct {
    const char *mark;
    BlockKind kind;
  } marks[] = { { "# ", BLOCK_HEADING },
                { "- ", BLOCK_LIST },
                { "> ", BLOCK_QUOTE },
                { "|", BLOCK_TABLE },
                { "! ", BLOCK_PICTURE } };
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (g_str_has_prefix(line, marks[i].mark)) {
      *words = line + strlen(marks[i].mark);
      return marks[i].kind;
    }
  *words = line;
  return BLOCK_PARAGRAPH;
}

static Block *
block_add(GPtrArray *blocks, BlockKind kind)
{
  Block *block = g_new0(Block, 1);
  block->kind = kind;
  block->lines = g_ptr_array_new_with_free_func(cells_free);
  g_ptr_array_add(blocks, block);
  return block;
}

/* A line without a mark goes on where the line before it ended. */
static void
go_on(Block *block, const char *words)
{
  GStrv cells = g_ptr_array_index(block->lines, block->lines->len - 1);
  char **last = &cells[g_strv_length(cells) - 1];
  char *joined = g_strconcat(*last, " ", words, NULL);
  g_free(*last);
  *last = joined;
}

GPtrArray *
markup_parse(const char *text)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func(block_free);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  Block *block = NULL; /* that the line before belongs to */
  for (guint i = 0; lines[i]; i++) {
    const char *words, *line = g_strstrip(lines[i]);
    BlockKind kind = line_kind(line, &words);
    if (!*line) {
      block = NULL;
    } else if (block && kind == BLOCK_PARAGRAPH && block->kind != BLOCK_HEADING) {
      go_on(block, words);
    } else {
      if (!block || block->kind != kind || kind == BLOCK_HEADING)
        block = block_add(blocks, kind);
      gboolean head = kind == BLOCK_TABLE && *words == '|';
      block->headed |= head && !block->lines->len;
      gboolean cells = kind == BLOCK_TABLE || kind == BLOCK_PICTURE;
      g_ptr_array_add(block->lines, cells ? split_row(words + head) : one_cell(words));
    }
  }
  return blocks;
}

void
markup_add_heading(GPtrArray *blocks, const char *words)
{
  g_autoptr(GString) escaped = g_string_new(NULL);
  for (const char *p = words; *p; p++) {
    if (strchr("\\`|", *p))
      g_string_append_c(escaped, '\\');
    g_string_append_c(escaped, *p);
  }
  g_ptr_array_add(block_add(blocks, BLOCK_HEADING)->lines, one_cell(escaped->str));
}

/* Calls back for each piece of @cell: plain words, or words between backticks. */
typedef void (*PieceFunc)(const char *words, gboolean typed, gpointer data);

static void
for_each_piece(const char *cell, PieceFunc func, gpointer data)
{
  g_autoptr(GString) piece = g_string_new(NULL);
  gboolean typed = FALSE;
  for (const char *p = cell;; p++) {
    if (*p == '\\' && p[1]) {
      g_string_append_c(piece, *++p);
      continue;
    }
    if (*p && *p != '`') {
      g_string_append_c(piece, *p);
      continue;
    }
    if (piece->len)
      func(piece->str, typed, data);
    g_string_truncate(piece, 0);
    typed = !typed;
    if (!*p)
      return;
  }
}

static void
append_words(const char *words, gboolean typed, gpointer data)
{
  g_string_append_printf(data, typed ? "\"%s\"" : "%s", words);
}

char *
markup_words(const char *cell)
{
  GString *out = g_string_new(NULL);
  for_each_piece(cell, append_words, out);
  return g_string_free(out, FALSE);
}

/* The length of the web or mail address that @word begins with, less the stop or bracket at its end; 0 if it
 * is none. */
static gsize
address_length(const char *word)
{
  gsize length = strcspn(word, " \t\"<>");
  while (length && strchr(".,;:!?)]'", word[length - 1]))
    length--;
  if (g_str_has_prefix(word, "https://") || g_str_has_prefix(word, "http://") ||
      g_str_has_prefix(word, "webcal://"))
    return length;
  const char *at = memchr(word, '@', length);
  return at && at > word && memchr(at, '.', (gsize) (word + length - at)) ? length : 0;
}

static void
add_plain(json_t *runs, const char *begin, const char *end)
{
  if (end > begin)
    json_array_append_new(runs, json_pack("{s:s%}", "plain", begin, (size_t) (end - begin)));
}

static void
append_runs(const char *words, gboolean typed, gpointer data)
{
  json_t *runs = data;
  if (typed) {
    json_array_append_new(runs, json_pack("{s:s}", "typed", words));
    return;
  }
  const char *from = words;
  for (const char *p = words; *p; p++) {
    if (p > words && !strchr(" \t(<\"'", p[-1]))
      continue;
    gsize length = address_length(p);
    if (!length)
      continue;
    gboolean mail = !g_strstr_len(p, (gssize) length, "://");
    g_autofree char *shown = g_strndup(p, length);
    g_autofree char *link = g_strconcat(mail ? "mailto:" : "", shown, NULL);
    add_plain(runs, from, p);
    json_array_append_new(runs, json_pack("{s:s, s:s}", "link", link, "shown", shown));
    p += length - 1;
    from = p + 1;
  }
  add_plain(runs, from, from + strlen(from));
}

json_t *
markup_runs(const char *cell)
{
  json_t *runs = json_array();
  for_each_piece(cell, append_runs, runs);
  return runs;
}

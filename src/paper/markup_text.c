/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks of a letter as plain text of 72 columns. A picture is left out: what it shows stands beside it. */
#include "paper/markup.h"
#include <string.h>

#define COLUMNS 72
#define GAP 2 /* between the columns of a table */

static gsize
columns_of(const char *text)
{
  gsize columns = 0;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    columns += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
  }
  return columns;
}

/* @text behind @first on its first line and @rest on the others. A word longer than the line, such as an
 * address, is not broken. */
static void
append_wrapped(GString *out, const char *first, const char *rest, const char *text)
{
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  gsize column = columns_of(first);
  gboolean begun = FALSE;
  g_string_append(out, first);
  for (guint i = 0; words[i]; i++) {
    gsize width = columns_of(words[i]);
    if (!width)
      continue;
    if (begun && column + 1 + width > COLUMNS) {
      g_string_append_printf(out, "\n%s", rest);
      column = columns_of(rest);
      begun = FALSE;
    }
    g_string_append_printf(out, "%s%s", begun ? " " : "", words[i]);
    column += width + (begun ? 1 : 0);
    begun = TRUE;
  }
  g_string_append_c(out, '\n');
}

static void
append_heading(GString *out, const char *text)
{
  append_wrapped(out, "", "", text);
  for (gsize i = MIN(columns_of(text), COLUMNS); i > 0; i--)
    g_string_append_c(out, '-');
  g_string_append_c(out, '\n');
}

/* How wide each column must be, or NULL if the rows do not fit beside each other. */
static gsize *
column_widths(GPtrArray *rows, guint columns)
{
  g_autofree gsize *widths = g_new0(gsize, columns);
  gsize total = 0;
  for (guint i = 0; i < rows->len; i++) {
    GStrv cells = g_ptr_array_index(rows, i);
    for (guint j = 0; j < columns && cells[j]; j++) {
      g_autofree char *words = markup_words(cells[j]);
      widths[j] = MAX(widths[j], columns_of(words));
    }
  }
  for (guint j = 0; j < columns; j++)
    total += widths[j] + (j ? GAP : 0);
  return total <= COLUMNS ? g_steal_pointer(&widths) : NULL;
}

static void
append_row(GString *out, GStrv cells, const gsize *widths, guint columns)
{
  gsize from = out->len;
  for (guint j = 0; j < columns; j++) {
    g_autofree char *words = markup_words(cells[j] ? cells[j] : "");
    g_string_append_printf(out, "%s%*s", words, (int) (widths[j] + GAP - columns_of(words)), "");
    if (!cells[j])
      break;
  }
  while (out->len > from && out->str[out->len - 1] == ' ')
    g_string_truncate(out, out->len - 1);
  g_string_append_c(out, '\n');
}

/* A row that is too wide for its table: "- first; Heading: second; ...". */
static void
append_row_as_item(GString *out, GStrv headings, GStrv cells)
{
  g_autoptr(GString) line = g_string_new(NULL);
  guint known = headings ? g_strv_length(headings) : 0;
  for (guint j = 0; cells[j]; j++) {
    g_autofree char *words = markup_words(cells[j]);
    g_autofree char *heading = markup_words(j && j < known ? headings[j] : "");
    if (*words)
      g_string_append_printf(line, "%s%s%s%s", j ? "; " : "", heading, *heading ? ": " : "", words);
  }
  append_wrapped(out, "- ", "  ", line->str);
}

static void
append_table(GString *out, const Block *block)
{
  GStrv first = g_ptr_array_index(block->lines, 0);
  guint columns = g_strv_length(first);
  gboolean labels = columns == 2 && !block->headed;
  g_autofree gsize *widths = labels ? NULL : column_widths(block->lines, columns);
  for (guint i = 0; i < block->lines->len; i++) {
    GStrv cells = g_ptr_array_index(block->lines, i);
    if (labels) {
      g_autofree char *label = markup_words(cells[0]);
      g_autofree char *value = markup_words(cells[1] ? cells[1] : "");
      g_autofree char *line = g_strdup_printf("%s: %s", label, value);
      append_wrapped(out, "", "  ", line);
    } else if (widths) {
      append_row(out, cells, widths, columns);
    } else if (i || !block->headed) {
      append_row_as_item(out, block->headed ? first : NULL, cells);
    }
  }
}

static void
append_lines(GString *out, const Block *block)
{
  static const char *const marks[][2] = {
    [BLOCK_PARAGRAPH] = { "", "" }, [BLOCK_LIST] = { "- ", "  " }, [BLOCK_QUOTE] = { "> ", "> " }
  };
  for (guint i = 0; i < block->lines->len; i++) {
    GStrv cells = g_ptr_array_index(block->lines, i);
    g_autofree char *words = markup_words(cells[0]);
    if (block->kind == BLOCK_HEADING)
      append_heading(out, words);
    else
      append_wrapped(out, marks[block->kind][0], marks[block->kind][1], words);
  }
}

char *
markup_text(GPtrArray *blocks)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < blocks->len; i++) {
    const Block *block = g_ptr_array_index(blocks, i);
    if (block->kind == BLOCK_PICTURE)
      continue;
    if (out->len)
      g_string_append_c(out, '\n');
    if (block->kind == BLOCK_TABLE)
      append_table(out, block);
    else
      append_lines(out, block);
  }
  return g_string_free(out, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks of a letter as the values that layout.html draws. Contains no HTML: the template escapes and styles.
 */
#include "paper/markup.h"
#include <string.h>

static json_t *
runs_object(const char *cell)
{
  return json_pack("{s:o}", "runs", markup_runs(cell));
}

static json_t *
lines_of(const Block *block)
{
  json_t *lines = json_array();
  for (guint i = 0; i < block->lines->len; i++) {
    GStrv cells = g_ptr_array_index(block->lines, i);
    json_array_append_new(lines, runs_object(cells[0]));
  }
  return lines;
}

/* The first cell names its row; the others are data. */
static json_t *
row_of(GStrv cells)
{
  json_t *data = json_array();
  for (guint j = 1; cells[0] && cells[j]; j++)
    json_array_append_new(data, runs_object(cells[j]));
  return json_pack("{s:o, s:o}", "label", runs_object(cells[0] ? cells[0] : ""), "data", data);
}

static json_t *
table_of(const Block *block)
{
  json_t *headings = json_array(), *rows = json_array();
  for (guint i = 0; i < block->lines->len; i++) {
    GStrv cells = g_ptr_array_index(block->lines, i);
    if (i || !block->headed)
      json_array_append_new(rows, row_of(cells));
    else
      for (guint j = 0; cells[j]; j++)
        json_array_append_new(headings, runs_object(cells[j]));
  }
  return json_pack("{s:b, s:o, s:o}", "headed", block->headed, "headings", headings, "rows", rows);
}

static json_t *
picture_of(const Block *block)
{
  GStrv cells = g_ptr_array_index(block->lines, 0);
  g_autofree char *cid = markup_words(cells[0]), *alt = markup_words(cells[1] ? cells[1] : "");
  return json_pack("{s:s, s:s}", "cid", cid, "alt", alt);
}

static json_t *
value_of(const Block *block)
{
  if (block->kind == BLOCK_PICTURE)
    return picture_of(block);
  return block->kind == BLOCK_TABLE ? table_of(block) : lines_of(block);
}

json_t *
markup_layout(GPtrArray *blocks)
{
  static const char *const keys[] = {
    [BLOCK_PARAGRAPH] = "paragraphs", [BLOCK_HEADING] = "heading", [BLOCK_LIST] = "items",
    [BLOCK_QUOTE] = "quotes",         [BLOCK_TABLE] = "table",     [BLOCK_PICTURE] = "picture"
  };
  json_t *layout = json_array();
  for (guint i = 0; i < blocks->len; i++) {
    const Block *block = g_ptr_array_index(blocks, i);
    json_t *value = value_of(block);
    /* "list" tells the template that <ul> is wanted once, round the items */
    json_array_append_new(layout, block->kind == BLOCK_LIST ? json_pack("{s:{s:o}}", "list", "items", value)
                                                            : json_pack("{s:o}", keys[block->kind], value));
  }
  return layout;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain markup of letters (letter.h) as blocks, and blocks as plain text or as what layout.html draws. */
#pragma once
#include <glib.h>
#include <jansson.h>

typedef enum {
  BLOCK_PARAGRAPH,
  BLOCK_HEADING,
  BLOCK_LIST,
  BLOCK_QUOTE,
  BLOCK_TABLE,
  BLOCK_PICTURE
} BlockKind;

typedef struct {
  BlockKind kind;
  gboolean headed;  /* BLOCK_TABLE: the first row holds headings */
  GPtrArray *lines; /* of GStrv: items, paragraphs or rows, each of one cell or more, escapes and `words`
                       still in them; BLOCK_PICTURE: its identity and the words for it */
} Block;

/* A list of Block. */
GPtrArray *markup_parse(const char *text);
/* Adds @words, in which nothing is markup, as a heading. */
void markup_add_heading(GPtrArray *blocks, const char *words);

/* One cell's words, with quotation marks round `words`. g_free. */
char *markup_words(const char *cell);
/* The same as a JSON list of runs: { "plain" }, { "typed" } or { "link", "shown" }. A reference. */
json_t *markup_runs(const char *cell);

/* Wrapped at 72 columns, addresses never broken; ends with a newline. g_free. */
char *markup_text(GPtrArray *blocks);
/* [ { "heading": runs | "paragraph": runs | "items": [runs] | "quotes": [runs] | "table": {...} | "picture":
 * {"cid", "alt"} } ]. A reference. */
json_t *markup_layout(GPtrArray *blocks);

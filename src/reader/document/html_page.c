/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web page as a file: what school systems export under the name of a sheet or a letter, and what programs
 * save for the web. Its outermost tables are tables, what stands outside of them is text. Like the text of
 * mails it is read by its tags alone, and no structure is believed in. */
#include "reader/document/formats.h"
#include "reader/document/grid.h"
#include "reader/document/html.h"
#include <stdlib.h>
#include <string.h>

#define ROW_LIMIT 20000
#define CELL_LIMIT 100000

typedef struct {
  ReadingDocument *document;
  GString *outside; /* HTML that is in no table */
  Grid *grid;       /* the table that is open, or NULL */
  GridRow *row;
  const char *cell; /* where the contents of the open cell begin, or NULL */
  guint span, depth, cells;
} Page;

static void
end_cell(Page *page, const char *end)
{
  if (page->cell && page->row && page->cells++ < CELL_LIMIT) {
    g_autofree char *html = g_strndup(page->cell, (gsize) (end - page->cell));
    grid_add_cell(page->grid, page->row, page->span, g_strstrip(html_to_text(html)));
  }
  page->cell = NULL;
}

static void
end_table(Page *page, const char *end)
{
  end_cell(page, end);
  if (page->grid) {
    grid_table(page->grid, page->document, "");
    grid_fields(page->grid, page->document);
  }
  g_clear_pointer(&page->grid, grid_free);
  page->row = NULL;
}

/* The number of columns that a cell says it covers. */
static guint
span_of(const char *tag, gsize n)
{
  g_autofree char *lower = g_ascii_strdown(tag, (gssize) n);
  const char *found = strstr(lower, "colspan=");
  long span = found ? strtol(found + 8 + strspn(found + 8, "\"' "), NULL, 10) : 1;
  return (guint) CLAMP(span, 1, 63);
}

static gboolean
is_tag(const char *tag, const char *name)
{
  gsize n = strlen(name);
  return !g_ascii_strncasecmp(tag, name, n) && !g_ascii_isalnum(tag[n]);
}

/* A tag of the table at hand; @tag is behind its bracket, @n bytes to its end. */
static void
table_tag(Page *page, const char *tag, gsize n)
{
  gboolean cell = is_tag(tag, "td") || is_tag(tag, "th"), row = is_tag(tag, "tr");
  if (cell || row || is_tag(tag, "/td") || is_tag(tag, "/th") || is_tag(tag, "/tr"))
    end_cell(page, tag - 1);
  if ((row || (cell && !page->row)) && page->grid->rows->len < ROW_LIMIT)
    page->row = grid_add_row(page->grid);
  if (cell) {
    page->cell = tag + n + (tag[n] == '>');
    page->span = span_of(tag, n);
  }
}

/* The end of the tag, comment or script that begins at @p. */
static const char *
skip(const char *p)
{
  const char *end = NULL;
  if (g_str_has_prefix(p, "<!--"))
    end = strstr(p, "-->");
  else if (is_tag(p + 1, "style"))
    end = strstr(p, "</style");
  else if (is_tag(p + 1, "script"))
    end = strstr(p, "</script");
  return end ? end + strcspn(end, ">") : p + strcspn(p, ">");
}

void
html_page_read(const char *html, ReadingDocument *document)
{
  Page page = { .document = document, .outside = g_string_new(NULL) };
  const char *kept = html, *p;
  for (p = html; (p = strchr(p, '<'));) {
    const char *tag = p + 1, *end = skip(p);
    if (is_tag(tag, "table") && page.depth++ == 0) {
      g_string_append_len(page.outside, kept, p - kept);
      page.grid = grid_new();
    } else if (is_tag(tag, "/table") && page.depth && --page.depth == 0) {
      end_table(&page, p);
      g_string_append(page.outside, "<br>");
      kept = end + (*end == '>');
    } else if (page.depth == 1) {
      table_tag(&page, tag, (gsize) (end - tag));
    }
    p = end + (*end == '>');
  }
  if (page.depth)
    end_table(&page, html + strlen(html));
  else
    g_string_append(page.outside, kept);
  g_free(document->text);
  document->text = html_to_text(page.outside->str);
  g_string_free(page.outside, TRUE);
  document_lines(document->text, document->fields);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the cells of separated text lie in the file's bytes: cut out there, they are what stands between the
 * separators. */
#include "reader/document/document.h"
#include <string.h>

typedef struct {
  const char *name, *bytes;
  gsize n;          /* 0: to the end of the text */
  const char *want; /* raw cells between bars, rows between newlines; NULL: no cuts are given */
} Case;

static const Case cases[] = {
  { "plain", "a,b\nc,d\n", 0, "a|b\nc|d" },
  { "no line end", "a,b\r\nc,d", 0, "a|b\nc|d" },
  { "a row that is short, and one that is long", "a,b\nc\nd,e,,\n", 0, "a|b\nc\nd|e||" },
  { "quotes, with a separator and a line end in them", "a,b\n\"x,\ny\"\"z\",d\n", 0,
    "a|b\n\"x,\ny\"\"z\"|d" },
  { "empty rows between", "a,b\n\nc,d\n\n\n", 0, "a|b\n\nc|d" },
  { "a mark before it",
    "\xef\xbb\xbf"
    "a;b\nc;d\n",
    0, "a|b\nc|d" },
  { "UTF-8", "a,b\nZo\xc3\xab,d\n", 0, "a|b\nZo\xc3\xab|d" },
  { "an old code page", "a,b\nZo\xeb,d\n", 0, "a|b\nZo\xeb|d" },
  { "a separator that is named", "sep=;\na;b\nc;d\n", 0, "a|b\nc|d" },
  { "UTF-16",
    "\xff\xfe"
    "a\0,\0b\0\n\0c\0,\0d\0\n\0",
    18, NULL },
  { "a NUL", "a,b\nc\0x,d\n", 10, NULL },
};

static char *
cut_out(const ReadingTable *table, const char *bytes)
{
  GString *text = g_string_new(NULL);
  for (guint r = 0; r < table->cuts->len; r++) {
    const GArray *row = table->cuts->pdata[r];
    for (guint c = 0; c + 1 < row->len; c++) {
      guint from = g_array_index(row, guint, c), to = g_array_index(row, guint, c + 1) - 1;
      g_assert_cmpuint(from, <=, to);
      g_string_append_printf(text, "%s", c ? "|" : r ? "\n" : "");
      g_string_append_len(text, bytes + from, (gssize) (to - from));
    }
  }
  return g_string_free(text, FALSE);
}

static ReadingDocument *
read_list(const char *bytes, gsize n)
{
  ReadingDocument *document = reading_document_new("unknown");
  g_free(document->name);
  document->name = g_strdup("list.csv");
  document->size = n;
  document->content = g_bytes_new(bytes, n);
  g_autoptr(GPtrArray) out = g_ptr_array_new();
  document_read(document, out);
  return document;
}

static void
test_cuts(gconstpointer data)
{
  const Case *c = data;
  ReadingDocument *document = read_list(c->bytes, c->n ? c->n : strlen(c->bytes));
  const ReadingTable *table = document->tables->pdata[0];
  if (c->want) {
    g_assert_nonnull(table->cuts);
    g_assert_cmpuint(table->cuts->len, ==, table->rows->len);
    g_autofree char *got = cut_out(table, c->bytes);
    g_assert_cmpstr(got, ==, c->want);
  } else {
    g_assert_null(table->cuts);
  }
  reading_document_free(document);
}

/* A list of very many cells is read all the same. */
static void
test_many(void)
{
  g_autoptr(GString) text = g_string_new("a,b\n");
  for (guint i = 0; i < 60000; i++)
    g_string_append(text, "c,d\n");
  ReadingDocument *document = read_list(text->str, text->len);
  const ReadingTable *table = document->tables->pdata[0];
  g_assert_null(table->cuts);
  g_assert_cmpuint(table->rows->len, ==, 60001);
  reading_document_free(document);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/cuts/%s", cases[i].name);
    g_test_add_data_func(path, &cases[i], test_cuts);
  }
  g_test_add_func("/cuts/many", test_many);
  return g_test_run();
}

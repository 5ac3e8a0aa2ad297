/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of claims filled in: two cells a row, text that no spreadsheet takes for a formula, and every other
 * byte as it was; cuts that do not fit the bytes are not believed. */
#include "pass/claims/assurance_file.h"
#include <string.h>

static FormField fields[] = {
  { .id = (char *) "reference", .key = (char *) "ref" },
  { .id = (char *) "name", .key = (char *) "name" },
  { .id = (char *) "accepted", .key = (char *) "ok" },
  { .id = (char *) "reason", .key = (char *) "why" },
};

typedef struct {
  const char *name, *bytes, *reason; /* of row 1, which is a no; row 2 is left open */
  const guint *cuts;                 /* of three rows, each ending with 0; NULL: none */
  const char *want;
} Case;

/* "ref,name,ok,why\n1,Ann,,\n2,Ben\n" */
static const guint good[] = {
  0, 4, 9, 12, 16, G_MAXUINT, 16, 18, 22, 23, 24, G_MAXUINT, 24, 26, 30, G_MAXUINT
};
/* beyond the end of the file */
static const guint far[] = { 0,  4,  9,    12,        16,   G_MAXUINT, 16,   18,
                             22, 23, 2400, G_MAXUINT, 2400, 2600,      3000, G_MAXUINT };
/* backwards */
static const guint back[] = {
  0, 4, 9, 12, 16, G_MAXUINT, 16, 18, 12, 13, 14, G_MAXUINT, 24, 26, 30, G_MAXUINT
};

#define LIST "ref,name,ok,why\n1,Ann,,\n2,Ben\n"
#define ANEW "\"ref\",\"name\",\"ok\",\"why\"\r\n\"1\",\"Ann\",\"no\",\"late\"\r\n\"2\",\"Ben\",,\r\n"

static const Case cases[] = {
  { "a reason", LIST, "late", good, "ref,name,ok,why\n1,Ann,no,\"late\"\n2,Ben\n" },
  { "quotes and line ends", LIST, "a \"b\",\nc", good,
    "ref,name,ok,why\n1,Ann,no,\"a \"\"b\"\", c\"\n2,Ben\n" },
  { "a formula", LIST, "=1+1", good, "ref,name,ok,why\n1,Ann,no,\"'=1+1\"\n2,Ben\n" },
  { "another", LIST, "@SUM(A1)", good, "ref,name,ok,why\n1,Ann,no,\"'@SUM(A1)\"\n2,Ben\n" },
  { "no cuts", LIST, "late", NULL, ANEW },
  { "cuts beyond the end", LIST, "late", far, ANEW },
  { "cuts that go back", LIST, "late", back, ANEW },
};

static ReadingDocument *
document_of(const Case *c)
{
  ReadingDocument *document = reading_document_new("csv");
  document->content = g_bytes_new(c->bytes, strlen(c->bytes));
  ReadingTable *table = reading_add_table(document, "", FALSE);
  g_ptr_array_add(table->rows, g_strsplit("ref,name,ok,why", ",", -1));
  g_ptr_array_add(table->rows, g_strsplit("1,Ann", ",", -1));
  g_ptr_array_add(table->rows, g_strsplit("2,Ben", ",", -1));
  for (guint row = 0, i = 0; c->cuts && row < 3; row++, i++)
    for (GArray *cuts = reading_add_cuts(table); c->cuts[i] != G_MAXUINT; i++)
      g_array_append_val(cuts, c->cuts[i]);
  return document;
}

static void
test_fill(gconstpointer data)
{
  const Case *c = data;
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
    g_ptr_array_add(all, &fields[i]);
  SchemeForm form = { .fields = all };
  ReadingDocument *document = document_of(c);
  ClaimRow no = { .row = 1, .verdict = CLAIM_NO, .reason = (char *) c->reason };
  ClaimRow open = { .row = 2, .verdict = CLAIM_UNDECIDED, .reason = (char *) "who knows" };
  g_autoptr(GPtrArray) rows = g_ptr_array_new();
  g_ptr_array_add(rows, &no);
  g_ptr_array_add(rows, &open);
  ClaimList list;
  gboolean anew;
  g_assert_true(claim_list_find(&list, &form, document));
  g_autoptr(GBytes) filled = claim_list_fill(&list, rows, &anew);
  g_autofree char *got = g_strndup(g_bytes_get_data(filled, NULL), g_bytes_get_size(filled));
  g_assert_cmpstr(got, ==, c->want);
  g_assert_true(anew == (c->cuts != good));
  claim_list_clear(&list);
  reading_document_free(document);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/claims/%s", cases[i].name);
    g_test_add_data_func(path, &cases[i], test_fill);
  }
  return g_test_run();
}

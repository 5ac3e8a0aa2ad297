/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a browser, or whoever found a link, may post: read into fields and rows, within bounds. */
#include "reader/message/posted.h"
#include <string.h>

#define HEAD "From: Priya.Nair@example.sch.uk\nSubject: Attendance\nRef: 7K3Q9-F2M4X\nForm: attendance\n\n"

typedef struct {
  const char *name, *body;
  gsize n;          /* 0: to the end of the text */
  const char *want; /* fields "id=value;", then rows of cells between bars, each behind a slash */
  const char *problem;
} Case;

static const Case cases[] = {
  { "a row", "1.name=Amy+Brown&1.email=amy%40example.org&1=attended%3D2026-10-06", 0,
    "/name|email|attended/Amy Brown|amy@example.org|2026-10-06", NULL },
  { "columns that differ", "1.name=A&1=attended%3D2026-10-06&2.name=B&2=made_up%3Dtrue&3.name=C&3=", 0,
    "/name|attended|made_up/A|2026-10-06|/B||true/C||", NULL },
  { "rows out of order, with a gap", "10.name=J&2.name=B", 0, "/name/B/J", NULL },
  { "fields", "comment=Good%0D%0Aone&agreed=true", 0, "comment=Good\none;agreed=true;", NULL },
  { "the first of two", "a=1&a=2&1.name=x&1.name=y&1=name%3Dz", 0, "a=1;/name/x", NULL },
  { "UTF-8", "1.name=Chlo%C3%AB+Davies-O%E2%80%99Neill", 0, "/name/Chlo\xc3\xab Davies-O\xe2\x80\x99Neill",
    NULL },
  { "escapes that are none", "a=100%&b=%zz&c=%4&d=%", 0, "a=100%;b=%zz;c=%4;d=%;", NULL },
  { "no UTF-8", "a=Zo%EB", 0, "a=Zo\xef\xbf\xbd;", NULL },
  { "NUL, escaped and bare", "a=x%00y&b=x\0y", 13, "a=x\xef\xbf\xbdy;b=x\xef\xbf\xbdy;", NULL },
  { "marks that turn the writing round", "a=%E2%80%AEevil", 0, "a=evil;", NULL },
  { "names that are none", "=1&A=1&..=2&0.a=3&1001.a=4&1.=5&99999.a=1&1.A=6&%00=7&1.a.b=8&ok=9", 0, "ok=9;",
    NULL },
  { "empty pairs", "&&&a=1&&", 0, "a=1;", NULL },
  { "nothing", "", 0, "", "empty" },
  { "no form at all", "{\"a\": 1}", 0, "", "empty" },
  { "lines like ours", "x=1\n\nRef: AAAAA-AAAAA", 0, "x=1\n\nRef: AAAAA-AAAAA;", NULL },
};

static char *
words_of(const ReadingDocument *document)
{
  GString *words = g_string_new(NULL);
  for (guint i = 0; i < document->fields->len; i++) {
    const ReadingField *field = document->fields->pdata[i];
    g_assert_cmpstr(field->label, ==, field->tag);
    g_string_append_printf(words, "%s=%s;", field->label, field->value);
  }
  for (guint t = 0; t < document->tables->len; t++)
    for (guint r = 0; r < ((ReadingTable *) document->tables->pdata[t])->rows->len; r++) {
      g_autofree char *row = g_strjoinv("|", ((ReadingTable *) document->tables->pdata[t])->rows->pdata[r]);
      g_string_append_printf(words, "/%s", row);
    }
  return g_string_free(words, FALSE);
}

static Reading *
read_posted(const char *body, gsize n)
{
  g_autoptr(GString) bytes = g_string_new(HEAD);
  g_string_append_len(bytes, body, (gssize) n);
  return posted_read((const guint8 *) bytes->str, bytes->len);
}

static void
test_bodies(gconstpointer data)
{
  const Case *one = data;
  g_autoptr(Reading) reading = read_posted(one->body, one->n ? one->n : strlen(one->body));
  const ReadingDocument *document = reading->documents->pdata[0];
  g_autofree char *got = words_of(document);
  g_assert_cmpstr(got, ==, one->want);
  g_assert_cmpstr(document->problem, ==, one->problem);
  g_assert_cmpstr(document->format, ==, "form");
}

/* Whose it is comes from the engine's lines alone. */
static void
test_whose(void)
{
  g_autoptr(Reading) reading = read_posted("ref=1&Ref=BBBBB-BBBBB&mentord-ref=CCCCC-CCCCC", 45);
  const ReadingDocument *document = reading->documents->pdata[0];
  g_assert_cmpstr(reading->kind, ==, "return");
  g_assert_cmpstr(reading->from.address, ==, "priya.nair@example.sch.uk");
  g_assert_cmpstr(reading->subject, ==, "Attendance");
  g_assert_cmpstr(g_hash_table_lookup(document->properties, "mentord-ref"), ==, "7K3Q9-F2M4X");
  g_assert_cmpstr(g_hash_table_lookup(document->properties, "mentord-form"), ==, "attendance");
  g_assert_cmpuint(g_hash_table_size(document->properties), ==, 2);
  g_assert_cmpstr(reading->refs[0], ==, "7K3Q9-F2M4X");
  g_assert_null(reading->refs[1]);
}

/* More than any form of ours holds is read as nothing, not as a part. */
static void
test_bounds(void)
{
  g_autoptr(GString) pairs = g_string_new("a=1"), large = g_string_new("a="), columns = g_string_new(NULL);
  for (guint i = 0; i < 4000; i++)
    g_string_append(pairs, "&b=1");
  while (large->len <= 64 << 10)
    g_string_append(large, "xxxxxxxxxxxxxxxx");
  const GString *too_much[] = { pairs, large };
  for (guint i = 0; i < G_N_ELEMENTS(too_much); i++) {
    g_autoptr(Reading) reading = read_posted(too_much[i]->str, too_much[i]->len);
    const ReadingDocument *document = reading->documents->pdata[0];
    g_assert_cmpstr(document->problem, ==, "too-large");
    g_assert_cmpuint(document->fields->len, ==, 0);
    g_assert_cmpuint(document->tables->len, ==, 0);
  }
  for (guint i = 1; i <= 500; i++)
    g_string_append_printf(columns, "1.c%u=1&%u.name=x&", i, i);
  g_autoptr(Reading) wide = read_posted(columns->str, columns->len);
  const ReadingTable *table = ((ReadingDocument *) wide->documents->pdata[0])->tables->pdata[0];
  g_assert_cmpuint(table->rows->len, ==, 501);
  g_assert_cmpuint(g_strv_length(table->rows->pdata[0]), ==, 40);
}

/* Without the engine's lines it is a body of nobody. */
static void
test_headless(void)
{
  g_autoptr(Reading) reading = posted_read((const guint8 *) "a=1", 3);
  g_assert_null(reading->from.address);
  g_assert_cmpstr(((ReadingDocument *) reading->documents->pdata[0])->problem, ==, "empty");
  g_autoptr(Reading) nothing = posted_read((const guint8 *) "", 0);
  g_assert_cmpstr(((ReadingDocument *) nothing->documents->pdata[0])->problem, ==, "empty");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strconcat("/posted/", cases[i].name, NULL);
    g_test_add_data_func(path, &cases[i], test_bodies);
  }
  g_test_add_func("/posted/whose", test_whose);
  g_test_add_func("/posted/bounds", test_bounds);
  g_test_add_func("/posted/headless", test_headless);
  return g_test_run();
}

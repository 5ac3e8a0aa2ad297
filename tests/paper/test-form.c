/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms: the bytes are the same twice, every part is XML, and no value, however hostile, leaves its box. What
 * other programs make of them is asked in test_forms.py. */
#include "base/fault.h"
#include "paper/form.h"
#include <glib.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>

#define REF "7K3Q9-F2M4X"
#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

static const char *const scale[] = { "1", "2", "2", "", "3 & \"more\"", NULL };

static GBytes *
draw_document(const char *value)
{
  const Box boxes[] = {
    { .id = "text", .label = value, .kind = BOX_TEXT, .value = value, .required = TRUE },
    { .id = "empty", .label = "Nothing yet", .kind = BOX_TEXT, .required = TRUE },
    { .id = "mail", .label = "Email", .kind = BOX_EMAIL, .value = value },
    { .id = "day", .label = "Day", .kind = BOX_DATE, .value = "2026-10-06" },
    { .id = "yes", .label = "Yes?", .kind = BOX_YES_NO, .value = "true" },
    { .id = "no", .label = "No?", .kind = BOX_YES_NO, .value = "false" },
    { .id = "rate", .label = "Rating", .kind = BOX_CHOICE, .of = scale },
    { .id = "odd", .label = "Not a day", .kind = BOX_DATE, .value = value },
  };
  const FormDocument form = { .title = value,
                              .intro = value,
                              .footer = value,
                              .ref = REF,
                              .form = "tracker",
                              .boxes = boxes,
                              .n_boxes = G_N_ELEMENTS(boxes) };
  g_autoptr(GError) error = NULL;
  GBytes *bytes = form_document_draw(&form, &error);
  g_assert_no_error(error);
  return bytes;
}

static GBytes *
draw_workbook(const char *value)
{
  static const char *const days[] = { "2026-10-06", "2026-10-08", NULL };
  const char *const of[] = { "a, b", value, NULL };
  const Box columns[] = {
    { .id = "text", .label = value, .kind = BOX_TEXT, .required = TRUE },
    { .id = "mail", .label = "Email", .kind = BOX_EMAIL },
    { .id = "day", .label = "Day", .kind = BOX_DATE, .of = days },
    { .id = "any", .label = "Any day", .kind = BOX_DATE },
    { .id = "n", .label = "Number", .kind = BOX_NUMBER },
    { .id = "yes", .label = "Yes?", .kind = BOX_YES_NO },
    { .id = "rate", .label = "Rating", .kind = BOX_CHOICE, .of = of },
  };
  const char *const full[] = { value, value, "2026-10-06", value, "12.5", "true", value, NULL };
  const char *const short_row[] = { "only a name", NULL };
  g_autoptr(GPtrArray) rows = g_ptr_array_new();
  g_ptr_array_add(rows, (gpointer) full);
  g_ptr_array_add(rows, (gpointer) short_row);
  const FormWorkbook form = { .title = value,
                              .intro = value,
                              .ref = REF,
                              .form = "attendance",
                              .columns = columns,
                              .n_columns = G_N_ELEMENTS(columns),
                              .rows = rows,
                              .empty_rows = 3 };
  g_autoptr(GError) error = NULL;
  GBytes *bytes = form_workbook_draw(&form, &error);
  g_assert_no_error(error);
  return bytes;
}

static char *
read_part(zip_t *zip, zip_uint64_t index, gsize *size)
{
  zip_stat_t about;
  g_assert_cmpint(zip_stat_index(zip, index, 0, &about), ==, 0);
  char *part = g_malloc0(about.size + 1);
  zip_file_t *file = zip_fopen_index(zip, index, 0);
  g_assert_cmpint(zip_fread(file, part, about.size), ==, (gint64) about.size);
  g_assert_cmpint(zip_fclose(file), ==, 0);
  *size = about.size;
  return part;
}

static zip_t *
open_package(GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);
  zip_source_t *source = zip_source_buffer_create(data, size, 0, NULL);
  zip_t *zip = zip_open_from_source(source, ZIP_CHECKCONS | ZIP_RDONLY, NULL);
  g_assert_nonnull(zip);
  return zip;
}

static void
assert_all_xml(GBytes *bytes)
{
  zip_t *zip = open_package(bytes);
  zip_int64_t n = zip_get_num_entries(zip, 0);
  g_assert_cmpint(n, >, 8);
  for (zip_int64_t i = 0; i < n; i++) {
    gsize size;
    g_autofree char *part = read_part(zip, (zip_uint64_t) i, &size);
    xmlDocPtr document = xmlReadMemory(part, (int) size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
    if (!document)
      g_error("%s is not XML", zip_get_name(zip, (zip_uint64_t) i, 0));
    xmlFreeDoc(document);
  }
  zip_discard(zip);
}

static xmlDocPtr
read_xml(GBytes *bytes, const char *name)
{
  zip_t *zip = open_package(bytes);
  gsize size;
  g_autofree char *part = read_part(zip, (zip_uint64_t) zip_name_locate(zip, name, 0), &size);
  zip_discard(zip);
  return xmlReadMemory(part, (int) size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
}

/* The text that @path, an XPath over WordprocessingML, gives. */
static char *
ask(xmlDocPtr document, const char *path)
{
  xmlXPathContextPtr context = xmlXPathNewContext(document);
  xmlXPathRegisterNs(context, BAD_CAST "w", BAD_CAST WORD);
  g_autofree char *expression = g_strdup_printf("string(%s)", path);
  xmlXPathObjectPtr found = xmlXPathEvalExpression(BAD_CAST expression, context);
  char *text = g_strdup((const char *) found->stringval);
  xmlXPathFreeObject(found);
  xmlXPathFreeContext(context);
  return text;
}

static char *
long_value(void)
{
  return g_strnfill(10000, 'x');
}

static void
test_same_bytes(void)
{
  g_autoptr(GBytes) a = draw_document("Siân"), b = draw_document("Siân"), c = draw_document("Sian");
  g_assert_true(g_bytes_equal(a, b));
  g_assert_false(g_bytes_equal(a, c));
  g_autoptr(GBytes) d = draw_workbook("Siân"), e = draw_workbook("Siân"), f = draw_workbook("Sian");
  g_assert_true(g_bytes_equal(d, e));
  g_assert_false(g_bytes_equal(d, f));
}

/* Times of the zip and of the properties do not come from the zone of the machine. */
static void
test_same_bytes_elsewhere(void)
{
  g_autoptr(GBytes) a = draw_document("x"), b = draw_workbook("x");
  g_setenv("TZ", "Asia/Tokyo", TRUE);
  tzset();
  g_autoptr(GBytes) c = draw_document("x"), d = draw_workbook("x");
  g_unsetenv("TZ");
  tzset();
  g_assert_true(g_bytes_equal(a, c));
  g_assert_true(g_bytes_equal(b, d));
}

static void
test_hostile(void)
{
  g_autofree char *long_text = long_value();
  const struct {
    const char *name, *value, *shown;
  } rows[] = {
    { "markup", "<w:p>&amp; \"'</w:t>", "<w:p>&amp; \"'</w:t>" },
    { "cdata", "]]><!-- -->", "]]><!-- -->" },
    { "control", "a\001b\013c\033[0m\177", "abc[0m" },
    { "not a character", "a\357\277\276\357\277\277b", "ab" },
    { "not utf-8", "a\377b", "a\357\277\275b" },
    { "formula", "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0" },
    { "direction", "ab\342\200\256cd", "abcd" },
    { "percent", "%s%n&P", "%s%n&P" },
    { "long", long_text, long_text },
    { "empty", "", "Click or tap here to enter text." },
    { "blank", " \t\n ", "Click or tap here to enter text." },
  };
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].name);
    g_autoptr(GBytes) form = draw_document(rows[i].value), book = draw_workbook(rows[i].value);
    assert_all_xml(form);
    assert_all_xml(book);
    xmlDocPtr document = read_xml(form, "word/document.xml");
    g_autofree char *shown = ask(document, "//w:sdt[w:sdtPr/w:tag/@w:val='text']/w:sdtContent");
    g_assert_cmpstr(shown, ==, rows[i].shown);
    g_autofree char *rows_drawn = ask(document, "count(//w:tbl/w:tr)");
    g_assert_cmpstr(rows_drawn, ==, "9");
    xmlFreeDoc(document);
  }
}

static void
test_controls(void)
{
  g_autoptr(GBytes) form = draw_document("Siân\nO'Brien");
  xmlDocPtr document = read_xml(form, "word/document.xml");
  const struct {
    const char *path, *want;
  } rows[] = {
    { "count(//w:sdt[w:sdtPr/w:tag/@w:val='text']//w:br)", "1" },
    { "count(//w:sdt[w:sdtPr/w:tag/@w:val='text']//w:text[@w:multiLine='1'])", "1" },
    { "count(//w:sdt[w:sdtPr/w:tag/@w:val='text']//w:showingPlcHdr)", "0" },
    { "count(//w:sdt[w:sdtPr/w:tag/@w:val='empty']//w:showingPlcHdr)", "1" },
    { "//w:sdt[w:sdtPr/w:tag/@w:val='day']//w:date/@w:fullDate", "2026-10-06T00:00:00Z" },
    { "//w:sdt[w:sdtPr/w:tag/@w:val='day']/w:sdtContent", "06/10/2026" },
    { "//w:sdt[w:sdtPr/w:tag/@w:val='yes']/w:sdtContent", "Yes" },
    { "//w:sdt[w:sdtPr/w:tag/@w:val='no']/w:sdtContent", "No" },
    { "count(//w:sdt[w:sdtPr/w:tag/@w:val='no']//w:listItem)", "2" },
    { "count(//w:sdt[w:sdtPr/w:tag/@w:val='rate']//w:listItem)", "3" },
    { "//w:sdt[w:sdtPr/w:tag/@w:val='rate']//w:listItem[3]/@w:value", "3 & \"more\"" },
    { "//w:sdt[w:sdtPr/w:tag/@w:val='rate']/w:sdtContent", "Choose an item." },
    { "//w:sdt[w:sdtPr/w:tag/@w:val='empty']//w:alias/@w:val", "Nothing yet" },
    { "//w:tc[following-sibling::w:tc//w:tag/@w:val='empty']", "Nothing yet" },
    { "count(//w:sdtPr/w:id[@w:val=preceding::w:sdtPr/w:id/@w:val])", "0" },
    { "count(//w:tr[w:trPr/w:tblHeader])", "1" },
    { "count(//w:tr[not(w:trPr/w:cantSplit)])", "0" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *got = ask(document, rows[i].path);
    g_test_message("%s", rows[i].path);
    g_assert_cmpstr(got, ==, rows[i].want);
  }
  xmlFreeDoc(document);
}

/* Word calls a document damaged whose tag or title has more than 64 characters, or a list entry more than
 * 255. */
static void
test_limits_of_word(void)
{
  g_autofree char *long_text = long_value();
  const char *const of[] = { long_text, NULL };
  const Box box = { .id = long_text, .label = long_text, .kind = BOX_CHOICE, .of = of, .required = TRUE };
  const FormDocument form = { .title = "t", .ref = REF, .form = "f", .boxes = &box, .n_boxes = 1 };
  g_autoptr(GBytes) bytes = form_document_draw(&form, NULL);
  xmlDocPtr document = read_xml(bytes, "word/document.xml");
  g_autofree char *tag = ask(document, "//w:tag/@w:val"), *alias = ask(document, "//w:alias/@w:val");
  g_autofree char *entry = ask(document, "//w:listItem/@w:value"),
                  *label = ask(document, "//w:tr[2]/w:tc[1]");
  g_assert_cmpuint(strlen(tag), ==, 64);
  g_assert_cmpuint(strlen(alias), ==, 64);
  g_assert_cmpuint(strlen(entry), ==, 255);
  g_assert_cmpuint(strlen(label), ==, 10000);
  xmlFreeDoc(document);
}

/* 32,767 characters is what a cell bears; nothing is cut in silence. */
static void
test_limits_of_excel(void)
{
  g_autofree char *text = g_strnfill(40000, 'y');
  g_autoptr(GBytes) book = draw_workbook(text);
  xmlDocPtr document = read_xml(book, "xl/sharedStrings.xml");
  xmlChar *strings = xmlNodeGetContent(xmlDocGetRootElement(document));
  g_assert_nonnull(strstr((char *) strings, "yyy [cut: too long for a cell]"));
  xmlFree(strings);
  xmlFreeDoc(document);
}

/* No column, no row, no words: still a file. */
static void
test_nothing(void)
{
  const FormWorkbook book = { .empty_rows = 0 };
  const FormDocument form = { .n_boxes = 0 };
  g_autoptr(GBytes) a = form_workbook_draw(&book, NULL), b = form_document_draw(&form, NULL);
  assert_all_xml(a);
  assert_all_xml(b);
}

/* A machine that gives no more files: a sentence and EX_IOERR, and afterwards all is well again. */
static void
test_no_files_left(void)
{
  struct rlimit before, now;
  g_assert_cmpint(getrlimit(RLIMIT_NOFILE, &before), ==, 0);
  const Box column = { .id = "n", .label = "Name", .kind = BOX_TEXT, .required = TRUE };
  const FormWorkbook form = {
    .title = "t", .ref = REF, .form = "f", .columns = &column, .n_columns = 1, .empty_rows = 1
  };
  int probe = dup(0), first_free = probe;
  close(probe);
  for (int more = 0; more < 2; more++) { /* the memory file cannot be had, then libxlsxwriter's own cannot */
    now = before;
    now.rlim_cur = (rlim_t) (first_free + more);
    g_assert_cmpint(setrlimit(RLIMIT_NOFILE, &now), ==, 0);
    g_autoptr(GError) error = NULL;
    g_assert_null(form_workbook_draw(&form, &error));
    g_assert_cmpint(setrlimit(RLIMIT_NOFILE, &before), ==, 0);
    g_assert_error(error, FAULT, FAULT_IO);
    g_assert_true(g_str_has_prefix(error->message, "A workbook could not be written: "));
  }
  g_autoptr(GBytes) bytes = form_workbook_draw(&form, NULL);
  assert_all_xml(bytes);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/form/same-bytes", test_same_bytes);
  g_test_add_func("/form/same-bytes-elsewhere", test_same_bytes_elsewhere);
  g_test_add_func("/form/hostile", test_hostile);
  g_test_add_func("/form/controls", test_controls);
  g_test_add_func("/form/limits-of-word", test_limits_of_word);
  g_test_add_func("/form/limits-of-excel", test_limits_of_excel);
  g_test_add_func("/form/nothing", test_nothing);
  g_test_add_func("/form/no-files-left", test_no_files_left);
  int failed = g_test_run();
  xmlCleanupParser();
  return failed;
}

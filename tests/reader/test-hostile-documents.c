/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files made to hurt: each must end, within its bounds, as the problem that it is. And the small rules of
 * each format. */
#include "reader/document/document.h"
#include "zip-writer.h"
#include <string.h>

#define WORD "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
#define WORD_END "</w:body></w:document>"
#define STRICT "<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:body>"

static ReadingDocument *
read_bytes(GBytes *bytes, const char *name, GPtrArray *out)
{
  ReadingDocument *document = reading_document_new("");
  g_free(document->name);
  document->name = g_strdup(name);
  document->content = bytes;
  document_read(document, out);
  return document;
}

static void
expect(GBytes *bytes, const char *format, const char *problem)
{
  g_autoptr(GPtrArray) out = g_ptr_array_new_with_free_func((GDestroyNotify) reading_document_free);
  ReadingDocument *document = read_bytes(bytes, "a file", out);
  g_assert_cmpstr(document->format, ==, format);
  g_assert_cmpstr(document->problem, ==, problem);
  reading_document_free(document);
}

static GBytes *
docx_of(const char *xml)
{
  ZipMember member = { .name = "word/document.xml", .data = xml };
  return zip_write(&member, 1);
}

static char *
repeated(const char *before, const char *what, guint times, const char *after)
{
  GString *text = g_string_new(before);
  for (guint i = 0; i < times; i++)
    g_string_append(text, what);
  g_string_append(text, after);
  return g_string_free(text, FALSE);
}

static void
test_xml(void)
{
  g_autofree char *deep = repeated(WORD, "<w:p>", 10000, WORD_END);
  g_autofree char *wide = repeated(WORD "<w:p ", "", 0, "");
  GString *attributes = g_string_new(wide);
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf(attributes, "a%u='' ", i);
  g_string_append(attributes, "/>" WORD_END);
  g_autofree char *levels = repeated(WORD, "<w:p>", 250, "");
  g_autofree char *closed = repeated(levels, "</w:p>", 250, WORD_END);
  expect(docx_of(deep), "docx", "too-large");
  expect(docx_of(attributes->str), "docx", "too-large");
  expect(docx_of(closed), "docx", NULL);
  expect(docx_of("<!DOCTYPE w [<!ENTITY a 'b'>]>" WORD "<w:p>&a;</w:p>" WORD_END), "docx", "damaged");
  expect(docx_of("<?xml version='1.0'?>\n<!DOCTYPE w SYSTEM 'file:///etc/passwd'>" WORD WORD_END), "docx",
         "damaged");
  expect(docx_of(WORD "<w:p>&undefined;</w:p>" WORD_END), "docx", "damaged");
  expect(docx_of("<?xml version='1.0' encoding='UTF-7'?>" WORD WORD_END), "docx", "damaged");
  expect(docx_of(WORD "<w:p>"), "docx", "damaged");
  expect(docx_of(WORD "<![CDATA[<!DOCTYPE]]><!-- <!DOCTYPE --><w:p/>" WORD_END), "docx", NULL);
  expect(docx_of(""), "docx", "damaged");
  g_string_free(attributes, TRUE);
}

static void
test_zip(void)
{
  ZipMember twice[] = { { .name = "word/document.xml", .data = WORD WORD_END },
                        { .name = "Word/Document.xml", .data = "x" } };
  ZipMember crc[] = { { .name = "word/document.xml", .data = WORD WORD_END, .wrong_crc = TRUE } };
  ZipMember locked[] = { { .name = "word/document.xml", .data = WORD WORD_END, .flags = 1 } };
  ZipMember lying[] = { { .name = "word/document.xml", .data = WORD WORD_END, .claimed = 0x7fffffff } };
  ZipMember windows[] = { { .name = "word\\document.xml",
                            .data = WORD "<w:p><w:r><w:t>Name: Ann</w:t></w:r></w:p>" WORD_END } };
  expect(zip_write(twice, 2), "zip", "damaged");
  expect(zip_write(crc, 1), "docx", "damaged");
  expect(zip_write(locked, 1), "docx", "encrypted");
  expect(zip_write(lying, 1), "docx", "too-large");
  expect(zip_write(windows, 1), "docx", NULL);
  expect(zip_bomb("word/document.xml", 70u << 20), "docx", "too-large");
  expect(g_bytes_new_static("PK\3\4 and nothing", 16), "zip", "damaged");
}

static void
test_many_entries(void)
{
  g_autofree ZipMember *members = g_new0(ZipMember, 60000);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < 60000; i++) {
    g_ptr_array_add(names, g_strdup_printf("m%u", i));
    members[i] = (ZipMember){ .name = names->pdata[i], .data = "" };
  }
  expect(zip_write(members, 60000), "zip", "too-large");
  expect(zip_write(members, 5000), "zip", "too-large");
}

/* A ZIP of forms is opened one level down, and its members' names lead nowhere. */
static void
test_zip_of_forms(void)
{
  GBytes *inner = docx_of(WORD "<w:p><w:r><w:t>Name: Ann</w:t></w:r></w:p>" WORD_END);
  gsize n;
  const char *bytes = g_bytes_get_data(inner, &n);
  ZipMember nested = { .name = "../../etc/deep.zip", .data = "PK\3\4", .n = 4 };
  ZipMember members[] = { { .name = "../../../form.docx", .data = bytes, .n = n },
                          { .name = "__MACOSX/._form.docx", .data = "debris" },
                          { .name = "C:\\Users\\x\\note.txt", .data = "Role: Mentor\n" },
                          nested };
  g_autoptr(GPtrArray) out = g_ptr_array_new_with_free_func((GDestroyNotify) reading_document_free);
  ReadingDocument *zip = read_bytes(zip_write(members, 4), "forms.zip", out);
  g_assert_cmpstr(zip->format, ==, "zip");
  g_assert_null(zip->problem);
  g_assert_cmpuint(out->len, ==, 3);
  const ReadingDocument *form = out->pdata[0], *note = out->pdata[1], *deep = out->pdata[2];
  g_assert_cmpstr(form->name, ==, "form.docx");
  g_assert_cmpstr(form->in, ==, "forms.zip");
  g_assert_cmpstr(form->format, ==, "docx");
  g_assert_cmpuint(form->size, ==, n);
  g_assert_cmpuint(strlen(form->sha256), ==, 64);
  g_assert_cmpstr(((ReadingField *) form->fields->pdata[0])->value, ==, "Ann");
  g_assert_cmpstr(note->name, ==, "note.txt");
  g_assert_cmpstr(((ReadingField *) note->fields->pdata[0])->value, ==, "Mentor");
  g_assert_nonnull(deep->problem);
  reading_document_free(zip);
  g_bytes_unref(inner);
}

static void
test_strict_and_utf16(void)
{
  static const char strict[] = STRICT "<w:p><w:r><w:t>Name: Ann</w:t></w:r></w:p>" WORD_END;
  gsize n;
  g_autofree char *wide = g_convert("\xef\xbb\xbf<?xml version='1.0' encoding='UTF-16'?>" STRICT
                                    "<w:p><w:r><w:t>Name: Zo\u00eb</w:t></w:r></w:p>" WORD_END,
                                    -1, "UTF-16LE", "UTF-8", NULL, &n, NULL);
  ZipMember member = { .name = "word/document.xml", .data = wide, .n = n };
  g_autoptr(GPtrArray) out = g_ptr_array_new();
  ReadingDocument *plain = read_bytes(docx_of(strict), "", out);
  ReadingDocument *utf16 = read_bytes(zip_write(&member, 1), "", out);
  g_assert_cmpstr(((ReadingField *) plain->fields->pdata[0])->value, ==, "Ann");
  g_assert_cmpstr(((ReadingField *) utf16->fields->pdata[0])->value, ==, "Zo\u00eb");
  reading_document_free(plain);
  reading_document_free(utf16);
}

/* One control around many, each on a line of its own. */
static void
test_many_controls(void)
{
  g_autofree char *xml =
      repeated(WORD "<w:sdt><w:sdtContent>",
               "<w:p><w:sdt><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt></w:p>", 50000,
               "</w:sdtContent></w:sdt>" WORD_END);
  expect(docx_of(xml), "docx", "too-large");
}

/* A book: its beginning is kept, and its end, where footers are. */
static void
test_long_text(void)
{
  g_autofree char *xml =
      repeated(WORD, "<w:p><w:r><w:t>All work and no \u00e9lan.</w:t></w:r></w:p>", 20000, WORD_END);
  ZipMember members[] = { { .name = "word/document.xml", .data = xml },
                          { .name = "word/footer1.xml",
                            .data = WORD "<w:p><w:r><w:t>7K3Q9-F2M4X</w:t></w:r></w:p>" WORD_END } };
  g_autoptr(GPtrArray) out = g_ptr_array_new();
  ReadingDocument *document = read_bytes(zip_write(members, 2), "", out);
  g_assert_null(document->problem);
  g_assert_cmpuint(strlen(document->text), <=, 64 << 10);
  g_assert_true(g_utf8_validate(document->text, -1, NULL));
  g_assert_true(g_str_has_prefix(document->text, "All work"));
  g_assert_true(g_str_has_suffix(document->text, "7K3Q9-F2M4X\n"));
  reading_document_free(document);
}

/* A million rows, a cell in the last column and row, spans that cover everything. */
static void
test_sheets(void)
{
  static const char book[] = "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
                             "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
                             "<sheets><sheet name='S' sheetId='1' r:id='a'/></sheets></workbook>";
  static const char rels[] =
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='a' Type='x/worksheet' Target='worksheets/s.xml'/></Relationships>";
  static const char open[] =
      "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>";
  g_autofree char *million =
      repeated(open, "<row><c><v>1</v></c></row>", 1000000, "</sheetData></worksheet>");
  g_autofree char *corner =
      repeated(open, "", 0,
               "<row r='1'><c r='A1'><v>1</v></c><c r='B1' t='s'><v>99</v></c></row>"
               "<row r='1048576'><c r='XFD1048576'><v>2</v></c><c r='A1048576'><v>3</v></c></row>"
               "</sheetData><mergeCells><mergeCell ref='A1:XFD1048576'/><mergeCell ref='Z'/>"
               "</mergeCells></worksheet>");
  const char *const sheets[] = { million, corner };
  for (guint i = 0; i < G_N_ELEMENTS(sheets); i++) {
    ZipMember members[] = { { .name = "xl/workbook.xml", .data = book },
                            { .name = "xl/_rels/workbook.xml.rels", .data = rels },
                            { .name = "xl/worksheets/s.xml", .data = sheets[i] } };
    expect(zip_write(members, 3), "xlsx", "too-large");
  }
}

static void
test_ods_repeats(void)
{
  ZipMember members[] = {
    { .name = "mimetype", .data = "application/vnd.oasis.opendocument.spreadsheet" },
    { .name = "content.xml",
      .data = "<o:c xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
              "xmlns:t='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
              "xmlns:x='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>"
              "<t:table t:name='S'><t:table-row t:number-rows-repeated='1048576'>"
              "<t:table-cell t:number-columns-repeated='16384'><x:p>a</x:p></t:table-cell></t:table-row>"
              "<t:table-row t:number-rows-repeated='1048576'><t:table-cell/></t:table-row></t:table></o:c>" },
  };
  expect(zip_write(members, 2), "ods", "too-large");
}

/* Told by its manifest alone; a fault, a repeated cell, a stated date. */
static void
test_ods(void)
{
  ZipMember members[] = {
    { .name = "META-INF/manifest.xml",
      .data = "<m full-path='/' media-type='application/vnd.oasis.opendocument.spreadsheet'/>" },
    { .name = "content.xml",
      .data = "<o:c xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
              "xmlns:t='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
              "xmlns:x='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>"
              "<t:table t:name='S'><t:table-row t:number-rows-repeated='2'>"
              "<t:table-cell o:value-type='float' o:value='0'><x:p>#DIV/0!</x:p></t:table-cell>"
              "<t:table-cell t:number-columns-repeated='2'><x:p>a</x:p></t:table-cell>"
              "<t:table-cell o:value-type='date' o:date-value='2026-04-01T00:00:00'><x:p>1 "
              "April</x:p></t:table-cell>"
              "</t:table-row></t:table></o:c>" },
  };
  g_autoptr(GPtrArray) out = g_ptr_array_new();
  ReadingDocument *document = read_bytes(zip_write(members, 2), "", out);
  g_assert_cmpstr(document->format, ==, "ods");
  const ReadingTable *table = document->tables->pdata[0];
  g_assert_cmpuint(table->rows->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    g_autofree char *row = g_strjoinv("|", table->rows->pdata[i]);
    g_assert_cmpstr(row, ==, "#DIV/0!|a|a|2026-04-01");
  }
  reading_document_free(document);
}

typedef struct {
  const char *bytes;
  gsize n;
  const char *name, *format, *problem;
} Sniff;

static void
test_sniff(void)
{
  static const Sniff sniffs[] = {
    { "\xff\xd8\xff\xe0....", 8, "form.docx", "image", NULL },
    { "\x89PNG\r\n\x1a\n....", 12, "", "image", NULL },
    { "\0\0\0\x18"
      "ftypheic....",
      16, "", "image", NULL },
    { "%PDF-1.7\n", 9, "", "pdf", "damaged" },
    { "\x78\x9f\x3e\x22....", 8, "", "tnef", "unsupported" },
    { "{\\rtf1 hello}", 13, "", "rtf", NULL },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", 32, "", "doc", "unsupported" },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
      "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
      40, "f.docx", "docx", "encrypted" },
    { "BEGIN:VCALENDAR\r\n", 17, "", "ics", NULL },
    { "<!DOCTYPE html><p>x", 19, "", "html", NULL },
    { "From: a@example.org\nTo: b@example.org\n\nhello", 44, "", "message", NULL },
    { "Name: Ann\nRole: Mentor\n", 23, "", "text", NULL },
    { "a,b\n1,2\n3,4\n", 12, "", "csv", NULL },
    { "a\0\1\2\3", 5, "", "unknown", "unsupported" },
    { "", 0, "", "text", "empty" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(sniffs); i++) {
    g_autoptr(GPtrArray) out = g_ptr_array_new();
    ReadingDocument *document =
        read_bytes(g_bytes_new_static(sniffs[i].bytes, sniffs[i].n), sniffs[i].name, out);
    g_assert_cmpstr(document->format, ==, sniffs[i].format);
    g_assert_cmpstr(document->problem, ==, sniffs[i].problem);
    reading_document_free(document);
  }
}

typedef struct {
  const char *text;
  gsize n;
  guint row, column;
  const char *want;
} Csv;

static void
test_csv(void)
{
#define TEXT(t) t, sizeof t - 1
  static const Csv csvs[] = {
    { TEXT("Name,Email\nAnn,a@example.org\n"), 1, 1, "a@example.org" },
    { TEXT("\xef\xbb\xbfName;Ort\r\nAnn;K\xc3\xb6ln\r\n"), 1, 1, "K\u00f6ln" },
    { TEXT("sep=;\nName;Note\nAnn;a,b\n"), 1, 1, "a,b" },
    { TEXT("Name\tNote\nAnn\tx, y\n"), 1, 1, "x, y" },
    { TEXT("Name,Note\nAnn,Don\x92t\n"), 1, 1, "Don\u2019t" },
    { TEXT("\xff\xfeN\0\t\0M\0\n\0A\0\t\0\xeb\0\n\0"), 1, 1, "\u00eb" },
    { TEXT("a,b\n\"one\ntwo\",\"say \"\"hi\"\"\"\n"), 1, 1, "say \"hi\"" },
    { TEXT("a,b\n\"one\ntwo\",3\n"), 1, 0, "one\ntwo" },
    { TEXT("a,b,c\n1\n1,2,3\n"), 2, 2, "3" },
    { TEXT("a,b\n\"open, and no end\n1,2\n"), 1, 0, "open, and no end\n1,2\n" },
  };
#undef TEXT
  for (guint i = 0; i < G_N_ELEMENTS(csvs); i++) {
    g_autoptr(GPtrArray) out = g_ptr_array_new();
    ReadingDocument *document = read_bytes(g_bytes_new_static(csvs[i].text, csvs[i].n), "list.csv", out);
    g_assert_cmpstr(document->format, ==, "csv");
    g_assert_cmpuint(document->tables->len, ==, 1);
    const ReadingTable *table = document->tables->pdata[0];
    g_assert_cmpuint(table->rows->len, >, csvs[i].row);
    GStrv row = table->rows->pdata[csvs[i].row];
    g_assert_cmpuint(g_strv_length(row), >, csvs[i].column);
    g_assert_cmpstr(row[csvs[i].column], ==, csvs[i].want);
    reading_document_free(document);
  }
}

/* label=value of each field, joined by bars. */
static void
test_lines(void)
{
  static const struct {
    const char *text, *want;
  } lines[] = {
    { "Name: Ann\nRole:\n", "Name=Ann|Role=" },
    { "see https://example.org/ at 10:30", "" },
    { "B4: yes", "B4=yes" },
    { "[x] Yes  [ ] No", "Yes=true|No=false" },
    { "Attended: \u2610 Yes \u2612 No", "Attended=No" },
    { "Name: ____________", "Name=" },
    { "The session which we attended together in the large hall on the first day of this term was: good",
      "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
    ReadingDocument *document = reading_document_new("text");
    g_autoptr(GString) got = g_string_new(NULL);
    document_lines(lines[i].text, document->fields);
    for (guint j = 0; j < document->fields->len; j++) {
      const ReadingField *field = document->fields->pdata[j];
      g_string_append_printf(got, "%s%s=%s", j ? "|" : "", field->label, field->value);
    }
    g_assert_cmpstr(got->str, ==, lines[i].want);
    reading_document_free(document);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  documents_start();
  g_test_add_func("/hostile/xml", test_xml);
  g_test_add_func("/hostile/zip", test_zip);
  g_test_add_func("/hostile/entries", test_many_entries);
  g_test_add_func("/hostile/sheets", test_sheets);
  g_test_add_func("/hostile/ods", test_ods_repeats);
  g_test_add_func("/hostile/controls", test_many_controls);
  g_test_add_func("/hostile/long-text", test_long_text);
  g_test_add_func("/formats/zip-of-forms", test_zip_of_forms);
  g_test_add_func("/formats/strict-and-utf16", test_strict_and_utf16);
  g_test_add_func("/formats/ods", test_ods);
  g_test_add_func("/formats/sniff", test_sniff);
  g_test_add_func("/formats/csv", test_csv);
  g_test_add_func("/formats/lines", test_lines);
  return g_test_run();
}

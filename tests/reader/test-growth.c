/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing in the reader costs more than its share when the input grows: each shape is read at one size and at
 * four times that size, both below the bounds that cut what is long, and the processor time must grow like
 * the input and not like its square, which would be sixteen times. The best of several runs each, so that a
 * busy machine does not count. */
#include "config.h"

#include "base/ref.h"
#include "reader/converters.h"
#include "reader/document/document.h"
#include "reader/document/html.h"
#include "reader/message/links.h"
#include "reader/message/message.h"
#include "reader/message/quote.h"
#include "zip-writer.h"
#include <string.h>
#include <time.h>

#define TIMES 4 /* the larger is so many times the smaller */
#define MOST 10 /* may cost so many times as much */
#define RUNS 5
#define WORD "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
#define WORD_END "</w:body></w:document>"
#define BOOK "<s:worksheet xmlns:s='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><s:sheetData>"
#define MAIL "From: a@example.org\nTo: b@example.org\nSubject: s\n"

typedef void (*Reads)(const char *text, gsize n);

static void
read_quote(const char *text, gsize n)
{
  QuoteParts parts;
  (void) n;
  quote_split(text, TRUE, &parts);
  quote_parts_clear(&parts);
}

static void
read_html(const char *text, gsize n)
{
  (void) n;
  g_free(html_to_text(text));
}

static void
read_links(const char *text, gsize n)
{
  (void) n;
  g_strfreev(links_find(text));
  g_strfreev(ref_find(text));
}

static void
read_file(const char *bytes, gsize n, const char *name)
{
  reading_free(message_read((const guint8 *) bytes, n, READ_FILE, name));
}

static void
read_csv(const char *text, gsize n)
{
  read_file(text, n, "list.csv");
}

static void
read_text(const char *text, gsize n)
{
  read_file(text, n, "note.txt");
}

static void
read_mail(const char *text, gsize n)
{
  read_file(text, n, "mail.eml");
}

static void
read_docx(const char *text, gsize n)
{
  ZipMember member = { .name = "word/document.xml", .data = text, .n = n };
  g_autoptr(GBytes) zip = zip_write(&member, 1);
  read_file(g_bytes_get_data(zip, NULL), g_bytes_get_size(zip), "form.docx");
}

static void
read_xlsx(const char *text, gsize n)
{
  ZipMember members[] = {
    { .name = "xl/workbook.xml",
      .data = "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
              "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
              "<sheets><sheet name='S' sheetId='1' r:id='a'/></sheets></workbook>" },
    { .name = "xl/_rels/workbook.xml.rels",
      .data = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
              "<Relationship Id='a' Type='x/worksheet' Target='worksheets/s.xml'/></Relationships>" },
    { .name = "xl/worksheets/s.xml", .data = text, .n = n },
  };
  g_autoptr(GBytes) zip = zip_write(members, G_N_ELEMENTS(members));
  read_file(g_bytes_get_data(zip, NULL), g_bytes_get_size(zip), "form.xlsx");
}

typedef struct {
  const char *name;
  Reads reads;
  const char *before, *unit, *after;
  guint n; /* units in the smaller */
} Shape;

static const Shape SHAPES[] = {
  { "quote-lines", read_quote, "", "> a line that is quoted\n", "", 2000 },
  { "quote-marks", read_quote, "", ">", "", 50000 },
  { "quote-heads", read_quote, "", "On Mon, 5 Oct 2026 at 09:12, Sam <a@example.org> wrote:\n", "", 800 },
  { "quote-halves-of-heads", read_quote, "", "On Mon, 5 Oct 2026\n", "", 2500 },
  { "quote-blocks", read_quote, "", "From: a@example.org\nSent: b\nTo: c\nSubject: d\n\nx\n", "", 1000 },
  { "quote-forwards", read_quote, "", "---------- Forwarded message ---------\nFrom: a\n\n", "", 1000 },
  { "quote-dashes", read_quote, "", "-- \n", "", 12000 },
  { "quote-blank-lines", read_quote, "x", "\n", "x", 4000 },
  { "quote-bold-blank-lines", read_quote, "x", "*\n", "x", 4000 },
  { "quote-blanks", read_quote, "x", " ", "x", 50000 },
  { "html-elements", read_html, "", "<div>", "", 20000 },
  { "html-blockquotes", read_html, "", "<blockquote>", "", 4000 },
  { "html-quoted-lines", read_html, "<blockquote>", "x<br>", "", 10000 },
  { "html-cells", read_html, "<table>", "<td>x", "", 12000 },
  { "html-angles", read_html, "", "<", "", 50000 },
  { "html-comments", read_html, "", "<!--", "", 15000 },
  { "html-styles", read_html, "", "<style>", "", 10000 },
  { "html-entities", read_html, "", "&", "", 50000 },
  { "html-attributes", read_html, "<p ", "a=\"b\" ", ">", 10000 },
  { "html-links", read_html, "", "<a href=\"https://1drv.ms/x\">", "", 2000 },
  { "links", read_links, "", "https://1drv.ms/w/s!x ", "", 3000 },
  { "links-in-links", read_links, "", "https://x.safelinks.protection.outlook.com/?url=", "", 1200 },
  { "links-half", read_links, "", "http", "", 15000 },
  { "refs", read_links, "", "7K3Q9-F2M4X ", "", 5000 },
  { "refs-half", read_links, "", "7K3Q9-", "", 10000 },
  { "csv-rows", read_csv, "", "a,b,c\n", "", 20000 },
  { "csv-columns", read_csv, "a,b\n", "a,", "\n", 20000 },
  { "csv-quotes", read_csv, "a,b\n", "\"\"", "\n", 50000 },
  { "csv-open-quote", read_csv, "a,b\n\"", "x,", "", 50000 },
  { "text-labels", read_text, "", "Name: Ann\n", "", 6000 },
  { "text-boxes", read_text, "", "[ ] a [x] b ", "", 4000 },
  { "text-boxes-on-lines", read_text, "", "[ ] a\n", "", 8000 },
  { "text-colons", read_text, "", ": ", "", 20000 },
  { "mail-headers", read_mail, MAIL, "X-A: b\n", "\nx\n", 200 },
  { "mail-parts", read_mail, MAIL "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n", "--b--\n",
    100 },
  { "mail-parts-beyond", read_mail, MAIL "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n",
    "--b--\n", 5000 },
  { "mail-deep", read_mail, MAIL, "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "x\n", 2000 },
  { "mail-half-boundaries", read_mail, MAIL "Content-Type: multipart/mixed; boundary=b\n\n", "--\n", "",
    20000 },
  { "mail-words", read_mail, MAIL "X-Mailer: ", "=?utf-8?q?a?= ", "\n\nx\n", 800 },
  { "mail-addresses", read_mail, MAIL "Cc: ", "a@example.org, ", "\n\nx\n", 1000 },
  { "mail-references", read_mail, MAIL "References: ", "<a@example.org> ", "\n\nx\n", 1000 },
  { "mail-bounce", read_mail, "From: MAILER-DAEMON@example.org\nSubject: failure notice\nX-A: b\n\n",
    "<a@example.org>: 550 user unknown\n", "", 90 },
  { "mail-bounce-status", read_mail,
    "From: MAILER-DAEMON@example.org\nSubject: failure notice\nContent-Type: message/delivery-status\n\n",
    "Final-Recipient: rfc822; a@example.org\nAction: failed\n\n", "", 40 },
  { "mail-away", read_mail, MAIL "Auto-Submitted: auto-replied\n\n",
    "until Monday 3 to 14 November, please contact Bob on bob@example.org. ", "", 100 },
  { "mail-printable", read_mail, MAIL "Content-Transfer-Encoding: quoted-printable\n\n", "=3D", "", 10000 },
  { "docx-paragraphs", read_docx, WORD, "<w:p><w:r><w:t>Name: Ann</w:t></w:r></w:p>", WORD_END, 1500 },
  { "docx-runs", read_docx, WORD "<w:p>", "<w:r><w:t>x</w:t></w:r>", "</w:p>" WORD_END, 4000 },
  { "docx-rows", read_docx, WORD "<w:tbl>",
    "<w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>", "</w:tbl>" WORD_END,
    1000 },
  { "docx-cells", read_docx, WORD "<w:tbl><w:tr>", "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>",
    "</w:tr></w:tbl>" WORD_END, 2000 },
  { "docx-merged", read_docx, WORD "<w:tbl>",
    "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></"
    "w:tr>",
    "</w:tbl>" WORD_END, 1000 },
  { "docx-tables", read_docx, WORD, "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>", WORD_END, 1000 },
  { "docx-boxes", read_docx, WORD "<w:p><w:r><w:t>", "\u2610 Yes \u2612 No ", "</w:t></w:r></w:p>" WORD_END,
    1500 },
  { "docx-controls", read_docx, WORD "<w:p>",
    "<w:sdt><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>", "</w:p>" WORD_END, 500 },
  { "xlsx-rows", read_xlsx, BOOK, "<s:row><s:c><s:v>1</s:v></s:c><s:c><s:v>2</s:v></s:c></s:row>",
    "</s:sheetData></s:worksheet>", 3000 },
  { "xlsx-columns", read_xlsx, BOOK "<s:row>", "<s:c><s:v>1</s:v></s:c>",
    "</s:row></s:sheetData></s:worksheet>", 250 },
  { "xlsx-merged", read_xlsx,
    BOOK "<s:row r='1'><s:c r='A1'><s:v>1</s:v></s:c></s:row></s:sheetData><s:mergeCells>",
    "<s:mergeCell ref='A1:C9'/>", "</s:mergeCells></s:worksheet>", 5000 },
};

static char *
shaped(const Shape *shape, guint n)
{
  GString *text = g_string_new(shape->before);
  while (n--)
    g_string_append(text, shape->unit);
  g_string_append(text, shape->after);
  return g_string_free(text, FALSE);
}

static gint64
processor_time(void)
{
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

static double
cost(const Shape *shape, guint n)
{
  g_autofree char *text = shaped(shape, n);
  gsize length = strlen(text);
  gint64 best = G_MAXINT64;
  for (guint run = 0; run < RUNS; run++) {
    gint64 start = processor_time();
    shape->reads(text, length);
    best = MIN(best, processor_time() - start);
  }
  return (double) best;
}

static void
test_shape(gconstpointer data)
{
  const Shape *shape = data;
  double once = cost(shape, shape->n), more = cost(shape, TIMES * shape->n);
  g_test_message("%s: %.2f ms, then %.2f ms", shape->name, once / 1e6, more / 1e6);
  if (more > MOST * MAX(once, 200000)) /* what takes no fifth of a millisecond is noise */
    g_error("%s: %d times the input costs %.1f times as much", shape->name, TIMES, more / once);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  converters_open();
  message_start();
  documents_start();
  for (guint i = 0; i < G_N_ELEMENTS(SHAPES); i++) {
    g_autofree char *path = g_strdup_printf("/reader/growth/%s", SHAPES[i].name);
    g_test_add_data_func(path, &SHAPES[i], test_shape);
  }
  return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports and the public page: what each format makes of plain and of hostile cells. */
#include "paper/page.h"
#include "paper/report.h"
#include "paper/report_write.h"
#include <string.h>

static Report *
report_of_cell(const char *cell)
{
  Report *report = report_new("needs", "Needs", "autumn");
  ReportTable *table = report_add_table(report, "T", (const char *const[]){ "A", "B", NULL });
  report_add_row(table, (const char *const[]){ cell, "1", NULL });
  return report;
}

static char *
write_text(const Report *report, ReportFormat format)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = report_write(report, format, &error);
  g_assert_no_error(error);
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  return g_strndup(data, size);
}

static void
test_csv(void)
{
  const struct {
    const char *cell, *want;
  } rows[] = {
    { "plain", "plain" },
    { "", "" },
    { "Siân", "Siân" },
    { "a,b", "\"a,b\"" },
    { "say \"x\"", "\"say \"\"x\"\"\"" },
    { "two\nlines", "\"two\nlines\"" },
    { "=1+1", "'=1+1" },
    { "+44", "'+44" },
    { "-5", "'-5" },
    { "@SUM(A1)", "'@SUM(A1)" },
    { "\t=1", "'=1" },
    { "\r=1", "'=1" },
    { " =1", "'=1" },
    { "=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
    { "a=b", "a=b" },
    { "a\001b", "ab" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Report) report = report_of_cell(rows[i].cell);
    g_autofree char *csv = write_text(report, REPORT_CSV);
    g_autofree char *want = g_strdup_printf("\357\273\277T\r\nA,B\r\n%s,1\r\n", rows[i].want);
    g_assert_cmpstr(csv, ==, want);
  }
}

/* Rows may also be put into the struct by hand, uncleaned: a tab or a carriage return in front is defused
 * then too. */
static void
test_csv_by_hand(void)
{
  static const char *const starts[] = { "\t", "\r", "=", "+", "-", "@" };
  for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
    g_autoptr(Report) report = report_of_cell("x");
    ReportTable *table = report->tables->pdata[0];
    GStrv row = table->rows->pdata[0];
    g_free(row[0]);
    row[0] = g_strconcat(starts[i], "1+1", NULL);
    g_autofree char *csv = write_text(report, REPORT_CSV);
    g_autofree char *want = g_strconcat("'", starts[i], "1+1", NULL);
    g_assert_nonnull(strstr(csv, want));
  }
}

static void
test_csv_tables(void)
{
  g_autoptr(Report) report = report_of_cell("x");
  report_add_table(report, "=second", (const char *const[]){ "C", NULL });
  g_autofree char *csv = write_text(report, REPORT_CSV);
  g_assert_cmpstr(csv, ==, "\357\273\277T\r\nA,B\r\nx,1\r\n\r\n'=second\r\nC\r\n");
}

static void
test_json(void)
{
  g_autoptr(Report) report = report_of_cell("Siân \"x\"\377");
  report_add_line(report, "%d of %s", 2, "Siân\001");
  g_autofree char *text = write_text(report, REPORT_JSON);
  g_assert_true(strstr(text, "\"id\"") < strstr(text, "\"lines\"")); /* sorted */
  g_assert_true(strstr(text, "\"lines\"") < strstr(text, "\"subtitle\""));
  json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
  const char *id, *title, *subtitle, *said, *table_title, *column, *cell;
  json_t *row;
  g_assert_cmpint(json_unpack(root, "{s:s, s:s, s:s, s:[s], s:[{s:s, s:[s, s], s:[o]}!] !}", "id", &id,
                              "title", &title, "subtitle", &subtitle, "lines", &said, "tables", "title",
                              &table_title, "columns", &column, &cell, "rows", &row),
                  ==, 0);
  g_assert_cmpstr(id, ==, "needs");
  g_assert_cmpstr(subtitle, ==, "autumn");
  g_assert_cmpstr(said, ==, "2 of Siân");
  g_assert_cmpstr(column, ==, "A");
  g_assert_cmpuint(json_array_size(row), ==, 2);
  g_assert_cmpstr(json_string_value(json_array_get(row, 0)), ==, "Siân \"x\"\357\277\275");
  json_decref(root);
}

static void
test_rows_fit_columns(void)
{
  g_autoptr(Report) report = report_of_cell("x");
  ReportTable *table = report->tables->pdata[0];
  report_add_row(table, (const char *const[]){ "short", NULL });
  report_add_row(table, (const char *const[]){ "long", "2", "3", NULL });
  g_autofree char *csv = write_text(report, REPORT_CSV);
  g_assert_true(g_str_has_suffix(csv, "short,\r\nlong,2\r\n"));
}

static void
test_html(void)
{
  g_autoptr(Report) report = report_of_cell("<script>alert(1)</script> & \"q\"");
  g_autofree char *html = write_text(report, REPORT_HTML);
  const struct {
    const char *words;
    gboolean there;
  } rows[] = {
    { "<script", FALSE },
    { "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;q&quot;", TRUE },
    { "<html lang=\"en-GB\">", TRUE },
    { "<th scope=\"col\">A</th><th scope=\"col\" class=\"n\">B</th>", TRUE },
    { "<td class=\"n\">1</td>", TRUE },
    { "<caption", TRUE },
    { "<svg", FALSE },
    { "http", FALSE }, /* nothing from elsewhere */
  };
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_test_message("%s", rows[i].words);
    g_assert_cmpint(strstr(html, rows[i].words) != NULL, ==, rows[i].there);
  }
}

/* A chart of columns that are not there, of words instead of numbers, of a table without rows: no picture, no
 * crash. */
static void
test_charts(void)
{
  const struct {
    int label, value, last;
    gboolean drawn;
  } rows[] = { { -1, -1, -1, FALSE }, { 0, 1, -1, TRUE },   { 1, 0, -1, TRUE }, { 0, 2, -1, FALSE },
               { 2, 1, -1, FALSE },   { 0, -1, -1, FALSE }, { 0, 1, 1, TRUE },  { 0, 0, 1, TRUE },
               { 0, 1, 0, FALSE },    { 0, 0, 2, FALSE } };
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Report) report = report_of_cell("Teaching");
    ReportTable *table = report->tables->pdata[0];
    table->chart_label = rows[i].label;
    table->chart_value = rows[i].value;
    table->chart_last = rows[i].last;
    g_autofree char *html = write_text(report, REPORT_HTML);
    g_assert_cmpint(strstr(html, "<svg") != NULL, ==, rows[i].drawn);
    g_autoptr(GBytes) book = report_write(report, REPORT_XLSX, NULL);
    g_assert_nonnull(book);
    g_autoptr(GBytes) page = report_write(report, REPORT_PDF, NULL);
    g_assert_nonnull(page);
    g_ptr_array_set_size(table->rows, 0);
    g_autofree char *empty = write_text(report, REPORT_HTML);
    g_assert_null(strstr(empty, "<svg"));
  }
}

static void
test_numbers(void)
{
  const struct {
    const char *text;
    gboolean is, percent;
    double number;
  } rows[] = {
    { "0", TRUE, FALSE, 0 },    { "12", TRUE, FALSE, 12 },         { "-3.5", TRUE, FALSE, -3.5 },
    { "85%", TRUE, TRUE, 85 },  { "0.5", TRUE, FALSE, 0.5 },       { "0121", FALSE, FALSE, 0 },
    { "", FALSE, FALSE, 0 },    { "-", FALSE, FALSE, 0 },          { ".", FALSE, FALSE, 0 },
    { "%", FALSE, FALSE, 0 },   { "1e5", FALSE, FALSE, 0 },        { "12 ", FALSE, FALSE, 0 },
    { "1-2", FALSE, FALSE, 0 }, { "2026-10-06", FALSE, FALSE, 0 }, { "1234567890123456", FALSE, FALSE, 0 },
    { "nan", FALSE, FALSE, 0 }, { "0x10", FALSE, FALSE, 0 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    double number = 0;
    gboolean percent = FALSE;
    g_test_message("'%s'", rows[i].text);
    g_assert_cmpint(report_number(rows[i].text, &number, &percent), ==, rows[i].is);
    if (rows[i].is) {
      g_assert_cmpfloat(number, ==, rows[i].number);
      g_assert_cmpint(percent, ==, rows[i].percent);
    }
  }
}

static void
test_xlsx(void)
{
  g_autoptr(Report) report = report_of_cell("=1+1");
  report_add_table(report, "t", (const char *const[]){ "C", NULL }); /* the same name to Excel */
  report_add_table(report, "[:*?/\\'", (const char *const[]){ NULL });
  g_autoptr(GBytes) a = report_write(report, REPORT_XLSX, NULL), b = report_write(report, REPORT_XLSX, NULL);
  g_assert_true(g_bytes_equal(a, b));
  g_autoptr(Report) empty = report_new("x", "", NULL);
  g_autoptr(GBytes) c = report_write(empty, REPORT_XLSX, NULL);
  g_assert_nonnull(c);
}

static void
test_formats(void)
{
  const struct {
    const char *text;
    gboolean known;
    ReportFormat format;
  } rows[] = { { "html", TRUE, REPORT_HTML },
               { "XLSX", TRUE, REPORT_XLSX },
               { "csv", TRUE, REPORT_CSV },
               { "json", TRUE, REPORT_JSON },
               { "pdf", TRUE, REPORT_PDF },
               { "docx", FALSE, 0 },
               { "", FALSE, 0 } };
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    ReportFormat format = REPORT_HTML;
    g_assert_cmpint(report_format_parse(rows[i].text, &format), ==, rows[i].known);
    if (rows[i].known)
      g_assert_cmpint(format, ==, rows[i].format);
  }
}

/* The shades of cells and of a split bar's parts, and tones by how a cell begins. */
static void
test_shades(void)
{
  static const char *const marks[] = { "1.0", "1.7", "2.5", "4", "5", "not shown", "" };
  static const int shades[] = { 0, 1, 2, 4, 4, -1, -1 };
  g_autoptr(Report) report = report_new("x", "x", "x");
  ReportTable *table = report_add_table(report, "T", (const char *const[]){ "Group", "Mean", NULL });
  table->shade_first = 1;
  table->shade_most = 4;
  report_add_tone(table, "overdue", TONE_BAD);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    report_add_row(table, (const char *const[]){ "2.0", marks[i], NULL });
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
    g_test_message("%s", marks[i]);
    g_assert_cmpint(report_cell_shade(table, i, 1), ==, shades[i]);
    g_assert_cmpint(report_cell_shade(table, i, 0), ==, -1);
  }
  g_assert_cmpint(report_tone(table, "overdue since 01/02/2027"), ==, TONE_BAD);
  g_assert_cmpint(report_tone(table, "not overdue"), ==, TONE_NONE);
  for (int last = 1; last < 11; last++) {
    table->chart_value = 0;
    table->chart_last = last;
    for (int part = 0; part <= last; part++)
      g_assert_cmpint(report_part_shade(table, part), <, REPORT_SHADES);
    g_assert_cmpint(report_part_shade(table, 0), ==, 0);
    g_assert_cmpint(report_part_shade(table, last), ==, REPORT_SHADES - 1);
  }
}

/* However much it holds, it is one page, and says what it leaves out. */
static void
test_pdf(void)
{
  g_autoptr(Report) report = report_new("x", "Very many", "rows");
  for (guint t = 0; t < 3; t++) {
    ReportTable *table = report_add_table(report, "T", (const char *const[]){ "A", "B", NULL });
    table->chart_label = 0;
    table->chart_value = 1;
    for (guint i = 0; i < 200; i++)
      report_add_row(table, (const char *const[]){ "A name that is somewhat long", "7", NULL });
  }
  g_autoptr(GBytes) a = report_write(report, REPORT_PDF, NULL), b = report_write(report, REPORT_PDF, NULL);
  g_assert_true(g_bytes_equal(a, b));
}

static void
test_page(void)
{
  const PageFeed feeds[] = {
    { "Primary & <b>", "https://m.example.ac.uk/feeds/a.ics?x=1&y=2" },
    { "Odd", "javascript:alert(1)" },
  };
  g_autoptr(GBytes) bytes = page_index("Dates", "", feeds, G_N_ELEMENTS(feeds));
  g_autofree char *html = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  static const char *const want[] = {
    "href=\"webcal://m.example.ac.uk/feeds/a.ics?x=1&amp;y=2\"",
    "href=\"https://calendar.google.com/calendar/"
    "r?cid=webcal%3A%2F%2Fm.example.ac.uk%2Ffeeds%2Fa.ics%3Fx%3D1%26y%3D2\"",
    "href=\"https://outlook.office.com/calendar/0/"
    "addfromweb?url=https%3A%2F%2Fm.example.ac.uk%2Ffeeds%2Fa.ics%3Fx%3D1%26y%3D2"
    "&amp;name=Primary%20%26%20%3Cb%3E\"",
    "<code>https://m.example.ac.uk/feeds/a.ics?x=1&amp;y=2</code>",
    "aria-label=\"Outlook: Primary &amp; &lt;b&gt;\"",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(want); i++) {
    g_test_message("%s", want[i]);
    g_assert_nonnull(strstr(html, want[i]));
  }
  g_assert_null(strstr(html, "href=\"javascript"));
  g_assert_null(strstr(html, "<b>"));
  g_autoptr(GBytes) none = page_index("Dates", NULL, NULL, 0);
  g_assert_nonnull(g_strstr_len(g_bytes_get_data(none, NULL), (gssize) g_bytes_get_size(none),
                                "No calendar is published yet"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/report/csv", test_csv);
  g_test_add_func("/report/csv-by-hand", test_csv_by_hand);
  g_test_add_func("/report/csv-tables", test_csv_tables);
  g_test_add_func("/report/json", test_json);
  g_test_add_func("/report/rows-fit-columns", test_rows_fit_columns);
  g_test_add_func("/report/html", test_html);
  g_test_add_func("/report/charts", test_charts);
  g_test_add_func("/report/numbers", test_numbers);
  g_test_add_func("/report/xlsx", test_xlsx);
  g_test_add_func("/report/formats", test_formats);
  g_test_add_func("/report/shades", test_shades);
  g_test_add_func("/report/pdf", test_pdf);
  g_test_add_func("/page/index", test_page);
  return g_test_run();
}

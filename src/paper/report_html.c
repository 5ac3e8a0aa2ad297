/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as one page that needs nothing else: tables with captions and scopes, charts as SVG. Prints well;
 * runs no script. */
#include "paper/form_box.h"
#include "paper/page_style.h"
#include "paper/report_write.h"

/* Beside the page's own style: the shades of a scale, the darkest where the need is greatest, and three
 * tones. Text on each keeps a contrast of 7 to 1, in the dark too. */
static const char report_style[] =
    ":root{--s0:#123a5e;--s1:#215a8b;--s2:#a9c8e2;--s3:#cfe0ee;--s4:#ecf3f9;--on-s0:#fff;--on-s1:#fff;"
    "--on-s2:#0d1f30;--on-s3:#0d1f30;--on-s4:#0d1f30;--good:#e4f2e5;--on-good:#124a18;--wait:#fff1cc;"
    "--on-wait:#5a4000;--bad:#8f1d1d;--on-bad:#fff}"
    "@media(prefers-color-scheme:dark){:root{--s0:#b9d8f3;--s1:#8fbbe2;--s2:#2d4e6c;--s3:#223a50;--s4:#"
    "1c2a37;"
    "--on-s0:#0b1722;--on-s1:#0b1722;--on-s2:#fff;--on-s3:#fff;--on-s4:#fff;--good:#16341a;--on-good:#bfe8c3;"
    "--wait:#3a2f0c;--on-wait:#f5dfa0;--bad:#f2b8b5;--on-bad:#3b0d0c}}"
    "@media print{:root{--s0:#123a5e;--s1:#215a8b;--s2:#a9c8e2;--s3:#cfe0ee;--s4:#ecf3f9;--on-s0:#fff;"
    "--on-s1:#fff;--on-s2:#000;--on-s3:#000;--on-s4:#000;--good:#e4f2e5;--on-good:#124a18;--wait:#fff1cc;"
    "--on-wait:#5a4000;--bad:#8f1d1d;--on-bad:#fff}.scroll{overflow:visible}"
    "td[class],svg rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}}"
    "svg rect{stroke:var(--paper);stroke-width:1}svg rect.s3,svg rect.s4,svg rect.good,svg rect.wait{stroke:"
    "var(--soft);stroke-width:.75}"
    ".s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}"
    ".good{fill:var(--good)}.wait{fill:var(--wait)}.bad{fill:var(--bad)}"
    "svg .on-s0{fill:var(--on-s0)}svg .on-s1{fill:var(--on-s1)}svg .on-s2{fill:var(--on-s2)}svg .on-s3{fill:"
    "var(--on-s3)}svg .on-s4{fill:var(--on-s4)}svg .on-good{fill:var(--on-good)}svg .on-wait{fill:"
    "var(--on-wait)}svg .on-bad{fill:var(--on-bad)}"
    "td.s0{background:var(--s0);color:var(--on-s0)}td.s1{background:var(--s1);color:var(--on-s1)}"
    "td.s2{background:var(--s2);color:var(--on-s2)}td.s3{background:var(--s3);color:var(--on-s3)}"
    "td.s4{background:var(--s4);color:var(--on-s4)}td.good{background:var(--good);color:var(--on-good)}"
    "td.wait{background:var(--wait);color:var(--on-wait)}td.bad{background:var(--bad);color:var(--on-bad)}"
    ".lines{margin:0 0 2rem;padding:0 0 0 1.2rem;font-size:1.1rem}.lines li{margin:.3rem 0}"
    "tbody th{position:sticky;left:0;background:var(--paper)}tbody tr:nth-child(even) "
    "th{background:var(--tint)}"
    "@media print{tbody th{position:static}}"
    "thead th.n{white-space:normal}@media(min-width:50rem){tbody "
    "th{min-width:12rem}table:has(.n) tbody th{min-width:14.5rem}td:not(.n){min-width:8rem}"
    "th.n,td.n{padding-left:.4rem;padding-right:.6rem}}"
    ".note{margin:0 0 1rem;color:var(--soft);max-width:44rem}"
    "@media(max-width:40rem){main{padding:1.5rem 1rem 3rem}h1{font-size:1.6rem}th,td{padding:.4rem .5rem}"
    "tbody th{min-width:7rem}}";

/* Days are written as the office writes them; the other formats, which machines read, leave them as they are.
 */
static void
append_cell(GString *html, const char *cell)
{
  Day day = day_parse(cell);
  if (day == DAY_NONE) {
    page_append(html, cell);
    return;
  }
  g_autofree char *shown = box_day_shown(day);
  g_string_append_printf(html, "<time datetime=\"%s\">%s</time>", cell, shown);
}

static void
append_head(GString *html, const ReportTable *table, const gboolean *numeric)
{
  g_string_append(html, "<tr>");
  for (guint c = 0; c < table->columns->len; c++) {
    g_string_append_printf(html, "<th scope=\"col\"%s>", numeric[c] ? " class=\"n\"" : "");
    page_append(html, table->columns->pdata[c]);
    g_string_append(html, "</th>");
  }
  g_string_append(html, "</tr>\n");
}

static void
append_class(GString *html, const ReportTable *table, guint row, guint column, gboolean numeric)
{
  static const char *const tones[] = {
    [TONE_NONE] = "", [TONE_GOOD] = "good", [TONE_WAIT] = "wait", [TONE_BAD] = "bad"
  };
  const char *cell = ((GStrv) table->rows->pdata[row])[column], *tone = tones[report_tone(table, cell)];
  int shade = report_cell_shade(table, row, column);
  g_autofree char *name = shade >= 0 ? g_strdup_printf("s%d", shade) : g_strdup(tone);
  if (*name || numeric)
    g_string_append_printf(html, " class=\"%s%s%s\"", numeric ? "n" : "", *name && numeric ? " " : "", name);
}

static void
append_row(GString *html, const ReportTable *table, guint row, const gboolean *numeric)
{
  GStrv cells = table->rows->pdata[row];
  g_string_append(html, "<tr>");
  for (guint c = 0; c < table->columns->len; c++) {
    const char *element = c ? "td" : "th";
    g_string_append_printf(html, "<%s%s", element, c ? "" : " scope=\"row\"");
    append_class(html, table, row, c, numeric[c]);
    g_string_append_c(html, '>');
    append_cell(html, cells[c]);
    g_string_append_printf(html, "</%s>", element);
  }
  g_string_append(html, "</tr>\n");
}

static void
append_words(GString *html, const char *element, const char *style, const char *words)
{
  if (!words || !*words)
    return;
  g_autofree char *attribute = style ? g_strdup_printf(" class=\"%s\"", style) : g_strdup("");
  g_string_append_printf(html, "<%s%s>", element, attribute);
  page_append(html, words);
  g_string_append_printf(html, "</%s>\n", element);
}

static void
append_table(GString *html, const ReportTable *table, int level)
{
  guint n = table->columns->len;
  g_autofree gboolean *numeric = g_new0(gboolean, n + 1);
  for (guint c = 0; c < n; c++)
    numeric[c] = report_column_is_numeric(table, c);
  g_string_append_printf(html, "<section>\n<h%d>", level);
  page_append(html, table->title);
  g_string_append_printf(html, "</h%d>\n", level);
  append_words(html, "p", "note", table->note);
  if (!table->rows->len) {
    g_string_append(html, "<p>None.</p>\n</section>\n");
    return;
  }
  if (report_table_has_chart(table))
    report_append_chart(html, table);
  g_string_append(html, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table: ");
  page_append(html, table->title);
  g_string_append(html, "\">\n<table>\n<caption class=\"heard\">");
  page_append(html, table->title);
  g_string_append(html, "</caption>\n<thead>\n");
  append_head(html, table, numeric);
  g_string_append(html, "</thead>\n<tbody>\n");
  for (guint r = 0; r < table->rows->len; r++)
    append_row(html, table, r, numeric);
  g_string_append(html, "</tbody>\n</table>\n</div>\n</section>\n");
}

static void
append_lines(GString *html, const Report *report)
{
  if (!report->lines->len)
    return;
  g_string_append(html, "<ul class=\"lines\">\n");
  for (guint i = 0; i < report->lines->len; i++)
    append_words(html, "li", NULL, report->lines->pdata[i]);
  g_string_append(html, "</ul>\n");
}

const char *
report_html_style(void)
{
  return report_style;
}

void
report_append_html(GString *html, const Report *report, int level)
{
  append_lines(html, report);
  for (guint t = 0; t < report->tables->len; t++)
    append_table(html, report->tables->pdata[t], level);
}

GBytes *
report_write_html(const Report *report)
{
  GString *html = g_string_new(NULL);
  page_begin(html, report->title, report->subtitle, report_style);
  report_append_html(html, report, 2);
  if (!report->tables->len)
    g_string_append(html, "<p>There is nothing to report.</p>\n");
  page_end(html);
  return g_string_free_to_bytes(html);
}

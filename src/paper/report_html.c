/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as one page that needs nothing else: tables with captions and scopes, bars as SVG. Prints well;
 * runs no script. */
#include "paper/form_box.h"
#include "paper/page_style.h"
#include "paper/report_write.h"

/* Of the chart, in its own units: each name above its bar, so that neither is cut on a phone, the number
 * behind the bar. */
enum {
  STEP = 46,
  NAME_BASE = 13,
  BAR_TOP = 19,
  BAR_HEIGHT = 16,
  BARS_WIDTH = 410,
  CHART_WIDTH = 470,
  NAME_CHARACTERS = 60
};

static double
cell_number(const ReportTable *table, guint row)
{
  double number = 0;
  gboolean percent;
  const char *cell = ((GStrv) table->rows->pdata[row])[table->chart_value];
  return report_number(cell, &number, &percent) ? MAX(number, 0) : 0;
}

static double
longest_bar(const ReportTable *table)
{
  double most = 0;
  for (guint r = 0; r < table->rows->len; r++)
    most = MAX(most, cell_number(table, r));
  return most > 0 ? most : 1;
}

static char *
short_name(const char *name)
{
  if (g_utf8_strlen(name, -1) <= NAME_CHARACTERS)
    return g_strdup(name);
  g_autofree char *start = g_utf8_substring(name, 0, NAME_CHARACTERS - 1);
  return g_strconcat(start, "…", NULL);
}

static void
append_bar(GString *html, const ReportTable *table, guint row, double scale)
{
  GStrv cells = table->rows->pdata[row];
  int width = MAX((int) (cell_number(table, row) * scale + 0.5), 1), top = (int) row * STEP;
  g_autofree char *name = short_name(cells[table->chart_label]);
  g_string_append_printf(html, "<text x=\"0\" y=\"%d\">", top + NAME_BASE);
  page_append(html, name);
  g_string_append_printf(html, "</text><rect x=\"0\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>",
                         top + BAR_TOP, width, BAR_HEIGHT);
  g_string_append_printf(html, "<text x=\"%d\" y=\"%d\">", width + 8, top + BAR_TOP + BAR_HEIGHT - 3);
  page_append(html, cells[table->chart_value]);
  g_string_append(html, "</text>\n");
}

/* The table says the same in words, so that the picture needs a name but no description of each bar. */
static void
append_chart(GString *html, const ReportTable *table)
{
  double scale = BARS_WIDTH / longest_bar(table);
  g_string_append_printf(html, "<figure>\n<svg viewBox=\"0 0 %d %u\" role=\"img\" aria-label=\"Bar chart: ",
                         CHART_WIDTH, table->rows->len * STEP);
  page_append(html, table->columns->pdata[table->chart_value]);
  g_string_append(html, " by ");
  page_append(html, table->columns->pdata[table->chart_label]);
  g_string_append(html, ". The numbers stand in the table.\">\n");
  for (guint r = 0; r < table->rows->len; r++)
    append_bar(html, table, r, scale);
  g_string_append(html, "</svg>\n</figure>\n");
}

/* A column of which every cell that is not empty is a number stands to the right. */
static gboolean
is_numeric(const ReportTable *table, guint column)
{
  guint numbers = 0;
  for (guint r = 0; r < table->rows->len; r++) {
    double number;
    gboolean percent;
    const char *cell = ((GStrv) table->rows->pdata[r])[column];
    if (*cell && !report_number(cell, &number, &percent))
      return FALSE;
    numbers += *cell != '\0';
  }
  return numbers > 0;
}

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
append_cells(GString *html, char *const *cells, const gboolean *numeric, guint n_cells, gboolean head)
{
  g_string_append(html, "<tr>");
  for (guint c = 0; c < n_cells; c++) {
    const char *element = head || !c ? "th" : "td", *scope = head ? " scope=\"col\""
                                                             : c  ? ""
                                                                  : " scope=\"row\"";
    g_string_append_printf(html, "<%s%s%s>", element, scope, numeric[c] ? " class=\"n\"" : "");
    append_cell(html, cells[c]);
    g_string_append_printf(html, "</%s>", element);
  }
  g_string_append(html, "</tr>\n");
}

static void
append_table(GString *html, const ReportTable *table)
{
  guint n = table->columns->len;
  g_autofree gboolean *numeric = g_new0(gboolean, n + 1);
  for (guint c = 0; c < n; c++)
    numeric[c] = is_numeric(table, c);
  g_string_append(html, "<section>\n<h2>");
  page_append(html, table->title);
  g_string_append(html, "</h2>\n");
  if (report_table_has_chart(table))
    append_chart(html, table);
  g_string_append(html, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table: ");
  page_append(html, table->title);
  g_string_append(html, "\">\n<table>\n<caption class=\"heard\">");
  page_append(html, table->title);
  g_string_append(html, "</caption>\n<thead>\n");
  append_cells(html, (char *const *) table->columns->pdata, numeric, n, TRUE);
  g_string_append(html, "</thead>\n<tbody>\n");
  for (guint r = 0; r < table->rows->len; r++)
    append_cells(html, table->rows->pdata[r], numeric, n, FALSE);
  g_string_append(html, "</tbody>\n</table>\n</div>\n</section>\n");
}

GBytes *
report_write_html(const Report *report)
{
  GString *html = g_string_new(NULL);
  page_begin(html, report->title, report->subtitle);
  for (guint t = 0; t < report->tables->len; t++)
    append_table(html, report->tables->pdata[t]);
  if (!report->tables->len)
    g_string_append(html, "<p>There is nothing to report.</p>\n");
  page_end(html);
  return g_string_free_to_bytes(html);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of a report's table as SVG within the page: bars, or bars split into shares with a legend. */
#include "base/text.h"
#include "paper/page_style.h"
#include "paper/report_write.h"

/* In the chart's own units: each name above its bar, so that neither is cut on a phone, the number behind
 * the bar or in its part. */
enum {
  STEP = 46,
  NAME_BASE = 13,
  BAR_TOP = 19,
  BAR_HEIGHT = 18,
  BARS_WIDTH = 310,
  CHART_WIDTH = 360,
  NAME_CHARACTERS = 46,
  NUMBER_WIDTH = 18, /* that a part's number needs */
  LEGEND_STEP = 22,
  LEGEND_SQUARE = 14
};

static char *
short_name(const char *name)
{
  if (g_utf8_strlen(name, -1) <= NAME_CHARACTERS)
    return g_strdup(name);
  g_autofree char *start = g_utf8_substring(name, 0, NAME_CHARACTERS - 1);
  return g_strconcat(start, "…", NULL);
}

static const char *
part_class(const ReportTable *table, int part)
{
  static const char *const shades[REPORT_SHADES] = { "s0", "s1", "s2", "s3", "s4" };
  static const char *const tones[] = {
    [TONE_NONE] = NULL, [TONE_GOOD] = "good", [TONE_WAIT] = "wait", [TONE_BAD] = "bad"
  };
  const char *heading = table->columns->pdata[table->chart_value + part];
  const char *tone = report_chart_parts(table) > 1 ? tones[report_tone(table, heading)] : NULL;
  return tone ? tone : shades[report_part_shade(table, part)];
}

static double
row_sum(const ReportTable *table, guint row)
{
  double sum = 0;
  for (int part = 0; part < report_chart_parts(table); part++)
    sum += report_chart_number(table, row, table->chart_value + part);
  return sum;
}

static double
longest_bar(const ReportTable *table)
{
  double most = 0;
  for (guint r = 0; r < table->rows->len; r++)
    most = MAX(most, row_sum(table, r));
  return most > 0 ? most : 1;
}

static void
append_name(GString *html, const ReportTable *table, guint row, int top)
{
  g_autofree char *name = short_name(((GStrv) table->rows->pdata[row])[table->chart_label]);
  g_string_append_printf(html, "<text x=\"0\" y=\"%d\">", top + NAME_BASE);
  page_append(html, name);
  g_string_append(html, "</text>");
}

static void
append_bar(GString *html, const ReportTable *table, guint row, int top, double scale)
{
  int width = MAX((int) (row_sum(table, row) * scale + 0.5), 1);
  g_string_append_printf(html, "<rect class=\"s0\" x=\"0\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>",
                         top + BAR_TOP, width, BAR_HEIGHT);
  g_string_append_printf(html, "<text x=\"%d\" y=\"%d\">", width + 8, top + BAR_TOP + BAR_HEIGHT - 4);
  page_append(html, ((GStrv) table->rows->pdata[row])[table->chart_value]);
  g_string_append(html, "</text>\n");
}

/* Each bar is as long as the others: what is compared is how it is split. */
static void
append_split_bar(GString *html, const ReportTable *table, guint row, int top)
{
  double sum = row_sum(table, row), left = 0;
  for (int part = 0; sum > 0 && part < report_chart_parts(table); part++) {
    double number = report_chart_number(table, row, table->chart_value + part);
    double width = number / sum * CHART_WIDTH;
    const char *style = part_class(table, part);
    if (number <= 0)
      continue;
    int x = (int) (left + 0.5), end = (int) (left + width + 0.5);
    g_string_append_printf(html, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", style,
                           x, top + BAR_TOP, end - x, BAR_HEIGHT);
    if (width >= NUMBER_WIDTH)
      g_string_append_printf(html,
                             "<text class=\"on-%s\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%.0f</text>",
                             style, (x + end) / 2, top + BAR_TOP + BAR_HEIGHT - 4, number);
    left += width;
  }
  g_string_append_c(html, '\n');
}

/* The parts' names, each on a line of its own: they may be long, and a phone narrow. Short ones share lines.
 * The height that they take. */
static int
append_legend(GString *html, const ReportTable *table)
{
  int parts = report_chart_parts(table), x = 0, y = 0;
  for (int part = 0; parts > 1 && part < parts; part++) {
    const char *words = table->columns->pdata[table->chart_value + part];
    int width = LEGEND_SQUARE + 22 + 7 * (int) g_utf8_strlen(words, -1);
    if (x && x + width > CHART_WIDTH) {
      x = 0;
      y += LEGEND_STEP;
    }
    g_string_append_printf(html,
                           "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
                           "<text x=\"%d\" y=\"%d\">",
                           part_class(table, part), x, y + 2, LEGEND_SQUARE, LEGEND_SQUARE,
                           x + LEGEND_SQUARE + 6, y + NAME_BASE + 1);
    page_append(html, words);
    g_string_append(html, "</text>");
    x += width;
  }
  return parts > 1 ? y + LEGEND_STEP + 8 : 0;
}

static void
append_label(GString *html, const ReportTable *table)
{
  g_string_append(html, "<title>Bar chart: ");
  for (int part = 0; part < report_chart_parts(table); part++) {
    g_string_append(html, part ? ", " : "");
    page_append(html, table->columns->pdata[table->chart_value + part]);
  }
  g_string_append(html, " by ");
  page_append(html, table->columns->pdata[table->chart_label]);
  g_string_append(html, "</title><desc>The numbers stand in the table below.</desc>");
}

/* Once the table is known to have one. @attributes of the element, with a blank in front, and what it begins
 * with, as they stand. */
static void
append_svg(GString *html, const ReportTable *table, const char *attributes, const char *begin)
{
  g_autoptr(GString) legend = g_string_new(NULL);
  gboolean split = report_chart_parts(table) > 1;
  int above = append_legend(legend, table);
  double scale = BARS_WIDTH / longest_bar(table);
  g_string_append_printf(html, "<svg viewBox=\"0 0 %d %d\"%s role=\"img\">\n", CHART_WIDTH,
                         above + (int) table->rows->len * STEP, attributes);
  append_label(html, table);
  g_string_append_printf(html, "\n%s%s\n", begin, legend->str);
  for (guint r = 0; r < table->rows->len; r++) {
    int top = above + (int) r * STEP;
    append_name(html, table, r, top);
    if (split)
      append_split_bar(html, table, r, top);
    else
      append_bar(html, table, r, top, scale);
  }
  g_string_append(html, "</svg>\n");
}

void
report_append_chart(GString *html, const ReportTable *table)
{
  g_string_append(html, "<figure>\n");
  append_svg(html, table, "", "");
  g_string_append(html, "</figure>\n");
}

char *
report_chart_svg(const ReportTable *table)
{
  /* on white, as report_html.c has it in the light; what draws pictures knows no variables */
  static const char style[] =
      "<style>text{fill:#1b2733;font:14px Carlito,Calibri,\"DejaVu Sans\",Arial,sans-serif}"
      "rect{stroke:#fff;stroke-width:1}rect.s3,rect.s4,rect.good,rect.wait{stroke:#4a5a69;stroke-width:.75}"
      ".s0{fill:#123a5e}.s1{fill:#215a8b}.s2{fill:#a9c8e2}.s3{fill:#cfe0ee}.s4{fill:#ecf3f9}"
      ".good{fill:#e4f2e5}.wait{fill:#fff1cc}.bad{fill:#8f1d1d}text.on-s0,text.on-s1,text.on-bad{fill:#fff}"
      "text.on-s2,text.on-s3,text.on-s4{fill:#0d1f30}text.on-good{fill:#124a18}text.on-wait{fill:#5a4000}"
      "</style>\n<rect style=\"fill:#fff;stroke:none\" width=\"100%\" height=\"100%\"/>\n";
  GString *svg = g_string_new(NULL);
  append_svg(svg, table, " xmlns=\"http://www.w3.org/2000/svg\"", style);
  return g_string_free(svg, FALSE);
}

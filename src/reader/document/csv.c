/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Separated text (RFC 4180 and what spreadsheets make of it): comma, semicolon, tab or bar, with or without a
 * `sep=` line, quotes with line ends in them, rows of unequal length. Dates stay as they were typed. */
#include "reader/document/attendance.h"
#include "reader/document/formats.h"
#include "reader/workbook/sheet.h"
#include <string.h>

static const char separators[] = ",;\t|";

/* How often each separator stands outside of quotes in the line at @p; the next line. A quote is one where a
 * field begins: 5" is no beginning. */
static const char *
count_line(const char *p, guint counts[4])
{
  gboolean quoted = FALSE, begins = TRUE;
  memset(counts, 0, 4 * sizeof *counts);
  for (; *p && (quoted || (*p != '\n' && *p != '\r')); p++) {
    const char *found = strchr(separators, *p);
    if (*p == '"' && (quoted || begins))
      quoted = !quoted;
    else if (found && !quoted)
      counts[found - separators]++;
    begins = found || (begins && *p == ' ');
  }
  return p + strspn(p, "\r\n");
}

/* The separator of the `sep=` line that @text begins with, 0 if it has none. */
static char
named_separator(const char *text)
{
  if (!g_ascii_strncasecmp(text, "sep=", 4) && text[4] && strchr(separators, text[4]) &&
      strchr("\r\n", text[5]))
    return text[4];
  return 0;
}

/* The separator that stands equally often in most of the first lines; 0 if there is none. *even: in all of
 * them. */
static char
find_separator(const char *text, gboolean *even)
{
  guint first[4], agree[4] = { 0 }, lines = 0;
  const char *p = count_line(text, first);
  guint sum[4] = { first[0], first[1], first[2], first[3] };
  for (; *p && lines < 20; lines++) {
    guint counts[4];
    p = count_line(p, counts);
    for (guint i = 0; i < 4; i++) {
      agree[i] += counts[i] == first[i] && first[i];
      sum[i] += counts[i];
    }
  }
  guint best = 4;
  for (guint i = 0; i < 4; i++)
    if (sum[i] && (best == 4 || agree[i] > agree[best] || (agree[i] == agree[best] && sum[i] > sum[best])))
      best = i;
  *even = best < 4 && lines && agree[best] == lines;
  return best < 4 ? separators[best] : 0;
}

/* Whether most of the first lines have a tab, be it each another number of them: reports with several tables
 * do, and prose does not. */
static gboolean
is_tabbed(const char *text)
{
  guint counts[4], lines = 0, tabbed = 0;
  for (const char *p = text; *p && lines < 20; lines++) {
    p = count_line(p, counts);
    tabbed += counts[2] > 0;
  }
  return tabbed >= 3 && tabbed * 2 > lines;
}

gboolean
csv_is_table(const char *text, const char *name)
{
  gboolean even;
  char separator = find_separator(text, &even);
  g_autofree char *lower = g_ascii_strdown(name ? name : "", -1);
  if (named_separator(text) || g_str_has_suffix(lower, ".csv") || g_str_has_suffix(lower, ".tsv"))
    return TRUE;
  return ((separator && even) || is_tabbed(text)) && !g_str_has_suffix(lower, ".txt");
}

/* One field at @p, unquoted; *end is what stops it. */
static char *
field(const char *p, char separator, const char **end)
{
  GString *text = g_string_new(NULL);
  const char *q = p + (separator == '\t' ? 0 : strspn(p, " "));
  if (*q == '"') {
    for (p = q + 1; *p && (*p != '"' || p[1] == '"'); p++) {
      p += *p == '"';
      g_string_append_c(text, *p);
    }
    p += *p == '"';
  }
  for (; *p && *p != separator && *p != '\n' && *p != '\r'; p++)
    g_string_append_c(text, *p);
  *end = p;
  return g_string_free(text, FALSE);
}

static void
add_cut(GArray *cuts, gssize at)
{
  guint cut = (guint) at;
  g_array_append_val(cuts, cut);
}

void
csv_read(const char *text, ReadingDocument *document)
{
  gboolean even;
  const char *whole = text;
  char separator = named_separator(text);
  guint left = SHEET_ROOM, row = 0;
  if (separator)
    text += strcspn(text, "\n") + (strchr(text, '\n') != NULL);
  else
    separator = find_separator(text, &even);
  Sheet *sheet = sheet_new(document, "", FALSE, &left);
  for (const char *p = text; *p && !sheet->cut; row++) {
    GArray *cuts = reading_add_cuts(sheet->table);
    sheet_row(sheet, row);
    for (guint column = 0;; column++) {
      add_cut(cuts, p - whole);
      sheet_cell(sheet, column, field(p, separator ? separator : ',', &p));
      if (!*p || *p == '\n' || *p == '\r')
        break;
      p++;
    }
    add_cut(cuts, p + 1 - whole);
    p += *p == '\r' && p[1] == '\n' ? 2 : *p != 0;
  }
  sheet_finish(sheet, document);
  if (sheet->cut)
    reading_problem(document, "too-large");
  if (!sheet->table->rows->len)
    reading_problem(document, "empty");
  sheet_free(sheet);
  attendance_recognise(document);
}

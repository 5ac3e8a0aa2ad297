/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two plain ways to write a report, which other programs read: CSV and JSON. */
#include "paper/report_write.h"
#include <string.h>

/* RFC 4180, with a leading ' where a spreadsheet would take the cell for a formula (also behind quotes: it
 * unquotes first). */
static void
append_csv_cell(GString *csv, const char *cell)
{
  gboolean formula = *cell && strchr("=+-@\t\r", *cell);
  gboolean quote = strpbrk(cell, ",\"\r\n") || *cell == ' ' || (*cell && cell[strlen(cell) - 1] == ' ');
  if (quote)
    g_string_append_c(csv, '"');
  if (formula)
    g_string_append_c(csv, '\'');
  for (const char *p = cell; *p; p++) {
    if (*p == '"')
      g_string_append_c(csv, '"');
    g_string_append_c(csv, *p);
  }
  if (quote)
    g_string_append_c(csv, '"');
}

static void
append_csv_row(GString *csv, char *const *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++) {
    if (i)
      g_string_append_c(csv, ',');
    append_csv_cell(csv, cells[i]);
  }
  g_string_append(csv, "\r\n");
}

/* The byte order mark tells Excel that it is UTF-8. */
GBytes *
report_write_csv(const Report *report)
{
  GString *csv = g_string_new("\357\273\277");
  for (guint t = 0; t < report->tables->len; t++) {
    const ReportTable *table = report->tables->pdata[t];
    if (t)
      g_string_append(csv, "\r\n");
    append_csv_row(csv, (char *const *) &table->title, 1);
    append_csv_row(csv, (char *const *) table->columns->pdata, table->columns->len);
    for (guint r = 0; r < table->rows->len; r++)
      append_csv_row(csv, table->rows->pdata[r], table->columns->len);
  }
  return g_string_free_to_bytes(csv);
}

static json_t *
json_strings(char *const *strings, guint n_strings)
{
  json_t *array = json_array();
  for (guint i = 0; i < n_strings; i++)
    json_array_append_new(array, json_string(strings[i]));
  return array;
}

static json_t *
json_table(const ReportTable *table)
{
  guint n = table->columns->len;
  json_t *rows = json_array();
  for (guint r = 0; r < table->rows->len; r++)
    json_array_append_new(rows, json_strings(table->rows->pdata[r], n));
  return json_pack("{s:s, s:s*, s:o, s:o}", "title", table->title, "note", table->note, "columns",
                   json_strings((char *const *) table->columns->pdata, n), "rows", rows);
}

GBytes *
report_write_json(const Report *report)
{
  json_t *tables = json_array();
  for (guint t = 0; t < report->tables->len; t++)
    json_array_append_new(tables, json_table(report->tables->pdata[t]));
  json_t *root = json_pack(
      "{s:s, s:s, s:s, s:o, s:o}", "id", report->id, "title", report->title, "subtitle", report->subtitle,
      "lines", json_strings((char *const *) report->lines->pdata, report->lines->len), "tables", tables);
  char *text = json_dumps(root, JSON_INDENT(2) | JSON_SORT_KEYS);
  GString *json = g_string_new(text);
  g_string_append_c(json, '\n');
  free(text);
  json_decref(root);
  return g_string_free_to_bytes(json);
}

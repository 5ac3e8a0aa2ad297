/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report's tables, and the two plain ways to write them: CSV and JSON. Reckons nothing. */
#include "paper/report.h"
#include "base/fault.h"
#include "base/text.h"
#include "paper/report_write.h"
#include <string.h>

static void
table_free(gpointer data)
{
  ReportTable *table = data;
  g_free(table->title);
  g_ptr_array_unref(table->columns);
  g_ptr_array_unref(table->rows);
  g_free(table);
}

/* Cells are text that people wrote: cleaned once, where they come in. */
static char *
clean_words(const char *words)
{
  return text_clean(words ? words : "", -1, 0, TRUE);
}

Report *
report_new(const char *id, const char *title, const char *subtitle)
{
  Report *report = g_new0(Report, 1);
  report->id = clean_words(id);
  report->title = clean_words(title);
  report->subtitle = clean_words(subtitle);
  report->tables = g_ptr_array_new_with_free_func(table_free);
  return report;
}

void
report_free(Report *report)
{
  if (!report)
    return;
  g_free(report->id);
  g_free(report->title);
  g_free(report->subtitle);
  g_ptr_array_unref(report->tables);
  g_free(report);
}

ReportTable *
report_add_table(Report *report, const char *title, const char *const *columns)
{
  ReportTable *table = g_new0(ReportTable, 1);
  table->title = clean_words(title);
  table->columns = g_ptr_array_new_with_free_func(g_free);
  for (; *columns; columns++)
    g_ptr_array_add(table->columns, clean_words(*columns));
  table->rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  table->chart_label = table->chart_value = -1;
  g_ptr_array_add(report->tables, table);
  return table;
}

void
report_add_row(ReportTable *table, const char *const *cells)
{
  GStrv row = g_new0(char *, table->columns->len + 1);
  for (guint i = 0; i < table->columns->len; i++)
    row[i] = clean_words(*cells ? *cells++ : "");
  g_ptr_array_add(table->rows, row);
}

gboolean
report_format_parse(const char *text, ReportFormat *format)
{
  static const char *const names[] = {
    [REPORT_HTML] = "html", [REPORT_XLSX] = "xlsx", [REPORT_CSV] = "csv", [REPORT_JSON] = "json"
  };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (!g_ascii_strcasecmp(text, names[i])) {
      *format = (ReportFormat) i;
      return TRUE;
    }
  return FALSE;
}

gboolean
report_number(const char *text, double *number, gboolean *percent)
{
  gsize length = strlen(text), digits = strspn(text, "-.0123456789");
  gboolean hundredth = length > 1 && digits == length - 1 && text[digits] == '%';
  gboolean zeros = text[0] == '0' && g_ascii_isdigit(text[1]); /* 0121 is a name, not a number */
  if (!length || length > 15 || zeros || (digits != length && !hundredth))
    return FALSE;
  char *end;
  *number = g_ascii_strtod(text, &end);
  *percent = hundredth;
  return end == text + digits && g_ascii_isdigit(end[-1]);
}

gboolean
report_table_has_chart(const ReportTable *table)
{
  int columns = (int) table->columns->len;
  return table->rows->len && table->chart_label >= 0 && table->chart_label < columns &&
         table->chart_value >= 0 && table->chart_value < columns;
}

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
static GBytes *
write_csv(const Report *report)
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
  return json_pack("{s:s, s:o, s:o}", "title", table->title, "columns",
                   json_strings((char *const *) table->columns->pdata, n), "rows", rows);
}

static GBytes *
write_json(const Report *report)
{
  json_t *tables = json_array();
  for (guint t = 0; t < report->tables->len; t++)
    json_array_append_new(tables, json_table(report->tables->pdata[t]));
  json_t *root = json_pack("{s:s, s:s, s:s, s:o}", "id", report->id, "title", report->title, "subtitle",
                           report->subtitle, "tables", tables);
  char *text = json_dumps(root, JSON_INDENT(2));
  GString *json = g_string_new(text);
  g_string_append_c(json, '\n');
  free(text);
  json_decref(root);
  return g_string_free_to_bytes(json);
}

GBytes *
report_write(const Report *report, ReportFormat format, GError **error)
{
  switch (format) {
  case REPORT_HTML: return report_write_html(report);
  case REPORT_XLSX: return report_write_xlsx(report, error);
  case REPORT_CSV: return write_csv(report);
  case REPORT_JSON: return write_json(report);
  }
  g_set_error(error, FAULT, FAULT_SOFTWARE, "There is no report format %d.", (int) format);
  return NULL;
}

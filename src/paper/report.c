/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report's tables, and what those who write them ask of them. Reckons nothing. */
#include "paper/report.h"
#include "base/fault.h"
#include "base/text.h"
#include "paper/report_write.h"
#include <string.h>

typedef struct {
  const char *word;
  ReportTone tone;
} WordTone;

static void
table_free(gpointer data)
{
  ReportTable *table = data;
  g_free(table->title);
  g_free(table->note);
  g_ptr_array_unref(table->columns);
  g_ptr_array_unref(table->rows);
  g_array_unref(table->tones);
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
  report->lines = g_ptr_array_new_with_free_func(g_free);
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
  g_ptr_array_unref(report->lines);
  g_ptr_array_unref(report->tables);
  g_free(report);
}

void
report_add_line(Report *report, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *line = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_ptr_array_add(report->lines, clean_words(line));
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
  table->tones = g_array_new(FALSE, FALSE, sizeof(WordTone));
  table->chart_label = table->chart_value = table->chart_last = table->shade_first = -1;
  table->clock_column = -1;
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

static gboolean
is_empty_column(const ReportTable *table, guint column)
{
  for (guint r = 0; r < table->rows->len; r++)
    if (*((GStrv) table->rows->pdata[r])[column])
      return FALSE;
  return table->rows->len > 0;
}

static void
drop_column(ReportTable *table, guint column)
{
  gsize left = table->columns->len - column; /* with the NULL at the end of a row */
  g_ptr_array_remove_index(table->columns, column);
  for (guint r = 0; r < table->rows->len; r++) {
    GStrv row = table->rows->pdata[r];
    g_free(row[column]);
    memmove(row + column, row + column + 1, left * sizeof *row);
  }
}

void
report_drop_empty_columns(ReportTable *table)
{
  for (guint c = table->columns->len; c-- > 1;)
    if (is_empty_column(table, c))
      drop_column(table, c);
}

void
report_set_note(ReportTable *table, const char *note)
{
  g_free(table->note);
  table->note = clean_words(note);
}

void
report_add_tone(ReportTable *table, const char *word, ReportTone tone)
{
  WordTone one = { word, tone };
  g_array_append_val(table->tones, one);
}

gboolean
report_is_empty(const Report *report)
{
  for (guint t = 0; t < report->tables->len; t++)
    if (((const ReportTable *) report->tables->pdata[t])->rows->len)
      return FALSE;
  return TRUE;
}

gboolean
report_format_parse(const char *text, ReportFormat *format)
{
  static const char *const names[] = {
    [REPORT_HTML] = "html", [REPORT_XLSX] = "xlsx", [REPORT_CSV] = "csv",
    [REPORT_JSON] = "json", [REPORT_PDF] = "pdf",
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
  gboolean split = table->chart_last >= 0;
  return table->rows->len && table->chart_label >= 0 && table->chart_label < columns &&
         table->chart_value >= 0 && table->chart_value < columns &&
         (!split || (table->chart_last >= table->chart_value && table->chart_last < columns));
}

double
report_chart_number(const ReportTable *table, guint row, int column)
{
  double number = 0;
  gboolean percent;
  const char *cell = ((GStrv) table->rows->pdata[row])[column];
  return report_number(cell, &number, &percent) ? MAX(number, 0) : 0;
}

int
report_chart_parts(const ReportTable *table)
{
  return table->chart_last < 0 ? 1 : table->chart_last - table->chart_value + 1;
}

gboolean
report_column_is_numeric(const ReportTable *table, guint column)
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

int
report_cell_shade(const ReportTable *table, guint row, guint column)
{
  double number;
  gboolean percent;
  if (table->shade_first < 0 || column < (guint) table->shade_first || table->shade_most <= 1)
    return -1;
  if (!report_number(((GStrv) table->rows->pdata[row])[column], &number, &percent))
    return -1;
  return CLAMP((int) ((number - 1) / (table->shade_most - 1) * REPORT_SHADES), 0, REPORT_SHADES - 1);
}

int
report_part_shade(const ReportTable *table, int part)
{
  int parts = report_chart_parts(table);
  return parts < 2 ? 0 : ((REPORT_SHADES - 1) * part * 2 + parts - 1) / (2 * (parts - 1)); /* rounded */
}

ReportTone
report_tone(const ReportTable *table, const char *words)
{
  for (guint i = 0; i < table->tones->len; i++) {
    const WordTone *one = &g_array_index(table->tones, WordTone, i);
    if (g_str_has_prefix(words, one->word))
      return one->tone;
  }
  return TONE_NONE;
}

GBytes *
report_write(const Report *report, ReportFormat format, GError **error)
{
  switch (format) {
  case REPORT_HTML: return report_write_html(report);
  case REPORT_XLSX: return report_write_xlsx(report, error);
  case REPORT_CSV: return report_write_csv(report);
  case REPORT_JSON: return report_write_json(report);
  case REPORT_PDF: return report_write_pdf(report, error);
  }
  g_set_error(error, FAULT, FAULT_SOFTWARE, "There is no report format %d.", (int) format);
  return NULL;
}

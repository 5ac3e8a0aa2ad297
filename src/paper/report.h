/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as tables, written as HTML, XLSX, CSV (formulas defused), JSON or one page of PDF. Does not know
 * what it reports. */
#pragma once
#include <glib.h>
#include <jansson.h>

/* How a cell is to be felt. It is said in words too: colour alone tells nothing. */
typedef enum { TONE_NONE, TONE_GOOD, TONE_WAIT, TONE_BAD } ReportTone;

typedef struct {
  char *title;
  char *note;         /* a sentence under the title; NULL: none */
  GPtrArray *columns; /* of char* */
  GPtrArray *rows;    /* of GStrv */
  int chart_label;    /* columns of a bar chart: label and number; -1: no chart */
  int chart_value;
  int chart_last;  /* the chart's bars are split into chart_value to chart_last, as shares; -1: one number a
                    * bar
                    */
  int shade_first; /* from this column on numbers are shaded, the least the darkest; -1: none */
  double shade_most;
  int clock_column; /* its cells change by the clock alone, which is nothing new; -1: none */
  GArray *tones;    /* of what report_add_tone() said */
} ReportTable;

typedef struct {
  char *id, *title, *subtitle;
  GPtrArray *lines;  /* of char*: what it says, in a few sentences */
  GPtrArray *tables; /* of ReportTable */
  gboolean quiet;    /* nothing in it needs to be told to anybody who does not ask */
} Report;

Report *report_new(const char *id, const char *title, const char *subtitle);
void report_free(Report *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Report, report_free)
void report_add_line(Report *report, const char *format, ...) G_GNUC_PRINTF(2, 3);
ReportTable *report_add_table(Report *report, const char *title, const char *const *columns);
/* Cells that are missing are empty, those too many are left out. */
void report_add_row(ReportTable *table, const char *const *cells);
/* Columns without a word in any row take no room: no date has its places counted, say. */
void report_drop_empty_columns(ReportTable *table);
void report_set_note(ReportTable *table, const char *note);
/* Cells, and headings of split bars, that begin with @word are of that @tone. @word is a literal. */
void report_add_tone(ReportTable *table, const char *word, ReportTone tone);
gboolean report_is_empty(const Report *report); /* no table has a row */

/* The chart of a table that has one as a PNG, in more dots than it is meant to be shown in, for a
 * mail; NULL without @error: it has none. The same table gives the same bytes on the same machine.
 * FAULT_SOFTWARE.
 */
GBytes *report_chart_png(const ReportTable *table, GError **error);
/* The numbers of that chart as sentences: "Mentor tracker: 12 done, 3 overdue." g_free. */
char *report_chart_words(const ReportTable *table);

typedef enum { REPORT_HTML, REPORT_XLSX, REPORT_CSV, REPORT_JSON, REPORT_PDF } ReportFormat;
gboolean report_format_parse(const char *text, ReportFormat *format);
/* FAULT_IO, FAULT_SOFTWARE. */
GBytes *report_write(const Report *report, ReportFormat format, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts obligations of those whom somebody covers. Decides nothing. */
#include "pass/tell/overview.h"
#include "base/checksum.h"
#include "mail/compose.h"
#include "paper/report.h"
#include "pass/people/coverage.h"
#include "store/obligations.h"
#include <string.h>

#define MOST 12 /* rows; what has most to do comes before what is done */

typedef struct {
  const Requirement *requirement;
  const Scheme *scheme;
  guint done, waiting, overdue;
} Count;

static gboolean
is_shown(const Scheme *scheme, const Requirement *requirement)
{
  const SchemeForm *form = requirement_form(scheme, requirement);
  return !requirement->optional && !(form && form->confidential);
}

/* What is asked twice, of those who came and of those who did not, is one thing to who looks on. */
static gboolean
is_same(const Count *count, const Scheme *scheme, const Requirement *requirement)
{
  return count->scheme == scheme && !strcmp(count->requirement->title, requirement->title);
}

static Count *
count_of(GArray *counts, const Scheme *scheme, const Requirement *requirement)
{
  for (guint i = 0; i < counts->len; i++)
    if (is_same(&g_array_index(counts, Count, i), scheme, requirement))
      return &g_array_index(counts, Count, i);
  Count fresh = { requirement, scheme, 0, 0, 0 };
  g_array_append_val(counts, fresh);
  return &g_array_index(counts, Count, counts->len - 1);
}

static void
add_person(Engine *engine, const Scheme *scheme, const Year *year, gint64 person, GArray *counts)
{
  g_autoptr(GPtrArray) all = obligations_of_person(engine->store, person, year->id);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    const Requirement *requirement =
        strcmp(one->scheme, scheme->id) ? NULL : scheme_requirement(scheme, one->requirement);
    if (!requirement || !is_shown(scheme, requirement) || one->state == STATE_UPCOMING ||
        one->state == STATE_ENDED)
      continue;
    Count *count = count_of(counts, scheme, requirement);
    count->done += one->state == STATE_MET || one->state == STATE_WAIVED;
    count->overdue += one->state == STATE_OVERDUE;
    count->waiting += one->state == STATE_OPEN || one->state == STATE_ANSWERED;
  }
}

static gint
by_need(gconstpointer a, gconstpointer b)
{
  const Count *one = a, *other = b;
  guint left = one->overdue + one->waiting, right = other->overdue + other->waiting;
  return left != right ? (left < right ? 1 : -1) : strcmp(one->requirement->title, other->requirement->title);
}

static GArray *
counts_of(Engine *engine, gint64 reader)
{
  GArray *counts = g_array_new(FALSE, FALSE, sizeof(Count));
  const Year *year = engine_year(engine);
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; year && i < schemes->len; i++) {
    g_autoptr(Coverage) coverage = coverage_new(engine, schemes->pdata[i], NULL, reader);
    const GArray *people = coverage_people(coverage);
    for (guint j = 0; j < people->len; j++)
      add_person(engine, schemes->pdata[i], year, g_array_index(people, gint64, j), counts);
  }
  g_array_sort(counts, by_need);
  return counts;
}

static gboolean
in_several_schemes(const GArray *counts)
{
  for (guint i = 1; i < counts->len; i++)
    if (g_array_index(counts, Count, i).scheme != g_array_index(counts, Count, 0).scheme)
      return TRUE;
  return FALSE;
}

static Report *
report_of(const GArray *counts)
{
  static const char *const columns[] = { "What is asked", "Done", "Awaited", "Overdue", NULL };
  Report *report = report_new("overview", "Where your people stand", "");
  ReportTable *table = report_add_table(report, report->title, columns);
  gboolean several = in_several_schemes(counts);
  table->chart_label = 0;
  table->chart_value = 1;
  table->chart_last = 3;
  report_add_tone(table, "Done", TONE_GOOD);
  report_add_tone(table, "Awaited", TONE_WAIT);
  report_add_tone(table, "Overdue", TONE_BAD);
  for (guint i = 0; i < MIN(counts->len, MOST); i++) {
    const Count *one = &g_array_index(counts, Count, i);
    g_autofree char *what = several ? g_strdup_printf("%s (%s)", one->requirement->title, one->scheme->title)
                                    : g_strdup(one->requirement->title);
    g_autofree char *done = g_strdup_printf("%u", one->done), *waiting = g_strdup_printf("%u", one->waiting);
    g_autofree char *overdue = g_strdup_printf("%u", one->overdue);
    const char *const cells[] = { what, done, waiting, overdue, NULL };
    report_add_row(table, cells);
  }
  return report;
}

static json_t *
rows_json(const ReportTable *table)
{
  json_t *rows = json_array();
  for (guint i = 0; i < table->rows->len; i++) {
    GStrv cells = table->rows->pdata[i];
    json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:s}", "what", cells[0], "done", cells[1],
                                          "waiting", cells[2], "overdue", cells[3]));
  }
  return rows;
}

gboolean
overview_add(Engine *engine, gint64 reader, const char *mark, json_t *context, GPtrArray *attachments,
             gboolean *something, GError **error)
{
  g_autoptr(GArray) counts = counts_of(engine, reader);
  *something = counts->len > 0;
  json_object_set_new(context, "overview", json_null());
  if (!counts->len)
    return TRUE;
  g_autoptr(Report) report = report_of(counts);
  const ReportTable *table = report->tables->pdata[0];
  g_autoptr(GBytes) picture = report_chart_png(table, error);
  if (!picture)
    return FALSE;
  g_autofree char *sum = checksum_of_text(mark), *words = report_chart_words(table);
  g_autofree char *cid = g_strdup_printf("chart.%.24s@%s", sum, engine->site->domain);
  json_object_set_new(context, "overview",
                      json_pack("{s:s, s:s, s:o}", "cid", cid, "alt", words, "rows", rows_json(table)));
  g_ptr_array_add(attachments, attachment_new_shown("chart.png", "image/png", picture, cid));
  return TRUE;
}

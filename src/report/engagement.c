/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engagement report: what each school's people did of what was asked, and a score that these numbers
 * explain. C5.21 */
#include "report/engagement.h"
#include "report/kinds.h"
#include "store/obligations.h"
#include <string.h>

GPtrArray *
engagement_requirements(ReportView *view)
{
  GPtrArray *requirements = g_ptr_array_new();
  const char *const *named = (const char *const *) view->rule->requirements;
  for (guint i = 0; i < view->scheme->requirements->len; i++) {
    const Requirement *one = view->scheme->requirements->pdata[i];
    gboolean counts = named ? g_strv_contains(named, one->id) : !one->optional;
    if (counts && view_may_know(view, one))
      g_ptr_array_add(requirements, (gpointer) one);
  }
  return requirements;
}

static void
count(const Obligation *one, Share *share)
{
  gboolean done = one->state == STATE_MET;
  if (!done && one->state != STATE_OVERDUE)
    return; /* waived, or not due yet */
  share->asked++;
  share->done += done;
}

GHashTable *
engagement_of(ReportView *view, const GPtrArray *requirements)
{
  GHashTable *schools = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < requirements->len; i++) {
    const Requirement *requirement = requirements->pdata[i];
    g_autoptr(GPtrArray) all =
        obligations_list(view->engine->store, view->scheme->id, requirement->id, view->year->id, 0, -1);
    for (guint j = 0; j < all->len; j++) {
      const Obligation *one = all->pdata[j];
      gint64 school = one->school ? one->school : view_school(view, one->person);
      Share *shares = g_hash_table_lookup(schools, &school);
      if (!shares) {
        shares = g_new0(Share, requirements->len);
        g_hash_table_insert(schools, g_memdup2(&school, sizeof school), shares);
      }
      count(one, &shares[i]);
    }
  }
  return schools;
}

int
engagement_score(const Share *shares, guint n)
{
  double sum = 0;
  guint asked = 0;
  for (guint i = 0; shares && i < n; i++)
    if (shares[i].asked) {
      sum += (double) shares[i].done / shares[i].asked;
      asked++;
    }
  return asked ? (int) (100 * sum / asked + 0.5) : -1;
}

static ReportTable *
score_table(const GPtrArray *requirements, Report *report)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  g_ptr_array_add(columns, (char *) "School");
  g_ptr_array_add(columns, (char *) "Score");
  for (guint i = 0; i < requirements->len; i++)
    g_ptr_array_add(columns, ((const Requirement *) requirements->pdata[i])->title);
  g_ptr_array_add(columns, NULL);
  ReportTable *table = report_add_table(report, "Engagement by school", (const char *const *) columns->pdata);
  report_set_note(
      table, "The score is the mean of the shares beside it, in per cent. What is not due yet counts only "
             "when it is done; what was waived does not count.");
  table->chart_label = 0;
  table->chart_value = 1;
  return table;
}

/* A school of which nothing was asked yet has no score. */
typedef struct {
  const School *school; /* both borrowed */
  const Share *shares;
  int score;
} Scored;

static int
compare_scores(gconstpointer a, gconstpointer b)
{
  const Scored *one = a, *other = b;
  return one->score != other->score ? other->score - one->score
                                    : g_utf8_collate(one->school->name, other->school->name);
}

static void
add_school(const Scored *one, guint n, ReportTable *table)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(cells, g_strdup(one->school->name));
  g_ptr_array_add(cells, one->score < 0 ? g_strdup("") : g_strdup_printf("%d", one->score));
  for (guint i = 0; i < n; i++)
    g_ptr_array_add(cells, one->shares && one->shares[i].asked
                               ? g_strdup_printf("%u of %u", one->shares[i].done, one->shares[i].asked)
                               : g_strdup(""));
  g_ptr_array_add(cells, NULL);
  report_add_row(table, (const char *const *) cells->pdata);
}

void
report_engagement(ReportView *view, Report *report)
{
  g_autoptr(GPtrArray) requirements = engagement_requirements(view), schools = view_schools(view);
  g_autoptr(GArray) scores = g_array_new(FALSE, FALSE, sizeof(Scored));
  g_autoptr(GHashTable) all = engagement_of(view, requirements);
  ReportTable *table = score_table(requirements, report);
  for (guint i = 0; i < schools->len; i++) {
    const School *school = schools->pdata[i];
    const Share *shares = g_hash_table_lookup(all, &school->id);
    Scored scored = { school, shares, engagement_score(shares, requirements->len) };
    g_array_append_val(scores, scored);
  }
  g_array_sort(scores, compare_scores);
  guint known = 0;
  for (guint i = 0; i < scores->len; i++) {
    add_school(&g_array_index(scores, Scored, i), requirements->len, table);
    known += g_array_index(scores, Scored, i).score >= 0;
  }
  report_add_line(report, "Schools of which something was due by now: %u of %u.", known, schools->len);
  report->quiet = !known;
}

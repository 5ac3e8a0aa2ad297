/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compliance report: how far each person is, from listed to complete, by school; and who owes what since
 * when. C1.33 */
#include "pass/decide/settle.h"
#include "report/kinds.h"
#include "report/progress.h"
#include <string.h>

/* What the whole comes to. */
typedef struct {
  guint people, complete, listed;
} Sum;

typedef struct {
  gint64 id;
  Sum sum;
  guint overdue;
} SchoolSum;

/* How far a person is: "listed" until anything is met, then the last stage that is, in the order of the
 * scheme; "complete" when nothing that is asked is left. */
static const char *
reached(const GPtrArray *stages, const GPtrArray *obligations, guint *done, guint *asked)
{
  const char *last = "listed";
  *done = *asked = 0;
  for (guint i = 0; i < stages->len; i++) {
    const Stage *stage = stages->pdata[i];
    for (guint j = 0; j < obligations->len && !stage->requirement->optional; j++) {
      const Obligation *one = obligations->pdata[j];
      if (!stage_has(stage, one))
        continue;
      (*asked)++;
      if (!progress_is_done(one))
        continue;
      (*done)++;
      last = stage->title;
    }
  }
  return *asked && *done == *asked ? "complete" : last;
}

static ReportTable *
matrix_table(const GPtrArray *stages, Report *report)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  g_ptr_array_add(columns, (char *) "Name");
  g_ptr_array_add(columns, (char *) "School");
  g_ptr_array_add(columns, (char *) "Reached");
  g_ptr_array_add(columns, (char *) "Done");
  for (guint i = 0; i < stages->len; i++)
    g_ptr_array_add(columns, ((const Stage *) stages->pdata[i])->title);
  g_ptr_array_add(columns, NULL);
  ReportTable *table =
      report_add_table(report, "Everybody, from listed to complete", (const char *const *) columns->pdata);
  static const char *const good[] = { "complete", "met", "attended,", "materials reviewed," };
  for (guint i = 0; i < G_N_ELEMENTS(good); i++)
    report_add_tone(table, good[i], TONE_GOOD);
  report_add_tone(table, "open", TONE_WAIT);
  report_add_tone(table, "received,", TONE_WAIT);
  report_add_tone(table, "overdue", TONE_BAD);
  report_set_note(table, "An empty cell: it is not asked of this person.");
  return table;
}

static SchoolSum *
school_sum(GArray *sums, gint64 school)
{
  for (guint i = 0; i < sums->len; i++)
    if (g_array_index(sums, SchoolSum, i).id == school)
      return &g_array_index(sums, SchoolSum, i);
  SchoolSum sum = { school, { 0, 0, 0 }, 0 };
  g_array_append_val(sums, sum);
  return &g_array_index(sums, SchoolSum, sums->len - 1);
}

static guint
count_overdue(const GPtrArray *obligations, const Scheme *scheme)
{
  guint n = 0;
  for (guint i = 0; i < obligations->len; i++) {
    const Obligation *one = obligations->pdata[i];
    const Requirement *requirement = scheme_requirement(scheme, one->requirement);
    n += one->state == STATE_OVERDUE && requirement && !requirement->optional;
  }
  return n;
}

static void
add_person(ReportView *view, const Person *person, const GPtrArray *stages, ReportTable *table, GArray *sums)
{
  g_autoptr(GPtrArray) obligations = progress_of(view, person->id);
  if (!obligations->len)
    return;
  gint64 school = view_school(view, person->id);
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
  guint done, asked;
  const char *state = reached(stages, obligations, &done, &asked);
  g_ptr_array_add(cells, g_strdup(person->name));
  g_ptr_array_add(cells, view_school_name(view, school));
  g_ptr_array_add(cells, g_strdup(state));
  g_ptr_array_add(cells, g_strdup_printf("%u of %u", done, asked));
  for (guint i = 0; i < stages->len; i++) {
    g_ptr_array_add(cells, progress_words(view, obligations, stages->pdata[i]));
  }
  g_ptr_array_add(cells, NULL);
  report_add_row(table, (const char *const *) cells->pdata);
  SchoolSum *sum = school_sum(sums, school);
  sum->sum.people++;
  sum->sum.complete += !strcmp(state, "complete");
  sum->sum.listed += !strcmp(state, "listed");
  sum->overdue += count_overdue(obligations, view->scheme);
}

static void
add_schools(ReportView *view, const GArray *sums, ReportTable *table)
{
  for (guint i = 0; i < sums->len; i++) {
    const SchoolSum *one = &g_array_index(sums, SchoolSum, i);
    g_autofree char *name = view_school_name(view, one->id);
    g_autofree char *people = g_strdup_printf("%u", one->sum.people);
    g_autofree char *complete = g_strdup_printf("%u", one->sum.complete);
    g_autofree char *under_way = g_strdup_printf("%u", one->sum.people - one->sum.complete - one->sum.listed);
    g_autofree char *listed = g_strdup_printf("%u", one->sum.listed);
    g_autofree char *overdue = g_strdup_printf("%u", one->overdue);
    const char *const cells[] = {
      *name ? name : "no school", complete, under_way, overdue, listed, people, NULL
    };
    report_add_row(table, cells);
  }
}

/* Met, and how: that materials were read instead is never counted as having come (C1.17). */
static void
add_total(const Stage *stage, const GPtrArray *everybody, ReportTable *table)
{
  static const State order[] = { STATE_ANSWERED, STATE_OPEN, STATE_OVERDUE, STATE_UPCOMING, STATE_WAIVED };
  guint n[STATE_ENDED + 1] = { 0 }, asked = 0, reviewed = 0;
  for (guint i = 0; i < everybody->len; i++) {
    const Obligation *one = everybody->pdata[i];
    if (!stage_has(stage, one))
      continue;
    asked++;
    n[one->state]++;
    reviewed += progress_is_reviewed(one);
  }
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(cells, g_strdup(stage->title));
  g_ptr_array_add(cells, g_strdup_printf("%u", asked));
  g_ptr_array_add(cells, g_strdup_printf("%u", n[STATE_MET] - reviewed));
  g_ptr_array_add(cells, g_strdup_printf("%u", reviewed));
  for (guint s = 0; s < G_N_ELEMENTS(order); s++)
    g_ptr_array_add(cells, g_strdup_printf("%u", n[order[s]]));
  g_ptr_array_add(cells, NULL);
  report_add_row(table, (const char *const *) cells->pdata);
}

static ReportTable *
total_table(Report *report)
{
  static const char *const columns[] = { "Requirement",   "Asked of", "Met",     "Materials reviewed",
                                         "Not filed yet", "Open",     "Overdue", "Not asked yet",
                                         "Waived",        NULL };
  ReportTable *table = report_add_table(report, "How far we are", columns);
  table->chart_label = 0;
  table->chart_value = 2;
  table->chart_last = 8;
  report_add_tone(table, "Materials", TONE_GOOD);
  report_add_tone(table, "Not filed", TONE_WAIT);
  report_add_tone(table, "Overdue", TONE_BAD);
  return table;
}

static ReportTable *
school_table(Report *report)
{
  static const char *const columns[] = { "School",      "Complete", "Under way", "Overdue",
                                         "Only listed", "People",   NULL };
  ReportTable *table = report_add_table(report, "By school", columns);
  return table;
}

/* FALSE: nobody has done anything yet, and nobody is late. */
static gboolean
say_sum(const GArray *sums, Report *report)
{
  Sum sum = { 0 };
  guint overdue = 0;
  for (guint i = 0; i < sums->len; i++) {
    const SchoolSum *one = &g_array_index(sums, SchoolSum, i);
    sum.people += one->sum.people;
    sum.complete += one->sum.complete;
    sum.listed += one->sum.listed;
    overdue += one->overdue;
  }
  report_add_line(report, "%u of %u people have done all that is asked of them this year.", sum.complete,
                  sum.people);
  if (overdue == 1)
    report_add_line(report, "One thing is overdue.");
  else if (overdue)
    report_add_line(report, "%u things are overdue.", overdue);
  return overdue || sum.listed < sum.people;
}

void
report_compliance(ReportView *view, Report *report)
{
  g_autoptr(GPtrArray) stages = stages_of(view), people = view_people(view, NULL);
  g_autoptr(GPtrArray) everybody = g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  g_autoptr(GArray) sums = g_array_new(FALSE, FALSE, sizeof(SchoolSum));
  ReportTable *schools = school_table(report), *totals = total_table(report);
  ReportTable *matrix = matrix_table(stages, report);
  for (guint i = 0; i < people->len; i++) {
    const Person *person = people->pdata[i];
    add_person(view, person, stages, matrix, sums);
    g_ptr_array_extend_and_steal(everybody, progress_of(view, person->id));
  }
  for (guint i = 0; i < stages->len; i++)
    add_total(stages->pdata[i], everybody, totals);
  add_schools(view, sums, schools);
  report_owing(view, report);
  report->quiet = !say_sum(sums, report);
}

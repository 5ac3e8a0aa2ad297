/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who owes what. Reckons what the obligations say, and decides nothing. */
#include "pass/decide/settle.h"
#include "pass/publish/pages_scope.h"
#include "report/progress.h"
#include <string.h>

/* More schools than that make a chart that nobody reads: then those with most overdue are drawn. */
#define CHART_MOST 12

static void
count(PageCounts *counts, const Obligation *one)
{
  switch (one->state) {
  case STATE_OVERDUE: counts->overdue++; break;
  case STATE_OPEN: counts->open++; break;
  case STATE_ANSWERED: counts->answered++; break;
  case STATE_UPCOMING: counts->upcoming++; break;
  case STATE_MET:
  case STATE_WAIVED: counts->done++; break;
  case STATE_ENDED: break;
  }
}

/* What is owed now comes first, the longest overdue of all. */
static int
compare_urgency(gconstpointer a, gconstpointer b)
{
  static const int order[] = {
    [STATE_OVERDUE] = 0, [STATE_OPEN] = 1,   [STATE_ANSWERED] = 2, [STATE_UPCOMING] = 3,
    [STATE_MET] = 4,     [STATE_WAIVED] = 5, [STATE_ENDED] = 6,
  };
  const Obligation *one = *(const Obligation *const *) a, *other = *(const Obligation *const *) b;
  if (one->state != other->state)
    return order[one->state] - order[other->state];
  Day first = obligation_due(one), second = obligation_due(other);
  if (first != second)
    return first == DAY_NONE || (second != DAY_NONE && first > second) ? 1 : -1;
  return strcmp(one->ref, other->ref);
}

static void
add_tones(ReportTable *table)
{
  static const char *const good[] = { "met", "attended,", "materials reviewed,", "Done" };
  for (guint i = 0; i < G_N_ELEMENTS(good); i++)
    report_add_tone(table, good[i], TONE_GOOD);
  report_add_tone(table, "overdue", TONE_BAD);
  report_add_tone(table, "Overdue", TONE_BAD);
  report_add_tone(table, "open", TONE_WAIT);
  report_add_tone(table, "received,", TONE_WAIT);
}

/* -- One school, or oneself: person by person -- */

static void
add_person(const PageScope *scope, const Person *person, Report *report, PageCounts *counts)
{
  static const char *const columns[] = { "What", "How it stands", "Reference", NULL };
  g_autoptr(GPtrArray) all = page_scope_asked(scope, person->id);
  if (!all->len)
    return;
  g_ptr_array_sort(all, compare_urgency);
  gboolean self = person->id == scope->view->reader;
  ReportTable *table = report_add_table(
      report, self ? (scope->covers ? "Your own" : "All of this year") : person->name, columns);
  add_tones(table);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    g_autofree char *what = page_what(scope, one), *state = page_state(scope, one);
    const char *const cells[] = { what, state, one->ref, NULL };
    report_add_row(table, cells);
    count(counts, one);
  }
}

static Report *
by_person(const PageScope *scope, PageCounts *counts)
{
  Report *report = report_new(
      "owing", scope->covers ? "Who has done what, and who owes what" : "What is asked of you", "");
  for (int own = 1; own >= 0; own--) /* one's own comes first */
    for (guint i = 0; i < scope->people->len; i++)
      if ((((const Person *) scope->people->pdata[i])->id == scope->view->reader) == own)
        add_person(scope, scope->people->pdata[i], report, counts);
  if (!report->tables->len)
    report_add_line(report, "Nothing is asked yet this year.");
  return report;
}

/* -- Several schools -- */

typedef struct {
  char *name;
  PageCounts counts;
  GPtrArray *owed; /* of Obligation */
} SchoolOwing;

static void
school_owing_free(gpointer data)
{
  SchoolOwing *school = data;
  g_free(school->name);
  g_ptr_array_unref(school->owed);
  g_free(school);
}

static SchoolOwing *
school_of(const PageScope *scope, GHashTable *by_id, GPtrArray *schools, gint64 id)
{
  SchoolOwing *school = g_hash_table_lookup(by_id, &id);
  if (school)
    return school;
  school = g_new0(SchoolOwing, 1);
  school->name = id ? view_school_name(scope->view, id) : g_strdup("No school");
  school->owed = g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  g_hash_table_insert(by_id, g_memdup2(&id, sizeof id), school);
  g_ptr_array_add(schools, school);
  return school;
}

static gboolean
is_owed(const Obligation *one)
{
  return one->state == STATE_OVERDUE || one->state == STATE_OPEN || one->state == STATE_ANSWERED;
}

static int
compare_schools(gconstpointer a, gconstpointer b)
{
  const SchoolOwing *one = *(const SchoolOwing *const *) a, *other = *(const SchoolOwing *const *) b;
  return g_utf8_collate(one->name, other->name);
}

/* Of SchoolOwing, by name. */
static GPtrArray *
gather(const PageScope *scope, PageCounts *counts)
{
  GPtrArray *schools = g_ptr_array_new_with_free_func(school_owing_free);
  g_autoptr(GHashTable) by_id = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < scope->people->len; i++) {
    gint64 person = ((const Person *) scope->people->pdata[i])->id;
    g_autoptr(GPtrArray) all = page_scope_asked(scope, person);
    for (guint j = all->len; j-- > 0;) {
      const Obligation *one = all->pdata[j];
      gint64 id = one->school ? one->school : view_school(scope->view, person);
      SchoolOwing *school = school_of(scope, by_id, schools, id);
      count(&school->counts, one);
      count(counts, one);
      if (is_owed(one))
        g_ptr_array_add(school->owed, g_ptr_array_steal_index(all, j));
    }
  }
  g_ptr_array_sort(schools, compare_schools);
  return schools;
}

static void
add_school_row(ReportTable *table, const SchoolOwing *school)
{
  const guint numbers[] = { school->counts.overdue, school->counts.answered, school->counts.open,
                            school->counts.upcoming, school->counts.done };
  char cells[G_N_ELEMENTS(numbers)][12];
  const char *row[G_N_ELEMENTS(numbers) + 2] = { school->name };
  for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
    g_snprintf(cells[i], sizeof cells[i], "%u", numbers[i]);
    row[i + 1] = cells[i];
  }
  report_add_row(table, row);
}

static ReportTable *
school_table(Report *report, const char *title)
{
  static const char *const columns[] = { "School", "Overdue",       "Received, not filed yet",
                                         "Open",   "Not asked yet", "Done",
                                         NULL };
  ReportTable *table = report_add_table(report, title, columns);
  add_tones(table);
  report_add_tone(table, "Received", TONE_WAIT);
  return table;
}

static void
set_chart(ReportTable *table)
{
  table->chart_label = 0;
  table->chart_value = 1;
  table->chart_last = 5;
}

static int
compare_overdue(gconstpointer a, gconstpointer b)
{
  const SchoolOwing *one = *(const SchoolOwing *const *) a, *other = *(const SchoolOwing *const *) b;
  if (one->counts.overdue != other->counts.overdue)
    return one->counts.overdue < other->counts.overdue ? 1 : -1;
  return compare_schools(a, b);
}

static void
add_worst(Report *report, const GPtrArray *schools)
{
  g_autoptr(GPtrArray) worst = g_ptr_array_new();
  for (guint i = 0; i < schools->len; i++)
    g_ptr_array_add(worst, schools->pdata[i]);
  g_ptr_array_sort(worst, compare_overdue);
  if (!((const SchoolOwing *) worst->pdata[0])->counts.overdue)
    return;
  ReportTable *table = school_table(report, "Where most is overdue");
  set_chart(table);
  for (guint i = 0; i < CHART_MOST && ((const SchoolOwing *) worst->pdata[i])->counts.overdue; i++)
    add_school_row(table, worst->pdata[i]);
}

static void
add_owed(const PageScope *scope, SchoolOwing *school, Report *report)
{
  static const char *const columns[] = { "Name", "What is missing", "How it stands", "Reference", NULL };
  if (!school->owed->len)
    return;
  g_ptr_array_sort(school->owed, compare_urgency);
  ReportTable *table = report_add_table(report, school->name, columns);
  add_tones(table);
  for (guint i = 0; i < school->owed->len; i++) {
    const Obligation *one = school->owed->pdata[i];
    g_autoptr(Person) person = person_get(scope->engine->store, one->person);
    g_autofree char *what = page_what(scope, one), *state = page_state(scope, one);
    const char *const cells[] = { person->name, what, state, one->ref, NULL };
    report_add_row(table, cells);
  }
}

static Report *
by_school(const PageScope *scope, PageCounts *counts)
{
  Report *report = report_new("owing", "Who owes what, by school", "");
  g_autoptr(GPtrArray) schools = gather(scope, counts);
  if (schools->len > CHART_MOST)
    add_worst(report, schools);
  ReportTable *table = school_table(report, "All schools");
  if (schools->len && schools->len <= CHART_MOST)
    set_chart(table);
  for (guint i = 0; i < schools->len; i++)
    add_school_row(table, schools->pdata[i]);
  for (guint i = 0; scope->view->reader && i < schools->len; i++) /* the office asks the leads */
    add_owed(scope, schools->pdata[i], report);
  return report;
}

Report *
page_owing(const PageScope *scope, PageCounts *counts)
{
  return scope->covers && !scope->one_school ? by_school(scope, counts) : by_person(scope, counts);
}

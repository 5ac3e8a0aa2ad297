/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What schools may claim: for whom, with which hours, and the evidence behind it. Who has begun and lacks
 * something is listed, and not claimable. C2.16, C2.17 */
#include "pass/decide/entitlement.h"
#include "report/kinds.h"

/* The tables of one award. */
typedef struct {
  ReportTable *schools, *eligible, *others;
} Tables;

/* What a school comes to. */
typedef struct {
  gint64 school;
  guint eligible, others;
  int hours;
} SchoolSum;

static ReportTable *
people_table(ReportView *view, Report *report, const char *title, const char *last)
{
  static const char *const fixed[] = { "School", "Name", "Hours on record", "Hours to claim" };
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
    g_ptr_array_add(columns, g_strdup(fixed[i]));
  view_add_shown(view, columns);
  g_ptr_array_add(columns, g_strdup(last));
  g_ptr_array_add(columns, g_strdup("Evidence"));
  g_ptr_array_add(columns, NULL);
  return report_add_table(report, title, (const char *const *) columns->pdata);
}

/* Each thing that was met, and by what. */
static char *
evidence_of(const Entitlement *one)
{
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < one->parts->len; i++) {
    const EntitlementPart *part = one->parts->pdata[i];
    if (part->met)
      g_string_append_printf(words, "%s%s: %s", words->len ? "; " : "", part->title, part->words);
  }
  return g_strdup(words->str);
}

static gboolean
has_begun(const Entitlement *one)
{
  return one->missing < one->parts->len || one->ledger->lines->len;
}

static void
add_row(ReportView *view, const Person *person, const Entitlement *one, ReportTable *table)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
  gint64 school = one->award && one->award->school ? one->award->school : view_school(view, person->id);
  g_ptr_array_add(cells, view_school_name(view, school));
  g_ptr_array_add(cells, g_strdup(one->award ? one->award->name : person->name));
  g_ptr_array_add(cells,
                  g_strdup_printf("%.4g%s", one->ledger->hours, one->ledger->unstated ? " and more" : ""));
  g_ptr_array_add(cells, one->award && one->allowance ? g_strdup_printf("%d", one->allowance)
                                                      : g_strdup(one->award ? "not said" : "not claimable"));
  view_add_shown_of(view, person->id, cells);
  g_ptr_array_add(cells, one->award ? g_strdup(one->award->code) : entitlement_missing(one));
  g_ptr_array_add(cells, evidence_of(one));
  g_ptr_array_add(cells, NULL);
  report_add_row(table, (const char *const *) cells->pdata);
}

static SchoolSum *
school_sum(GArray *sums, gint64 school)
{
  for (guint i = 0; i < sums->len; i++)
    if (g_array_index(sums, SchoolSum, i).school == school)
      return &g_array_index(sums, SchoolSum, i);
  SchoolSum sum = { school, 0, 0, 0 };
  g_array_append_val(sums, sum);
  return &g_array_index(sums, SchoolSum, sums->len - 1);
}

static void
add_person(ReportView *view, const SchemeAward *rule, const Person *person, const Tables *tables,
           GArray *sums)
{
  g_autoptr(Entitlement) one = entitlement_new(view->engine, view->scheme, rule, view->year, person->id,
                                               clock_today(view->engine->clock));
  if (!one->award && (!one->asked || !has_begun(one)))
    return;
  gint64 school = one->award && one->award->school ? one->award->school : view_school(view, person->id);
  SchoolSum *sum = school_sum(sums, school);
  add_row(view, person, one, one->award ? tables->eligible : tables->others);
  sum->eligible += one->award != NULL;
  sum->others += one->award == NULL;
  sum->hours += one->award ? one->allowance : 0;
}

static void
add_sums(ReportView *view, const SchemeAward *rule, const GArray *sums, ReportTable *table, Report *report)
{
  guint eligible = 0, schools = 0, others = 0;
  for (guint i = 0; i < sums->len; i++) {
    const SchoolSum *sum = &g_array_index(sums, SchoolSum, i);
    g_autofree char *name = view_school_name(view, sum->school),
                    *people = g_strdup_printf("%u", sum->eligible);
    g_autofree char *hours = g_strdup_printf("%d", sum->hours), *more = g_strdup_printf("%u", sum->others);
    const char *const cells[] = { *name ? name : "no school", people, hours, more, NULL };
    report_add_row(table, cells);
    eligible += sum->eligible;
    others += sum->others;
    schools += sum->eligible > 0;
  }
  report_add_line(report, "%s: %u people at %u schools; %u more have begun, and lack something.", rule->title,
                  eligible, schools, others);
}

static void
add_award(ReportView *view, const SchemeAward *rule, Report *report)
{
  static const char *const columns[] = { "School", "Eligible", "Hours to claim", "Not eligible yet", NULL };
  g_autofree char *not_yet = g_strdup_printf("%s: begun, not claimable", rule->title);
  g_autoptr(GArray) sums = g_array_new(FALSE, FALSE, sizeof(SchoolSum));
  g_autoptr(GPtrArray) people = view_people(view, NULL);
  Tables tables = { .schools = report_add_table(report, rule->title, columns) };
  tables.schools->chart_label = 0;
  tables.schools->chart_value = 1;
  tables.eligible = people_table(view, report, "Who is eligible", "Code");
  tables.others = people_table(view, report, not_yet, "What lacks");
  report_add_tone(tables.others, "not claimable", TONE_WAIT);
  for (guint i = 0; i < people->len; i++)
    add_person(view, rule, people->pdata[i], &tables, sums);
  add_sums(view, rule, sums, tables.schools, report);
}

void
report_claims(ReportView *view, Report *report)
{
  for (guint i = 0; view->rule->awards[i]; i++)
    add_award(view, scheme_award(view->scheme, view->rule->awards[i]), report);
  report->quiet = report_is_empty(report);
}

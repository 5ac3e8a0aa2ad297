/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be held every week, and in which weeks it was not: of the placements that somebody takes part
 * in, else of the terms, up to last week. C2.7 */
#include "paper/form_box.h"
#include "report/kinds.h"
#include "store/facts.h"
#include "store/placements.h"

enum { WEEK = 7 };

static Day
monday_of(Day day)
{
  return day - (day_weekday(day) - 1);
}

/* Adds the Mondays of the weeks that begin from @first to @last and have a working day. */
static void
add_weeks(ReportView *view, gint64 school, Day first, Day last, GArray *weeks)
{
  const WorkCalendar *calendar = engine_calendar(view->engine, school);
  Day until = MIN(MIN(last, view->year->ends), monday_of(clock_today(view->engine->clock)) - 1);
  for (Day monday = monday_of(MAX(first, view->year->starts)); monday <= until; monday += WEEK) {
    gboolean works = FALSE, known = FALSE;
    for (Day day = MAX(monday, first); day < monday + WEEK && day <= last; day++)
      works = works || work_calendar_counts(calendar, day, NULL);
    for (guint i = 0; i < weeks->len; i++)
      known = known || g_array_index(weeks, Day, i) == monday;
    if (works && !known)
      g_array_append_val(weeks, monday);
  }
}

static int
compare_days(gconstpointer a, gconstpointer b)
{
  return *(const Day *) a - *(const Day *) b;
}

/* The weeks in which @person is to hold it: Mondays, in order. Where there are no placements at all it is the
 * terms. */
static GArray *
weeks_expected(ReportView *view, const GPtrArray *placements, gint64 person)
{
  GArray *weeks = g_array_new(FALSE, FALSE, sizeof(Day));
  for (guint i = 0; i < placements->len; i++) {
    const Placement *one = placements->pdata[i];
    if (one->mentor == person || one->trainee == person || one->tutor == person)
      add_weeks(view, one->school, one->first, one->last, weeks);
  }
  for (guint i = 0; !placements->len && i < view->year->terms->len; i++) {
    const Term *term = view->year->terms->pdata[i];
    add_weeks(view, view_school(view, person), term->from, term->to, weeks);
  }
  g_array_sort(weeks, compare_days);
  return weeks;
}

static gboolean
is_named(GStrv ids, const char *id)
{
  return ids && g_strv_contains((const char *const *) ids, id);
}

/* The Mondays of the weeks in which it was held, as a set of Day. */
static GHashTable *
weeks_held(ReportView *view, gint64 person)
{
  Store *store = view->engine->store;
  GHashTable *held = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) activities =
      activities_of(store, person, view->scheme->id, view->year->starts, view->year->ends);
  g_autoptr(GPtrArray) attendance =
      attendance_of(store, person, view->scheme->id, NULL, view->year->starts, view->year->ends);
  for (guint i = 0; i < activities->len; i++) {
    const Activity *one = activities->pdata[i];
    if (is_named(view->rule->activities, one->activity))
      g_hash_table_add(held, GINT_TO_POINTER(monday_of(one->day)));
  }
  for (guint i = 0; i < attendance->len; i++) {
    const Attendance *one = attendance->pdata[i];
    if (is_named(view->rule->events, one->event))
      g_hash_table_add(held, GINT_TO_POINTER(monday_of(one->day)));
  }
  return held;
}

/* FALSE: nothing was to be held. */
static gboolean
add_person(ReportView *view, const GPtrArray *placements, const Person *person, ReportTable *table,
           guint *missing)
{
  g_autoptr(GArray) weeks = weeks_expected(view, placements, person->id);
  g_autoptr(GHashTable) held = weeks_held(view, person->id);
  g_autoptr(GString) words = g_string_new(NULL);
  guint lacking = 0;
  for (guint i = 0; i < weeks->len; i++) {
    Day monday = g_array_index(weeks, Day, i);
    g_autofree char *shown = box_day_shown(monday);
    if (g_hash_table_contains(held, GINT_TO_POINTER(monday)))
      continue;
    g_string_append_printf(words, "%s%s", lacking++ ? ", " : "", shown);
  }
  if (!weeks->len)
    return FALSE;
  *missing += lacking;
  g_autofree char *school = view_school_name(view, view_school(view, person->id));
  g_autofree char *expected = g_strdup_printf("%u", weeks->len),
                  *done = g_strdup_printf("%u", weeks->len - lacking);
  g_autofree char *not_held = g_strdup_printf("%u", lacking);
  const char *const cells[] = { school, person->name, expected, done, not_held, words->str, NULL };
  report_add_row(table, cells);
  return TRUE;
}

void
report_weeks(ReportView *view, Report *report)
{
  static const char *const columns[] = { "School",   "Name",    "Weeks",
                                         "Recorded", "Missing", "Weeks without a record, by their Mondays",
                                         NULL };
  g_autoptr(GPtrArray) people = view_people(view, (const char *const *) view->rule->roles);
  g_autoptr(GPtrArray) placements = placements_list(view->engine->store, view->scheme->id, NULL, 0);
  ReportTable *table = report_add_table(report, "Week by week", columns);
  report_set_note(
      table, "Weeks up to last week, of the placements that somebody takes part in, else of the terms, that "
             "have a working day.");
  guint missing = 0, listed = 0;
  for (guint i = 0; i < people->len; i++)
    listed += (guint) add_person(view, placements, people->pdata[i], table, &missing);
  report_add_line(report, "%u weeks of %u people are without a record.", missing, listed);
  report->quiet = !missing;
}

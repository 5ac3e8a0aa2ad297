/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coverage of schools by visits: which were visited this year, which not, and when they last were. C5.25
 */
#include "report/kinds.h"
#include "store/facts.h"

typedef struct {
  guint times; /* days of this year */
  Day last;    /* of any year; DAY_NONE: never */
  char *source;
} Visited;

static void
visited_free(gpointer data)
{
  Visited *visited = data;
  g_free(visited->source);
  g_free(visited);
}

static void
add_visit(ReportView *view, const Attendance *one, GHashTable *schools)
{
  gint64 school = view_school(view, one->person);
  Visited *visited = g_hash_table_lookup(schools, &school);
  if (!visited) {
    visited = g_new0(Visited, 1);
    visited->last = DAY_NONE;
    g_hash_table_insert(schools, g_memdup2(&school, sizeof school), visited);
  }
  if (visited->last == one->day)
    return; /* the same visit, recorded for another of the school */
  visited->last = one->day;
  visited->times += one->day >= view->year->starts;
  g_free(visited->source);
  visited->source = g_strdup(one->source);
}

/* Every school that was ever visited: school -> Visited. */
static GHashTable *
visits(ReportView *view, const char *event)
{
  GHashTable *schools = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, visited_free);
  g_autoptr(GPtrArray) all =
      attendance_at(view->engine->store, view->scheme->id, event, 0, clock_today(view->engine->clock));
  for (guint i = 0; i < all->len; i++)
    add_visit(view, all->pdata[i], schools);
  return schools;
}

static gboolean
add_school(const School *school, const Visited *visited, gboolean wants_visited, ReportTable *table)
{
  gboolean was = visited && visited->times > 0;
  if (was != wants_visited)
    return FALSE;
  g_autofree char *times = was ? g_strdup_printf("%u", visited->times) : g_strdup("not visited");
  g_autofree char *last = visited ? day_format(visited->last) : g_strdup("never");
  const char *const cells[] = { school->name, times, last, visited ? visited->source : "", NULL };
  report_add_row(table, cells);
  return TRUE;
}

static void
add_event(ReportView *view, const SchemeEvent *event, Report *report)
{
  static const char *const columns[] = { "School", "Visits this year", "Last visit", "Who says so", NULL };
  g_autoptr(GPtrArray) schools = view_schools(view);
  g_autoptr(GHashTable) found = visits(view, event->id);
  ReportTable *table = report_add_table(report, event->title, columns);
  report_add_tone(table, "not visited", TONE_WAIT);
  guint n[2] = { 0, 0 };
  for (int was = 0; was < 2; was++) /* what is to be done comes first */
    for (guint i = 0; i < schools->len; i++) {
      const School *school = schools->pdata[i];
      n[was] += (guint) add_school(school, g_hash_table_lookup(found, &school->id), was, table);
    }
  report_add_line(report, "%s: %u of %u schools were visited in %s.", event->title, n[1], schools->len,
                  view->year->id);
}

void
report_visits(ReportView *view, Report *report)
{
  for (guint i = 0; view->rule->events[i]; i++)
    add_event(view, scheme_event(view->scheme, view->rule->events[i]), report);
  report->quiet = report_is_empty(report);
}

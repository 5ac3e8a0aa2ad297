/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar of reports. doc/schemes.md, reports. */
#include "report/times.h"
#include <string.h>

enum { WEEK = 7, BEFORE_END = 5, LATE_MOST = 14 };

/* The first working day from @from to @to, if there is one. */
static void
add_first(GArray *times, const WorkCalendar *calendar, Day from, Day to, const char *format, Day named)
{
  ReportTime time = { work_calendar_add(calendar, from, 0), "" };
  if (time.day == DAY_NONE || time.day > to)
    return;
  int year, month, day;
  day_to_ymd(named, &year, &month, &day);
  if (!strcmp(format, "week"))
    g_snprintf(time.period, sizeof time.period, "%04d-%02d-%02d", year, month, day);
  else
    g_snprintf(time.period, sizeof time.period, "%04d-%02d", year, month);
  g_array_append_val(times, time);
}

static void
add_weeks(GArray *times, const WorkCalendar *calendar, const Year *year)
{
  for (Day monday = year->starts - (day_weekday(year->starts) - 1); monday <= year->ends; monday += WEEK)
    add_first(times, calendar, MAX(monday, year->starts), MIN(monday + WEEK - 1, year->ends), "week", monday);
}

static void
add_months(GArray *times, const WorkCalendar *calendar, const Year *year)
{
  int y, m, d;
  day_to_ymd(year->starts, &y, &m, &d);
  for (Day first = day_from_ymd(y, m, 1); first <= year->ends;) {
    m = m % 12 + 1;
    y += m == 1;
    Day next = day_from_ymd(y, m, 1);
    add_first(times, calendar, MAX(first, year->starts), MIN(next - 1, year->ends), "month", first);
    first = next;
  }
}

static void
add_term(GArray *times, const WorkCalendar *calendar, const Term *term, const char *year, const char *id)
{
  ReportTime time = { work_calendar_add(calendar, term->to, -BEFORE_END), "" };
  g_snprintf(time.period, sizeof time.period, "%s%s%s", year, *id ? "." : "", id);
  if (time.day != DAY_NONE)
    g_array_append_val(times, time);
}

GArray *
report_times(Engine *engine, const Year *year, const char *every)
{
  GArray *times = g_array_new(FALSE, FALSE, sizeof(ReportTime));
  const WorkCalendar *calendar = engine_calendar(engine, 0);
  const GPtrArray *terms = year->terms;
  if (!strcmp(every, "week"))
    add_weeks(times, calendar, year);
  else if (!strcmp(every, "month"))
    add_months(times, calendar, year);
  else if (!strcmp(every, "year") && terms->len)
    add_term(times, calendar, terms->pdata[terms->len - 1], year->id, "");
  else
    for (guint i = 0; i < terms->len; i++)
      add_term(times, calendar, terms->pdata[i], year->id, ((const Term *) terms->pdata[i])->id);
  return times;
}

const ReportTime *
report_time_now(const GArray *times, const char *every, Day today)
{
  Day late_most = strcmp(every, "week") ? LATE_MOST : 0;
  const ReportTime *found = NULL;
  for (guint i = 0; i < times->len; i++) {
    const ReportTime *one = &g_array_index(times, ReportTime, i);
    if (one->day <= today && one->day >= today - late_most)
      found = one;
  }
  return found;
}

const ReportTime *
report_time_next(const GArray *times, Day today)
{
  for (guint i = 0; i < times->len; i++)
    if (g_array_index(times, ReportTime, i).day > today)
      return &g_array_index(times, ReportTime, i);
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting working days, one by one, so that a count can be shown. Does not know instants, windows or terms.
 */
#include "calendar/workdays.h"

/* A count looks at so many days at most: three a working day wanted, and ten years of closure besides. */
#define DAYS_EACH 3
#define DAYS_MORE 3660

/* The days that have a date which can be written: 0001-01-01 to 9999-12-31. */
#define FIRST_DATE (-719162)
#define LAST_DATE 2932896

typedef struct {
  Day from, to;
  char *why;
} Closure;

struct WorkCalendar {
  const BankHolidays *holidays;
  char *region;
  GArray *closures; /* of Closure */
};

static void
closure_clear(gpointer data)
{
  g_free(((Closure *) data)->why);
}

WorkCalendar *
work_calendar_new(const BankHolidays *holidays, const char *region)
{
  WorkCalendar *calendar = g_new0(WorkCalendar, 1);
  calendar->holidays = holidays;
  calendar->region = g_strdup(region);
  calendar->closures = g_array_new(FALSE, FALSE, sizeof(Closure));
  g_array_set_clear_func(calendar->closures, closure_clear);
  return calendar;
}

void
work_calendar_free(WorkCalendar *calendar)
{
  if (!calendar)
    return;
  g_array_unref(calendar->closures);
  g_free(calendar->region);
  g_free(calendar);
}

void
work_calendar_close(WorkCalendar *calendar, Day from, Day to, const char *why)
{
  Closure closure = { .from = from, .to = to, .why = g_strdup(why) };
  g_array_append_val(calendar->closures, closure);
}

static const Closure *
closure_on(const WorkCalendar *calendar, Day day)
{
  for (guint i = 0; i < calendar->closures->len; i++) {
    const Closure *closure = &g_array_index(calendar->closures, Closure, i);
    if (closure->from <= day && day <= closure->to)
      return closure;
  }
  return NULL;
}

gboolean
work_calendar_counts(const WorkCalendar *calendar, Day day, char **why)
{
  int weekday = day_weekday(day);
  gboolean provisional = FALSE;
  const char *holiday =
      weekday < 6 ? bank_holidays_on(calendar->holidays, calendar->region, day, &provisional) : NULL;
  const Closure *closure = weekday < 6 && !holiday ? closure_on(calendar, day) : NULL;
  if (why) {
    if (weekday >= 6)
      *why = g_strdup(weekday == 6 ? "Saturday" : "Sunday");
    else if (holiday)
      *why = g_strconcat(holiday, provisional ? " (provisional)" : NULL, NULL);
    else if (closure)
      *why = g_strconcat("closed", closure->why ? ": " : NULL, closure->why, NULL);
    else
      *why = g_strdup("working day");
  }
  return weekday < 6 && !holiday && !closure;
}

static gboolean
is_date(Day day)
{
  return day >= FIRST_DATE && day <= LAST_DATE;
}

Day
work_calendar_add(const WorkCalendar *calendar, Day day, int n)
{
  int step = n < 0 ? -1 : 1;
  gint64 wanted = MAX(ABS((gint64) n), 1), limit = DAYS_EACH * wanted + DAYS_MORE;
  if (n != 0) /* @day itself is a candidate for 0 alone */
    day += is_date(day) ? step : 0;
  for (; limit > 0 && is_date(day); limit--, day += step)
    if (work_calendar_counts(calendar, day, NULL) && --wanted == 0)
      return day;
  return DAY_NONE;
}

int
work_calendar_between(const WorkCalendar *calendar, Day from, Day to)
{
  int count = 0;
  if (!is_date(from) || !is_date(to))
    return 0;
  for (Day day = from + 1; day <= to; day++)
    count += work_calendar_counts(calendar, day, NULL);
  return count;
}

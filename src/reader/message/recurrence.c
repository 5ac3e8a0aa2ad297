/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules, further dates and excepted dates of a series, counted out within bounds: a rule of a stranger may
 * have no end, or no instance at all. Instances that were moved are events of their own. */
#include "reader/message/recurrence.h"
#include "reader/message/calendar_time.h"

enum { RULES_LIMIT = 4, DATES_LIMIT = 1000, YEARS = 10, INSTANCES_LIMIT = 400 };

gboolean
recurrence_has(icalcomponent *event)
{
  return icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY) ||
         icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
}

static gint
by_time(gconstpointer a, gconstpointer b)
{
  gint64 first = calendar_time_seconds(a), second = calendar_time_seconds(b);
  return (first > second) - (first < second);
}

/* What a day of the calendar, or less, decides. A rule by the hour is no meeting's, and one that finds no
 * second of any hour would be tried until the end of time. */
static gboolean
is_bounded(const struct icalrecurrencetype *rule)
{
  gboolean days = rule->freq == ICAL_DAILY_RECURRENCE || rule->freq == ICAL_WEEKLY_RECURRENCE ||
                  rule->freq == ICAL_MONTHLY_RECURRENCE || rule->freq == ICAL_YEARLY_RECURRENCE;
  return days && rule->by_hour[0] == ICAL_RECURRENCE_ARRAY_MAX &&
         rule->by_minute[0] == ICAL_RECURRENCE_ARRAY_MAX && rule->by_second[0] == ICAL_RECURRENCE_ARRAY_MAX;
}

/* FALSE: it has no instance, or too many. */
static gboolean
add_rule(icalproperty *property, const CalendarTime *start, guint most, GArray *all)
{
  guint before = all->len;
  struct icalrecurrencetype rule = icalproperty_get_rrule(property);
  if (!is_bounded(&rule))
    return FALSE;
  icalrecur_iterator *iterator = icalrecur_iterator_new(rule, start->time);
  for (guint n = 0; iterator && n < most; n++) {
    CalendarTime one = { icalrecur_iterator_next(iterator), start->zone };
    if (icaltime_is_null_time(one.time) || one.time.year > start->time.year + YEARS)
      break;
    g_array_append_val(all, one);
  }
  if (iterator)
    icalrecur_iterator_free(iterator);
  return all->len > before;
}

static void
add_dates(icalcomponent *event, const CalendarTime *start, GArray *all)
{
  guint n = 0;
  for (icalproperty *one = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
       one && n < DATES_LIMIT; one = icalcomponent_get_next_property(event, ICAL_RDATE_PROPERTY), n++) {
    struct icaldatetimeperiodtype said = icalproperty_get_rdate(one);
    CalendarTime time = { icaltime_is_null_time(said.time) ? said.period.start : said.time, NULL };
    if (!icaltime_is_null_time(time.time) && !icaltime_is_utc(time.time) && !time.time.is_date)
      time.zone = start->zone;
    if (!icaltime_is_null_time(time.time) && icaltime_is_valid_time(time.time))
      g_array_append_val(all, time);
  }
}

static gboolean
is_excepted(const GArray *excepted, const CalendarTime *start)
{
  for (guint i = 0; i < excepted->len; i++) {
    const CalendarTime *one = &g_array_index(excepted, CalendarTime, i);
    if (one->time.is_date ? !icaltime_compare_date_only(one->time, start->time) : !by_time(one, start))
      return TRUE;
  }
  return FALSE;
}

static GArray *
excepted_of(icalcomponent *event)
{
  GArray *excepted = g_array_new(FALSE, FALSE, sizeof(CalendarTime));
  for (icalproperty *one = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY);
       one && excepted->len < DATES_LIMIT;
       one = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY)) {
    CalendarTime time = calendar_time_of(event, one);
    if (!icaltime_is_null_time(time.time))
      g_array_append_val(excepted, time);
  }
  return excepted;
}

/* All starts that the event has, the excepted among them; FALSE: they cannot be told. */
static gboolean
add_all(icalcomponent *event, guint most, RecurrenceBudget *budget, GArray *all)
{
  CalendarTime start = calendar_time(event, ICAL_DTSTART_PROPERTY);
  guint rules = 0;
  if (icaltime_is_null_time(start.time))
    return FALSE;
  g_array_append_val(all, start); /* it is the first instance, whatever the rule makes of it */
  for (icalproperty *one = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY); one;
       one = icalcomponent_get_next_property(event, ICAL_RRULE_PROPERTY)) {
    if (!budget->fruitless || rules++ == RULES_LIMIT)
      return FALSE;
    if (!add_rule(one, &start, most, all)) {
      budget->fruitless--;
      return FALSE;
    }
  }
  add_dates(event, &start, all);
  g_array_sort(all, by_time);
  return TRUE;
}

GStrv
recurrence_starts(icalcomponent *event, RecurrenceBudget *budget)
{
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(CalendarTime)), excepted = excepted_of(event);
  g_autoptr(GStrvBuilder) starts = g_strv_builder_new();
  guint most = MIN(budget->instances, INSTANCES_LIMIT), n = 0;
  if (!add_all(event, most + excepted->len, budget, all))
    return g_strv_builder_end(starts);
  for (guint i = 0; i < all->len && n < most; i++) {
    const CalendarTime *one = &g_array_index(all, CalendarTime, i);
    if ((i && !by_time(one, one - 1)) || is_excepted(excepted, one))
      continue;
    g_autofree char *words = calendar_time_words(one);
    g_strv_builder_add(starts, words);
    n++;
  }
  budget->instances -= n;
  return g_strv_builder_end(starts);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Properties by libical, which escapes and folds. Knows no mentors, and reads nothing. */
#include "calendar/properties.h"
#include "base/text.h"

/* Lengths in bytes: an event is a line in somebody's calendar, not a letter. */
#define SHORT_TEXT 1000
#define LONG_TEXT 8000

struct icaltimetype
properties_date(Day day)
{
  int year, month, dom;
  day_to_ymd(day, &year, &month, &dom);
  struct icaltimetype time = icaltime_null_time();
  time.year = year;
  time.month = month;
  time.day = dom;
  time.is_date = 1;
  return time;
}

struct icaltimetype
properties_utc(Instant instant)
{
  return icaltime_from_timet_with_zone((time_t) instant, 0, icaltimezone_get_utc_timezone());
}

/* Whether the local clock shows the time of @instant twice, as in the hour in which summer time ends. */
static gboolean
comes_twice(const Clock *clock, Instant instant)
{
  static const int changes[] = { -7200, -3600, -1800, 1800, 3600, 7200 };
  const int around = 7200;
  int passed = clock_minute(clock, instant + around) - clock_minute(clock, instant - around);
  if ((passed + 1440) % 1440 == 2 * around / 60) /* no change of clocks is near: so with nearly all */
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(changes); i++)
    if (clock_minute(clock, instant + changes[i]) == clock_minute(clock, instant))
      return TRUE;
  return FALSE;
}

/* Seconds by which the local clock is ahead of UTC, at whole minutes. */
static gint64
ahead(const Clock *clock, Instant instant)
{
  Instant minute = instant - instant % 60;
  return (gint64) clock_day(clock, minute) * 86400 + clock_minute(clock, minute) * 60 - minute;
}

static void
add_instant(icalcomponent *component, icalproperty_kind kind, const Clock *clock, Instant instant,
            gboolean utc)
{
  icalproperty *property = icalproperty_new(kind);
  if (utc) {
    icalproperty_set_value(property, icalvalue_new_datetime(properties_utc(instant)));
  } else {
    int minute = clock_minute(clock, instant);
    struct icaltimetype time = properties_date(clock_day(clock, instant));
    time.is_date = 0;
    time.hour = minute / 60;
    time.minute = minute % 60;
    time.second = (int) (instant % 60);
    icalproperty_set_value(property, icalvalue_new_datetime(time));
    icalproperty_add_parameter(property, icalparameter_new_tzid(clock_timezone(clock)));
  }
  icalcomponent_add_property(component, property);
}

void
properties_add_times(icalcomponent *component, const Clock *clock, Instant start, Instant end)
{
  gboolean utc =
      comes_twice(clock, start) || comes_twice(clock, end) || ahead(clock, start) != ahead(clock, end);
  add_instant(component, ICAL_DTSTART_PROPERTY, clock, start, utc);
  if (end != start) /* RFC 5545, 3.6.1: without an end it ends when it begins */
    add_instant(component, ICAL_DTEND_PROPERTY, clock, end, utc);
}

void
properties_add_text(icalcomponent *component, icalproperty_kind kind, const char *text, gboolean longer)
{
  g_autofree char *clean = text_clean(text ? text : "", -1, longer ? LONG_TEXT : SHORT_TEXT, longer);
  g_strdelimit(clean, "\t", ' '); /* libical would write \t, which RFC 5545 does not know */
  if (!*clean)
    return;
  icalproperty *property = icalproperty_new(kind);
  icalproperty_set_value(property, icalvalue_new_text(clean));
  icalcomponent_add_property(component, property);
}

char *
properties_write(icalcomponent *calendar)
{
  char *written = icalcomponent_as_ical_string_r(calendar);
  icalcomponent_free(calendar);
  char *text = g_strdup(written);
  icalmemory_free_buffer(written);
  return text;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A time of a calendar with the zone that its sender meant, and in words. Expands nothing. */
#include "reader/message/calendar_time.h"
#include <string.h>

enum { DAY_SECONDS = 24 * 60 * 60 };

/* Exchange has names of its own for zones and does not always define them: those of Europe and of North
 * America (Unicode CLDR, windowsZones.xml). */
static const struct {
  const char *windows, *name;
} zones[] = { { "GMT Standard Time", "Europe/London" },
              { "(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/London" },
              { "(UTC) Dublin, Edinburgh, Lisbon, London", "Europe/London" },
              { "Greenwich Standard Time", "Atlantic/Reykjavik" },
              { "W. Europe Standard Time", "Europe/Berlin" },
              { "Central Europe Standard Time", "Europe/Budapest" },
              { "Central European Standard Time", "Europe/Warsaw" },
              { "Romance Standard Time", "Europe/Paris" },
              { "FLE Standard Time", "Europe/Kiev" },
              { "GTB Standard Time", "Europe/Bucharest" },
              { "E. Europe Standard Time", "Europe/Chisinau" },
              { "Turkey Standard Time", "Europe/Istanbul" },
              { "Eastern Standard Time", "America/New_York" },
              { "Central Standard Time", "America/Chicago" },
              { "Mountain Standard Time", "America/Denver" },
              { "Pacific Standard Time", "America/Los_Angeles" } };

/* "/citadel.org/20070227_1/Europe/London": what stands before the name is whose list of zones it was. */
static const icaltimezone *
public_zone(const char *name)
{
  const icaltimezone *zone = icaltimezone_get_builtin_timezone(name);
  const char *city = *name == '/' ? strrchr(name, '/') : NULL;
  const char *area = city && city > name ? g_strrstr_len(name, city - name, "/") : NULL;
  return zone || !area ? zone : icaltimezone_get_builtin_timezone(area + 1);
}

/* A name of the public time zone database (RFC 7808) goes before the rules that the sender gave with it,
 * which are often cut to one year or a half. */
static const icaltimezone *
zone_of(icalproperty *property, struct icaltimetype time)
{
  icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
  const char *name = parameter ? icalparameter_get_tzid(parameter) : NULL;
  const icaltimezone *public = name ? public_zone(name) : NULL;
  if (public || time.zone)
    return public ? public : time.zone;
  for (gsize i = 0; name && i < G_N_ELEMENTS(zones); i++)
    if (!strcmp(zones[i].windows, name))
      return icaltimezone_get_builtin_timezone(zones[i].name);
  return NULL;
}

CalendarTime
calendar_time_of(icalcomponent *event, icalproperty *property)
{
  CalendarTime found = { icaltime_null_time(), NULL };
  struct icaltimetype time = icalproperty_get_datetime_with_component(property, event);
  if (icaltime_is_null_time(time) || !icaltime_is_valid_time(time))
    return found;
  found.time = time;
  if (!time.is_date && !icaltime_is_utc(time))
    found.zone = zone_of(property, time);
  return found;
}

CalendarTime
calendar_time(icalcomponent *event, icalproperty_kind kind)
{
  icalproperty *property = icalcomponent_get_first_property(event, kind);
  return property ? calendar_time_of(event, property) : (CalendarTime){ icaltime_null_time(), NULL };
}

CalendarTime
calendar_end(icalcomponent *event)
{
  CalendarTime end = calendar_time(event, ICAL_DTEND_PROPERTY);
  icalproperty *property = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
  if (!icaltime_is_null_time(end.time) || !property)
    return end;
  struct icaldurationtype duration = icalproperty_get_duration(property);
  CalendarTime start = calendar_time(event, ICAL_DTSTART_PROPERTY);
  if (icaltime_is_null_time(start.time) || icaldurationtype_is_bad_duration(duration) || duration.is_neg ||
      duration.days > 366 || duration.weeks > 53 || duration.hours > 10000 || duration.minutes > 100000 ||
      duration.seconds > 10000000)
    return end;
  if (start.time.is_date) /* PT24H of a day, which libical takes for nothing */
    duration = icaldurationtype_from_int(icaldurationtype_as_int(duration) / DAY_SECONDS * DAY_SECONDS);
  start.time = icaltime_add(start.time, duration);
  return start;
}

char *
calendar_time_words(const CalendarTime *at)
{
  struct icaltimetype time = at->time;
  if (icaltime_is_null_time(time))
    return g_strdup("");
  g_autofree char *day = g_strdup_printf("%04d-%02d-%02d", time.year, time.month, time.day);
  if (time.is_date)
    return g_steal_pointer(&day);
  g_autofree char *clock = g_strdup_printf("%sT%02d:%02d:%02d", day, time.hour, time.minute, time.second);
  if (icaltime_is_utc(time))
    return g_strconcat(clock, "Z", NULL);
  if (!at->zone)
    return g_steal_pointer(&clock);
  int summer, offset = icaltimezone_get_utc_offset((icaltimezone *) at->zone, &time, &summer) / 60;
  return g_strdup_printf("%s%c%02d:%02d", clock, offset < 0 ? '-' : '+', ABS(offset) / 60, ABS(offset) % 60);
}

gint64
calendar_time_seconds(const CalendarTime *at)
{
  return icaltime_as_timet_with_zone(at->time, at->zone);
}

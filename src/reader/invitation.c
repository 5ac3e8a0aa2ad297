/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a calendar part says: method, event, times, who answered how. Expands no recurrence rule of a
 * stranger's. */
#include "reader/invitation.h"
#include "base/text.h"
#include <libical/ical.h>
#include <string.h>

enum { BYTES_LIMIT = 1 << 20, EVENTS_LIMIT = 200, ATTENDEES_LIMIT = 500 };

void
invitation_start(void)
{
  int summer;
  struct icaltimetype noon = icaltime_from_string("20260701T120000");
  icalerror_set_errors_are_fatal(0);
  icaltimezone_get_utc_offset(icaltimezone_get_builtin_timezone("Europe/London"), &noon, &summer);
}

static char *
clean(const char *text)
{
  return text_clean(text ? text : "", -1, 1024, FALSE);
}

/* An address without its "mailto:", lower case; what is no address stays as it is. */
static char *
calendar_address(const char *value)
{
  const char *bare = value && !g_ascii_strncasecmp(value, "mailto:", 7) ? value + 7 : value;
  char *address = text_address(bare);
  return address ? address : clean(bare);
}

/* The zone of a time: its own, or the British one under the name that Exchange gives it without defining it.
 */
static const icaltimezone *
zone_of(icalproperty *property, struct icaltimetype time)
{
  icalparameter *tzid = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
  if (time.zone || !tzid)
    return time.zone;
  return g_strcmp0(icalparameter_get_tzid(tzid), "GMT Standard Time")
             ? NULL
             : icaltimezone_get_builtin_timezone("Europe/London");
}

/* YYYY-MM-DD, or RFC 3339; without an offset where the sender said no zone. */
static char *
time_words(icalcomponent *event, icalproperty_kind kind)
{
  icalproperty *property = icalcomponent_get_first_property(event, kind);
  if (!property)
    return g_strdup("");
  struct icaltimetype time = icalproperty_get_datetime_with_component(property, event);
  if (icaltime_is_null_time(time) || !icaltime_is_valid_time(time))
    return g_strdup("");
  g_autofree char *day = g_strdup_printf("%04d-%02d-%02d", time.year, time.month, time.day);
  if (time.is_date)
    return g_steal_pointer(&day);
  const icaltimezone *zone = zone_of(property, time);
  g_autofree char *clock = g_strdup_printf("%sT%02d:%02d:%02d", day, time.hour, time.minute, time.second);
  if (icaltime_is_utc(time))
    return g_strconcat(clock, "Z", NULL);
  if (!zone)
    return g_steal_pointer(&clock);
  int summer, offset = icaltimezone_get_utc_offset((icaltimezone *) zone, &time, &summer) / 60;
  return g_strdup_printf("%s%c%02d:%02d", clock, offset < 0 ? '-' : '+', ABS(offset) / 60, ABS(offset) % 60);
}

static const char *
partstat_of(icalproperty *attendee)
{
  icalparameter *partstat = icalproperty_get_first_parameter(attendee, ICAL_PARTSTAT_PARAMETER);
  if (!partstat)
    return "NEEDS-ACTION"; /* RFC 5545 3.2.12 */
  switch (icalparameter_get_partstat(partstat)) {
  case ICAL_PARTSTAT_ACCEPTED: return "ACCEPTED";
  case ICAL_PARTSTAT_DECLINED: return "DECLINED";
  case ICAL_PARTSTAT_TENTATIVE: return "TENTATIVE";
  case ICAL_PARTSTAT_DELEGATED: return "DELEGATED";
  case ICAL_PARTSTAT_COMPLETED: return "COMPLETED";
  default: return "NEEDS-ACTION";
  }
}

static void
read_event(Reading *reading, icalcomponent *component, const char *method)
{
  ReadingEvent *event = reading_add_event(reading);
  icalproperty *organizer = icalcomponent_get_first_property(component, ICAL_ORGANIZER_PROPERTY);
  event->method = g_strdup(method);
  event->uid = clean(icalcomponent_get_uid(component));
  event->sequence = MAX(icalcomponent_get_sequence(component), 0);
  event->recurrence_id = time_words(component, ICAL_RECURRENCEID_PROPERTY);
  event->start = time_words(component, ICAL_DTSTART_PROPERTY);
  event->end = time_words(component, ICAL_DTEND_PROPERTY);
  event->summary = clean(icalcomponent_get_summary(component));
  event->organizer = organizer ? calendar_address(icalproperty_get_organizer(organizer)) : g_strdup("");
  for (icalproperty *one = icalcomponent_get_first_property(component, ICAL_ATTENDEE_PROPERTY);
       one && event->attendees->len < ATTENDEES_LIMIT;
       one = icalcomponent_get_next_property(component, ICAL_ATTENDEE_PROPERTY)) {
    g_autofree char *address = calendar_address(icalproperty_get_attendee(one));
    reading_add_attendee(event, address, partstat_of(one));
  }
}

gboolean
invitation_read(Reading *reading, const char *text, gsize n)
{
  if (n > BYTES_LIMIT)
    return FALSE;
  g_autofree char *whole = g_strndup(text, n);
  icalcomponent *calendar = icalparser_parse_string(whole);
  if (!calendar)
    return FALSE;
  icalproperty *property = icalcomponent_get_first_property(calendar, ICAL_METHOD_PROPERTY);
  const char *method = property ? icalproperty_method_to_string(icalproperty_get_method(property)) : NULL;
  for (icalcomponent *one = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
       one && reading->calendar->len < EVENTS_LIMIT;
       one = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
    read_event(reading, one, method ? method : "");
  icalcomponent_free(calendar);
  return TRUE;
}

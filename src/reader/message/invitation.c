/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a calendar part says: method, event, times, who answered how. Expands no recurrence rule of a
 * stranger's. */
#include "reader/message/invitation.h"
#include "base/text.h"
#include <libical/ical.h>
#include <string.h>

enum { BYTES_LIMIT = 1 << 20, EVENTS_LIMIT = 200, ATTENDEES_LIMIT = 500, CALENDARS_DEEP = 2 };

/* libical reads a zone's file when it is first asked about it, which the locked-down child cannot: it would
 * then take every hour of that zone for UTC's. */
void
invitation_start(void)
{
  icalerror_set_errors_are_fatal(0);
  icalarray *zones = icaltimezone_get_builtin_timezones();
  for (size_t i = 0; i < zones->num_elements; i++)
    icaltimezone_get_component(icalarray_element_at(zones, i));
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

/* The zone of a time. A name of the public time zone database (RFC 7808) goes before the rules that the
 * sender gave with it, which are often cut to one year or a half; Exchange gives the British one names of its
 * own and does not always define them. */
static const icaltimezone *
zone_of(icalproperty *property, struct icaltimetype time)
{
  static const char *const british[] = { "GMT Standard Time", "(UTC+00:00) Dublin, Edinburgh, Lisbon, London",
                                         "(UTC) Dublin, Edinburgh, Lisbon, London", NULL };
  icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
  const char *name = parameter ? icalparameter_get_tzid(parameter) : NULL;
  const icaltimezone *public = name ? icaltimezone_get_builtin_timezone(name) : NULL;
  if (public || time.zone)
    return public ? public : time.zone;
  return name && g_strv_contains(british, name) ? icaltimezone_get_builtin_timezone("Europe/London") : NULL;
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

static void
read_events(Reading *reading, icalcomponent *calendar)
{
  icalproperty *property = icalcomponent_get_first_property(calendar, ICAL_METHOD_PROPERTY);
  const char *method = property ? icalproperty_method_to_string(icalproperty_get_method(property)) : NULL;
  for (icalcomponent *one = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
       one && reading->calendar->len < EVENTS_LIMIT;
       one = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
    read_event(reading, one, method ? method : "");
}

/* A stream may hold several calendars (RFC 5545 3.4), one wrapped in another by a careless program, or an
 * event alone. */
static void
read_component(Reading *reading, icalcomponent *component, guint depth)
{
  if (icalcomponent_isa(component) == ICAL_VEVENT_COMPONENT && reading->calendar->len < EVENTS_LIMIT)
    read_event(reading, component, "");
  read_events(reading, component);
  for (icalcomponent *one = icalcomponent_get_first_component(component, ICAL_VCALENDAR_COMPONENT);
       one && depth; one = icalcomponent_get_next_component(component, ICAL_VCALENDAR_COMPONENT))
    read_component(reading, one, depth - 1);
}

gboolean
invitation_read(Reading *reading, const char *text, gsize n)
{
  if (!n || n > BYTES_LIMIT) /* of nothing, @text may be NULL, which libical does not bear */
    return FALSE;
  g_autofree char *whole = g_strndup(text, n);
  icalcomponent *stream = icalparser_parse_string(whole);
  icalcomponent_kind kind = stream ? icalcomponent_isa(stream) : ICAL_NO_COMPONENT;
  gboolean calendar =
      kind == ICAL_XROOT_COMPONENT || kind == ICAL_VCALENDAR_COMPONENT || kind == ICAL_VEVENT_COMPONENT;
  if (calendar)
    read_component(reading, stream, CALENDARS_DEEP);
  if (stream)
    icalcomponent_free(stream);
  return calendar;
}

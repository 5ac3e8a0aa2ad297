/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a calendar part says: method, event, times, what it is about, who answered how. A series
 * stays one event, with the starts of its instances. */
#include "reader/message/invitation.h"
#include "base/text.h"
#include "reader/message/calendar_time.h"
#include "reader/message/recurrence.h"
#include <string.h>

enum { BYTES_LIMIT = 1 << 20, EVENTS_LIMIT = 200, ATTENDEES_LIMIT = 500, CALENDARS_DEEP = 2 };
enum { CATEGORIES_LIMIT = 20, INSTANCES_IN_ALL = 10000, FRUITLESS_RULES = 3 };
enum { LINE_BYTES = 1024, WORDS_BYTES = 4096 };

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
  return text_clean(text ? text : "", -1, LINE_BYTES, FALSE);
}

/* An address without its "mailto:", lower case; what is no address stays as it is. */
static char *
calendar_address(const char *value)
{
  const char *bare = value && !g_ascii_strncasecmp(value, "mailto:", 7) ? value + 7 : value;
  char *address = text_address(bare);
  return address ? address : clean(bare);
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

/* The words of the first property of a kind; "" where there is none, or an empty one, as Exchange writes it.
 */
static char *
words_of(icalcomponent *component, icalproperty_kind kind, gsize bytes)
{
  icalproperty *property = icalcomponent_get_first_property(component, kind);
  icalvalue *value = property ? icalproperty_get_value(property) : NULL;
  const char *text = value && icalvalue_isa(value) == ICAL_TEXT_VALUE ? icalvalue_get_text(value) : NULL;
  return text_clean(text ? text : "", -1, bytes, bytes > LINE_BYTES);
}

static const char *
status_of(icalcomponent *component)
{
  icalproperty *property = icalcomponent_get_first_property(component, ICAL_STATUS_PROPERTY);
  switch (property ? icalproperty_get_status(property) : ICAL_STATUS_NONE) {
  case ICAL_STATUS_TENTATIVE: return "TENTATIVE";
  case ICAL_STATUS_CONFIRMED: return "CONFIRMED";
  case ICAL_STATUS_CANCELLED: return "CANCELLED";
  default: return "";
  }
}

/* A day without a time; and midnight to midnight, of which Exchange says beside it that it is whole days. */
static gboolean
is_all_day(icalcomponent *component, const char *start)
{
  for (icalproperty *one = icalcomponent_get_first_property(component, ICAL_X_PROPERTY); one;
       one = icalcomponent_get_next_property(component, ICAL_X_PROPERTY)) {
    const char *name = icalproperty_get_x_name(one), *value = icalproperty_get_x(one);
    if (name && value && !g_ascii_strcasecmp(name, "X-MICROSOFT-CDO-ALLDAYEVENT") &&
        !g_ascii_strcasecmp(value, "TRUE"))
      return TRUE;
  }
  return *start && !strchr(start, 'T');
}

static GStrv
categories_of(icalcomponent *component)
{
  g_autoptr(GStrvBuilder) categories = g_strv_builder_new();
  guint n = 0;
  for (icalproperty *one = icalcomponent_get_first_property(component, ICAL_CATEGORIES_PROPERTY);
       one && n < CATEGORIES_LIMIT;
       one = icalcomponent_get_next_property(component, ICAL_CATEGORIES_PROPERTY)) {
    g_autofree char *category = clean(icalproperty_get_categories(one));
    if (!*category)
      continue;
    g_strv_builder_add(categories, category);
    n++;
  }
  return g_strv_builder_end(categories);
}

static void
read_times(ReadingEvent *event, icalcomponent *component, RecurrenceBudget *budget)
{
  CalendarTime start = calendar_time(component, ICAL_DTSTART_PROPERTY), end = calendar_end(component);
  CalendarTime stamp = calendar_time(component, ICAL_DTSTAMP_PROPERTY);
  CalendarTime which = calendar_time(component, ICAL_RECURRENCEID_PROPERTY);
  icalproperty *id = icalcomponent_get_first_property(component, ICAL_RECURRENCEID_PROPERTY);
  icalparameter *range = id ? icalproperty_get_first_parameter(id, ICAL_RANGE_PARAMETER) : NULL;
  event->start = calendar_time_words(&start);
  event->end = calendar_time_words(&end);
  event->stamp = calendar_time_words(&stamp);
  event->recurrence_id = calendar_time_words(&which);
  event->following = range && icalparameter_get_range(range) == ICAL_RANGE_THISANDFUTURE;
  event->all_day = is_all_day(component, event->start);
  event->recurs = recurrence_has(component);
  event->instances = event->recurs ? recurrence_starts(component, budget) : g_new0(char *, 1);
}

static void
read_organizer(ReadingEvent *event, icalcomponent *component)
{
  icalproperty *organizer = icalcomponent_get_first_property(component, ICAL_ORGANIZER_PROPERTY);
  icalparameter *name = organizer ? icalproperty_get_first_parameter(organizer, ICAL_CN_PARAMETER) : NULL;
  icalparameter *by = organizer ? icalproperty_get_first_parameter(organizer, ICAL_SENTBY_PARAMETER) : NULL;
  event->organizer = organizer ? calendar_address(icalproperty_get_organizer(organizer)) : g_strdup("");
  event->organizer_name = clean(name ? icalparameter_get_cn(name) : NULL);
  event->sent_by = by ? calendar_address(icalparameter_get_sentby(by)) : g_strdup("");
}

static void
read_event(Reading *reading, icalcomponent *component, const char *method, RecurrenceBudget *budget)
{
  ReadingEvent *event = reading_add_event(reading);
  event->method = g_strdup(method);
  event->uid = clean(icalcomponent_get_uid(component));
  event->sequence = MAX(icalcomponent_get_sequence(component), 0);
  read_times(event, component, budget);
  read_organizer(event, component);
  event->summary = words_of(component, ICAL_SUMMARY_PROPERTY, LINE_BYTES);
  event->location = words_of(component, ICAL_LOCATION_PROPERTY, LINE_BYTES);
  event->description = words_of(component, ICAL_DESCRIPTION_PROPERTY, WORDS_BYTES);
  event->comment = words_of(component, ICAL_COMMENT_PROPERTY, WORDS_BYTES);
  event->status = g_strdup(status_of(component));
  event->categories = categories_of(component);
  for (icalproperty *one = icalcomponent_get_first_property(component, ICAL_ATTENDEE_PROPERTY);
       one && event->attendees->len < ATTENDEES_LIMIT;
       one = icalcomponent_get_next_property(component, ICAL_ATTENDEE_PROPERTY)) {
    g_autofree char *address = calendar_address(icalproperty_get_attendee(one));
    reading_add_attendee(event, address, partstat_of(one));
  }
}

static void
read_events(Reading *reading, icalcomponent *calendar, RecurrenceBudget *budget)
{
  icalproperty *property = icalcomponent_get_first_property(calendar, ICAL_METHOD_PROPERTY);
  const char *method = property ? icalproperty_method_to_string(icalproperty_get_method(property)) : NULL;
  for (icalcomponent *one = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
       one && reading->calendar->len < EVENTS_LIMIT;
       one = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
    read_event(reading, one, method ? method : "", budget);
}

/* A stream may hold several calendars (RFC 5545 3.4), one wrapped in another by a careless program, or an
 * event alone. */
static void
read_component(Reading *reading, icalcomponent *component, guint depth, RecurrenceBudget *budget)
{
  if (icalcomponent_isa(component) == ICAL_VEVENT_COMPONENT && reading->calendar->len < EVENTS_LIMIT)
    read_event(reading, component, "", budget);
  read_events(reading, component, budget);
  for (icalcomponent *one = icalcomponent_get_first_component(component, ICAL_VCALENDAR_COMPONENT);
       one && depth; one = icalcomponent_get_next_component(component, ICAL_VCALENDAR_COMPONENT))
    read_component(reading, one, depth - 1, budget);
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
  RecurrenceBudget budget = { INSTANCES_IN_ALL, FRUITLESS_RULES };
  if (calendar)
    read_component(reading, stream, CALENDARS_DEEP, &budget);
  if (stream)
    icalcomponent_free(stream);
  return calendar;
}

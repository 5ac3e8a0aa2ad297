/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries by libical. No SENT-BY stands in them: Gmail then shows an unknown organizer. Decides nothing about
 * who should have which. */
#include "calendar/entry.h"
#include "base/fault.h"
#include "base/text.h"
#include "calendar/properties.h"
#include "calendar/vtimezone.h"

static const struct {
  icalproperty_method method;
  const char *word;
} methods[] = { [ENTRY_REQUEST] = { ICAL_METHOD_REQUEST, "REQUEST" },
                [ENTRY_CANCEL] = { ICAL_METHOD_CANCEL, "CANCEL" },
                [ENTRY_REPLY] = { ICAL_METHOD_REPLY, "REPLY" },
                [ENTRY_DECLINE_COUNTER] = { ICAL_METHOD_DECLINECOUNTER, "DECLINECOUNTER" } };

static const icalparameter_partstat answers[] = { [ENTRY_NEEDS_ACTION] = ICAL_PARTSTAT_NEEDSACTION,
                                                  [ENTRY_ACCEPTED] = ICAL_PARTSTAT_ACCEPTED,
                                                  [ENTRY_DECLINED] = ICAL_PARTSTAT_DECLINED,
                                                  [ENTRY_MAYBE] = ICAL_PARTSTAT_TENTATIVE };

const char *
entry_method_word(EntryMethod method)
{
  return methods[method].word;
}

/* A parameter's value has no way to write a quotation mark (RFC 5545 3.1). */
static void
add_name(icalproperty *property, const char *name)
{
  g_autofree char *clean = text_clean(name ? name : "", -1, 200, FALSE);
  g_strdelimit(clean, "\"", '\'');
  if (*clean)
    icalproperty_add_parameter(property, icalparameter_new_cn(clean));
}

static void
add_organizer(icalcomponent *event, const Entry *entry)
{
  g_autofree char *uri = g_strconcat("mailto:", entry->organizer, NULL);
  icalproperty *property = icalproperty_new_organizer(uri);
  add_name(property, entry->organizer_name);
  icalcomponent_add_property(event, property);
}

/* An answer says who answers and what; the rest is the organizer's to say. */
static void
add_attendee(icalcomponent *event, const Entry *entry)
{
  g_autofree char *uri = g_strconcat("mailto:", entry->attendee, NULL);
  icalproperty *property = icalproperty_new_attendee(uri);
  add_name(property, entry->attendee_name);
  if (entry->method != ENTRY_REPLY) {
    gboolean asks = entry->method == ENTRY_REQUEST && entry->answer == ENTRY_NEEDS_ACTION;
    icalproperty_add_parameter(property, icalparameter_new_cutype(ICAL_CUTYPE_INDIVIDUAL));
    icalproperty_add_parameter(property, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
    icalproperty_add_parameter(property, icalparameter_new_rsvp(asks ? ICAL_RSVP_TRUE : ICAL_RSVP_FALSE));
  }
  icalproperty_add_parameter(property, icalparameter_new_partstat(answers[entry->answer]));
  icalcomponent_add_property(event, property);
}

/* Of what was asked: an answer repeats neither of them. */
static void
add_status(icalcomponent *event, const Entry *entry)
{
  if (entry->method == ENTRY_REPLY)
    return;
  gboolean cancelled = entry->method == ENTRY_CANCEL;
  icalcomponent_add_property(event, icalproperty_new_status(cancelled          ? ICAL_STATUS_CANCELLED
                                                            : entry->tentative ? ICAL_STATUS_TENTATIVE
                                                                               : ICAL_STATUS_CONFIRMED));
  icalcomponent_add_property(
      event,
      icalproperty_new_transp(cancelled || entry->tentative ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE));
}

static icalcomponent *
new_event(const Clock *clock, const Entry *entry)
{
  icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  icalcomponent_add_property(event, icalproperty_new_uid(entry->uid));
  icalcomponent_add_property(event, icalproperty_new_sequence(entry->sequence));
  icalcomponent_add_property(event, icalproperty_new_dtstamp(properties_utc(entry->stamp)));
  properties_add_times(event, clock, entry->start, entry->end);
  add_organizer(event, entry);
  add_attendee(event, entry);
  add_status(event, entry);
  properties_add_text(event, ICAL_SUMMARY_PROPERTY, entry->summary, FALSE);
  properties_add_text(event, ICAL_DESCRIPTION_PROPERTY, entry->description, TRUE);
  properties_add_text(event, ICAL_LOCATION_PROPERTY, entry->location, FALSE);
  properties_add_text(event, ICAL_COMMENT_PROPERTY, entry->comment, TRUE);
  return event;
}

static gboolean
check(const Entry *entry, GError **error)
{
  const char *summary = entry->summary ? entry->summary : "";
  if (!entry->uid || !*entry->uid || !entry->organizer || !entry->attendee) {
    g_set_error(error, FAULT, FAULT_SOFTWARE, "the entry \"%s\" has no UID, organizer or attendee", summary);
    return FALSE;
  }
  if (entry->end <= entry->start) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "the entry \"%s\" ends before it begins: look at its date and hours", summary);
    return FALSE;
  }
  return TRUE;
}

char *
entry_write(const Entry *entry, GError **error)
{
  if (!check(entry, error))
    return NULL;
  g_autoptr(Clock) clock = clock_new(entry->timezone, error);
  g_autofree char *zone = clock ? vtimezone_write(entry->timezone, error) : NULL;
  if (!zone)
    return NULL;
  g_autofree char *prodid = g_strdup_printf("-//%s//mentord//EN", entry->domain);
  icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
  icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
  icalcomponent_add_property(calendar, icalproperty_new_prodid(prodid));
  icalcomponent_add_property(calendar, icalproperty_new_calscale("GREGORIAN"));
  icalcomponent_add_property(calendar, icalproperty_new_method(methods[entry->method].method));
  icalcomponent_add_component(calendar, icalcomponent_new_from_string(zone));
  icalcomponent_add_component(calendar, new_event(clock, entry));
  return properties_write(calendar);
}

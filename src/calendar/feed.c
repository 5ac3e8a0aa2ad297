/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds, built with libical, which escapes and folds. Decides nothing about who may see an event, and keeps
 * no state: what an event was before is its sequence. */
#include "calendar/feed.h"
#include "base/fault.h"
#include "base/text.h"
#include "calendar/properties.h"
#include "calendar/vtimezone.h"
#include <string.h>

/* In bytes: an event is a line in somebody's calendar. */
#define SHORT_TEXT 1000

/* By their names in CSS, which RFC 7986 5.9 wants, and as numbers, which Apple reads. Dark enough for white
 * letters. */
static const struct {
  const char *name, *number;
} colours[] = {
  { "steelblue", "#4682B4" },       { "seagreen", "#2E8B57" },   { "chocolate", "#D2691E" },
  { "mediumvioletred", "#C71585" }, { "slateblue", "#6A5ACD" },  { "teal", "#008080" },
  { "firebrick", "#B22222" },       { "olivedrab", "#6B8E23" },  { "darkgoldenrod", "#B8860B" },
  { "royalblue", "#4169E1" },       { "darkorchid", "#9932CC" }, { "sienna", "#A0522D" },
};

void
feed_event_free(FeedEvent *event)
{
  if (!event)
    return;
  g_free(event->uid);
  g_free(event->summary);
  g_free(event->description);
  g_free(event->location);
  g_free(event->category);
  g_free(event);
}

static void
add_x(icalcomponent *component, const char *name, const char *text)
{
  icalproperty *property = icalproperty_new_x(text);
  icalproperty_set_x_name(property, name);
  icalcomponent_add_property(component, property);
}

static void
add_words(icalcomponent *calendar, const char *words)
{
  g_autofree char *clean = text_clean(words ? words : "", -1, SHORT_TEXT, FALSE);
  if (!*clean)
    return;
  icalcomponent_add_property(calendar, icalproperty_new_description(clean));
  add_x(calendar, "X-WR-CALDESC", clean);
}

static icalcomponent *
new_calendar(const FeedHead *head)
{
  g_autofree char *prodid = g_strdup_printf("-//%s//mentord//EN", head->domain);
  g_autofree char *name = text_clean(head->name, -1, SHORT_TEXT, FALSE);
  icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
  icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
  icalcomponent_add_property(calendar, icalproperty_new_prodid(prodid));
  icalcomponent_add_property(calendar, icalproperty_new_calscale("GREGORIAN"));
  icalcomponent_add_property(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
  icalcomponent_add_property(calendar, icalproperty_new_name(name));
  add_x(calendar, "X-WR-CALNAME", name); /* Apple, Google and Outlook read these, and not RFC 7986's */
  add_x(calendar, "X-WR-TIMEZONE", head->timezone);
  add_words(calendar, head->words);
  guint colour = head->colour % G_N_ELEMENTS(colours);
  icalcomponent_add_property(calendar, icalproperty_new_color(colours[colour].name));
  add_x(calendar, "X-APPLE-CALENDAR-COLOR", colours[colour].number);
  icalproperty *refresh = icalproperty_new_refreshinterval(icaldurationtype_from_int(3600));
  icalproperty_add_parameter(refresh, icalparameter_new_value(ICAL_VALUE_DURATION));
  icalcomponent_add_property(calendar, refresh);
  add_x(calendar, "X-PUBLISHED-TTL", "PT1H");
  return calendar;
}

static void
add_date(icalcomponent *event, icalproperty *property, Day day)
{
  icalproperty_set_value(property, icalvalue_new_date(properties_date(day)));
  icalproperty_add_parameter(property, icalparameter_new_value(ICAL_VALUE_DATE));
  icalcomponent_add_property(event, property);
}

static void
add_times(icalcomponent *component, const Clock *clock, const FeedEvent *event)
{
  if (event->all_day) {
    add_date(component, icalproperty_new(ICAL_DTSTART_PROPERTY), event->first);
    add_date(component, icalproperty_new(ICAL_DTEND_PROPERTY), event->last + 1); /* exclusive */
  } else {
    properties_add_times(component, clock, event->start, event->end);
  }
}

static void
add_texts(icalcomponent *component, const FeedEvent *event)
{
  g_autofree char *bare = text_clean(event->summary ? event->summary : "", -1, SHORT_TEXT, FALSE);
  g_autofree char *summary = g_strconcat(event->cancelled ? "CANCELLED: " : "", bare, NULL);
  icalcomponent_add_property(component, icalproperty_new_summary(summary));
  properties_add_text(component, ICAL_DESCRIPTION_PROPERTY, event->description, TRUE);
  properties_add_text(component, ICAL_LOCATION_PROPERTY, event->location, FALSE);
  /* libical escapes neither here, for a comma parts categories: this is one */
  g_autofree char *one = g_strdelimit(g_strdup(event->category ? event->category : ""), ",;", ' ');
  g_autofree char *category = text_clean(one, -1, SHORT_TEXT, FALSE);
  if (*category)
    icalcomponent_add_property(component, icalproperty_new_categories(category));
}

static icalcomponent *
new_event(const Clock *clock, const FeedEvent *event)
{
  g_autofree char *uid = text_clean(event->uid, -1, SHORT_TEXT, FALSE);
  icalcomponent *component = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  icalcomponent_add_property(component, icalproperty_new_uid(uid));
  icalcomponent_add_property(component, icalproperty_new_sequence(event->sequence));
  icalcomponent_add_property(component, icalproperty_new_dtstamp(properties_utc(event->changed)));
  icalcomponent_add_property(component, icalproperty_new_lastmodified(properties_utc(event->changed)));
  add_times(component, clock, event);
  add_texts(component, event);
  icalcomponent_add_property(component, icalproperty_new_status(event->cancelled   ? ICAL_STATUS_CANCELLED
                                                                : event->tentative ? ICAL_STATUS_TENTATIVE
                                                                                   : ICAL_STATUS_CONFIRMED));
  gboolean busy = event->busy && !event->cancelled && !event->tentative;
  icalcomponent_add_property(component,
                             icalproperty_new_transp(busy ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT));
  return component;
}

static gboolean
check_event(const FeedEvent *event, GError **error)
{
  const char *summary = event->summary ? event->summary : "";
  if (!event->uid || !*event->uid) {
    g_set_error(error, FAULT, FAULT_SOFTWARE, "the event \"%s\" has no UID", summary);
    return FALSE;
  }
  if (event->all_day ? event->last < event->first : event->end < event->start) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "the event \"%s\" ends before it begins: look at its date and hours", summary);
    return FALSE;
  }
  return TRUE;
}

char *
feed_write(const FeedHead *head, GPtrArray *events, GError **error)
{
  g_autoptr(Clock) clock = clock_new(head->timezone, error);
  g_autofree char *zone = clock ? vtimezone_write(head->timezone, error) : NULL;
  if (!zone)
    return NULL;
  for (guint i = 0; i < events->len; i++)
    if (!check_event(events->pdata[i], error))
      return NULL;
  icalcomponent *calendar = new_calendar(head);
  icalcomponent_add_component(calendar, icalcomponent_new_from_string(zone));
  for (guint i = 0; i < events->len; i++)
    icalcomponent_add_component(calendar, new_event(clock, events->pdata[i]));
  return properties_write(calendar);
}

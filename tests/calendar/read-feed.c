/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a feed on stdin with libical alone, as programs that stand on it do, and prints a line of five fields
 * an event: start, end, status, summary, description. Times in UTC, days as days. */
#include <glib.h>
#include <libical/ical.h>
#include <stdio.h>

/* The instant by the zone that the feed itself brings. */
static char *
show(icalcomponent *event, icalproperty_kind kind)
{
  icalproperty *property = icalcomponent_get_first_property(event, kind);
  struct icaltimetype time =
      property ? icalproperty_get_datetime_with_component(property, event) : icaltime_null_time();
  if (icaltime_is_null_time(time))
    return g_strdup("");
  if (time.is_date)
    return g_strdup_printf("%04d-%02d-%02d", time.year, time.month, time.day);
  time = icaltime_convert_to_zone(time, icaltimezone_get_utc_timezone());
  return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ", time.year, time.month, time.day, time.hour,
                         time.minute, time.second);
}

static char *
text_of(icalcomponent *event, icalproperty_kind kind)
{
  icalproperty *property = icalcomponent_get_first_property(event, kind);
  const char *text = property ? icalproperty_get_value_as_string(property) : NULL;
  return g_strdup(text ? text : "");
}

int
main(void)
{
  g_autoptr(GIOChannel) in = g_io_channel_unix_new(fileno(stdin));
  g_autofree char *bytes = NULL;
  g_assert_cmpint(g_io_channel_read_to_end(in, &bytes, NULL, NULL), ==, G_IO_STATUS_NORMAL);
  icalcomponent *calendar = icalparser_parse_string(bytes);
  g_assert_nonnull(calendar);
  for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
       event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
    g_autofree char *start = show(event, ICAL_DTSTART_PROPERTY), *end = show(event, ICAL_DTEND_PROPERTY);
    g_autofree char *status = text_of(event, ICAL_STATUS_PROPERTY),
                    *description = text_of(event, ICAL_DESCRIPTION_PROPERTY);
    printf("%s\t%s\t%s\t%s\t%s\n", start, end, status, icalcomponent_get_summary(event), description);
  }
  icalcomponent_free(calendar);
  return 0;
}

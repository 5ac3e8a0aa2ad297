/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Properties that feeds and entries write alike. Private to this room: whoever includes it includes libical.
 */
#pragma once
#include "base/clock.h"
#include <libical/ical.h>

struct icaltimetype properties_date(Day day);
struct icaltimetype properties_utc(Instant instant);
/* Adds DTSTART and DTEND, by the local clock with the zone's name. But in UTC when one of them is a time that
 * comes twice, for calendar programs differ about which is meant, and when the clocks change between them:
 * the end is then an hour off in those that add its length on the wall (Evolution 3.46). @end equal to
 * @start: it is not known. */
void properties_add_times(icalcomponent *component, const Clock *clock, Instant start, Instant end);
/* Adds @text, cleaned, of any property whose value is text; nothing if it is NULL or empty. A @longer one may
 * have lines. */
void properties_add_text(icalcomponent *component, icalproperty_kind kind, const char *text, gboolean longer);
/* The calendar's text with CRLF; g_free. @calendar is consumed. */
char *properties_write(icalcomponent *calendar);

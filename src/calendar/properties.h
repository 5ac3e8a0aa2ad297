/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Properties that feeds and entries write alike. Private to this room: whoever includes it includes libical.
 */
#pragma once
#include "base/clock.h"
#include <libical/ical.h>

struct icaltimetype properties_date(Day day);
struct icaltimetype properties_utc(Instant instant);
/* Adds @kind (DTSTART, DTEND) by the local clock, with the zone's name; but a time that comes twice in UTC,
 * for calendar programs differ about which of the two is meant. */
void properties_add_instant(icalcomponent *component, icalproperty_kind kind, const Clock *clock,
                            Instant instant);
/* Adds @text, cleaned, of any property whose value is text; nothing if it is NULL or empty. A @longer one may
 * have lines. */
void properties_add_text(icalcomponent *component, icalproperty_kind kind, const char *text, gboolean longer);
/* The calendar's text with CRLF; g_free. @calendar is consumed. */
char *properties_write(icalcomponent *calendar);

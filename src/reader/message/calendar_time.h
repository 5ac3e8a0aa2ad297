/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times of a calendar in words, and the zones that senders mean. */
#pragma once
#include <glib.h>
#include <libical/ical.h>

typedef struct {
  struct icaltimetype time; /* null: there is none that is valid */
  const icaltimezone *zone; /* NULL: UTC, a day, or none that is known */
} CalendarTime;

CalendarTime calendar_time(icalcomponent *event, icalproperty_kind kind);
CalendarTime calendar_time_of(icalcomponent *event, icalproperty *property);
/* When it ends: as stated, else after its DURATION (RFC 5545 3.6.1). */
CalendarTime calendar_end(icalcomponent *event);
/* YYYY-MM-DD, or RFC 3339; without an offset where the sender said no zone; "" for no time. g_free. */
char *calendar_time_words(const CalendarTime *time);
gint64 calendar_time_seconds(const CalendarTime *time); /* to compare by: UTC, where the zone is known */

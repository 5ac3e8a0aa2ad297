/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series of a calendar as the list of its instances (RFC 5545, 3.8.5). */
#pragma once
#include <glib.h>
#include <libical/ical.h>

/* Whether @event stands for more than one date. */
gboolean recurrence_has(icalcomponent *event);
/* What counting out may still cost. */
typedef struct {
  guint instances; /* that are told of all series together */
  guint fruitless; /* rules without any instance, which libical seeks through all years to come */
} RecurrenceBudget;
/* The first 400 starts of the series within ten years, in the words of calendar_time_words(), by time,
 * without those that it excepts; none at all of a rule that is shorter than a day, or beyond the budget. A
 * strv. */
GStrv recurrence_starts(icalcomponent *event, RecurrenceBudget *budget);

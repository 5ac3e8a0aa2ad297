/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entries of somebody's calendar as dates: a series as its instances within the years of the site, each
 * exception in its place. What is not said surely is said to be missing, never made up. */
#pragma once
#include "pass/engine.h"
#include "reader/reading.h"

typedef struct {
  const ReadingEvent *event; /* borrowed: whose words and numbers are the date's */
  char *recurrence;          /* of a series the local day on which it was to be; else "" */
  Instant start;             /* INSTANT_NONE and 0 minutes, perhaps, of what is cancelled */
  int minutes;
  gboolean cancelled, excepted;
} Occurrence;

/* Everything that one file or mail says of one UID. */
typedef struct {
  const char *uid;           /* borrowed */
  const ReadingEvent *event; /* borrowed: of the series, or the only one */
  GPtrArray *dates;          /* of Occurrence, by time; none of what is cancelled as a whole */
  gboolean whole;            /* it says all that stands: what it does not name is no more */
  char *doubt;               /* what is missing or cannot be taken, in words; or NULL */
} CalendarItem;

/* Of CalendarItem, in the order of @events (of ReadingEvent, which must outlive it). */
GPtrArray *calendar_items(const Engine *engine, const GPtrArray *events);
/* The same with what a human says of the one whose words lack it: minutes (0: as it is said) and the local
 * minute of the day at which it begins (-1: as it is said). */
typedef struct {
  int minutes, minute;
} ItemTimes;
GPtrArray *calendar_items_with(const Engine *engine, const GPtrArray *events, const ItemTimes *times);
/* Of two words on one date the later: by SEQUENCE, then by DTSTAMP. @event's, where it has none, is
 * @arrival. Whether it is older than (@sequence, @stamp). */
gboolean calendar_is_older(const Engine *engine, const ReadingEvent *event, Instant arrival, int sequence,
                           Instant stamp);
Instant calendar_stamp(const Engine *engine, const ReadingEvent *event, Instant arrival);
gboolean calendar_is_cancelled(const ReadingEvent *event);

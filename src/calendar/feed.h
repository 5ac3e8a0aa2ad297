/* SPDX-License-Identifier: GPL-3.0-or-later */
/* iCalendar feeds (RFC 5545, 7986): the same events give the same bytes. Knows dates and words, not mentors.
 */
#pragma once
#include "base/clock.h"

typedef struct {
  char *uid;
  int sequence;
  Instant changed; /* DTSTAMP and LAST-MODIFIED */
  gboolean all_day;
  gboolean busy;      /* its hours are taken, when it is neither cancelled nor tentative */
  Instant start, end; /* instants, when !all_day; the same: its end is not known */
  Day first, last;    /* when all_day; both included */
  char *summary, *description, *location, *category;
  gboolean cancelled, tentative;
} FeedEvent;

void feed_event_free(FeedEvent *event);

typedef struct {
  const char *name;
  const char *words;    /* what it is, of which most calendar programs show nothing; or NULL */
  guint colour;         /* any number: feeds with different small ones look different */
  const char *domain;   /* of PRODID and nothing else */
  const char *timezone; /* TZID; a VTIMEZONE in the 1970 and RRULE form is written for it */
} FeedHead;

/* The whole file, CRLF; events (of FeedEvent) in the order given. */
char *feed_write(const FeedHead *head, GPtrArray *events, GError **error);

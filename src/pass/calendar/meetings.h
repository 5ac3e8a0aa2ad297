/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of somebody's own calendar as sessions: made, moved, cancelled and restored by UID, RECURRENCE-ID,
 * SEQUENCE and DTSTAMP (RFC 5546, 2.1.5). Who may, and what is meant, is decided before. */
#pragma once
#include "pass/calendar/naming.h"
#include "pass/calendar/occurrences.h"
#include "store/meetings.h"

typedef struct {
  Engine *engine;
  const char *cause;  /* for the journal */
  Instant arrival;    /* for what has no DTSTAMP */
  gint64 message;     /* 0: a file */
  gint64 organizer;   /* 0: the office */
  gboolean office;    /* it is the office's word: it may be about everybody */
  NamedEvent named;   /* what new dates are of; event NULL: what the known ones are of */
  const char *filter; /* for whom new dates are; JSON */
  /* what is found */
  GPtrArray *lines;           /* of char*: what changed, in words */
  GPtrArray *sessions;        /* of Session: as those stand now */
  guint added, altered, same; /* dates */
  guint older;                /* dates of which a later word was known */
} MeetingChange;
void meeting_change_begin(MeetingChange *change, Engine *engine, const char *cause);
void meeting_change_clear(MeetingChange *change);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MeetingChange, meeting_change_clear)

/* Takes over what @item says, whose doubt is settled. A date that the year file has as well is one session,
 * which follows a mail's calendar from then on; a calendar file leaves it alone. FALSE and what a human must
 * say in *doubt (g_free): nothing changed. */
gboolean meeting_apply(MeetingChange *change, const CalendarItem *item, char **doubt);
/* "Tuesday 6 October 2026, 16:00 to 17:30, Room 1"; g_free. */
char *meeting_words(const Engine *engine, Instant start, int minutes, const char *place);

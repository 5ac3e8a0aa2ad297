/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which session is which date of somebody's own calendar, and what was last heard of it from there (RFC 5546,
 * 2.1.5). Decides nothing. */
#pragma once
#include "store/store.h"

typedef struct {
  char *uid;
  char *recurrence; /* of a series the local day on which it was to be, YYYY-MM-DD; else "" */
  gint64 session;
  int sequence; /* theirs */
  Instant stamp;
  gboolean excepted; /* moved or cancelled by itself, and no longer with its series */
  gint64 organizer;  /* person; 0: the office, or a file */
  gint64 message;    /* 0: a file */
  /* of its session, as it stands; not written */
  char *year, *key, *scheme, *event, *filter;
  Instant start;
  gboolean cancelled;
} LeadMeeting;
void lead_meeting_free(LeadMeeting *meeting);

/* Adds it, or brings the row of its uid and recurrence up to date. */
void lead_meeting_put(Store *store, const LeadMeeting *meeting);
void lead_meeting_remove(Store *store, const char *uid, const char *recurrence);
GPtrArray *lead_meetings(Store *store, const char *uid); /* of LeadMeeting, by recurrence */
/* Whether the session stands in the own calendar of somebody who invited us, which goes before the year file.
 */
gboolean lead_meeting_holds(Store *store, const char *year, const char *key);
/* How many sessions still to come stand in leads' own calendars. */
gint64 lead_meetings_count(Store *store);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One date in two sources: a lead's own calendar, and the year file or a file that was imported. */
#pragma once
#include "pass/calendar/meetings.h"
#include "store/sessions.h"

/* The session of another source that stands at the time of a new date and is for some of the same people;
 * NULL in *session (session_free): none. FALSE and what a human must say in *doubt (g_free): which it is, or
 * whether a lead's word may hold for those whom they do not lead. */
gboolean same_date_find(const MeetingChange *change, const Occurrence *date, Session **session, char **doubt);
/* Whether a lead's word may change @rows (of LeadMeeting): what came with a file, which is nobody's, only if
 * it is of the event that they name, and for nobody but those whom they lead. */
gboolean same_date_is_theirs(const MeetingChange *change, const GPtrArray *rows);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer to who invited the mailbox: what was understood in plain words, with the reply that their
 * calendar expects (RFC 5546, 3.2.3). To addresses of the roster alone, once a mail. */
#pragma once
#include "pass/calendar/meetings.h"
#include "pass/intake/inbound.h"

typedef struct {
  Inbound *inbound;
  GPtrArray *lines, *held;   /* of char*: what changed, and what a human looks at */
  GPtrArray *sessions;       /* of Session: what changed, as it stands now */
  const CalendarItem *first; /* of what changed, whose organizer is answered; borrowed; or NULL */
} MeetingAnswer;
void meeting_answer_begin(MeetingAnswer *answer, Inbound *inbound);
void meeting_answer_clear(MeetingAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MeetingAnswer, meeting_answer_clear)
/* What became of @item, which must live until it is sent: @why a human looks at it, or NULL. The sessions of
 * @change are taken over. */
void meeting_answer_add(MeetingAnswer *answer, const CalendarItem *item, MeetingChange *change,
                        const char *why);
/* Nothing goes to whom nothing vouches for, and nothing where nothing changed. FALSE and @error when a
 * template is at fault. */
gboolean meeting_answer_send(MeetingAnswer *answer, GError **error);

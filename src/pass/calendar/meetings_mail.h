/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lead invites the mailbox to a meeting, and it stands in the feeds. What is not clear, or not from whom it
 * should be, is a case of kind "meeting-date". doc/contract.md, "Leads' own calendars". */
#pragma once
#include "pass/intake/inbound.h"

/* Whether the mail says anything of dates that somebody else organises: an invitation, a change or the end of
 * one, and no answer to ours. */
gboolean meeting_mail_is(const Inbound *inbound);
/* Takes it, and answers who may be answered. FALSE and @error when a template is at fault. */
gboolean meeting_mail_take(Inbound *inbound, GError **error);

/* What the office says of the case: each NULL, or 0, where it says nothing. */
typedef struct {
  const char *uid;            /* which of the mail's, as the case's detail has it */
  const char *scheme, *event; /* ids or titles */
  const char *filter;         /* for whom; JSON */
  int minutes;                /* how long */
  const char *at;             /* local "16:00" */
} MeetingSaid;
/* Takes what the case is about, as the office vouches for it. The outcome in words (g_free); NULL and
 * FAULT_DATA when something is still missing. */
char *meeting_mail_settle(Inbound *inbound, const MeetingSaid *said, GError **error);

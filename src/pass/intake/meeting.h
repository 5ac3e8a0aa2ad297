/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attendance as a meeting program reports it (Teams, Zoom, Meet), from whoever may report it: the office and
 * those to whom a scheme's forms go, for everybody; who is asked for the attendance of a school, for that
 * school. The day and the session are concluded from the report or asked for, never guessed; all whom the
 * roster does not have are one case. C1.15, C1.16 */
#pragma once
#include "pass/intake/inbound.h"

/* The table that the reader made of such a report (doc/contract.md, "Files that come in"); NULL when
 * @document is none. Borrowed. */
const ReadingTable *meeting_table(const ReadingDocument *document);

typedef struct {
  Engine *engine;
  const ReadingDocument *document;
  const char *about;  /* words beside the report that may name the event: a subject; or NULL */
  const char *source; /* for the journal */
  gint64 message;     /* 0: none */
  gint64 school;      /* whose people it is about, 0: everybody's */
  Day day;            /* DAY_NONE: as the report says */
  const char *event;  /* id or title; NULL: as the sessions of the day say */
  /* what is found */
  const Scheme *scheme;
  const SchemeEvent *its;
  char *term;
  guint added;          /* attendances that were not known before */
  GPtrArray *lines;     /* of char*: "Ann Brown: attended on Tuesday 6 October 2026 (74 minutes)" */
  GPtrArray *conflicts; /* of char*: who was there on another day, as another source has it */
  GPtrArray *strangers; /* of char*: names and addresses that the roster does not have */
} Meeting;
void meeting_begin(Meeting *meeting, Engine *engine, const ReadingDocument *document, const char *source);
void meeting_clear(Meeting *meeting);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Meeting, meeting_clear)

/* Records everybody of the report whom the roster has. FALSE and what is missing, in words, in *doubt
 * (g_free) when nothing could be recorded. */
gboolean meeting_record(Meeting *meeting, char **doubt);

/* Takes the report that came as document @position of a message: attendance, and a case for what is in doubt.
 */
void meeting_take(Inbound *inbound, const ReadingDocument *document, int position);
/* A report that the office records by hand as the answer to @request. FALSE and FAULT_DATA when it cannot be.
 */
gboolean meeting_return(Inbound *inbound, const ReadingDocument *document, const Obligation *request,
                        GError **error);
/* Records a report that a case of kind "meeting" is about, as the office vouches for it; @date, @event: as
 * typed, or NULL. The outcome in words (g_free); NULL and FAULT_DATA when something is still missing. */
char *meeting_settle(Inbound *inbound, const ReadingDocument *document, const char *date, const char *event,
                     GError **error);

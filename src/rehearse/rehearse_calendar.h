/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the calendar program of a made-up person sends when they answer an entry. Decides nothing. */
#pragma once
#include "calendar/entry.h"
#include "pass/engine.h"

/* Somebody's answer to an entry. */
typedef struct {
  const ReadingEvent *event; /* the entry, as they read it */
  const char *name, *address;
  EntryAnswer answer;
  Instant at;
  gboolean as_exchange; /* without ORGANIZER, its own words as the summary; else as the standard has it */
} CalendarReply;

/* The object, METHOD:REPLY; g_free. The same errors as entry_write(). */
char *calendar_reply(const Engine *engine, const CalendarReply *reply, GError **error);
/* "Accepted: Option A: Core Mentor Training"; g_free. */
char *calendar_reply_subject(const CalendarReply *reply);

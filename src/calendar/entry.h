/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One entry for one person's own calendar, as it goes by mail (RFC 5546, RFC 6047): an iCalendar object with
 * one VEVENT, one ATTENDEE and a METHOD. Knows dates and words, not mentors. The same values give the same
 * bytes. */
#pragma once
#include "base/clock.h"

typedef enum { ENTRY_REQUEST, ENTRY_CANCEL, ENTRY_REPLY, ENTRY_DECLINE_COUNTER } EntryMethod;
/* "DECLINECOUNTER": the METHOD, which the mail's Content-Type names too. */
const char *entry_method_word(EntryMethod method);

typedef enum { ENTRY_NEEDS_ACTION, ENTRY_ACCEPTED, ENTRY_DECLINED, ENTRY_MAYBE } EntryAnswer;

typedef struct {
  EntryMethod method;
  const char *uid;
  int sequence;
  Instant stamp;        /* DTSTAMP: when it was written */
  const char *domain;   /* of PRODID and nothing else */
  const char *timezone; /* TZID, whose VTIMEZONE goes along */
  Instant start, end;
  gboolean tentative; /* of a REQUEST: offered, and not to be counted as busy */
  const char *summary;
  const char *description, *location, *comment; /* or NULL */
  const char *organizer, *organizer_name;       /* an address; a name or NULL */
  const char *attendee, *attendee_name;         /* likewise */
  EntryAnswer answer; /* as it is known: whoever needs no action is not asked again */
} Entry;

/* The object with CRLF; g_free. FAULT_SOFTWARE without uid or an address, FAULT_CONFIG of a zone that is not
 * known or a date that ends before it begins. */
char *entry_write(const Entry *entry, GError **error);

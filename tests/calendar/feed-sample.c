/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a feed on stdout for tests that read it with other libraries. */
#include "calendar/feed.h"
#include <stdio.h>

static Instant
at(const char *time)
{
  g_autoptr(Clock) clock = clock_new("Europe/London", NULL);
  Instant instant = INSTANT_NONE;
  g_assert_true(clock_parse(clock, time, &instant));
  return instant;
}

static void
add(GPtrArray *events, const char *uid, const char *start, const char *end, const char *summary)
{
  FeedEvent *event = g_new0(FeedEvent, 1);
  event->uid = g_strconcat(uid, "@example.org", NULL);
  event->changed = at("2026-09-01T08:00:00Z");
  event->start = at(start);
  event->end = at(end);
  event->summary = g_strdup(summary);
  event->category = g_strdup("Training, autumn; a\\b");
  g_ptr_array_add(events, event);
}

static void
add_day(GPtrArray *events, const char *uid, const char *first, const char *last)
{
  FeedEvent *event = g_new0(FeedEvent, 1);
  event->uid = g_strconcat(uid, "@example.org", NULL);
  event->changed = at("2026-09-01T08:00:00Z");
  event->all_day = TRUE;
  event->first = day_parse(first);
  event->last = day_parse(last);
  event->summary = g_strdup("Trackers due");
  g_ptr_array_add(events, event);
}

int
main(void)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify) feed_event_free);
  add(events, "summer", "2026-10-23T16:00:00+01:00", "2026-10-23T17:30:00+01:00", "Before the change");
  add(events, "winter", "2026-10-26T16:00:00Z", "2026-10-26T17:30:00Z", "After the change");
  add(events, "march", "2027-03-26T09:30:00Z", "2027-03-26T11:00:00Z", "Before the change back");
  add(events, "april", "2027-03-29T09:30:00+01:00", "2027-03-29T11:00:00+01:00", "After the change back");
  add(events, "twice", "2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00Z", "The hour that comes twice");
  add(events, "hostile", "2026-11-03T16:00:00Z", "2026-11-03T17:00:00Z",
      "Line one\r\nBEGIN:VEVENT\r\nX:1; a, b \\ c\t\xf0\x9f\x8e\x93\xf0\x9f\x8e\x93\xf0\x9f\x8e\x93 "
      "\xe2\x80\xaetxt.exe and on and on beyond the seventy-fifth octet of any line "
      "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9");
  FeedEvent *hostile = events->pdata[events->len - 1];
  hostile->description = g_strdup("Bring:\r\n\tthe form; the \"book\"\n\nEND:VCALENDAR");
  hostile->location = g_strdup("Room 1, \xc3\x89glise; North \\ South");
  add(events, "cancelled", "2026-11-10T16:00:00Z", "2026-11-10T17:00:00Z", "Drop-in");
  FeedEvent *cancelled = events->pdata[events->len - 1];
  cancelled->cancelled = TRUE;
  cancelled->sequence = 3;
  add_day(events, "due", "2026-10-20", "2026-10-20");
  add_day(events, "half-term", "2026-10-26", "2026-10-30");
  FeedHead head = { .name = "Mentors, primary; 2026", .domain = "example.org", .timezone = "Europe/London" };
  g_autoptr(GError) error = NULL;
  g_autofree char *text = feed_write(&head, events, &error);
  g_assert_no_error(error);
  return fputs(text, stdout) < 0;
}

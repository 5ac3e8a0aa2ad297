/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds and zones: the bytes themselves. What other libraries read in them is asked by test_feed.py. */
#include "base/fault.h"
#include "calendar/feed.h"
#include "calendar/vtimezone.h"
#include <string.h>

static FeedEvent *
new_event(void)
{
  FeedEvent *event = g_new0(FeedEvent, 1);
  event->uid = g_strdup("session-1@example.org");
  event->changed = 1788249600;
  event->start = 1792076400;
  event->end = event->start + 5400;
  event->busy = TRUE;
  event->summary = g_strdup("Autumn event");
  return event;
}

/* @event is consumed. */
static char *
write_one(FeedEvent *event, const char *zone, GError **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify) feed_event_free);
  g_ptr_array_add(events, event);
  FeedHead head = {
    .name = "Mentors", .words = "Training, and when", .colour = 1, .domain = "example.org", .timezone = zone
  };
  return feed_write(&head, events, error);
}

static void
test_same_bytes(void)
{
  g_autofree char *first = write_one(new_event(), "Europe/London", NULL);
  g_autofree char *second = write_one(new_event(), "Europe/London", NULL);
  g_assert_cmpstr(first, ==, second);
  FeedEvent *moved = new_event();
  moved->sequence = 1;
  g_autofree char *third = write_one(moved, "Europe/London", NULL);
  g_assert_cmpstr(first, !=, third);
}

static void
test_lines(void)
{
  static const char *const wanted[] = {
    "METHOD:PUBLISH",
    "NAME:Mentors",
    "X-WR-CALNAME:Mentors",
    "X-WR-TIMEZONE:Europe/London",
    "DESCRIPTION:Training\\, and when",
    "X-WR-CALDESC:Training, and when",
    "COLOR:seagreen",
    "X-APPLE-CALENDAR-COLOR:#2E8B57",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    "TZID:Europe/London",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "UID:session-1@example.org",
    "SEQUENCE:0",
    "DTSTAMP:20260901T080000Z",
    "LAST-MODIFIED:20260901T080000Z",
    "DTSTART;TZID=Europe/London:20261015T160000",
    "DTEND;TZID=Europe/London:20261015T173000",
    "SUMMARY:Autumn event",
    "STATUS:CONFIRMED",
    "TRANSP:OPAQUE",
  };
  g_autofree char *text = write_one(new_event(), "Europe/London", NULL);
  g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
    if (!g_strv_contains((const char *const *) lines, wanted[i]))
      g_error("no line %s in\n%s", wanted[i], text);
  for (guint i = 0; lines[i]; i++) {
    g_assert_null(strpbrk(lines[i], "\r\n"));
    g_assert_cmpuint(strlen(lines[i]), <=, 75);
  }
  g_assert_false(g_strv_contains((const char *const *) lines, "DESCRIPTION:"));
}

static void
test_escapes(void)
{
  FeedEvent *event = new_event();
  g_free(event->summary);
  event->summary = g_strdup("a\\n; b, c\r\nd\t\x1b[31m");
  event->description = g_strdup("a\\n; b, c\r\nd\te");
  event->category = g_strdup("one; two, three");
  g_autofree char *text = write_one(event, "Europe/London", NULL);
  g_assert_nonnull(strstr(text, "\r\nSUMMARY:a\\\\n\\; b\\, c d [31m\r\n"));
  g_assert_nonnull(strstr(text, "\r\nDESCRIPTION:a\\\\n\\; b\\, c\\nd e\r\n"));
  g_assert_nonnull(strstr(text, "\r\nCATEGORIES:one two three\r\n"));
}

static void
test_empty(void)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  FeedHead head = { .name = "Mentors", .domain = "example.org", .timezone = "UTC" };
  g_autofree char *text = feed_write(&head, none, NULL);
  g_assert_true(g_str_has_prefix(text, "BEGIN:VCALENDAR\r\n"));
  g_assert_true(g_str_has_suffix(text, "END:VTIMEZONE\r\nEND:VCALENDAR\r\n"));
}

/* What calendars are told of an event that is not simply so long and certain. */
static void
test_kinds(void)
{
  FeedEvent *endless = new_event(), *several = new_event(), *tentative = new_event(),
            *cancelled = new_event(), *across = new_event();
  across->start = 1792875600; /* 24 October 2026, 22:00 in summer time, to six in winter time */
  across->end = across->start + 9 * 3600;
  endless->end = endless->start;
  several->end = several->start + 2 * 86400;
  tentative->tentative = TRUE;
  cancelled->cancelled = TRUE;
  const struct {
    FeedEvent *event; /* consumed */
    const char *holds, *lacks;
  } cases[] = {
    { endless, "DTSTART;TZID=Europe/London:20261015T160000\r\nSUMMARY", "DTEND" },
    { several, "DTEND;TZID=Europe/London:20261017T160000\r\n", "VALUE=DATE:" },
    { across, "DTSTART:20261024T210000Z\r\nDTEND:20261025T060000Z\r\n", "DTSTART;TZID" },
    { tentative, "STATUS:TENTATIVE\r\nTRANSP:TRANSPARENT\r\n", "OPAQUE" },
    { cancelled, "STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n", "OPAQUE" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = write_one(cases[i].event, "Europe/London", NULL);
    if (!strstr(text, cases[i].holds) || strstr(text, cases[i].lacks))
      g_error("%u: %s", i, text);
  }
}

static void
test_bad_events(void)
{
  g_autoptr(GError) error = NULL;
  FeedEvent *event = new_event();
  event->end = event->start - 1;
  g_assert_null(write_one(event, "Europe/London", &error));
  g_assert_error(error, FAULT, FAULT_CONFIG);
  g_assert_nonnull(strstr(error->message, "\"Autumn event\" ends before it begins"));
  g_clear_error(&error);
  event = new_event();
  event->all_day = TRUE;
  event->first = 100;
  event->last = 99;
  g_assert_null(write_one(event, "Europe/London", &error));
  g_assert_error(error, FAULT, FAULT_CONFIG);
  g_clear_error(&error);
  event = new_event();
  g_clear_pointer(&event->uid, g_free);
  g_assert_null(write_one(event, "Europe/London", &error));
  g_assert_error(error, FAULT, FAULT_SOFTWARE);
  g_clear_error(&error);
  g_assert_null(write_one(new_event(), "Europe/Nowhere", &error));
  g_assert_error(error, FAULT, FAULT_CONFIG);
}

static void
test_footers(void)
{
  static const struct {
    const char *footer, *holds; /* NULL: refused */
  } cases[] = {
    { "GMT0BST,M3.5.0/1,M10.5.0", "DTSTART:19700329T010000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n" },
    { "GMT0BST,M3.5.0/1,M10.5.0", "DTSTART:19701025T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n" },
    { "EST5EDT,M3.2.0,M11.1.0",
      "TZNAME:EDT\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nDTSTART:19700308T020000\r\n"
      "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n" },
    { "IST-1GMT0,M10.5.0,M3.5.0/1", "TZNAME:GMT\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\n" },
    { "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "TZNAME:+11\r\nTZOFFSETFROM:+1030\r\nTZOFFSETTO:+1100\r\n" },
    { "IST-5:30", "BEGIN:STANDARD\r\nTZNAME:IST\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nDTSTART:"
                  "19700101T000000\r\n" },
    { "UTC0", "TZOFFSETTO:+0000\r\n" },
    { "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", NULL },
    { "IST-2IDT,M3.4.4/26,M10.5.0", NULL },
    { "AAA3BBB,J60,J300", NULL },
    { "AAA3BBB", NULL },
    { "GMT0BST,M3.5.0/1,M10.5.0 ", NULL },
    { "GMT0BST,M13.5.0,M10.5.0", NULL },
    { "GM0", NULL },
    { "<GMT0", NULL },
    { "", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = vtimezone_from_footer("Some/Zone", cases[i].footer);
    if (!cases[i].holds)
      g_assert_null(text);
    else if (!text || !strstr(text, cases[i].holds))
      g_error("%s: %s", cases[i].footer, text ? text : "refused");
  }
}

static void
test_zones(void)
{
  static const char *const bad[] = { "",       "/etc/passwd",    "../../../etc/passwd",
                                     "Europe", "Europe/Nowhere", "zone.tab" };
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(vtimezone_write(bad[i], &error));
    g_assert_error(error, FAULT, FAULT_CONFIG);
  }
  g_autofree char *london = vtimezone_write("Europe/London", NULL);
  g_autofree char *footer = vtimezone_from_footer("Europe/London", "GMT0BST,M3.5.0/1,M10.5.0");
  g_assert_cmpstr(london, ==, footer);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/feed/same-bytes", test_same_bytes);
  g_test_add_func("/feed/lines", test_lines);
  g_test_add_func("/feed/escapes", test_escapes);
  g_test_add_func("/feed/empty", test_empty);
  g_test_add_func("/feed/kinds", test_kinds);
  g_test_add_func("/feed/bad-events", test_bad_events);
  g_test_add_func("/vtimezone/footers", test_footers);
  g_test_add_func("/vtimezone/zones", test_zones);
  return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries for somebody's own calendar: the properties of each METHOD, as RFC 5546 3.2 lists them and calendar
 * programs need them. What others read in a whole mail is asked by test_invitations.py. */
#include "base/fault.h"
#include "calendar/entry.h"
#include <libical/ical.h>
#include <string.h>

static Entry
sample(EntryMethod method)
{
  return (Entry){ .method = method,
                  .uid = "TOKEN@example.ac.uk",
                  .sequence = 2,
                  .stamp = 1788249600,
                  .domain = "example.ac.uk",
                  .timezone = "Europe/London",
                  .start = 1792076400,
                  .end = 1792081800,
                  .summary = "Option A: Core, autumn; Room 1",
                  .description = "Reply \"A\"\n\nor B",
                  .location = "Hall, Main Street",
                  .organizer = "mentors@example.ac.uk",
                  .organizer_name = "Mentors \"at\" Example",
                  .attendee = "amy@example.sch.uk",
                  .attendee_name = "Zo\xc3\xab O'Neil; Smith" };
}

/* The object with its folded lines put together. g_free. */
static char *
unfolded(const Entry *entry)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = entry_write(entry, &error);
  g_assert_no_error(error);
  g_auto(GStrv) pieces = g_strsplit(text, "\r\n ", -1);
  return g_strjoinv("", pieces);
}

static void
test_methods(void)
{
  static const struct {
    EntryMethod method;
    gboolean tentative;
    EntryAnswer answer;
    const char *there[12], *missing[8];
  } cases[] = {
    { ENTRY_REQUEST,
      TRUE,
      ENTRY_NEEDS_ACTION,
      { "METHOD:REQUEST", "UID:TOKEN@example.ac.uk", "SEQUENCE:2", "DTSTAMP:20260901T080000Z",
        "DTSTART;TZID=Europe/London:20261015T160000", "DTEND;TZID=Europe/London:20261015T173000",
        "STATUS:TENTATIVE", "TRANSP:TRANSPARENT",
        "ORGANIZER;CN=Mentors 'at' Example:mailto:mentors@example.ac.uk",
        "ATTENDEE;CN=\"Zo\xc3\xab O'Neil; Smith\";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;RSVP=TRUE;PARTSTAT="
        "NEEDS-ACTION:mailto:amy@example.sch.uk",
        "TZID:Europe/London" },
      { "SENT-BY", "COMMENT", "RRULE:FREQ=DAILY" } },
    { ENTRY_REQUEST,
      FALSE,
      ENTRY_ACCEPTED,
      { "STATUS:CONFIRMED", "TRANSP:OPAQUE", "RSVP=FALSE;PARTSTAT=ACCEPTED",
        "SUMMARY:Option A: Core\\, autumn\\; Room 1", "DESCRIPTION:Reply \"A\"\\n\\nor B",
        "LOCATION:Hall\\, Main Street" },
      { "RSVP=TRUE" } },
    { ENTRY_CANCEL,
      FALSE,
      ENTRY_NEEDS_ACTION,
      { "METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2", "TRANSP:TRANSPARENT", "RSVP=FALSE" },
      { "STATUS:CONFIRMED", "RSVP=TRUE" } },
    { ENTRY_REPLY,
      FALSE,
      ENTRY_DECLINED,
      { "METHOD:REPLY", "PARTSTAT=DECLINED:mailto:amy@example.sch.uk", "UID:TOKEN@example.ac.uk" },
      { "STATUS:", "TRANSP", "RSVP", "CUTYPE" } },
    { ENTRY_DECLINE_COUNTER,
      TRUE,
      ENTRY_MAYBE,
      { "METHOD:DECLINECOUNTER", "PARTSTAT=TENTATIVE", "STATUS:TENTATIVE" },
      { "RSVP=TRUE" } },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Entry entry = sample(cases[i].method);
    entry.tentative = cases[i].tentative;
    entry.answer = cases[i].answer;
    g_autofree char *text = unfolded(&entry);
    for (guint j = 0; cases[i].there[j]; j++)
      if (!strstr(text, cases[i].there[j]))
        g_error("%u: %s is missing in\n%s", i, cases[i].there[j], text);
    for (guint j = 0; cases[i].missing[j]; j++)
      if (strstr(text, cases[i].missing[j]))
        g_error("%u: %s stands in\n%s", i, cases[i].missing[j], text);
  }
}

/* What each METHOD must and must not have, as libical has it from RFC 5546 3.2; but of DECLINECOUNTER it
 * still has RFC 2446's, by which iOS could not tell whose proposal is declined. */
static void
test_restrictions(void)
{
  for (EntryMethod method = ENTRY_REQUEST; method <= ENTRY_REPLY; method++) {
    const Entry entry = sample(method);
    g_autofree char *text = entry_write(&entry, NULL);
    icalcomponent *calendar = icalcomponent_new_from_string(text);
    g_assert_nonnull(calendar);
    icalrestriction_check(calendar);
    if (icalcomponent_count_errors(calendar))
      g_error("%s", icalcomponent_as_ical_string(calendar));
    g_assert_cmpint(icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT), ==, 1);
    icalcomponent_free(calendar);
  }
}

/* Around the hour that comes twice both times are written in UTC. */
static void
test_twice(void)
{
  Entry entry = sample(ENTRY_REQUEST);
  entry.start = 1792888200; /* 2026-10-25T01:30+01:00 */
  entry.end = entry.start + 7200;
  g_autofree char *text = unfolded(&entry);
  g_assert_nonnull(strstr(text, "DTSTART:20261025T003000Z"));
  g_assert_nonnull(strstr(text, "DTEND:20261025T023000Z"));
}

static void
test_refused(void)
{
  Entry entries[] = { sample(ENTRY_REQUEST), sample(ENTRY_REQUEST), sample(ENTRY_REQUEST),
                      sample(ENTRY_REQUEST) };
  static const int codes[] = { FAULT_SOFTWARE, FAULT_SOFTWARE, FAULT_CONFIG, FAULT_CONFIG };
  entries[0].uid = "";
  entries[1].attendee = NULL;
  entries[2].end = entries[2].start;
  entries[3].timezone = "Europe/Atlantis";
  for (guint i = 0; i < G_N_ELEMENTS(entries); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(entry_write(&entries[i], &error));
    g_assert_error(error, FAULT, codes[i]);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/entry/methods", test_methods);
  g_test_add_func("/entry/restrictions", test_restrictions);
  g_test_add_func("/entry/twice", test_twice);
  g_test_add_func("/entry/refused", test_refused);
  return g_test_run();
}

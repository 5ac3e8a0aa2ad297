/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working days and bank holidays. Counts are expected by the table workdays.txt, or by the one that
 * WORKDAYS_TABLE names. */
#include "base/fault.h"
#include "calendar/holiday_rules.h"
#include "calendar/workdays.h"
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static BankHolidays *
shipped(void)
{
  g_autofree char *directory = g_build_filename(g_getenv("TOP_SRCDIR"), "conf", "bank-holidays", NULL);
  g_autoptr(GError) error = NULL;
  BankHolidays *holidays = bank_holidays_load(directory, &error);
  g_assert_no_error(error);
  return holidays;
}

/* One line of the table; what it got instead is said by line. */
static gboolean
check_line(const BankHolidays *holidays, const char *line, guint number)
{
  g_auto(GStrv) words = g_strsplit(line, " ", -1);
  g_assert_cmpuint(g_strv_length(words), >=, 4);
  g_assert_true(bank_holidays_region(holidays, words[0]));
  g_autoptr(WorkCalendar) calendar = work_calendar_new(holidays, words[0]);
  for (guint i = 4; words[i]; i++) {
    g_assert_true(g_str_has_prefix(words[i], "closed=") &&
                  strlen(words[i]) == strlen("closed=2026-10-24..2026-11-01"));
    g_autofree char *from = g_strndup(words[i] + strlen("closed="), 10);
    work_calendar_close(calendar, day_parse(from), day_parse(words[i] + strlen("closed=2026-10-24..")),
                        "half-term");
  }
  Day start = day_parse(words[1]);
  g_assert_cmpint(start, !=, DAY_NONE);
  Day got = work_calendar_add(calendar, start, atoi(words[2]));
  g_autofree char *text = got == DAY_NONE ? g_strdup("never") : day_format(got);
  if (strcmp(text, words[3]))
    g_test_message("line %u: %s: got %s", number, line, text);
  return !strcmp(text, words[3]);
}

static void
test_table(void)
{
  g_autoptr(BankHolidays) holidays = shipped();
  g_autofree char *own = g_test_build_filename(G_TEST_DIST, "calendar", "workdays.txt", NULL), *text = NULL;
  const char *path = g_getenv("WORKDAYS_TABLE");
  g_assert_true(g_file_get_contents(path ? path : own, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  guint checked = 0, wrong = 0;
  for (guint i = 0; lines[i]; i++) {
    if (!*lines[i] || *lines[i] == '#')
      continue;
    checked++;
    wrong += !check_line(holidays, lines[i], i + 1);
  }
  g_test_message("%u lines", checked);
  g_assert_cmpuint(checked, >, 30);
  g_assert_cmpuint(wrong, ==, 0);
}

static void
test_easter(void)
{
  static const char *const sundays[] = { "1818-03-22", "1943-04-25", "1954-04-18", "1961-04-02", "1981-04-19",
                                         "2000-04-23", "2008-03-23", "2019-04-21", "2024-03-31", "2025-04-20",
                                         "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21",
                                         "2038-04-25", "2049-04-18", "2076-04-19", "2285-03-22" };
  for (guint i = 0; i < G_N_ELEMENTS(sundays); i++)
    g_assert_cmpint(holiday_rules_easter(atoi(sundays[i])), ==, day_parse(sundays[i]));
  for (int year = 1583; year <= 9999; year++) {
    Day easter = holiday_rules_easter(year);
    g_assert_cmpint(day_weekday(easter), ==, 7);
    g_assert_cmpint(easter, >=, day_from_ymd(year, 3, 22));
    g_assert_cmpint(easter, <=, day_from_ymd(year, 4, 25));
  }
  g_assert_cmpint(holiday_rules_easter(1500), ==, DAY_NONE);
}

/* Days on which the published files and the rules differ: proclaimed once, or moved for an occasion. */
static gboolean
is_one_off(const char *region, Day day)
{
  static const char *const days[] = { "2020-05-04", "2020-05-08", "2022-05-30", "2022-06-02",
                                      "2022-06-03", "2022-09-19", "2023-05-08" };
  g_autofree char *text = day_format(day);
  for (guint i = 0; i < G_N_ELEMENTS(days); i++)
    if (!strcmp(text, days[i]))
      return TRUE;
  return !strcmp(region, "scotland") && !strcmp(text, "2026-06-15");
}

static void
test_rules_equal_published(void)
{
  static const char *const regions[] = { "england-and-wales", "scotland", "northern-ireland" };
  g_autoptr(BankHolidays) holidays = shipped();
  guint compared = 0;
  for (guint r = 0; r < G_N_ELEMENTS(regions); r++) {
    g_assert_cmpint(bank_holidays_known_until(holidays, regions[r]), ==, day_parse("2028-12-31"));
    for (Day day = day_parse("2019-01-01"); day <= day_parse("2028-12-31"); day++) {
      if (is_one_off(regions[r], day))
        continue;
      gboolean provisional;
      const char *published = bank_holidays_on(holidays, regions[r], day, &provisional);
      g_assert_false(provisional);
      const char *expected = holiday_rules_on(regions[r], day);
      g_assert_cmpint(expected != NULL, ==, published != NULL);
      /* of the two of January 2023 Scotland's file moved the second, as it never does with Christmas */
      if (day != day_parse("2023-01-02") && day != day_parse("2023-01-03"))
        g_assert_cmpstr(expected, ==, published);
      compared += published != NULL;
    }
  }
  g_assert_cmpuint(compared, >, 240);
}

static void
test_why(void)
{
  static const struct {
    const char *day, *why;
    gboolean counts;
  } cases[] = {
    { "2026-10-06", "working day", TRUE },
    { "2026-10-10", "Saturday", FALSE },
    { "2026-10-11", "Sunday", FALSE },
    { "2026-12-25", "Christmas Day", FALSE },
    { "2026-12-28", "Boxing Day", FALSE },
    { "2026-10-26", "closed: half-term", FALSE },
    { "2026-10-25", "Sunday", FALSE },
    { "2029-03-30", "Good Friday (provisional)", FALSE },
    { "2033-12-27", "Christmas Day (provisional)", FALSE },
    { "2029-03-29", "working day", TRUE },
  };
  g_autoptr(BankHolidays) holidays = shipped();
  g_autoptr(WorkCalendar) calendar = work_calendar_new(holidays, "england-and-wales");
  work_calendar_close(calendar, day_parse("2026-10-24"), day_parse("2026-11-01"), "half-term");
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *why = NULL;
    g_assert_cmpint(work_calendar_counts(calendar, day_parse(cases[i].day), &why), ==, cases[i].counts);
    g_assert_cmpstr(why, ==, cases[i].why);
  }
  g_assert_false(bank_holidays_region(holidays, "ireland"));
  g_assert_cmpint(bank_holidays_known_until(holidays, "ireland"), ==, DAY_NONE);
  g_assert_null(bank_holidays_on(holidays, "ireland", day_parse("2026-12-25"), NULL));
}

/* Counting there and back agrees. */
static void
test_between(void)
{
  g_autoptr(BankHolidays) holidays = shipped();
  g_autoptr(WorkCalendar) calendar = work_calendar_new(holidays, "scotland");
  Day start = day_parse("2026-03-28");
  for (int n = 1; n < 400; n++)
    g_assert_cmpint(work_calendar_between(calendar, start, work_calendar_add(calendar, start, n)), ==, n);
  g_assert_cmpint(work_calendar_between(calendar, start, start), ==, 0);
  g_assert_cmpint(work_calendar_between(calendar, start, start - 30), ==, 0);
  g_assert_cmpint(work_calendar_between(calendar, DAY_NONE, start), ==, 0);
  g_assert_cmpint(work_calendar_add(calendar, DAY_NONE, 1), ==, DAY_NONE);
}

#define EVENT(lines)                                                                                         \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" lines "END:VEVENT\r\nEND:VCALENDAR\r\n"

static char *
own_file(const char *text)
{
  char *path = NULL;
  int fd = g_file_open_tmp("holidays-XXXXXX.ics", &path, NULL);
  g_assert_true(g_close(fd, NULL));
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  return path;
}

static void
test_override(void)
{
  g_autoptr(BankHolidays) holidays = shipped();
  g_autofree char *path =
      own_file(EVENT("DTSTART;VALUE=DATE:20291224\r\nDTEND;VALUE=DATE:20291227\r\nSUMMARY:Feast\r\n"));
  g_autoptr(GError) error = NULL;
  g_assert_true(bank_holidays_override(holidays, "england-and-wales", path, &error));
  g_assert_no_error(error);
  gboolean provisional = TRUE;
  g_assert_cmpstr(bank_holidays_on(holidays, "england-and-wales", day_parse("2029-12-24"), &provisional), ==,
                  "Feast");
  g_assert_false(provisional);
  g_assert_cmpstr(bank_holidays_on(holidays, "england-and-wales", day_parse("2029-12-26"), NULL), ==,
                  "Feast");
  g_assert_null(bank_holidays_on(holidays, "england-and-wales", day_parse("2029-12-27"), NULL));
  g_assert_null(bank_holidays_on(holidays, "england-and-wales", day_parse("2029-03-30"),
                                 NULL)); /* the year is the file's */
  g_assert_nonnull(bank_holidays_on(holidays, "england-and-wales", day_parse("2028-12-25"), NULL));
  g_assert_nonnull(bank_holidays_on(holidays, "england-and-wales", day_parse("2030-12-25"), &provisional));
  g_assert_true(provisional);
  g_assert_cmpint(bank_holidays_known_until(holidays, "england-and-wales"), ==, day_parse("2029-12-31"));
  g_assert_true(bank_holidays_override(holidays, "isle-of-man", path, NULL));
  g_assert_true(bank_holidays_region(holidays, "isle-of-man"));
  g_remove(path);
}

static void
test_bad_files(void)
{
  static const struct {
    const char *text, *says;
  } cases[] = {
    { "Not found", "is not an iCalendar file" },
    { "", "is not an iCalendar file" },
    { "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "lists no holiday" },
    { EVENT("SUMMARY:Undated\r\n"), "\"Undated\" has no date" },
    { EVENT("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:New Year\r\n"),
      "\"New Year\" repeats" },
    { EVENT("DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY:Long\r\n"),
      "\"Long\" lasts 365 days" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(BankHolidays) holidays = shipped();
    g_autofree char *path = own_file(cases[i].text);
    g_autoptr(GError) error = NULL;
    g_assert_false(bank_holidays_override(holidays, "scotland", path, &error));
    g_assert_error(error, FAULT, FAULT_CONFIG);
    g_assert_nonnull(strstr(error->message, path));
    g_assert_nonnull(strstr(error->message, cases[i].says));
    g_assert_nonnull(
        bank_holidays_on(holidays, "scotland", day_parse("2026-12-25"), NULL)); /* nothing was dropped */
    g_remove(path);
  }
  g_autoptr(GError) error = NULL;
  g_assert_null(bank_holidays_load("/nonexistent", &error));
  g_assert_error(error, FAULT, FAULT_CONFIG);
  g_clear_error(&error);
  g_assert_null(bank_holidays_load(g_getenv("TOP_SRCDIR"), &error));
  g_assert_error(error, FAULT, FAULT_CONFIG);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/workdays/table", test_table);
  g_test_add_func("/workdays/why", test_why);
  g_test_add_func("/workdays/between", test_between);
  g_test_add_func("/holidays/easter", test_easter);
  g_test_add_func("/holidays/rules-equal-published", test_rules_equal_published);
  g_test_add_func("/holidays/override", test_override);
  g_test_add_func("/holidays/bad-files", test_bad_files);
  return g_test_run();
}

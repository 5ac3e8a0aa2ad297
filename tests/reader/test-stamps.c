/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates, times, durations and number formats, one table each. */
#include "reader/document/stamp.h"
#include "reader/workbook/numberformat.h"

/* A report with these two stamps, and its first one as it is understood; NULL: the order stays open. */
static const struct {
  const char *one, *other, *want;
} stamps[] = {
  { "2026-10-06T09:01:22", "", "2026-10-06T09:01:22" },
  { "2026-10-06 09:01", "", "2026-10-06T09:01:00" },
  { "2026/10/06", "", "2026-10-06" },
  { "06/10/2026, 09:01:22", "", "2026-10-06T09:01:22" }, /* a 24-hour clock behind a comma */
  { "06/10/2026 09:01:22", "", NULL },                   /* a spreadsheet anywhere writes this */
  { "06/10/2026 09:01:22", "13/10/2026 09:00", "2026-10-06T09:01:22" },
  { "10/6/2026, 9:01:22 AM", "", NULL },
  { "10/6/2026, 9:01:22 AM", "10/13/26, 9:00:00 AM", "2026-10-06T09:01:22" },
  { "10/6/26, 12:05:00 AM", "10/13/26, 12:00:00 PM", "2026-10-06T00:05:00" },
  { "10/6/2026, 9:01:22\u202fPM", "10/13/2026, 1:00:00\u202fPM", "2026-10-06T21:01:22" },
  { "5/04/2026, 4:21:32 PM", "", "2026-04-05T16:21:32" },
  { "31/12/2026 10:00", "12/31/2026 10:00", NULL }, /* neither order suits both */
  { "6.10.2026, 09:01", "", "2026-10-06T09:01:00" },
  { "Oct 06, 2026 09:01:22", "", "2026-10-06T09:01:22" },
  { "6 October 2026", "", "2026-10-06" },
  { "06-Oct-2026 9:01 p.m.", "", "2026-10-06T21:01:00" },
  { "9:01 AM", "", NULL },
};

static void
test_stamps(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(stamps); i++) {
    DateEvidence evidence = { 0 };
    Stamp one, other;
    if (!stamp_parse(stamps[i].one, &one))
      g_test_fail_printf("%s is no stamp", stamps[i].one);
    date_evidence_hear(&evidence, &one);
    if (stamp_parse(stamps[i].other, &other))
      date_evidence_hear(&evidence, &other);
    g_autofree char *have = stamp_format(&one, date_evidence_order(&evidence));
    if (g_strcmp0(have, stamps[i].want))
      g_test_fail_printf("%s and %s: %s, not %s", stamps[i].one, stamps[i].other, have, stamps[i].want);
  }
}

static void
test_no_stamps(void)
{
  static const char *const texts[] = {
    "",      "Ann Example",   "06/10", "2026", "25:00",       "06/10-2026", "09:60",          "13:00 PM",
    "1h 2m", "812 3456 7890", "May",   "6th",  "06/10/2026x", "10.30.",     "Core 06/10/2026"
  };
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    Stamp stamp;
    if (stamp_parse(texts[i], &stamp))
      g_test_fail_printf("\"%s\" was taken for a stamp", texts[i]);
  }
}

/* A stay of less than a day decides what its two dates leave open. */
static void
test_stays(void)
{
  DateEvidence evidence = { 0 };
  Stamp from, to;
  g_assert_true(stamp_parse("06/10/2026 11:50 PM", &from));
  g_assert_true(stamp_parse("07/10/2026 12:10 AM", &to));
  date_evidence_hear(&evidence, &from);
  date_evidence_hear(&evidence, &to);
  g_assert_cmpint(date_evidence_order(&evidence), ==, ORDER_UNKNOWN);
  date_evidence_hear_stay(&evidence, &from, &to);
  g_assert_cmpint(date_evidence_order(&evidence), ==, ORDER_DAY_FIRST);
}

static void
test_durations(void)
{
  static const struct {
    const char *text;
    gint64 want;
  } cases[] = {
    { "1h 2m 3s", 3723 },
    { "35m 20s", 2120 },
    { "59m", 3540 },
    { "0h 47m 0s", 2820 },
    { "2h 30m 1 s", 9001 },
    { "52 min", 3120 },
    { "1 hr 2 min", 3720 },
    { "1 hour, 5 minutes", 3900 },
    { "65", 3900 },
    { "1.5", 90 },
    { "01:02:03", 3723 },
    { "0:35", 2100 },
    { "", -1 },
    { "--", -1 },
    { "soon", -1 },
    { "1:2:3:4", -1 },
    { "1h and more", -1 },
    { "0s", 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    if (duration_parse(cases[i].text) != cases[i].want)
      g_test_fail_printf("%s: %d, not %d", cases[i].text, (int) duration_parse(cases[i].text),
                         (int) cases[i].want);
}

static void
test_formats(void)
{
  static const struct {
    const char *code;
    NumberKind want;
  } cases[] = {
    { "General", NUMBER_PLAIN },
    { "0.00", NUMBER_PLAIN },
    { "[Magenta]0.00", NUMBER_PLAIN },
    { "[Red]-0;[Blue]0", NUMBER_PLAIN },
    { "0 \"days\"", NUMBER_PLAIN },
    { "#,##0 \\h", NUMBER_PLAIN },
    { "@", NUMBER_PLAIN },
    { "dd/mm/yyyy", NUMBER_DATE },
    { "[$-809]dddd d mmmm;@", NUMBER_DATE },
    { "mmm", NUMBER_DATE },
    { "\"Day \"d", NUMBER_DATE },
    { "h:mm AM/PM", NUMBER_TIME },
    { "mm:ss.0", NUMBER_TIME },
    { "dd/mm/yyyy hh:mm", NUMBER_MOMENT },
    { "[h]:mm", NUMBER_SPAN },
    { "[mm]:ss", NUMBER_SPAN },
    { "[SS]", NUMBER_SPAN },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    if (number_kind_of_code(cases[i].code) != cases[i].want)
      g_test_fail_printf("%s is %d, not %d", cases[i].code, number_kind_of_code(cases[i].code),
                         cases[i].want);
}

static void
test_iso(void)
{
  static const char *const cases[][2] = {
    { "2026-10-06T00:00:00", "2026-10-06" },
    { "2026-10-06T09:30:00", "2026-10-06T09:30" },
    { "2026-10-06T09:29:59.9", "2026-10-06T09:30" },
    { "2026-12-31T23:59:59.999", "2027-01-01" },
    { "2026-10-06", "2026-10-06" },
    { "09:30:00", "09:30" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *have = number_iso_text(cases[i][0]);
    g_assert_cmpstr(have, ==, cases[i][1]);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/stamps/orders", test_stamps);
  g_test_add_func("/stamps/none", test_no_stamps);
  g_test_add_func("/stamps/stays", test_stays);
  g_test_add_func("/stamps/durations", test_durations);
  g_test_add_func("/numbers/formats", test_formats);
  g_test_add_func("/numbers/iso", test_iso);
  return g_test_run();
}

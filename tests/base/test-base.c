/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock, days, refs and text, as tables. */
#include "base/award_code.h"
#include "base/checksum.h"
#include "base/clock.h"
#include "base/ref.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* FIPS 180-4's own examples. */
static void
test_checksum(void)
{
  static const struct {
    const char *text, *want;
  } cases[] = {
    { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *have = checksum_of_text(cases[i].text);
    g_assert_cmpstr(have, ==, cases[i].want);
  }
}

static void
test_days(void)
{
  g_assert_cmpint(day_parse("1970-01-01"), ==, 0);
  g_assert_cmpint(day_parse("2026-10-06"), ==, day_from_ymd(2026, 10, 6));
  g_assert_cmpint(day_weekday(day_parse("2026-10-06")), ==, 2);
  g_assert_cmpint(day_weekday(day_parse("1969-12-28")), ==, 7);
  const char *const bad[] = { "", "2026-02-30", "2026-2-03", "06/10/2026", "2026-10-06x", "2026-13-01" };
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
    g_assert_cmpint(day_parse(bad[i]), ==, DAY_NONE);
  g_autofree char *words = day_words(day_parse("2026-10-06"));
  g_assert_cmpstr(words, ==, "Tuesday 6 October 2026");
  for (Day day = -1000; day < 40000; day += 17) {
    g_autofree char *text = day_format(day);
    g_assert_cmpint(day_parse(text), ==, day);
  }
}

static void
test_clock_change(void)
{
  static const struct {
    const char *local, *utc;
  } cases[] = {
    { "2026-10-24T12:00", "2026-10-24T11:00:00Z" }, { "2026-10-25T00:30", "2026-10-24T23:30:00Z" },
    { "2026-10-25T01:30", "2026-10-25T00:30:00Z" }, /* twice on that day: the first */
    { "2026-10-25T02:30", "2026-10-25T02:30:00Z" }, { "2027-03-28T00:59", "2027-03-28T00:59:00Z" },
    { "2027-03-28T02:00", "2027-03-28T01:00:00Z" },
  };
  g_autoptr(Clock) clock = clock_new("Europe/London", NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Instant want, got;
    g_assert_true(clock_parse(clock, cases[i].utc, &want));
    g_autofree char *date = g_strndup(cases[i].local, 10);
    int minute = atoi(cases[i].local + 11) * 60 + atoi(cases[i].local + 14);
    got = clock_instant(clock, day_parse(date), minute);
    g_assert_cmpint(got, ==, want);
    g_assert_cmpint(clock_day(clock, got), ==, day_parse(date));
  }
  g_assert_cmpint(clock_minute(clock, clock_instant(clock, day_parse("2027-03-28"), 90)), ==, 150);
  g_assert_null(clock_new("Europe/Nowhere", NULL));
}

static void
test_clock_set(void)
{
  g_autoptr(Clock) clock = clock_new("Europe/London", NULL);
  Instant instant;
  g_assert_true(clock_parse(clock, "2026-10-06T09:00:00+01:00", &instant));
  clock_set(clock, instant);
  g_autofree char *shown = clock_format(clock, clock_now(clock));
  g_assert_cmpstr(shown, ==, "2026-10-06T09:00:00+01:00");
  g_assert_false(clock_parse(clock, "yesterday", &instant));
}

static void
test_refs(void)
{
  for (int i = 0; i < 500; i++) {
    g_autofree char *ref = ref_new();
    g_assert_cmpuint(strlen(ref), ==, REF_LENGTH);
    g_autofree char *lower = g_ascii_strdown(ref, -1);
    g_autofree char *again = ref_parse(lower);
    g_assert_cmpstr(again, ==, ref);
    for (int at = 0; at < REF_LENGTH; at++) { /* any one wrong symbol is found */
      if (at == 5)
        continue;
      g_autofree char *wrong = g_strdup(ref);
      wrong[at] = wrong[at] == 'Z' ? 'Y' : 'Z';
      g_autofree char *none = ref_parse(wrong);
      g_assert_null(none);
    }
    g_autofree char *text = g_strdup_printf("Ref %s (and again %s), not ABCDE-FGHJK.", ref, lower);
    g_auto(GStrv) found = ref_find(text);
    g_assert_cmpstr(found[0], ==, ref);
  }
}

static void
test_text(void)
{
  g_autofree char *key = text_key("1. Name of mentor:"), *other = text_key("name of  Mentor");
  g_assert_cmpstr(key, ==, other);
  g_autofree char *numbered = text_key("B4) What’s next?");
  g_assert_cmpstr(numbered, ==, "whats next");
  g_autofree char *clean = text_clean("  a\r\n\tb\x01 c\xe2\x80\xae  ", -1, 0, FALSE);
  g_assert_cmpstr(clean, ==, "a b c");
  g_autofree char *cut = text_clean("\xc3\xa9\xc3\xa9", -1, 3, FALSE);
  g_assert_cmpstr(cut, ==, "\xc3\xa9");
  g_autofree char *escape = text_quote("a\x1b[31m\n");
  g_assert_cmpstr(escape, ==, "a\\x1b[31m\\x0a");
}

static void
test_names(void)
{
  g_assert_true(text_names_agree("Siân O’Brien", "sian o'brien"));
  g_assert_true(text_names_agree("O'Brien, Siân", "Mrs Siân O'Brien"));
  g_assert_true(text_names_agree("S. O'Brien", "Siân O'Brien"));
  g_assert_true(text_names_agree("Siân O'Brien", "S. O'Brien"));
  g_assert_false(text_names_agree("Priya Shah", "Siân O'Brien"));
  g_assert_false(text_names_agree("Shah", "Priya Shah"));
  g_assert_false(text_names_agree("", ""));
}

static void
test_addresses(void)
{
  static const struct {
    const char *in, *want;
  } cases[] = {
    { "A.Lead@School.SCH.uk", "a.lead@school.sch.uk" },
    { " <a@b.example.org> ", "a@b.example.org" },
    { "a@b", NULL },
    { "a b@example.org", NULL },
    { "a@b@example.org", NULL },
    { "a@example.org\r\nBcc: x", NULL },
    { "", NULL },
    { "@example.org", NULL },
    { "a@example.", NULL },
    { "a,b@example.org", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *got = text_address(cases[i].in);
    g_assert_cmpstr(got, ==, cases[i].want);
  }
}

static void
test_first(void)
{
  g_assert_cmpint(instant_first(7, -3), ==, -3);
  g_assert_cmpint(instant_first(INSTANT_NONE, 7), ==, 7);
  g_assert_cmpint(instant_first(7, INSTANT_NONE), ==, 7);
  g_assert_cmpint(instant_first(INSTANT_NONE, INSTANT_NONE), ==, INSTANT_NONE);
}

/* As people copy a code from paper, and what stands for it in the published folder. */
static void
test_award_code(void)
{
  static const char kept[] = "0123-4567-89AB-1DEF";
  static const char *const typed[] = { "0123-4567-89AB-1DEF", "O123 4567 89ab Ldef", "o1234567-89abIdef",
                                       "  0123\u20134567-89AB-1DEF. " };
  static const char *const bad[] = { "",
                                     "0123-4567-89AB-1DE",
                                     "0123-4567-89AB-1DEF-1234",
                                     "0123-4567-89AB-1DEF-x",
                                     "0123-4567-89AB-1DEF-2-3",
                                     "0123-4567-89AB-1DEFF" };
  for (guint i = 0; i < G_N_ELEMENTS(typed); i++) {
    g_autofree char *code = award_code(typed[i]);
    g_assert_cmpstr(code, ==, kept);
  }
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
    g_assert_null(award_code(bad[i]));
  g_autofree char *second = award_code("0123 4567 89ab 1def 2");
  g_assert_cmpstr(second, ==, "0123-4567-89AB-1DEF-2");
  g_assert_cmpint(award_version(second), ==, 2);
  g_autofree char *copied = award_code("0123 4567 89ab 1def 2. ");
  g_assert_cmpstr(copied, ==, second);
  g_autofree char *hash = award_code_hash(kept), *other = award_code_hash(second);
  g_assert_cmpuint(strlen(hash), ==, 64);
  g_assert_cmpstr(hash, !=, other);
  g_autofree char *name = award_code_name(kept, "Dr Zo\xc3\xab  Example"),
                  *same = award_code_name(kept, "zoe example"),
                  *else_where = award_code_name(second, "zoe example"),
                  *differs = award_code_name(kept, "Zoe Sample");
  g_assert_cmpstr(name, ==, same);
  g_assert_cmpstr(name, !=, differs);
  g_assert_cmpstr(name, !=, else_where);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/base/award-code", test_award_code);
  g_test_add_func("/base/checksum", test_checksum);
  g_test_add_func("/base/days", test_days);
  g_test_add_func("/base/clock/change", test_clock_change);
  g_test_add_func("/base/clock/set", test_clock_set);
  g_test_add_func("/base/clock/first", test_first);
  g_test_add_func("/base/refs", test_refs);
  g_test_add_func("/base/text", test_text);
  g_test_add_func("/base/names", test_names);
  g_test_add_func("/base/addresses", test_addresses);
  return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people reply to the dates that they were offered: the right one, or it is asked again; never a wrong
 * one. Pain 37. */
#include "pass/calendar/choice.h"
#include <string.h>

static const struct {
  const char *text, *said;
} ROWS[] = {
#include "choices.inc"
};

static const char *
word(ChoiceVerdict verdict, guint date)
{
  static const char *const letters[] = { "A", "B", "C" };
  static const char *const words[] = {
    [CHOICE_UNSAID] = "", [CHOICE_ANY] = "any", [CHOICE_NO_DATE] = "none", [CHOICE_UNSURE] = "?"
  };
  return verdict == CHOICE_DATE ? letters[date] : words[verdict];
}

static guint
check(const Choices *choices, const char *text, const char *want)
{
  guint date;
  gboolean asks;
  ChoiceVerdict verdict = choice_read(choices, text, &date, &asks);
  g_autofree char *got = g_strconcat(word(verdict, date), asks ? "+" : "", NULL);
  if (!strcmp(got, want))
    return 0;
  g_printerr("# \"%s\" is read as \"%s\", not \"%s\"\n", text, got, want);
  return 1;
}

static Choices
two(ChoiceDate *dates)
{
  dates[0] = (ChoiceDate){ day_from_ymd(2026, 10, 6), 16 * 60, 'a' };
  dates[1] = (ChoiceDate){ day_from_ymd(2026, 10, 14), 14 * 60, 'b' };
  return (Choices){ dates, 2 };
}

static void
test_table(void)
{
  ChoiceDate dates[2];
  Choices choices = two(dates);
  guint wrong = 0;
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++)
    wrong += check(&choices, ROWS[i].text, ROWS[i].said);
  g_assert_cmpuint(G_N_ELEMENTS(ROWS), >=, 80);
  g_assert_cmpuint(wrong, ==, 0);
}

/* Whatever casts doubt on it, no date is taken from it. */
static void
test_doubt_spoils(void)
{
  static const char *const doubts[] = {
    "Maybe.",           "If I can get cover.", "I might have to change that.", "Actually, neither.",
    "Unless it moves.", "I am not sure yet."
  };
  ChoiceDate dates[2];
  Choices choices = two(dates);
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++)
    for (guint j = 0; strlen(ROWS[i].said) == 1 && g_ascii_isupper(*ROWS[i].said) && j < G_N_ELEMENTS(doubts);
         j++) {
      guint date;
      gboolean asks;
      g_auto(GStrv) lines = g_strsplit(ROWS[i].text, "\nSent", 2), own = g_strsplit(lines[0], "\nKind", 2),
                    bare = g_strsplit(own[0], "\nThanks", 2);
      g_autofree char *text = g_strdup_printf("%s. %s", bare[0], doubts[j]);
      if (choice_read(&choices, text, &date, &asks) == CHOICE_DATE)
        g_error("\"%s\" is taken for a choice", text);
    }
}

/* One date alone: a plain yes is enough. */
static void
test_one_date(void)
{
  ChoiceDate date = { day_from_ymd(2026, 10, 6), 16 * 60, 'a' };
  Choices choices = { &date, 1 };
  guint wrong = check(&choices, "Yes please", "A") + check(&choices, "I'll be there", "A") +
                check(&choices, "No, sorry", "none") + check(&choices, "I can come after all", "A") +
                check(&choices, "Tuesday is fine", "A") + check(&choices, "Not A", "none") +
                check(&choices, "I can't come", "none") + check(&choices, "the 14th?", "+") +
                check(&choices, "Yes, what time?", "+");
  g_assert_cmpuint(wrong, ==, 0);
}

/* What B was called stays B when A has passed. */
static void
test_letters_stay(void)
{
  ChoiceDate dates[2] = { { day_from_ymd(2026, 10, 14), 960, 'b' },
                          { day_from_ymd(2026, 11, 10), 960, 'c' } };
  Choices choices = { dates, 2 };
  g_assert_cmpuint(check(&choices, "A", "") + check(&choices, "option A", "?") + check(&choices, "B", "A") +
                       check(&choices, "C please", "B") + check(&choices, "2", "A"),
                   ==, 0);
}

/* "The 2nd" is a place in the list and a day of the month: where they differ it is asked again. */
static void
test_number_of_two_meanings(void)
{
  ChoiceDate dates[3] = { { day_from_ymd(2026, 10, 2), 960, 'a' },
                          { day_from_ymd(2026, 10, 9), 960, 'b' },
                          { day_from_ymd(2026, 11, 10), 960, 'c' } };
  Choices choices = { dates, 3 };
  guint wrong = check(&choices, "the 2nd", "?") + check(&choices, "2 October", "A") +
                check(&choices, "option 2", "B") + check(&choices, "Friday please", "?") +
                check(&choices, "the 9th", "B") + check(&choices, "the last one", "C") +
                check(&choices, "A or B", "?") + check(&choices, "the 2nd of October", "A") +
                check(&choices, "C", "C");
  g_assert_cmpuint(wrong, ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/choice/table", test_table);
  g_test_add_func("/choice/doubt-spoils", test_doubt_spoils);
  g_test_add_func("/choice/one-date", test_one_date);
  g_test_add_func("/choice/letters-stay", test_letters_stay);
  g_test_add_func("/choice/number-of-two-meanings", test_number_of_two_meanings);
  return g_test_run();
}

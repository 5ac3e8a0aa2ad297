/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody typed above what their calendar program wrote, and nothing of the program's. Pain 37. */
#include "pass/calendar/typed_words.h"

static const struct {
  const char *text, *comment, *typed;
} ROWS[] = {
  { "", "", "" },
  { "Accepted: Core Mentor Training", "", "" },
  { "Amy Brown has accepted this invitation.\n\nCore Mentor Training\n\nWhen\nTuesday 6 October 2026 "
    "16:00\n(BST)\n\n"
    "Invitation from Google Calendar: https://calendar.google.com/calendar/\n\nYou are receiving this email "
    "because you are subscribed.",
    "", "" },
  { "Amy Brown has accepted this invitation with this note:\n\n\"I can only stay until five\"\n\nCore Mentor "
    "Training",
    "", "I can only stay until five" },
  { "Amy Brown has accepted your invitation to the event: Core Mentor Training, scheduled for 6 October 2026 "
    "at 16:00.",
    "", "" },
  { "I can only stay until five.", "", "I can only stay until five." },
  { "I can only stay until five.\nSorry!", "I can only stay until five.\\n",
    "I can only stay until five. Sorry! / I can only stay until five.\\n" },
  { "Can I bring Ben to Core Mentor Training?", "", "Can I bring Ben to Core Mentor Training?" },
  { "See you there", "See you there", "See you there" },
  { "", "Is there parking?", "Is there parking?" },
  { "Yes, I will attend.\n\n*~*~*~*~*~*~*~*~*~*", "", "Yes, I will attend." },
  { "Looking forward to it\n\nSent from my iPhone", "", "Looking forward to it" },
  { "When I have found cover I will come\n\nWhen: Tuesday 6 October 2026\nWhere: Online", "",
    "When I have found cover I will come" },
};

static void
test_table(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_autoptr(Reading) reading = reading_new("calendar");
    ReadingEvent event = { .summary = (char *) "Core Mentor Training", .comment = (char *) ROWS[i].comment };
    g_free(reading->text);
    reading->text = g_strdup(ROWS[i].text);
    g_autofree char *typed = typed_words(reading, &event);
    g_assert_cmpstr(typed, ==, ROWS[i].typed);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/typed-words/table", test_table);
  return g_test_run();
}

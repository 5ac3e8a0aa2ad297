/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people answer in their own words: the right command, or a human reads it; never a wrong one. And the
 * office's commands, of which the same holds. Pain 32, D1. */
#include "pass/commands/order_line.h"
#include "pass/commands/phrases.h"
#include <string.h>

static const struct {
  const char *text, *said;
} ROWS[] = {
#include "phrases.inc"
};

static const char *
word(Phrase phrase)
{
  static const char *const words[] = { [PHRASE_NONE] = "",
                                       [PHRASE_WHY] = "why",
                                       [PHRASE_HOURS] = "hours",
                                       [PHRASE_HOURS_DONE] = "hours-done",
                                       [PHRASE_CERTIFICATES] = "certificates",
                                       [PHRASE_CALENDAR] = "calendar",
                                       [PHRASE_TRANSCRIPT] = "transcript",
                                       [PHRASE_NOT_ME] = "not-me",
                                       [PHRASE_LEFT] = "left",
                                       [PHRASE_DONE] = "done",
                                       [PHRASE_SENT] = "sent",
                                       [PHRASE_STOP] = "stop",
                                       [PHRASE_HELP] = "help" };
  return words[phrase];
}

static guint
check(const char *text, const char *want)
{
  g_autofree char *rest = NULL;
  const char *got = word(phrase_read(text, &rest));
  if (!strcmp(got, want))
    return 0;
  g_printerr("# \"%s\" is read as \"%s\", not \"%s\"\n", text, got, want);
  return 1;
}

static void
test_phrases(void)
{
  guint wrong = 0;
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++)
    wrong += check(ROWS[i].text, ROWS[i].said);
  g_assert_cmpuint(G_N_ELEMENTS(ROWS), >=, 150);
  g_assert_cmpuint(wrong, ==, 0);
}

/* Whatever stands behind a phrase that takes it back, it is nobody's. */
static void
test_doubt_spoils(void)
{
  static const char *const doubts[] = { "but not the second one",
                                        "if that is all right",
                                        "once I am back",
                                        "except for Amy's",
                                        "or is it?",
                                        "and I will send the other tomorrow",
                                        "unless you need it now",
                                        "at least I think so, please check" };
  guint wrong = 0;
  for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    /* of these the words behind are part of what is asked */
    if (!*ROWS[i].said || !strcmp(ROWS[i].said, "hours-done") || !strcmp(ROWS[i].said, "why") ||
        strstr(ROWS[i].text, "sk priya") || g_str_has_prefix(ROWS[i].text, "How many") ||
        strstr(ROWS[i].text, "ask Priya"))
      continue;
    for (guint j = 0; j < G_N_ELEMENTS(doubts); j++) {
      g_autofree char *text = g_strdup_printf("%s, %s", ROWS[i].text, doubts[j]);
      wrong += check(text, "");
    }
  }
  g_assert_cmpuint(wrong, ==, 0);
}

static void
test_rest(void)
{
  static const struct {
    const char *text, *rest;
  } rows[] = {
    { "not me, ask Priya Nair", "priya nair" },
    { "Please ask Priya Nair instead.", "Priya Nair" },
    { "Not me - ask priya.nair@example.sch.uk", "priya.nair@example.sch.uk" },
    { "hours 3 on 12 October, drop-in", "3 on 12 october drop-in" },
    { "Hours: 1.5 on 12/10/2026 drop-in", "1.5 on 12/10/2026 drop-in" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *rest = NULL;
    phrase_read(rows[i].text, &rest);
    g_assert_cmpstr(rest, ==, rows[i].rest);
  }
}

static void
test_orders(void)
{
  static const struct {
    const char *line;
    OrderKind kind;
    const char *what, *rest;
  } rows[] = {
    { "status", ORDER_STATUS, "", "" },
    { "STATUS.", ORDER_STATUS, "", "" },
    { "- Status please", ORDER_STATUS, "", "" },
    { "Please, status", ORDER_STATUS, "", "" },
    { "plan", ORDER_PLAN, "", "" },
    { "Plan until 12 October", ORDER_PLAN, "", "12 October" },
    { "plan to 2026-10-30", ORDER_PLAN, "", "2026-10-30" },
    { "review", ORDER_REVIEW, "", "" },
    { "Review list", ORDER_REVIEW, "", "" },
    { "review 12", ORDER_SHOW, "12", "" },
    { "Show case 12", ORDER_SHOW, "12", "" },
    { "review 12 accept", ORDER_ACCEPT, "12", "" },
    { "Review #12: Accept.", ORDER_ACCEPT, "12", "" },
    { "accept case 12", ORDER_ACCEPT, "12", "" },
    { "review 12 accept Teaching=3; Personal qualities=2", ORDER_ACCEPT, "12",
      "Teaching=3; Personal qualities=2" },
    { "Accept!", ORDER_ACCEPT, "", "" },
    { "review 12 reject", ORDER_REJECT, "12", "" },
    { "reject", ORDER_REJECT, "", "" },
    { "review 12 assign a@example.org", ORDER_ASSIGN, "12", "a@example.org" },
    { "extend 7K3Q9-F2M4X 20 October", ORDER_EXTEND, "7K3Q9-F2M4X", "20 October" },
    { "Extend 7k3q9f2m4x to 20 October 2026 because of illness", ORDER_EXTEND, "7k3q9f2m4x",
      "20 October 2026 because of illness" },
    { "waive 7K3Q9-F2M4X", ORDER_WAIVE, "7K3Q9-F2M4X", "" },
    { "waive 7K3Q9-F2M4X: on sick leave", ORDER_WAIVE, "7K3Q9-F2M4X", "on sick leave" },
    { "why 7K3Q9-F2M4X?", ORDER_WHY, "7K3Q9-F2M4X", "" },
    { "why case 12", ORDER_WHY, "12", "" },
    { "outbox", ORDER_OUTBOX, "", "" },
    { "outbox release", ORDER_RELEASE, "", "" },
    { "Release", ORDER_RELEASE, "", "" },
    { "Please release them all.", ORDER_RELEASE, "", "" },
    { "outbox cancel 44", ORDER_CANCEL, "44", "" },
    { "cancel", ORDER_CANCEL, "", "" },
    { "person <amy@example.org>", ORDER_PERSON, "amy@example.org", "" },
    { "Teaching=3", ORDER_VALUE, "", "Teaching=3" },
    { "why?", ORDER_NONE, "", "" },
    { "Status of Amy's tracker?", ORDER_NONE, "", "" },
    { "Review the attached, please", ORDER_NONE, "", "" },
    { "Plan for the day is attached", ORDER_NONE, "", "" },
    { "I accept", ORDER_NONE, "", "" },
    { "accept my apologies", ORDER_NONE, "", "" },
    { "Please extend Amy's deadline", ORDER_NONE, "", "" },
    { "waive it", ORDER_NONE, "", "" },
    { "release of the new form", ORDER_NONE, "", "" },
    { "please cancel my place", ORDER_NONE, "", "" },
    { "the outbox is full", ORDER_NONE, "", "" },
    { "person in charge", ORDER_NONE, "", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_auto(Order) order = order_read(rows[i].line);
    g_test_message("%s", rows[i].line);
    g_assert_cmpint(order.kind, ==, rows[i].kind);
    g_assert_cmpstr(order.what, ==, rows[i].what);
    g_assert_cmpstr(order.rest, ==, rows[i].rest);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/phrases/whole", test_phrases);
  g_test_add_func("/phrases/doubt-spoils", test_doubt_spoils);
  g_test_add_func("/phrases/rest", test_rest);
  g_test_add_func("/phrases/orders", test_orders);
  return g_test_run();
}

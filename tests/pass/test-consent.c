/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people answer when they are asked to approve. No line that is not a plain yes may be read as one;
 * those that are plain must be understood. C3.32 */
#include "pass/approve/consent.h"
#include <string.h>

#define FIRST "X53KG-KAPZ9"

/* Y yes, N no, R given back, U unsure, - not spoken of: one letter an item. */
typedef struct {
  const char *text, *said;
} Row;

static const Row ONE[] = {
#include "consent-one.inc"
};

static const Row THREE[] = {
#include "consent-three.inc"
};

static char
letter(Consent said)
{
  switch (said) {
  case CONSENT_UNSAID: return '-';
  case CONSENT_YES: return 'Y';
  case CONSENT_NO: return 'N';
  case CONSENT_RETURNED: return 'R';
  case CONSENT_UNSURE: return 'U';
  }
  return '?';
}

static guint
check_rows(const Row *rows, guint n, guint items)
{
  guint wrong = 0;
  for (guint i = 0; i < n; i++) {
    ConsentItem list[] = { { FIRST, "Sam Hart", TRUE, CONSENT_UNSAID, NULL },
                           { "E2J6D-WMS05", "Amy Brown", TRUE, CONSENT_UNSAID, NULL },
                           { "AN3XG-NK3E3", "Will Brown", FALSE, CONSENT_UNSAID, NULL } };
    consent_read(rows[i].text, list, items);
    char said[4] = { 0 };
    for (guint j = 0; j < items; j++) {
      said[j] = letter(list[j].said);
      g_free(list[j].reason);
    }
    if (strcmp(said, rows[i].said) != 0) {
      g_test_message("\"%s\" is read as %s, not %s", rows[i].text, said, rows[i].said);
      wrong++;
    }
  }
  return wrong;
}

static void
test_one(void)
{
  g_assert_cmpuint(check_rows(ONE, G_N_ELEMENTS(ONE), 1), ==, 0);
}

static void
test_three(void)
{
  g_assert_cmpuint(check_rows(THREE, G_N_ELEMENTS(THREE), 3), ==, 0);
}

/* Whatever stands in front of a word that is no verdict, or behind it, a reply is never longer a yes. */
static void
test_doubt_spoils(void)
{
  static const char *const doubts[] = {
    "but not Module 2", "if she agrees", "once the dates are in", "apart from Sam", "subject to a check",
    "I think",          "not",           "pending the audit",     "maybe"
  };
  static const char *const frames[] = { "Yes %s",
                                        "Yes, %s",
                                        "Approved. %s",
                                        "%s\nYes",
                                        "Approved (%s)",
                                        "Yes\n\n%s",
                                        "Yes\nKind regards\nJane\nPS %s",
                                        "Approved - %s" };
  for (guint i = 0; i < G_N_ELEMENTS(doubts); i++)
    for (guint j = 0; j < G_N_ELEMENTS(frames); j++) {
      g_auto(GStrv) parts = g_strsplit(frames[j], "%s", 2);
      g_autofree char *text = g_strjoinv(doubts[i], parts);
      ConsentItem item = { FIRST, "Sam Hart", FALSE, CONSENT_UNSAID, NULL };
      consent_read(text, &item, 1);
      g_test_message("%s", text);
      g_assert_cmpint(item.said, !=, CONSENT_YES);
      g_free(item.reason);
    }
}

static void
test_reasons(void)
{
  ConsentItem item = { FIRST, "Sam Hart", TRUE, CONSENT_UNSAID, NULL };
  consent_read("Hello\n\nReturned: the date of Module 2 is missing.\nPlease add it.\n\nKind regards\nJane",
               &item, 1);
  g_assert_cmpint(item.said, ==, CONSENT_RETURNED);
  g_assert_cmpstr(item.reason, ==, "the date of Module 2 is missing.\nPlease add it.");
  g_free(item.reason);
  item.reason = NULL;
  consent_read("No. She has not taught a full term.", &item, 1);
  g_assert_cmpint(item.said, ==, CONSENT_NO);
  g_assert_cmpstr(item.reason, ==, "No. She has not taught a full term.");
  g_free(item.reason);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/consent/one-item", test_one);
  g_test_add_func("/consent/three-items", test_three);
  g_test_add_func("/consent/doubt-spoils", test_doubt_spoils);
  g_test_add_func("/consent/reasons", test_reasons);
  return g_test_run();
}

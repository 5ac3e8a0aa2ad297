/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the dates that somebody was offered some words speak of: "B", "option 2", "the later one",
 * "Tuesday 14 October", "the 2pm one". Pure; does not know whether they are wanted. */
#pragma once
#include "base/clock.h"

/* One of the dates that were offered, by their order in time. */
typedef struct {
  Day day;
  int minute;  /* of the local day */
  char letter; /* what it was called when it was offered: 'a' is also 1, though it has passed since */
} ChoiceDate;

typedef struct {
  const ChoiceDate *dates;
  guint n; /* 26 at most */
} Choices;

/* How many of @words, which are in lower case, from @at on name a date; 0: none do. *which: the dates that it
 * may be, the lowest bit the first; 0: none of those that were offered. */
guint choice_mention(const Choices *choices, const char *const *words, guint at, guint *which);

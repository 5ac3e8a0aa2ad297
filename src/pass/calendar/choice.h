/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which date somebody chose in words: "B please", "the 14th suits me", "neither, I'm afraid". Pure: words in,
 * a verdict out. It would rather ask again than take for a choice what is none. C1.12, pain 37 */
#pragma once
#include "pass/calendar/choice_mention.h"

typedef enum {
  CHOICE_UNSAID, /* nothing of the dates: for somebody else to understand, or for a human to read */
  CHOICE_DATE,
  CHOICE_ANY,     /* whichever it is will do */
  CHOICE_NO_DATE, /* none of them */
  CHOICE_UNSURE   /* something of the dates, and not plainly which */
} ChoiceVerdict;

/* Reads @text, what the sender wrote without quote and signature. *date: which of @choices (CHOICE_DATE).
 * *asks: it holds a question that a human should read. */
ChoiceVerdict choice_read(const Choices *choices, const char *text, guint *date, gboolean *asks);

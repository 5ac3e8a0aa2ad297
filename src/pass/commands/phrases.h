/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ordinary ways in which people say what a word of ours says: "I've already sent this" is "sent". Pain
 * 32, D1. */
#pragma once
#include <glib.h>

typedef enum {
  PHRASE_NONE, /* none of them, or no telling: a human reads it */
  PHRASE_WHY,
  PHRASE_HOURS,
  PHRASE_HOURS_DONE, /* rest: "3 on 12 October, drop-in" */
  PHRASE_CERTIFICATES,
  PHRASE_CALENDAR,
  PHRASE_TRANSCRIPT,
  PHRASE_NOT_ME, /* rest: who it is instead, as written, or "" */
  PHRASE_LEFT,   /* the sender is no longer at the school */
  PHRASE_DONE,
  PHRASE_SENT,
  PHRASE_STOP,
  PHRASE_HELP,
} Phrase;

/* What @line says as a whole: a sentence that only begins so is none. *rest (g_free) is "" where none is
 * listed above. */
Phrase phrase_read(const char *line, char **rest);
/* @line in lower case, "I've", "isn't" and the like as two words: what they are short for is what people also
 * write. g_free. */
char *phrase_in_full(const char *line);

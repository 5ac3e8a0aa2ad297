/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words in which people approve, refuse, and leave it open. Reads no sentence. Private to consent.c. */
#pragma once
#include <glib.h>

typedef enum {
  WORD_OTHER,
  WORD_YES,
  WORD_NO,
  WORD_RETURNED,
  WORD_ALL,    /* every item */
  WORD_FILLER, /* means nothing beside a verdict */
  WORD_PRAISE, /* marks a remark that takes nothing back */
  WORD_DOUBT   /* a condition, a delay, a contrast, an exception: with it nothing is a yes */
} WordKind;

/* What the words of @tokens (lower case, NULL at the end) that begin at @at mean together; *used: how many of
 * them it took. */
WordKind consent_word(const char *const *tokens, guint at, guint *used);
/* Whether the line, in lower case, is one that ends a letter: "kind regards". */
gboolean consent_is_closing(const char *line);
/* Whether it is one that begins a letter: "dear office". */
gboolean consent_is_greeting(const char *line);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as people write them into a sentence, reckoned from the day on which they wrote. */
#pragma once
#include "base/day.h"

typedef enum { TOKEN_WORD, TOKEN_NUMBER, TOKEN_MARK, TOKEN_END } TokenKind;

typedef struct {
  TokenKind kind;
  char *text;    /* lower case; of a number its digits alone */
  int number;    /* of a number; "12th", "1er" and "3." are numbers */
  gboolean said; /* it was written as the number of a day: "12th" */
} Token;

/* The words, numbers and marks of @text; ends of sentences and empty lines are TOKEN_END. GPtrArray of Token.
 */
GPtrArray *away_tokens(const char *text);

/* The day that is written from token *@at on, words that may stand before it ("on the", "Monday") passed
 * over;
 * *@at is then behind it. @sent: the day on which it was written, DAY_NONE if that is not known. DAY_NONE for
 * what is no day, or could be two. */
Day away_day(const GPtrArray *tokens, guint *at, Day sent);
/* The same for a day with its month alone, and nothing before it. */
Day away_full_day(const GPtrArray *tokens, guint *at, Day sent);
/* 1 for a Monday at token @at to 7 for a Sunday, 0 for no day of the week. */
int away_weekday(const GPtrArray *tokens, guint at);

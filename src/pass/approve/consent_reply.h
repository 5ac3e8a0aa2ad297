/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that read a reply share: clauses of known words, and the items that they speak of. Private
 * to consent*.c. */
#pragma once
#include "pass/approve/consent.h"
#include "pass/approve/consent_words.h"

enum { ITEM_ALL = -1, ITEM_NONE = -2, ITEM_FOREIGN = -3 };

typedef struct {
  ConsentItem *items;
  guint n;
  gboolean spoiled; /* something in it could take a yes back: then nothing in it is one */
} Reply;

/* What one token, or a phrase of several, is. */
typedef struct {
  WordKind kind;
  int item; /* its position, ITEM_ALL, ITEM_NONE, or ITEM_FOREIGN: a ref of something else */
} Mark;

/* A run of words between two stops. */
typedef struct {
  GArray *marks; /* of Mark */
} Clause;

/* The words of @text in lower case; a dash by itself is none. g_strfreev. */
GStrv reply_tokens(const char *text);
/* What those words are: of Mark. */
GArray *reply_marks(const Reply *reply, const char *const *tokens);
/* The byte behind a stop that parts clauses: a comma, a colon, a bracket, a dash between blanks; NULL: none
 * stands at @p. */
const char *reply_stop(const char *p, gboolean after_blank);
/* Of Clause, those without a word left out. */
GArray *reply_clauses(const Reply *reply, const char *sentence);
/* Whether every word belongs to a verdict; *verdict becomes TRUE when there is one. */
gboolean clause_is_plain(const Clause *clause, gboolean *verdict);
/* Whether nothing in it speaks of approval, of doubt, or of one item among several; *praise when it praises.
 */
gboolean clause_is_remark(const Reply *reply, const Clause *clause, gboolean *praise);

/* Takes a sentence: a verdict, a remark that takes nothing back, or something that spoils the reply. */
void sentence_take(Reply *reply, const char *sentence);
/* Something is said of the item at @i; two words that differ spoil the reply. */
void reply_say(Reply *reply, guint i, Consent said);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that say what somebody did on their own: a returned log, or a learning platform's export. The same row
 * again changes nothing. C2.8, C2.12 */
#pragma once
#include "pass/intake/match.h"

typedef enum { LOGGED_NEW, LOGGED_KNOWN, LOGGED_NOT_DONE, LOGGED_REFUSED } Logged;

/* Takes one row of @form (field id -> text). @person 0: the row names them, by `email`, by an attribute of
 * people that is a column, or by `name`. What became of it in words into *words (g_free), also of what was
 * refused. */
Logged logged_row(Engine *engine, const Recognised *form, GHashTable *row, gint64 person, gint64 message,
                  const char *source, char **words);
/* All rows of a log that came by mail, into @outcome; what was refused is one case. @person as above. */
void logged_take(Inbound *inbound, Outcome *outcome, const Recognised *form, gint64 person,
                 const GPtrArray *rows);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far somebody is in a scheme this year, from listed to complete: what they must do, and how much of it
 * is done. What is optional does not count. C1.33 */
#pragma once
#include "pass/engine.h"

typedef struct {
  const Scheme *scheme; /* borrowed */
  int done, of;         /* of must one thing at least */
  char *last;           /* the last of them, in the scheme's order, that is done: its title; NULL: none is */
  char *next;           /* the first that is not: its title, "1 of 2" where it is half done; NULL: all are */
} Headway;
void headway_free(Headway *headway);
/* One for each scheme that asks anything of @person this year: of Headway. */
GPtrArray *headways_of_person(Engine *engine, gint64 person);
/* "listed", "complete", or the title of the last that is done. Borrowed. */
const char *headway_word(const Headway *headway);

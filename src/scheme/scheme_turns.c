/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days on which rules come into force and end. */
#include "scheme/scheme.h"

/* The nearest turn seen so far on either side of a day. */
typedef struct {
  Day today, last, next;
} Turns;

static void
turn_on(Turns *turns, Day day)
{
  if (day <= turns->today)
    turns->last = turns->last == DAY_NONE ? day : MAX(turns->last, day);
  else
    turns->next = turns->next == DAY_NONE ? day : MIN(turns->next, day);
}

static void
rule(Turns *turns, Day from, Day until)
{
  if (from != DAY_NONE)
    turn_on(turns, from);
  if (until != DAY_NONE)
    turn_on(turns, until + 1);
}

void
schemes_turns(const Schemes *schemes, Day today, Day *last, Day *next)
{
  Turns turns = { today, DAY_NONE, DAY_NONE };
  for (guint i = 0; i < schemes->schemes->len; i++) {
    const Scheme *scheme = schemes->schemes->pdata[i];
    for (guint j = 0; j < scheme->requirements->len; j++) {
      const Requirement *one = scheme->requirements->pdata[j];
      rule(&turns, one->from, one->until);
    }
    for (guint j = 0; j < scheme->awards->len; j++) {
      const SchemeAward *one = scheme->awards->pdata[j];
      rule(&turns, one->from, one->until);
    }
    for (guint j = 0; j < scheme->notices->len; j++) {
      const SchemeNotice *one = scheme->notices->pdata[j];
      rule(&turns, one->from, one->until);
    }
  }
  *last = turns.last;
  *next = turns.next;
}

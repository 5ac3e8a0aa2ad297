/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts answers by address and by hour. Refuses silently: the mail itself is filed or a case all the same.
 */
#include "pass/limits.h"
#include "store/outbox.h"

#define A_DAY 10
#define A_DAY_TO_NOTHING 1
#define AN_HOUR_OVER_ALL 2000
#define COUNTED_FOR 10 /* seconds */

/* Answers of the last hour to anybody: counted anew as the clock goes on, for a mail must not cost more the
 * more were answered. */
static gint64
answers_of_hour(Engine *engine, Instant now)
{
  if (now - engine->counted >= COUNTED_FOR || now < engine->counted) {
    engine->answers = outbox_count_since(engine->store, MAIL_ANSWER, now - 3600, NULL);
    engine->counted = now;
  }
  return engine->answers;
}

gboolean
answer_allowed(Engine *engine, const char *address, AnswerTo to)
{
  Instant now = clock_now(engine->clock);
  Instant morning = clock_instant(engine->clock, clock_day(engine->clock, now), 0);
  if (answers_of_hour(engine, now) >= AN_HOUR_OVER_ALL)
    return FALSE;
  gint64 today = outbox_count_since(engine->store, MAIL_ANSWER, morning, address);
  if (today >= (to == ANSWER_TO_SOMETHING ? A_DAY : A_DAY_TO_NOTHING))
    return FALSE;
  engine->answers++;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes what an out-of-office says, and says what follows from it. Moves no clock. */
#include "pass/intake/away.h"
#include <string.h>

#define UNSAID 7    /* days for which an absence without an end is shown */
#define LONGEST 183 /* days: what says to be away for longer is a mistake, or no absence */
#define COURTESY 28 /* days, from when they said so, for which reminders wait at most */

/* The last day away; DAY_NONE: not said, or it cannot be. */
static Day
until_of(const ReadingAway *said, Day today)
{
  Day until = said->until ? day_parse(said->until) : DAY_NONE;
  Day back = said->back ? day_parse(said->back) : DAY_NONE;
  if (until == DAY_NONE && back != DAY_NONE)
    until = back - 1;
  return until != DAY_NONE && until >= today && until - today <= LONGEST ? until : DAY_NONE;
}

void
away_take(Inbound *inbound)
{
  const Person *sender = inbound_sender(inbound);
  const ReadingAway *said = inbound->reading->away;
  if (!sender || !said || inbound->dmarc_failed)
    return;
  Engine *engine = inbound->engine;
  const ReadingAddress *deputy = &said->deputy;
  Away away = { .person = sender->id,
                .message = inbound->message->id,
                .at = inbound->arrival,
                .until = until_of(said, clock_day(engine->clock, inbound->arrival)),
                .deputy = deputy->name && *deputy->name ? deputy->name
                          : deputy->address             ? deputy->address
                                                        : (char *) "" };
  away_add(engine->store, &away);
  g_autofree char *words = away_words(&away), *cause = inbound_cause(inbound);
  journal_add(engine->store, sender->id, 0, cause, "%s", words);
}

static Instant
shown_since(Engine *engine)
{
  return clock_now(engine->clock) - UNSAID * 86400;
}

Away *
away_of(Engine *engine, gint64 person)
{
  return away_now(engine->store, person, clock_today(engine->clock), shown_since(engine));
}

GPtrArray *
away_list(Engine *engine)
{
  return away_all(engine->store, clock_today(engine->clock), shown_since(engine));
}

gboolean
away_puts_off(Engine *engine, gint64 person)
{
  g_autoptr(Away) away = away_of(engine, person);
  return away && away->until != DAY_NONE &&
         clock_today(engine->clock) - clock_day(engine->clock, away->at) < COURTESY;
}

char *
away_words(const Away *away)
{
  g_autofree char *until = away->until == DAY_NONE ? NULL : day_words(away->until);
  return g_strdup_printf("away%s%s%s%s%s", until ? " until " : ", and does not say until when",
                         until ? until : "", *away->deputy ? "; " : "", away->deputy,
                         *away->deputy ? " stands in" : "");
}

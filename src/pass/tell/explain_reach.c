/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what is known of somebody's address. Concludes nothing. */
#include "pass/tell/explain_reach.h"
#include "pass/intake/away.h"
#include "store/undelivered.h"

static char *
day_of(Engine *engine, Instant at)
{
  return day_words(clock_day(engine->clock, at));
}

static void
say_away(Engine *engine, gint64 id, GPtrArray *lines)
{
  g_autoptr(Person) person = person_get(engine->store, id);
  g_autoptr(Away) away = person ? away_of(engine, id) : NULL;
  if (!away)
    return;
  g_autofree char *words = away_words(away), *said = day_of(engine, away->at);
  g_ptr_array_add(lines,
                  g_strdup_printf("%s is %s, says their automatic reply of %s%s", person->name, words, said,
                                  away->until == DAY_NONE ? ""
                                                          : ": reminders wait for their first working "
                                                            "day back, the deadline does not"));
}

void
explain_reach(Engine *engine, gint64 id, GPtrArray *lines)
{
  g_autoptr(Person) person = person_get(engine->store, id);
  if (person && person->address && !person_can_be_written_to(engine->store, id))
    g_ptr_array_add(lines, g_strdup_printf("Mail to %s, %s, comes back: nothing is sent there, and the clock "
                                           "runs on. It goes on with another address",
                                           person->name, person->address));
  if (undelivered_complained(engine->store, id))
    g_ptr_array_add(lines, g_strdup_printf("%s has complained of our mail: they get no reminders until the "
                                           "office settles that",
                                           person->name));
  say_away(engine, id, lines);
}

void
explain_came_back(Engine *engine, gint64 outbox, GPtrArray *lines)
{
  static const struct {
    const char *found, *words;
  } how[] = { { "envelope", "by its envelope sender" },
              { "message-id", "by its Message-ID" },
              { "header", "by our ref in what came back" },
              { "recipient", "by its recipient alone" },
              { "server", "said while it was sent" } };
  g_autoptr(GPtrArray) all = undelivered_of_mail(engine->store, outbox);
  for (guint i = 0; i < all->len; i++) {
    const Undelivered *one = all->pdata[i];
    g_autofree char *day = day_of(engine, one->at);
    const char *known = "";
    for (guint k = 0; k < G_N_ELEMENTS(how); k++)
      if (!g_strcmp0(one->found, how[k].found))
        known = how[k].words;
    g_ptr_array_add(lines, g_strdup_printf("On %s, %s: %s %s %s (known %s)", day, one->address,
                                           undelivered_word(one->kind), one->status, one->words, known));
  }
}

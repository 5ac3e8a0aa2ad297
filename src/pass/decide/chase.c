/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders. Does not decide that one is due and does not write it; sees to it that nobody gets two a day and
 * that a flood is held. */
#include "pass/decide/chase.h"
#include "pass/decide/ask.h"
#include "pass/decide/escalate.h"
#include "store/outbox.h"
#include "store/undelivered.h"

#define BUSY_DAYS 30
#define USUAL_BRAKE 50

char *
chase_purpose(Engine *engine, gint64 person)
{
  g_autofree char *day = day_format(clock_today(engine->clock));
  return g_strdup_printf("chase:%" G_GINT64_FORMAT ":%s", person, day);
}

gboolean
chase_allowed(Engine *engine, gint64 person)
{
  g_autofree char *purpose = chase_purpose(engine, person);
  return !outbox_has(engine->store, purpose);
}

gint64
chase_brake(Engine *engine)
{
  Day today = clock_today(engine->clock);
  gint64 busiest =
      outbox_busiest(engine->store, MAIL_CHASER, clock_instant(engine->clock, today - BUSY_DAYS, 0),
                     clock_instant(engine->clock, today, 0));
  return MAX(engine->site->brake ? engine->site->brake : USUAL_BRAKE, 2 * busiest);
}

gboolean
chase_brake_holds(Engine *engine)
{
  Day today = clock_today(engine->clock);
  gint64 so_far =
      outbox_count_since(engine->store, MAIL_CHASER, clock_instant(engine->clock, today, 0), NULL);
  return so_far >= chase_brake(engine);
}

void
chase_climbed(Engine *engine, const Obligation *obligation, int rung, const char *mail, const char *how)
{
  rung_climb(engine->store, obligation->id, rung, how);
  journal_add(engine->store, obligation->person, obligation->id, "clock", "rung %d: %s", rung, mail);
}

static const char *
why_not(Engine *engine, const Person *person)
{
  if (!person->address)
    return "no address to write to";
  return undelivered_complained(engine->store, person->id) ? "not sent: they have complained of our mail"
                                                           : "not sent: mail to their address comes back";
}

/* The reminder waits for the mail of today. Without an address it is passed over, for the next may find one.
 */
static void
remind(const Standing *standing, const Ask *due, const Obligation *obligation)
{
  Engine *engine = standing->engine;
  g_autoptr(Person) person = person_get(engine->store, standing->person);
  Asking asking = { .person = standing->person,
                    .obligation = obligation->id,
                    .what = ASKING_RUNG,
                    .rung = due->rung->working_days,
                    .template_name = due->rung->mail,
                    .cc = due->rung->cc };
  if (person_can_be_written_to(engine->store, person->id) &&
      !undelivered_complained(engine->store, person->id))
    ask(engine, &asking);
  else
    chase_climbed(engine, obligation, due->rung->working_days, due->rung->mail, why_not(engine, person));
}

void
chase(const Standing *standing, const GArray *asks)
{
  for (guint i = 0; i < asks->len; i++) {
    const Ask *due = &g_array_index(asks, Ask, i);
    g_autoptr(Obligation) obligation = obligation_get(standing->engine->store, due->obligation);
    if (due->rung->to)
      escalate(standing, due, obligation);
    else
      remind(standing, due, obligation);
  }
}

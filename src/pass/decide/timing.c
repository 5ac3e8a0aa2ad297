/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts from terms, dates, sessions and placements when something is asked and when it is late. Changes
 * nothing. */
#include "pass/decide/timing.h"
#include "pass/calendar/invitations.h"
#include "pass/decide/actions.h"
#include "pass/decide/dates.h"
#include "pass/decide/places.h"
#include "pass/people/placements.h"
#include "pass/people/succession.h"
#include <string.h>

/* Somebody asked after a fixed due date gets so many working days of their own. */
#define LATE_DAYS 5

const char *
timing_term(const Obligation *obligation)
{
  const char *dot = strrchr(obligation->instance, '.');
  return !*obligation->instance ? NULL : dot ? dot + 1 : obligation->instance;
}

GPtrArray *
timing_sessions(const Standing *standing, const Requirement *requirement, const Obligation *obligation,
                const char *event, const char *of_term)
{
  const char *term = of_term ? of_term : placement_of(standing, obligation) ? NULL : timing_term(obligation);
  gint64 school = requirement_is_of_school(standing->scheme, requirement) ? obligation->school : 0;
  return standing_sessions(standing, event, term, school);
}

/* After the session at which the person is recorded, else after the one that they accepted, else after the
 * last one open to them. */
static Instant
after_event(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  const Opens *opens = &requirement->opens;
  g_autoptr(GPtrArray) sessions =
      timing_sessions(standing, requirement, obligation, opens->event, opens->of_term);
  if (!requirement_is_of_school(standing->scheme, requirement)) {
    for (guint i = 0; i < sessions->len; i++) {
      const Session *session = sessions->pdata[i];
      if (standing_came(standing, opens->event, clock_day(standing->engine->clock, session->start)))
        return session->start + session->minutes * 60;
    }
    Instant accepted = invitations_accepted_end(standing, sessions);
    if (accepted != INSTANT_NONE)
      return accepted;
  }
  return dates_end(sessions);
}

/* What must be met first: for the same instance, where that is asked for each too. */
static Instant
met_at(const Standing *standing, const char *requirement, const char *instance)
{
  Instant at = INSTANT_NONE;
  const Obligation *same = *instance ? standing_obligation(standing, requirement, instance) : NULL;
  if (same)
    return same->state == STATE_MET || same->state == STATE_WAIVED ? MAX(same->met, same->opened)
                                                                   : INSTANT_NONE;
  return standing_met(standing, requirement, &at) ? at : INSTANT_NONE;
}

/* So many working days before the event's first session. */
static Instant
before_event(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  const Opens *opens = &requirement->opens;
  g_autoptr(GPtrArray) sessions =
      timing_sessions(standing, requirement, obligation, opens->event, opens->of_term);
  if (!sessions->len)
    return INSTANT_NONE;
  const Clock *clock = standing->engine->clock;
  Day first = clock_day(clock, ((Session *) sessions->pdata[0])->start);
  const WorkCalendar *calendar = engine_calendar(standing->engine, obligation->school);
  return clock_instant(clock, work_calendar_add(calendar, first, -opens->working_days), 0);
}

/* As `opens` says, whatever it is repeated for. */
static Instant
plain_opens_at(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  const Opens *opens = &requirement->opens;
  const Clock *clock = standing->engine->clock;
  const Term *term = timing_term(obligation) ? year_term(standing->year, timing_term(obligation)) : NULL;
  switch (opens->kind) {
  case OPENS_YEAR: return clock_instant(clock, term ? term->from : standing->year->starts, 0);
  case OPENS_TERM:
    term = year_term(standing->year, opens->term);
    return term ? clock_instant(clock, term->from, 0) : INSTANT_NONE;
  case OPENS_DATE: return clock_instant(clock, year_date(standing->year, opens->month, opens->day), 0);
  case OPENS_AFTER: return after_event(standing, requirement, obligation);
  case OPENS_BEFORE: return before_event(standing, requirement, obligation);
  case OPENS_MET: return met_at(standing, opens->met, obligation->instance);
  }
  return INSTANT_NONE;
}

Instant
timing_opens(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  if (!places_held(standing, requirement))
    return INSTANT_NONE;
  const Placement *placement = placement_of(standing, obligation);
  Instant plain = plain_opens_at(standing, requirement, obligation);
  g_autoptr(Action) action = action_of(standing->engine->store, obligation);
  if (action && requirement->opens.kind == OPENS_YEAR)
    return action->made;
  return placement ? placement_opens(standing, requirement, placement, plain) : plain;
}

/* The day that something is due before: a session's, or the first of a placement. DAY_NONE: none is known. */
static Day
first_day(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  const Due *due = &requirement->due;
  const Placement *placement = placement_of(standing, obligation);
  Day first = placement ? placement_first(standing->scheme, placement, due->event) : DAY_NONE;
  if (first != DAY_NONE)
    return first;
  g_autoptr(GPtrArray) sessions =
      timing_sessions(standing, requirement, obligation, due->event, due->of_term);
  return sessions->len ? clock_day(standing->engine->clock, ((Session *) sessions->pdata[0])->start)
                       : DAY_NONE;
}

/* Day 0: the local date on which the server took the request; without a request, the day on which it opened.
 */
static Day
day_zero(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  Instant from = requirement->send ? obligation->sent : obligation->opened;
  return from == INSTANT_NONE ? DAY_NONE : clock_day(standing->engine->clock, from);
}

Day
timing_due(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  const Due *due = &requirement->due;
  const WorkCalendar *calendar = engine_calendar(standing->engine, obligation->school);
  Day zero = day_zero(standing, requirement, obligation), fixed = DAY_NONE;
  g_autoptr(Action) action = action_of(standing->engine->store, obligation);
  if (action && action->due != DAY_NONE)
    return action->due;
  switch (due->kind) {
  case DUE_NONE: return DAY_NONE;
  case DUE_WORKING_DAYS:
    return zero == DAY_NONE ? DAY_NONE : work_calendar_add(calendar, zero, due->working_days);
  case DUE_DATE: fixed = year_date(standing->year, due->month, due->day); break;
  case DUE_BEFORE: {
    Day first = first_day(standing, requirement, obligation);
    if (first != DAY_NONE)
      fixed = work_calendar_add(calendar, first, -MAX(due->working_days, 1));
    break;
  }
  }
  /* asked when the date had passed: days of one's own, not yesterday's deadline */
  if (fixed != DAY_NONE && requirement->send && zero != DAY_NONE && fixed <= zero)
    return work_calendar_add(calendar, zero, LATE_DAYS);
  return fixed;
}

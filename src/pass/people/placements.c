/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes part in which placement and what its days mean to a requirement. Mails nobody. */
#include "pass/people/placements.h"
#include <string.h>

const Placement *
placement_of(const Standing *standing, const Obligation *obligation)
{
  for (guint i = 0; i < standing->placements->len; i++) {
    const Placement *one = standing->placements->pdata[i];
    if (!strcmp(one->key, obligation->instance))
      return one;
  }
  return NULL;
}

static gboolean
is_named(const Placement *placement, gint64 person)
{
  return placement->trainee == person || placement->mentor == person || placement->tutor == person;
}

static gboolean
holds_on(const Role *role, Day day)
{
  return role->since <= day && (role->until == DAY_NONE || role->until >= day);
}

/* In one of the roles that the requirement asks. */
static gboolean
takes_part(const Standing *standing, const Requirement *requirement, const SchemeEvent *event,
           const Placement *placement)
{
  gboolean named = is_named(placement, standing->person);
  for (guint i = 0; i < standing->roles->len; i++) {
    const Role *role = standing->roles->pdata[i];
    const SchemeRole *kind = scheme_role(standing->scheme, role->role);
    if (!kind || !holds_on(role, standing->today) ||
        !g_strv_contains((const char *const *) requirement->of.roles, role->role))
      continue;
    if (named && g_strv_contains((const char *const *) event->roles, role->role))
      return TRUE;
    if (kind->covers == COVERS_SCHOOL && role->school && role->school == placement->school)
      return TRUE;
  }
  return FALSE;
}

/* Whether @event, of `opens` or `due`, means the days of the placement itself: any that spans does, for there
 * may be several kinds of placement in one for_each. */
static gboolean
is_about(const Scheme *scheme, const char *event)
{
  const SchemeEvent *named = event ? scheme_event(scheme, event) : NULL;
  return named && named->spans;
}

Day
placement_first(const Scheme *scheme, const Placement *placement, const char *event)
{
  return is_about(scheme, event) ? placement->first : DAY_NONE;
}

/* What hangs on one of its days belongs to the year of that day; what opens by term or date, to every year
 * that it touches: a pair of three years keeps its agreement once and its termly notes every year. C4.12 */
static gboolean
in_year(const Standing *standing, const Requirement *requirement, const Placement *placement)
{
  const Year *year = standing->year;
  Day day = placement->first;
  if (requirement->opens.kind == OPENS_TERM || requirement->opens.kind == OPENS_DATE)
    return placement->first <= year->ends && placement->last >= year->starts;
  if (requirement->opens.kind == OPENS_AFTER && is_about(standing->scheme, requirement->opens.event))
    day = placement->last;
  return day >= year->starts && day <= year->ends;
}

void
placements_add_instances(const Standing *standing, const Requirement *requirement, const SchemeEvent *event,
                         GStrvBuilder *instances)
{
  for (guint i = 0; i < standing->placements->len; i++) {
    const Placement *one = standing->placements->pdata[i];
    if (!strcmp(event->id, one->event) && in_year(standing, requirement, one) &&
        takes_part(standing, requirement, event, one))
      g_strv_builder_add(instances, one->key);
  }
}

Instant
placement_opens(const Standing *standing, const Requirement *requirement, const Placement *placement,
                Instant plain)
{
  const Clock *clock = standing->engine->clock;
  const Opens *opens = &requirement->opens;
  Instant first = clock_instant(clock, placement->first, 0);
  gboolean about = is_about(standing->scheme, opens->event);
  switch (opens->kind) {
  case OPENS_YEAR: /* what is due before the first day cannot wait for it */
    return requirement->due.kind == DUE_BEFORE ? plain : first;
  case OPENS_TERM:
  case OPENS_DATE: return plain == INSTANT_NONE ? plain : MAX(plain, first);
  case OPENS_AFTER: return about ? clock_instant(clock, placement->last + 1, 0) : plain;
  case OPENS_BEFORE:
    if (!about)
      return plain;
    return clock_instant(clock,
                         work_calendar_add(engine_calendar(standing->engine, placement->school),
                                           placement->first, -opens->working_days),
                         0);
  case OPENS_MET: return plain;
  }
  return plain;
}

static gboolean
holds(Engine *engine, const Scheme *scheme, gint64 person, const char *role)
{
  g_autoptr(GPtrArray) held = person_roles(engine->store, person, scheme->id);
  for (guint i = 0; i < held->len; i++) {
    const Role *one = held->pdata[i];
    if (!strcmp(one->role, role) && holds_on(one, clock_today(engine->clock)))
      return TRUE;
  }
  return FALSE;
}

GArray *
placement_holders(Engine *engine, const Scheme *scheme, const Placement *placement, const char *role,
                  gint64 but)
{
  const gint64 named[] = { placement->trainee, placement->mentor, placement->tutor };
  GArray *people = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < G_N_ELEMENTS(named); i++)
    if (named[i] && named[i] != but && holds(engine, scheme, named[i], role))
      g_array_append_val(people, named[i]);
  return people;
}

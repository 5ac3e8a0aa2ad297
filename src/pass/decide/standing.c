/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person's standing, read from the store once. Writes nothing. */
#include "pass/decide/standing.h"
#include "pass/decide/dates.h"
#include "pass/decide/places.h"
#include "pass/people/schools.h"
#include "store/awards.h"
#include "store/facts.h"
#include "store/invitations.h"
#include <string.h>

/* Of a scheme that has any. */
static GPtrArray *
placements_of(Engine *engine, const Scheme *scheme, gint64 person)
{
  for (guint i = 0; i < scheme->events->len; i++)
    if (((const SchemeEvent *) scheme->events->pdata[i])->spans)
      return placements_near(engine->store, scheme->id, person);
  return g_ptr_array_new();
}

static void
note_planned(Standing *standing)
{
  standing->planned = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < standing->obligations->len; i++) {
    const Obligation *one = standing->obligations->pdata[i];
    if (one->next != INSTANT_NONE && one->next <= clock_now(standing->engine->clock))
      g_hash_table_add(standing->planned, g_memdup2(&one->id, sizeof one->id));
  }
}

Standing *
standing_new(Engine *engine, const Scheme *scheme, const Year *year, gint64 person)
{
  Standing *standing = g_new0(Standing, 1);
  standing->engine = engine;
  standing->scheme = scheme;
  standing->year = year;
  standing->person = person;
  standing->today = clock_today(engine->clock);
  standing->roles = person_roles(engine->store, person, scheme->id);
  standing->obligations = obligations_of_person(engine->store, person, year->id);
  standing->attributes = attributes_of(engine->store, person);
  standing->attendance = attendance_of(engine->store, person, scheme->id, NULL, G_MININT32 + 1, year->ends);
  standing->placements = placements_of(engine, scheme, person);
  standing->invitations = invitations_of_person(engine->store, person);
  standing->sessions =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = standing->obligations->len; i-- > 0;)
    if (strcmp(((Obligation *) standing->obligations->pdata[i])->scheme, scheme->id))
      g_ptr_array_remove_index(standing->obligations, i);
  note_planned(standing);
  return standing;
}

void
standing_free(Standing *standing)
{
  if (!standing)
    return;
  g_ptr_array_unref(standing->roles);
  g_ptr_array_unref(standing->obligations);
  g_ptr_array_unref(standing->attributes);
  g_ptr_array_unref(standing->attendance);
  g_ptr_array_unref(standing->placements);
  g_ptr_array_unref(standing->invitations);
  g_hash_table_unref(standing->planned);
  g_hash_table_unref(standing->sessions);
  g_free(standing);
}

Obligation *
standing_obligation(const Standing *standing, const char *requirement, const char *instance)
{
  for (guint i = 0; i < standing->obligations->len; i++) {
    Obligation *one = standing->obligations->pdata[i];
    if (!strcmp(one->requirement, requirement) && !strcmp(one->instance, instance))
      return one;
  }
  return NULL;
}

gboolean
standing_met(const Standing *standing, const char *requirement, Instant *at)
{
  gboolean any = FALSE;
  for (guint i = 0; i < standing->obligations->len; i++) {
    const Obligation *one = standing->obligations->pdata[i];
    if (strcmp(one->requirement, requirement) || one->state == STATE_ENDED)
      continue;
    if (one->state != STATE_MET && one->state != STATE_WAIVED)
      return FALSE;
    any = TRUE;
    if (at && one->met != INSTANT_NONE)
      *at = MAX(*at, one->met);
  }
  return any;
}

static gboolean
holds_now(const Standing *standing, const Role *role)
{
  return role->since <= standing->today && (role->until == DAY_NONE || role->until >= standing->today);
}

static gboolean
holds_one_of(const Standing *standing, const char *const *roles)
{
  for (guint i = 0; i < standing->roles->len; i++) {
    const Role *role = standing->roles->pdata[i];
    if (holds_now(standing, role) && g_strv_contains(roles, role->role))
      return TRUE;
  }
  return FALSE;
}

gint64
standing_school(const Standing *standing, const char *const *roles)
{
  for (guint i = 0; i < standing->roles->len; i++) {
    const Role *role = standing->roles->pdata[i];
    if (role->school && holds_now(standing, role) && (!roles || g_strv_contains(roles, role->role)))
      return role->school;
  }
  return 0;
}

GPtrArray *
standing_sessions(const Standing *standing, const char *event, const char *term, gint64 school)
{
  g_autofree char *asked = g_strdup_printf("%s/%s/%" G_GINT64_FORMAT, event, term ? term : "", school);
  GPtrArray *found = g_hash_table_lookup(standing->sessions, asked);
  if (!found) {
    found = dates_open_to(standing->engine, standing->scheme, event, term, standing->year, standing->person,
                          school);
    g_hash_table_insert(standing->sessions, g_steal_pointer(&asked), found);
  }
  return g_ptr_array_ref(found);
}

gboolean
standing_came(const Standing *standing, const char *event, Day day)
{
  for (guint i = 0; i < standing->attendance->len; i++) {
    const Attendance *one = standing->attendance->pdata[i];
    if (one->day == day && !strcmp(one->event, event))
      return TRUE;
  }
  return FALSE;
}

/* @school: of whose attributes a filter of schools speaks; 0: none, which no such filter lets through. */
static gboolean
has_one_of(const Standing *standing, const Filter *filter, gint64 school)
{
  const SchemeAttribute *attribute = scheme_attribute(standing->scheme, filter->attribute);
  if (attribute && attribute->of_school) {
    g_autofree char *value = school_value(standing->engine, standing->scheme, attribute, school);
    return value && g_strv_contains((const char *const *) filter->values, value);
  }
  gboolean known = FALSE;
  for (guint i = 0; i < standing->attributes->len; i++) {
    const char *const *own = standing->attributes->pdata[i]; /* scheme, name, value */
    if (strcmp(own[0], standing->scheme->id) || strcmp(own[1], filter->attribute))
      continue;
    known = TRUE;
    if (g_strv_contains((const char *const *) filter->values, own[2]))
      return TRUE;
  }
  return !known && attribute && attribute->fallback &&
         g_strv_contains((const char *const *) filter->values, attribute->fallback);
}

gboolean
standing_is_for(const Standing *standing, const Requirement *requirement)
{
  if (requirement->from != DAY_NONE && standing->today < requirement->from)
    return FALSE;
  if (requirement->until != DAY_NONE && standing->today > requirement->until)
    return FALSE;
  if (!holds_one_of(standing, (const char *const *) requirement->of.roles))
    return FALSE;
  gint64 school = standing_school(standing, (const char *const *) requirement->of.roles);
  for (guint i = 0; requirement->of.where && i < requirement->of.where->len; i++)
    if (!has_one_of(standing, requirement->of.where->pdata[i], school))
      return FALSE;
  return TRUE;
}

gboolean
standing_asked_of(const Standing *standing, const Requirement *requirement)
{
  if (!standing_is_for(standing, requirement) || places_given_up(standing, requirement))
    return FALSE;
  const Requirement *place =
      requirement->of.place ? scheme_requirement(standing->scheme, requirement->of.place) : NULL;
  if (place && !places_held(standing, place))
    return FALSE;
  for (guint i = 0; requirement->of.lacks && requirement->of.lacks[i]; i++)
    if (award_held(standing->engine->store, standing->person, standing->scheme->id, requirement->of.lacks[i]))
      return FALSE;
  return !requirement->of.met || standing_met(standing, requirement->of.met, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the roster the other way round: from who covers to who is covered. Writes nothing. */
#include "pass/people/coverage.h"
#include "pass/decide/dates.h"
#include <string.h>

struct Coverage {
  Engine *engine;
  const Scheme *scheme;
  gint64 person;
  gboolean everybody; /* holds a role that covers all of them: so are all sessions */
  gboolean leads;     /* holds a role that covers the value of an attribute: its sessions are theirs */
  GArray *people;     /* of gint64, without the person */
  GArray *near; /* of gint64: the person, and those of their school or assigned to them: what they may choose
                   concerns them */
  GHashTable *seen;   /* the same, as a set of gint64 on the heap */
  GHashTable *chosen; /* gint64 on the heap -> Chosen: of those in `near` who were looked at */
};

GPtrArray *
coverage_roles(Engine *engine, const Scheme *scheme, const char *const *roles, gint64 person)
{
  Day today = clock_today(engine->clock);
  GPtrArray *held = person_roles(engine->store, person, scheme->id);
  for (guint i = held->len; i-- > 0;) {
    const Role *role = held->pdata[i];
    gboolean now = role->since <= today && (role->until == DAY_NONE || role->until >= today);
    if (!now || (roles && !g_strv_contains(roles, role->role)))
      g_ptr_array_remove_index(held, i);
  }
  return held;
}

static void
add_person(Coverage *coverage, gint64 person)
{
  if (person != coverage->person && g_hash_table_add(coverage->seen, g_memdup2(&person, sizeof person)))
    g_array_append_val(coverage->people, person);
}

static void
add_near(Coverage *coverage, gint64 person)
{
  add_person(coverage, person);
  g_array_append_val(coverage->near, person);
}

/* Everybody in the scheme with one of the values that the person has of @attribute. */
static void
add_of_attribute(Coverage *coverage, const char *attribute)
{
  Store *store = coverage->engine->store;
  const Scheme *scheme = coverage->scheme;
  Day today = clock_today(coverage->engine->clock);
  g_auto(GStrv) values = attribute_get(store, coverage->person, scheme->id, attribute);
  for (guint i = 0; i < scheme->roles->len; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    for (guint j = 0; values[j]; j++) {
      g_autoptr(GPtrArray) holders =
          role_holders(store, scheme->id, role->id, 0, attribute, values[j], today);
      for (guint k = 0; k < holders->len; k++)
        add_person(coverage, ((const Person *) holders->pdata[k])->id);
    }
  }
}

static void
add_of_school(Coverage *coverage, gint64 school)
{
  Day today = clock_today(coverage->engine->clock);
  const Scheme *scheme = coverage->scheme;
  for (guint i = 0; school && i < scheme->roles->len; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    g_autoptr(GPtrArray) holders =
        role_holders(coverage->engine->store, scheme->id, role->id, school, NULL, NULL, today);
    for (guint j = 0; j < holders->len; j++)
      add_near(coverage, ((const Person *) holders->pdata[j])->id);
  }
}

static void
add_assigned(Coverage *coverage, gint64 role)
{
  g_autoptr(GArray) people =
      role_assigned_people(coverage->engine->store, role, clock_today(coverage->engine->clock));
  for (guint i = 0; i < people->len; i++)
    add_near(coverage, g_array_index(people, gint64, i));
}

static void
add_all(Coverage *coverage)
{
  Day today = clock_today(coverage->engine->clock);
  const Scheme *scheme = coverage->scheme;
  for (guint i = 0; i < scheme->roles->len; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    g_autoptr(GPtrArray) holders =
        role_holders(coverage->engine->store, scheme->id, role->id, 0, NULL, NULL, today);
    for (guint j = 0; j < holders->len; j++)
      add_person(coverage, ((const Person *) holders->pdata[j])->id);
  }
}

static void
add_role(Coverage *coverage, const Role *role)
{
  const SchemeRole *about = scheme_role(coverage->scheme, role->role);
  switch (about ? about->covers : COVERS_NOTHING) {
  case COVERS_NOTHING: break;
  case COVERS_ALL:
    coverage->everybody = TRUE;
    add_all(coverage);
    break;
  case COVERS_SCHOOL: add_of_school(coverage, role->school); break;
  case COVERS_ASSIGNED: add_assigned(coverage, role->id); break;
  case COVERS_ATTRIBUTE:
    coverage->leads = TRUE;
    add_of_attribute(coverage, about->attribute);
    break;
  }
}

Coverage *
coverage_new(Engine *engine, const Scheme *scheme, const char *const *roles, gint64 person)
{
  Coverage *coverage = g_new0(Coverage, 1);
  coverage->engine = engine;
  coverage->scheme = scheme;
  coverage->person = person;
  coverage->people = g_array_new(FALSE, FALSE, sizeof(gint64));
  coverage->near = g_array_new(FALSE, FALSE, sizeof(gint64));
  coverage->seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  coverage->chosen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) chosen_free);
  g_autoptr(GPtrArray) held = coverage_roles(engine, scheme, roles, person);
  for (guint i = 0; i < held->len; i++)
    add_role(coverage, held->pdata[i]);
  g_array_append_val(coverage->near, person);
  return coverage;
}

void
coverage_free(Coverage *coverage)
{
  if (!coverage)
    return;
  g_array_unref(coverage->people);
  g_array_unref(coverage->near);
  g_hash_table_unref(coverage->seen);
  g_hash_table_unref(coverage->chosen);
  g_free(coverage);
}

const GArray *
coverage_people(const Coverage *coverage)
{
  return coverage->people;
}

static gboolean
may_choose(const Coverage *coverage, const SchemeEvent *event, const Session *session, gint64 person)
{
  if (!session_open_to(coverage->engine, session, person))
    return FALSE;
  const char *const *roles = event ? (const char *const *) event->roles : NULL;
  g_autoptr(GPtrArray) held = coverage_roles(coverage->engine, coverage->scheme, roles, person);
  return held->len > 0;
}

static const Chosen *
chosen_by(const Coverage *coverage, gint64 person)
{
  Chosen *chosen = g_hash_table_lookup(coverage->chosen, &person);
  if (!chosen) {
    chosen = chosen_new(coverage->engine, coverage->scheme, person);
    g_hash_table_insert(coverage->chosen, g_memdup2(&person, sizeof person), chosen);
  }
  return chosen;
}

Concern
coverage_concern(const Coverage *coverage, const Session *session, const GPtrArray *sessions)
{
  const SchemeEvent *event = scheme_event(coverage->scheme, session->event);
  Concern concern = { FALSE, may_choose(coverage, event, session, coverage->person), CHOSEN_OPEN,
                      INSTANT_NONE };
  if (concern.own)
    concern.choice = chosen_as(chosen_by(coverage, coverage->person), session, sessions, &concern.since);
  concern.concerns = coverage->everybody || (concern.own && concern.choice != CHOSEN_NOT) ||
                     (coverage->leads && session_open_to(coverage->engine, session, coverage->person));
  for (guint i = 0; !concern.concerns && i < coverage->near->len; i++) {
    gint64 near = g_array_index(coverage->near, gint64, i);
    Instant since;
    concern.concerns = near != coverage->person && may_choose(coverage, event, session, near) &&
                       chosen_as(chosen_by(coverage, near), session, sessions, &since) != CHOSEN_NOT;
  }
  return concern;
}

gboolean
coverage_concerns(const Coverage *coverage, const Session *session)
{
  g_autoptr(GPtrArray) sessions =
      sessions_list(coverage->engine->store, session->year, session->scheme, session->event, session->term);
  return coverage_concern(coverage, session, sessions).concerns;
}

GPtrArray *
coverage_holders(Engine *engine, const Scheme *scheme, const char *role, gint64 person)
{
  const SchemeRole *about = scheme_role(scheme, role);
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify) person_free);
  g_autoptr(GPtrArray) held = person_roles(engine->store, person, scheme->id);
  g_autoptr(GHashTable) asked = g_hash_table_new(g_int64_hash, g_int64_equal);
  if (!about || about->covers == COVERS_NOTHING)
    return all;
  for (guint i = 0; i < held->len; i++) {
    const Role *one = held->pdata[i];
    if (g_hash_table_add(asked, (gpointer) &one->school))
      g_ptr_array_extend_and_steal(all, engine_holders(engine, scheme, role, person, one->school));
  }
  return all;
}

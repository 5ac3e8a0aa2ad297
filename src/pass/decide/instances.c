/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins what the scheme knows of instances with what lies between people. Makes no obligation. */
#include "pass/decide/instances.h"
#include "pass/decide/actions.h"
#include "pass/people/coverage.h"
#include "pass/people/placements.h"
#include <string.h>

/* Between role and person, in an instance: "mentor@42". */
#define OF_PERSON '@'

gint64
instance_person(const char *instance)
{
  const char *at = strrchr(instance, OF_PERSON);
  return at ? g_ascii_strtoll(at + 1, NULL, 10) : 0;
}

/* Between the word and the school: "school#12". */
#define OF_SCHOOL '#'

gint64
instance_school(const char *instance)
{
  const char *at = strrchr(instance, OF_SCHOOL);
  return at ? g_ascii_strtoll(at + 1, NULL, 10) : 0;
}

/* Each school at which the person holds a role that is asked. */
static void
add_schools(const Standing *standing, const Requirement *requirement, GStrvBuilder *instances)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < standing->roles->len; i++) {
    const Role *role = standing->roles->pdata[i];
    gboolean now =
        role->since <= standing->today && (role->until == DAY_NONE || role->until >= standing->today);
    if (!now || !role->school || !g_strv_contains((const char *const *) requirement->of.roles, role->role) ||
        !g_hash_table_add(seen, (gpointer) &role->school))
      continue;
    g_autofree char *instance = g_strdup_printf("school%c%" G_GINT64_FORMAT, OF_SCHOOL, role->school);
    g_strv_builder_add(instances, instance);
  }
}

/* Each once, and never the person themselves. */
static void
add_person(GArray *people, gint64 person, gint64 but)
{
  for (guint i = 0; i < people->len; i++)
    if (g_array_index(people, gint64, i) == person)
      return;
  if (person != but)
    g_array_append_val(people, person);
}

/* Those who share a placement of this year with the person. */
static void
add_of_placements(const Standing *standing, const char *role, GArray *people)
{
  for (guint i = 0; i < standing->placements->len; i++) {
    const Placement *one = standing->placements->pdata[i];
    if (one->last < standing->year->starts || one->first > standing->year->ends)
      continue;
    g_autoptr(GArray) holders =
        placement_holders(standing->engine, standing->scheme, one, role, standing->person);
    for (guint j = 0; j < holders->len; j++)
      add_person(people, g_array_index(holders, gint64, j), standing->person);
  }
}

/* Those whom the person covers, in a role that is asked. */
static void
add_covered(const Standing *standing, const Requirement *requirement, const char *role, GArray *people)
{
  const char *const wanted[] = { role, NULL };
  g_autoptr(Coverage) coverage = coverage_new(standing->engine, standing->scheme,
                                              (const char *const *) requirement->of.roles, standing->person);
  const GArray *covered = coverage_people(coverage);
  for (guint i = 0; i < covered->len; i++) {
    gint64 one = g_array_index(covered, gint64, i);
    g_autoptr(GPtrArray) held = coverage_roles(standing->engine, standing->scheme, wanted, one);
    if (held->len)
      add_person(people, one, standing->person);
  }
}

/* Those who cover the person, at a school of theirs. */
static void
add_covering(const Standing *standing, const char *role, GArray *people)
{
  const SchemeRole *kind = scheme_role(standing->scheme, role);
  if (!kind || kind->covers == COVERS_NOTHING)
    return;
  g_autoptr(GPtrArray) holders = coverage_holders(standing->engine, standing->scheme, role, standing->person);
  for (guint i = 0; i < holders->len; i++)
    add_person(people, ((const Person *) holders->pdata[i])->id, standing->person);
}

static void
add_holders(const Standing *standing, const Requirement *requirement, const char *role,
            GStrvBuilder *instances)
{
  g_autoptr(GArray) people = g_array_new(FALSE, FALSE, sizeof(gint64));
  add_of_placements(standing, role, people);
  add_covered(standing, requirement, role, people);
  add_covering(standing, role, people);
  for (guint i = 0; i < people->len; i++) {
    g_autofree char *instance =
        g_strdup_printf("%s%c%" G_GINT64_FORMAT, role, OF_PERSON, g_array_index(people, gint64, i));
    g_strv_builder_add(instances, instance);
  }
}

GStrv
instances_of(const Standing *standing, const Requirement *requirement)
{
  g_autoptr(GStrvBuilder) instances = g_strv_builder_new();
  g_auto(GStrv) of_year = requirement_instances(standing->scheme, requirement, standing->year);
  g_strv_builder_addv(instances, (const char **) of_year);
  for (guint i = 0; requirement->for_each && requirement->for_each[i]; i++) {
    const char *each = requirement->for_each[i];
    const SchemeEvent *event = repeats_event(standing->scheme, each);
    const char *kind;
    if (repeats_action(each, &kind))
      actions_add_instances(standing, kind, instances);
    else if (!strcmp(each, "school"))
      add_schools(standing, requirement, instances);
    else if (event)
      placements_add_instances(standing, requirement, event, instances);
    else if (repeats_role(standing->scheme, each))
      add_holders(standing, requirement, each, instances);
  }
  return g_strv_builder_end(instances);
}

static char *
placement_words(Engine *engine, const Placement *placement)
{
  g_autoptr(School) school = placement->school ? school_get(engine->store, placement->school) : NULL;
  g_autoptr(Person) trainee = placement->trainee ? person_get(engine->store, placement->trainee) : NULL;
  g_autofree char *first = day_words(placement->first), *last = day_words(placement->last);
  return g_strdup_printf("%s%s%s, %s to %s", trainee ? trainee->name : "", school ? ", " : "",
                         school ? school->name : "", first, last);
}

char *
instance_words(Engine *engine, const Obligation *obligation)
{
  Store *store = engine->store;
  gint64 person_id = instance_person(obligation->instance), school_id = instance_school(obligation->instance);
  g_autoptr(Action) action = action_of(store, obligation);
  g_autoptr(Placement) placement = placement_by_key(store, obligation->scheme, obligation->instance);
  g_autoptr(Person) person = person_id ? person_get(store, person_id) : NULL;
  g_autoptr(School) school = school_id ? school_get(store, school_id) : NULL;
  const char *dot = strrchr(obligation->instance, '.');
  return action      ? g_strdup(action->words)
         : placement ? placement_words(engine, placement)
         : person    ? g_strdup(person->name)
         : school    ? g_strdup(school->name)
                     : g_strdup(dot ? dot + 1 : obligation->instance);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks through a scheme's rules for the roles that are told of others. Knows no role by its name. */
#include "pass/people/hearers.h"
#include <string.h>

static gboolean
ladder_names(const Requirement *requirement, const char *role)
{
  if (!g_strcmp0(requirement->cc, role))
    return TRUE;
  for (guint i = 0; requirement->remind && i < requirement->remind->len; i++) {
    const Rung *rung = requirement->remind->pdata[i];
    if (!g_strcmp0(rung->cc, role) || !g_strcmp0(rung->to, role))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_told(const Scheme *scheme, const SchemeRole *role)
{
  if (role->covers == COVERS_NOTHING)
    return FALSE;
  for (guint i = 0; i < scheme->requirements->len; i++)
    if (ladder_names(scheme->requirements->pdata[i], role->id))
      return TRUE;
  for (guint i = 0; i < scheme->forms->len; i++)
    if (!g_strcmp0(((const SchemeForm *) scheme->forms->pdata[i])->to, role->id))
      return TRUE;
  return FALSE;
}

gboolean
hearers_has(Engine *engine, gint64 person)
{
  g_autoptr(GPtrArray) held = person_roles(engine->store, person, NULL);
  Day today = clock_today(engine->clock);
  for (guint i = 0; i < held->len; i++) {
    const Role *one = held->pdata[i];
    const Scheme *scheme = schemes_find(engine->site->schemes, one->scheme);
    const SchemeRole *role = scheme ? scheme_role(scheme, one->role) : NULL;
    if (role && one->since <= today && (one->until == DAY_NONE || one->until >= today) &&
        is_told(scheme, role))
      return TRUE;
  }
  return FALSE;
}

/* Holders of @role for @person to whom mail can go; empty: none. */
static GPtrArray *
reachable(Engine *engine, const Scheme *scheme, const SchemeRole *role, gint64 person)
{
  gint64 school = engine_school(engine, scheme, person, NULL);
  GPtrArray *holders = engine_holders(engine, scheme, role->id, person, school);
  for (guint i = holders->len; i-- > 0;)
    if (!person_can_be_written_to(engine->store, ((Person *) holders->pdata[i])->id))
      g_ptr_array_remove_index(holders, i);
  return holders;
}

/* How likely it is that a holder knows: 0 best; -1 not at all. */
static int
rank(const Scheme *scheme, const SchemeRole *role)
{
  gboolean told = is_told(scheme, role);
  if (role->covers == COVERS_SCHOOL)
    return told ? 0 : 1;
  return told && role->covers != COVERS_ALL ? 2 : -1;
}

GPtrArray *
hearers_of(Engine *engine, gint64 person, const Scheme **scheme)
{
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (int wanted = 0; wanted < 3; wanted++)
    for (guint i = 0; i < schemes->len; i++) {
      *scheme = schemes->pdata[i];
      g_autoptr(GPtrArray) own = person_roles(engine->store, person, (*scheme)->id);
      for (guint j = 0; own->len && j < (*scheme)->roles->len; j++) {
        const SchemeRole *role = (*scheme)->roles->pdata[j];
        if (rank(*scheme, role) != wanted)
          continue;
        g_autoptr(GPtrArray) found = reachable(engine, *scheme, role, person);
        if (found->len)
          return g_steal_pointer(&found);
      }
    }
  *scheme = NULL;
  return g_ptr_array_new_with_free_func((GDestroyNotify) person_free);
}

gboolean
hearers_get_digests(const Scheme *scheme, const char *role)
{
  const SchemeRole *about = scheme_role(scheme, role);
  if (!about || about->covers == COVERS_NOTHING)
    return FALSE;
  for (guint i = 0; i < scheme->forms->len; i++)
    if (!g_strcmp0(((const SchemeForm *) scheme->forms->pdata[i])->to, role))
      return TRUE;
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *requirement = scheme->requirements->pdata[i];
    for (guint j = 0; requirement->remind && j < requirement->remind->len; j++) {
      const Rung *rung = requirement->remind->pdata[j];
      if (rung->digest && !g_strcmp0(rung->to, role))
        return TRUE;
    }
  }
  return FALSE;
}

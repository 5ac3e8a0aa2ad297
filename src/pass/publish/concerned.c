/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks the people whose files a change may show in. Writes no file. */
#include "pass/publish/concerned.h"
#include "pass/people/coverage.h"
#include "store/unpublished.h"

typedef struct {
  Unpublished whose; /* who changed */
  gboolean every;    /* everyone in a role that covers by more than the school was found already */
} Change;

static void
mark_all(Store *store, GPtrArray *people /* owned */)
{
  for (guint i = 0; i < people->len; i++)
    unpublished_add(store, ((const Person *) people->pdata[i])->id);
  g_ptr_array_unref(people);
}

/* Who covered a person before is known of schools alone, for a role that ended stays. Of the rest, which are
 * few, each is marked. */
static void
mark_role(Engine *engine, const Scheme *scheme, const SchemeRole *role, const Change *change)
{
  gboolean all = change->whose.reach == REACH_BEFORE && role->covers != COVERS_SCHOOL;
  if (!all)
    mark_all(engine->store, coverage_holders(engine, scheme, role->id, change->whose.person));
  else if (!change->every)
    mark_all(engine->store,
             role_holders(engine->store, scheme->id, role->id, 0, NULL, NULL, clock_today(engine->clock)));
}

static void
mark_roles(Engine *engine, const Change *change)
{
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->roles->len; j++) {
      const SchemeRole *role = scheme->roles->pdata[j];
      if (role->covers != COVERS_NOTHING)
        mark_role(engine, scheme, role, change);
    }
  }
}

void
concerned_mark_day(Engine *engine)
{
  const GPtrArray *schemes = engine->site->schemes->schemes;
  Day today = clock_today(engine->clock);
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->roles->len; j++) {
      const SchemeRole *role = scheme->roles->pdata[j];
      if (role->covers != COVERS_NOTHING)
        mark_all(engine->store, role_holders(engine->store, scheme->id, role->id, 0, NULL, NULL, today));
    }
  }
}

void
concerned_mark(Engine *engine, const GArray *people)
{
  gboolean every = FALSE;
  for (guint i = 0; i < people->len; i++) {
    Change change = { g_array_index(people, Unpublished, i), every };
    if (change.whose.reach == REACH_SELF)
      continue;
    mark_roles(engine, &change);
    every = every || change.whose.reach == REACH_BEFORE;
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for one person for each rule. Looks at everybody on the roster: for `check`, not for a pass. */
#include "pass/decide/audience.h"
#include "pass/decide/standing.h"

/* Takes out of @left what is asked of @person. */
static void
strike_out(Engine *engine, const Scheme *scheme, gint64 person, GPtrArray *left)
{
  g_autoptr(Standing) standing = standing_new(engine, scheme, engine_year(engine), person);
  for (guint i = left->len; i-- > 0;)
    if (standing_is_for(standing, left->pdata[i]))
      g_ptr_array_remove_index(left, i);
}

static gboolean
is_in_force(const Requirement *requirement, Day today)
{
  return (requirement->from == DAY_NONE || requirement->from <= today) &&
         (requirement->until == DAY_NONE || today <= requirement->until);
}

static void
look_at(Engine *engine, const Scheme *scheme, const GPtrArray *people, GPtrArray *lines)
{
  g_autoptr(GPtrArray) left = g_ptr_array_new(); /* of Requirement, borrowed */
  for (guint i = 0; i < scheme->requirements->len; i++)
    if (is_in_force(scheme->requirements->pdata[i], clock_today(engine->clock)))
      g_ptr_array_add(left, scheme->requirements->pdata[i]);
  for (guint i = 0; left->len && i < people->len; i++)
    strike_out(engine, scheme, ((const Person *) people->pdata[i])->id, left);
  for (guint i = 0; i < left->len; i++)
    g_ptr_array_add(lines, g_strdup_printf("%s/%s is for nobody on the roster: nothing is sent for it",
                                           scheme->id, ((const Requirement *) left->pdata[i])->id));
}

GPtrArray *
audience_missing(Engine *engine)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) people = people_all(engine->store);
  for (guint i = 0; people->len && engine_year(engine) && i < engine->site->schemes->schemes->len; i++)
    look_at(engine, engine->site->schemes->schemes->pdata[i], people, lines);
  return lines;
}

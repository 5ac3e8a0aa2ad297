/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which obligations a form may answer, and who may send it for whom. Looks at no document. */
#include "pass/match.h"
#include <string.h>

gboolean
match_asks(const Engine *engine, const Obligation *obligation, const SchemeForm *form)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  return requirement && requirement->evidence->kind == EVIDENCE_RETURN && form &&
         g_strv_contains((const char *const *) requirement->evidence->ids, form->id);
}

gboolean
match_covers(Engine *engine, gint64 person, const Obligation *obligation)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  for (guint i = 0; scheme && i < scheme->roles->len; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    g_autoptr(GPtrArray) holders =
        role->covers == COVERS_NOTHING
            ? g_ptr_array_new()
            : engine_holders(engine, scheme, role->id, obligation->person, obligation->school);
    for (guint j = 0; j < holders->len; j++)
      if (((Person *) holders->pdata[j])->id == person)
        return TRUE;
  }
  return FALSE;
}

gboolean
match_is_open(const Obligation *obligation)
{
  return obligation->state == STATE_OPEN || obligation->state == STATE_OVERDUE ||
         obligation->state == STATE_ANSWERED;
}

gboolean
match_is_of_this_year(Engine *engine, const Obligation *obligation)
{
  const Year *year = engine_year(engine);
  return !year || !strcmp(obligation->year, year->id);
}

/* How well it fits before others that ask for the same form: this year's before earlier ones, open before
 * met. */
static int
fitness(Engine *engine, const Obligation *obligation)
{
  if (!match_is_open(obligation) && obligation->state != STATE_MET)
    return 0;
  return 1 + 4 * match_is_of_this_year(engine, obligation) + 2 * match_is_open(obligation);
}

GPtrArray *
match_candidates(Engine *engine, gint64 person, const Recognised *form)
{
  g_autoptr(GPtrArray) all = obligations_of_person(engine->store, person, NULL);
  GPtrArray *best = g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  int height = 1;
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    int fits = strcmp(one->scheme, form->scheme->id) || !match_asks(engine, one, form->form)
                   ? 0
                   : fitness(engine, one);
    if (fits < height)
      continue;
    if (fits > height)
      g_ptr_array_set_size(best, 0);
    height = fits;
    const Obligation *first = best->len ? best->pdata[0] : NULL;
    gboolean later = first && one->opened > first->opened;
    g_ptr_array_insert(best, later || !first ? 0 : -1, obligation_get(engine->store, one->id));
  }
  return best;
}

Obligation *
match_own(Engine *engine, gint64 person, const Recognised *form)
{
  g_autoptr(GPtrArray) best = match_candidates(engine, person, form);
  return best->len ? obligation_get(engine->store, ((Obligation *) best->pdata[0])->id) : NULL;
}

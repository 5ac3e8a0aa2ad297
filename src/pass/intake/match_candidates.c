/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which obligations a form may answer, and who may send it for whom. Looks at no document. */
#include "base/ref.h"
#include "pass/intake/match.h"
#include <string.h>

gboolean
match_asks(const Engine *engine, const Obligation *obligation, const SchemeForm *form)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  if (!requirement || !form)
    return FALSE;
  if (requirement->evidence->kind == EVIDENCE_LOG)
    return requirement_form(scheme, requirement) == form;
  return requirement->evidence->kind == EVIDENCE_RETURN &&
         g_strv_contains((const char *const *) requirement->evidence->ids, form->id) &&
         scheme_form(scheme, form->id) == form; /* another scheme may have one of the same id */
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

gboolean
match_asks_of_one(const SchemeForm *form, gpointer asked_of)
{
  const AskedOf *of = asked_of;
  return match_asks(of->engine, of->obligation, form);
}

/* Several obligations that may ask for a form. */
typedef struct {
  const Engine *engine;
  const GPtrArray *obligations;
} AskedOfSeveral;

static gboolean
asks_of_several(const SchemeForm *form, gpointer asked_of)
{
  const AskedOfSeveral *of = asked_of;
  for (guint i = 0; i < of->obligations->len; i++)
    if (match_asks(of->engine, of->obligations->pdata[i], form))
      return TRUE;
  return FALSE;
}

static GPtrArray *
open_obligations(const Inbound *inbound)
{
  const Person *sender = inbound_sender(inbound);
  GPtrArray *open = sender ? obligations_of_person(inbound->engine->store, sender->id, NULL)
                           : g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  for (guint i = open->len; i-- > 0;)
    if (!match_is_open(open->pdata[i]))
      g_ptr_array_remove_index(open, i);
  return open;
}

Recognised
match_recognise(const Inbound *inbound, const ReadingDocument *document, const GPtrArray *thread)
{
  const Engine *engine = inbound->engine;
  const char *property = g_hash_table_lookup(document->properties, "mentord-ref");
  g_autofree char *ref = property ? ref_parse(property) : NULL;
  g_autoptr(Obligation) named = ref ? obligation_by_ref(engine->store, ref) : NULL;
  if (named)
    return form_recognise(engine->site->schemes, document, match_asks_of_one, &(AskedOf){ engine, named });
  g_autoptr(GPtrArray) open = thread->len ? NULL : open_obligations(inbound);
  return form_recognise(engine->site->schemes, document, asks_of_several,
                        &(AskedOfSeveral){ engine, open ? open : thread });
}

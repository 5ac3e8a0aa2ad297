/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads how far somebody is with an award. Grants nothing and answers nobody. */
#include "pass/decide/entitlement.h"
#include "store/obligations.h"
#include <string.h>

static void
part_free(gpointer data)
{
  EntitlementPart *part = data;
  g_free(part->words);
  g_free(part);
}

void
entitlement_free(Entitlement *entitlement)
{
  if (!entitlement)
    return;
  award_free(entitlement->award);
  g_ptr_array_unref(entitlement->parts);
  ledger_free(entitlement->ledger);
  g_free(entitlement);
}

static gboolean
is_done(const Obligation *obligation)
{
  return obligation->state == STATE_MET || obligation->state == STATE_WAIVED;
}

/* What @requirement asks of the person: one part for all its instances. FALSE: nothing. */
static gboolean
add_part(GPtrArray *parts, const Requirement *requirement, const GPtrArray *obligations)
{
  EntitlementPart part = { requirement->title, NULL, TRUE };
  gboolean asked = FALSE;
  for (guint i = 0; i < obligations->len; i++) {
    const Obligation *one = obligations->pdata[i];
    if (strcmp(one->requirement, requirement->id) || one->state == STATE_ENDED)
      continue;
    asked = TRUE;
    if (!part.met)
      continue;
    part.met = is_done(one);
    g_free(part.words);
    part.words = g_strdup(part.met && one->evidence ? one->evidence : part.met ? "waived" : "not on record");
  }
  if (asked)
    g_ptr_array_add(parts, g_memdup2(&part, sizeof part));
  return asked;
}

static guint
missing_of(const GPtrArray *parts)
{
  guint missing = 0;
  for (guint i = 0; i < parts->len; i++)
    missing += !((const EntitlementPart *) parts->pdata[i])->met;
  return missing;
}

/* NULL: one of them is not asked of this person, so the bundle is not theirs. */
static GPtrArray *
parts_of(const Scheme *scheme, const char *const *names, const GPtrArray *obligations)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(part_free);
  for (guint i = 0; names && names[i]; i++)
    if (!add_part(parts, scheme_requirement(scheme, names[i]), obligations))
      return NULL;
  return g_steal_pointer(&parts);
}

static gint
missing_first(gconstpointer a, gconstpointer b)
{
  return (*(EntitlementPart *const *) a)->met - (*(EntitlementPart *const *) b)->met;
}

/* All of `when`, and of the bundles the one that is nearest. */
static void
gather(Entitlement *entitlement, const Scheme *scheme, const SchemeAward *rule, const GPtrArray *obligations)
{
  g_autoptr(GPtrArray) best = NULL;
  GPtrArray *all = parts_of(scheme, (const char *const *) rule->when, obligations);
  for (guint i = 0; rule->any && i < rule->any->len; i++) {
    g_autoptr(GPtrArray) bundle = parts_of(scheme, rule->any->pdata[i], obligations);
    if (!bundle || (best && missing_of(best) <= missing_of(bundle)))
      continue;
    g_clear_pointer(&best, g_ptr_array_unref);
    best = g_steal_pointer(&bundle);
  }
  entitlement->asked = all && (best || !rule->any);
  entitlement->parts = all ? all : g_ptr_array_new_with_free_func(part_free);
  if (best)
    g_ptr_array_extend_and_steal(entitlement->parts, g_steal_pointer(&best));
  g_ptr_array_sort(entitlement->parts, missing_first);
  entitlement->missing = missing_of(entitlement->parts);
}

static Award *
earned(Engine *engine, const Scheme *scheme, const SchemeAward *rule, const Year *year, gint64 person)
{
  g_autoptr(GPtrArray) all = awards_of(engine->store, person);
  for (guint i = 0; i < all->len; i++) {
    const Award *one = all->pdata[i];
    if (!strcmp(one->scheme, scheme->id) && !strcmp(one->award, rule->id) && !strcmp(one->year, year->id))
      return award_get(engine->store, one->id);
  }
  return NULL;
}

Entitlement *
entitlement_new(Engine *engine, const Scheme *scheme, const SchemeAward *rule, const Year *year,
                gint64 person, Day day)
{
  g_autoptr(GPtrArray) obligations = obligations_of_person(engine->store, person, year->id);
  for (guint i = obligations->len; i-- > 0;)
    if (strcmp(((const Obligation *) obligations->pdata[i])->scheme, scheme->id))
      g_ptr_array_remove_index(obligations, i);
  Entitlement *entitlement = g_new0(Entitlement, 1);
  gather(entitlement, scheme, rule, obligations);
  entitlement->award = earned(engine, scheme, rule, year, person);
  entitlement->ledger = ledger_new(engine, scheme, person, year->starts, year->ends);
  if (entitlement->award)
    day = clock_day(engine->clock, entitlement->award->issued);
  const Allowance *allowance = award_allowance(rule, CLAMP(day, year->starts, year->ends));
  Instant begins = clock_instant(engine->clock, year->starts, 0);
  entitlement->refresher = allowance && allowance->refresher &&
                           award_held_before(engine->store, person, scheme->id, rule->id, year->id, begins);
  if (allowance)
    entitlement->allowance = entitlement->refresher ? allowance->refresher : allowance->hours;
  return entitlement;
}

char *
entitlement_missing(const Entitlement *entitlement)
{
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < entitlement->parts->len; i++) {
    const EntitlementPart *part = entitlement->parts->pdata[i];
    if (!part->met)
      g_string_append_printf(words, "%s%s", words->len ? "; " : "", part->title);
  }
  return g_strdup(words->str);
}

char *
entitlement_hours(const Entitlement *entitlement)
{
  const Ledger *ledger = entitlement->ledger;
  g_autoptr(GString) words = g_string_new(NULL);
  g_string_append_printf(words, "%g hour%s on record", ledger->hours, ledger->hours == 1 ? "" : "s");
  if (ledger->unstated)
    g_string_append_printf(words, ", and %u entr%s whose hours nobody stated", ledger->unstated,
                           ledger->unstated == 1 ? "y" : "ies");
  return g_strdup(words->str);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts what one person has done of what they must. Writes nothing. */
#include "pass/decide/headway.h"
#include "store/facts.h"
#include "store/obligations.h"
#include <string.h>

void
headway_free(Headway *headway)
{
  if (!headway)
    return;
  g_free(headway->last);
  g_free(headway->next);
  g_free(headway);
}

const char *
headway_word(const Headway *headway)
{
  return headway->done == headway->of ? "complete" : headway->last ? headway->last : "listed";
}

/* ", 1 of 2" where an event is to be attended more than once; "" else. */
static char *
half_done(Engine *engine, const Year *year, const Requirement *requirement, const Obligation *obligation)
{
  const Evidence *evidence = requirement->evidence;
  if (evidence->kind != EVIDENCE_ATTEND || evidence->times < 2)
    return g_strdup("");
  g_autoptr(GPtrArray) came = attendance_of(engine->store, obligation->person, obligation->scheme,
                                            evidence->ids[0], year->starts, year->ends);
  return g_strdup_printf(", %u of %d", MIN(came->len, (guint) evidence->times), evidence->times);
}

static char *
title_of(const Requirement *requirement, const Obligation *obligation, const char *half)
{
  const char *dot = strrchr(obligation->instance, '.');
  return g_strdup_printf("%s%s%s%s", requirement->title, *obligation->instance ? ", " : "",
                         dot ? dot + 1 : obligation->instance, half);
}

static void
add_obligation(Headway *headway, Engine *engine, const Year *year, const Requirement *requirement,
               const Obligation *obligation)
{
  headway->of++;
  if (obligation->state == STATE_MET || obligation->state == STATE_WAIVED) {
    headway->done++;
    g_free(headway->last);
    headway->last = title_of(requirement, obligation, "");
  } else if (!headway->next) {
    g_autofree char *half = half_done(engine, year, requirement, obligation);
    headway->next = title_of(requirement, obligation, half);
  }
}

static Headway *
headway_in(Engine *engine, const Scheme *scheme, const Year *year, const GPtrArray *obligations)
{
  Headway *headway = g_new0(Headway, 1);
  headway->scheme = scheme;
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *requirement = scheme->requirements->pdata[i];
    for (guint j = 0; !requirement->optional && j < obligations->len; j++) {
      const Obligation *one = obligations->pdata[j];
      if (!strcmp(one->scheme, scheme->id) && !strcmp(one->requirement, requirement->id) &&
          one->state != STATE_ENDED)
        add_obligation(headway, engine, year, requirement, one);
    }
  }
  return headway;
}

GPtrArray *
headways_of_person(Engine *engine, gint64 person)
{
  const Year *year = engine_year(engine);
  const GPtrArray *schemes = engine->site->schemes->schemes;
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify) headway_free);
  g_autoptr(GPtrArray) obligations = obligations_of_person(engine->store, person, year ? year->id : "");
  for (guint i = 0; year && obligations->len && i < schemes->len; i++) {
    Headway *headway = headway_in(engine, schemes->pdata[i], year, obligations);
    if (headway->of)
      g_ptr_array_add(all, headway);
    else
      headway_free(headway);
  }
  return all;
}

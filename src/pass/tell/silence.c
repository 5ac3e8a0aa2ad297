/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts requests and answers. Tells nobody: outages.c does. */
#include "pass/tell/silence.h"
#include "pass/tell/outages.h"
#include "store/outages.h"
#include "store/silences.h"
#include <string.h>

#define LEAST 10 /* people: fewer may well all be late */
#define WORKING_DAYS 5
#define LOOKED "silence_looked" /* the day of the last look */

static char *
what_of(const Silence *silence)
{
  return g_strdup_printf("%s:%s/%s/%s", OUTAGE_SILENCE, silence->scheme, silence->requirement,
                         silence->instance);
}

/* What is returned by everybody who is asked; what is optional may well be left. */
static const Requirement *
requirement_of(const Engine *engine, const Silence *silence)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, silence->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, silence->requirement) : NULL;
  gboolean wanted = requirement && !requirement->optional && requirement->asked &&
                    requirement->evidence->kind == EVIDENCE_RETURN;
  return wanted ? requirement : NULL;
}

static void
note(Engine *engine, const Silence *silence, const Requirement *requirement, GPtrArray *silent)
{
  g_autofree char *first = day_words(clock_day(engine->clock, silence->first));
  g_autofree char *words = g_strdup_printf(
      "%" G_GINT64_FORMAT
      " people were asked for \"%s\", the first on %s; more than %d working days later not one "
      "has come back",
      silence->asked, requirement->title, first, WORKING_DAYS);
  char *what = what_of(silence);
  outage_note(engine, what, words);
  g_ptr_array_add(silent, what);
}

static void
end_others(Engine *engine, GPtrArray *silent)
{
  g_autoptr(GPtrArray) now = outages_now(engine->store);
  for (guint i = 0; i < now->len; i++) {
    const Outage *one = now->pdata[i];
    if (g_str_has_prefix(one->what, OUTAGE_SILENCE ":") &&
        !g_ptr_array_find_with_equal_func(silent, one->what, g_str_equal, NULL))
      outage_clear(engine, one->what);
  }
}

/* The start of the day that lies so many working days back. */
static Instant
long_ago(Engine *engine)
{
  const WorkCalendar *calendar = engine_calendar(engine, 0);
  return clock_instant(engine->clock, work_calendar_add(calendar, clock_today(engine->clock), -WORKING_DAYS),
                       0);
}

void
silence_watch(Engine *engine)
{
  Day today = clock_today(engine->clock);
  const Year *year = engine_year(engine);
  g_autoptr(GError) fault = NULL;
  if (!year || store_get_int(engine->store, LOOKED, DAY_NONE) == today)
    return;
  g_autoptr(GPtrArray) silent = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) all = silences(engine->store, year->id, LEAST, long_ago(engine));
  for (guint i = 0; i < all->len; i++) {
    const Requirement *requirement = requirement_of(engine, all->pdata[i]);
    if (requirement)
      note(engine, all->pdata[i], requirement, silent);
  }
  end_others(engine, silent);
  store_begin(engine->store);
  store_set_int(engine->store, LOOKED, today);
  if (!store_commit(engine->store, &fault))
    g_debug("the look for silences could not be kept: %s", fault->message);
}

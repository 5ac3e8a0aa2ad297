/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closes obligations that nothing asks any more. Opens none. */
#include "pass/decide/closing.h"
#include "pass/decide/grant.h"
#include "store/cases.h"
#include <string.h>

/* So many days before a year ends, the office hears that the next one has no file. */
#define AHEAD 56

static gboolean
is_closed(const Obligation *obligation)
{
  return obligation->state == STATE_MET || obligation->state == STATE_WAIVED ||
         obligation->state == STATE_ENDED;
}

static void
forget_clock(Obligation *obligation)
{
  obligation->next = INSTANT_NONE;
  g_clear_pointer(&obligation->next_what, g_free);
}

static void
end(Store *store, Obligation *obligation, const char *why)
{
  obligation->state = STATE_ENDED;
  forget_clock(obligation);
  obligation_save(store, obligation);
  journal_add(store, obligation->person, obligation->id, why, "%s: no longer asked", obligation->requirement);
}

void
close_obligation(const Standing *standing, Obligation *obligation, const char *why, gboolean *changed)
{
  Store *store = standing->engine->store;
  const Requirement *requirement = scheme_requirement(standing->scheme, obligation->requirement);
  Proof proof = { FALSE, INSTANT_NONE, NULL };
  if (requirement)
    proof = evidence_prove(standing, requirement->evidence, obligation);
  if (!proof.met) {
    end(store, obligation, why);
    return;
  }
  g_free(obligation->evidence);
  obligation->evidence = proof.words;
  obligation->met = proof.at;
  obligation->state = STATE_MET;
  forget_clock(obligation);
  obligation_save(store, obligation);
  journal_add(store, obligation->person, obligation->id, obligation->evidence, "%s: met",
              obligation->requirement);
  *changed = TRUE;
}

void
closing_wake(Store *store, gint64 id, Instant arrival)
{
  g_autoptr(Obligation) obligation = obligation_get(store, id);
  if (obligation->state != STATE_ENDED)
    return;
  obligation->state = STATE_ANSWERED;
  obligation->answered = arrival;
  obligation_save(store, obligation);
}

/* Whether the year is over. One whose file is gone is, as long as another one is in force. */
static gboolean
is_past(Engine *engine, const Obligation *obligation)
{
  const Year *year = schemes_year_id(engine->site->schemes, obligation->year), *now = engine_year(engine);
  return year ? year->ends < clock_today(engine->clock) : now != NULL;
}

/* One scheme in one year that is over. */
static gboolean
close_year(Engine *engine, const Scheme *scheme, const Year *year, gint64 person, GError **error)
{
  g_autoptr(Standing) standing = standing_new(engine, scheme, year, person);
  g_autofree char *why = g_strdup_printf("the academic year %s is over", year->id);
  gboolean changed = FALSE;
  for (guint i = 0; i < standing->obligations->len; i++)
    if (!is_closed(standing->obligations->pdata[i]))
      close_obligation(standing, standing->obligations->pdata[i], why, &changed);
  return !changed || grant(standing, &changed, error);
}

gboolean
close_past_years(Engine *engine, gint64 person, GError **error)
{
  g_autoptr(GPtrArray) all = obligations_of_person(engine->store, person, NULL);
  g_autoptr(GHashTable) closed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < all->len; i++) {
    Obligation *one = all->pdata[i];
    const Scheme *scheme = schemes_find(engine->site->schemes, one->scheme);
    const Year *year = schemes_year_id(engine->site->schemes, one->year);
    if (is_closed(one) || !is_past(engine, one))
      continue;
    if (!scheme || !year)
      end(engine->store, one, "configuration: its scheme or year is gone");
    else if (g_hash_table_add(closed, g_strdup_printf("%s %s", scheme->id, year->id)) &&
             !close_year(engine, scheme, year, person, error))
      return FALSE;
  }
  return TRUE;
}

/* The last day on which a year that has a file is in force; DAY_NONE: there is none. */
static Day
last_day(const Schemes *schemes, const char **id)
{
  Day last = DAY_NONE;
  for (guint i = 0; i < schemes->years->len; i++) {
    const Year *year = schemes->years->pdata[i];
    if (last == DAY_NONE || year->ends > last) {
      last = year->ends;
      *id = year->id;
    }
  }
  return last;
}

char *
closing_warning(Engine *engine)
{
  const char *id = NULL;
  Day today = clock_today(engine->clock), last = last_day(engine->site->schemes, &id);
  g_autofree char *day = last == DAY_NONE ? NULL : day_words(last);
  if (last == DAY_NONE)
    return g_strdup("no academic year is named under \"years\": nothing is asked of anybody");
  if (today > last)
    return g_strdup_printf(
        "the academic year %s ended on %s and there is no file of the next: NOTHING IS ASKED OF "
        "ANYBODY until one is named under \"years\"",
        id, day);
  if (last - today > AHEAD)
    return NULL;
  return g_strdup_printf("the academic year %s ends on %s, and no file of the next is named under \"years\": "
                         "without one nothing is asked of anybody after that day",
                         id, day);
}

gboolean
closing_watch(Engine *engine, GError **error)
{
  g_autofree char *words = closing_warning(engine), *told = store_get(engine->store, "years_told");
  gboolean stopped = words && !engine_year(engine);
  if (stopped)
    g_warning("%s", words);
  if (!words || !g_strcmp0(words, told))
    return TRUE;
  Case c = { .document = -1, .kind = (char *) "year", .question = words, .detail = (char *) "{}" };
  store_begin(engine->store);
  case_open(engine->store, &c);
  store_set(engine->store, "years_told", words);
  return store_commit(engine->store, error);
}

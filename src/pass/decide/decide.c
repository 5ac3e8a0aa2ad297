/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decides for one person after the other: what is asked of them, how it stands, which awards follow. Does not
 * fetch, does not send. */
#include "pass/decide/decide.h"
#include "base/fault.h"
#include "pass/approve/approvals.h"
#include "pass/calendar/invitations.h"
#include "pass/decide/ask.h"
#include "pass/decide/chase.h"
#include "pass/decide/closing.h"
#include "pass/decide/dates.h"
#include "pass/decide/grant.h"
#include "pass/decide/held.h"
#include "pass/decide/instances.h"
#include "pass/decide/overtaken.h"
#include "pass/decide/places.h"
#include "pass/decide/provision.h"
#include "pass/decide/rules.h"
#include "pass/people/apart.h"
#include "pass/people/placements.h"
#include "pass/people/readdress.h"
#include "pass/people/succession.h"
#include "pass/tell/brake.h"
#include "pass/tell/changes.h"
#include "pass/tell/digest.h"
#include "pass/tell/notices.h"
#include "pass/tell/report_mail.h"
#include "pass/tell/weekly.h"
#include "store/outbox.h"
#include <string.h>

/* So many people are decided in one transaction. */
#define BATCH 100
/* A requirement may wait for another, that for a third: so many rounds settle any chain that `check` lets
 * pass. */
#define ROUNDS 8

/* Why @one is asked no more: its rule is over, or it is no longer for this person. g_free. */
static char *
end_words(const Standing *standing, const Obligation *one)
{
  const Requirement *requirement = scheme_requirement(standing->scheme, one->requirement);
  if (!requirement || requirement->until == DAY_NONE || requirement->until >= standing->today)
    return g_strdup("roster");
  g_autofree char *until = day_words(requirement->until);
  return g_strdup_printf("the rule was in force until %s", until);
}

/* Obligations that are no longer asked: the role ended, the attribute changed, the rule is out of force.
 * History stays. */
static void
end_others(const Standing *standing, GHashTable *asked, gboolean *changed)
{
  for (guint i = 0; i < standing->obligations->len; i++) {
    Obligation *one = standing->obligations->pdata[i];
    if (g_hash_table_contains(asked, one) || one->state == STATE_MET || one->state == STATE_WAIVED ||
        one->state == STATE_ENDED)
      continue;
    g_autofree char *why = end_words(standing, one);
    close_obligation(standing, one, why, changed);
  }
}

/* Whether the colleagues' make-up is due hangs on the school's list of who came: they may have been decided
 * before it stood. C1.17 */
static void
decide_colleagues(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  const SchemeForm *form = requirement_form(standing->scheme, requirement);
  if (!form || form->records != RECORDS_ATTENDANCE || !obligation->school)
    return;
  g_autoptr(GPtrArray) people =
      school_people(standing->engine->store, standing->scheme->id, obligation->school, NULL, standing->today);
  for (guint i = 0; i < people->len; i++)
    dirty_add(standing->engine->store, ((Person *) people->pdata[i])->id);
}

static void
settle_requirement(Standing *standing, const Requirement *requirement, GHashTable *asked, GArray *asks,
                   gboolean *changed)
{
  if (requirement->places)
    places_ask(standing, requirement);
  g_auto(GStrv) instances = instances_of(standing, requirement);
  gint64 school = standing_school(standing, (const char *const *) requirement->of.roles);
  for (guint i = 0; instances[i]; i++) {
    Obligation *obligation = standing_obligation(standing, requirement->id, instances[i]);
    if (!obligation && !succession_asks(standing, requirement, instances[i]))
      continue;
    if (!obligation) {
      obligation = obligation_ensure(standing->engine->store, standing->scheme->id, requirement->id,
                                     instances[i], standing->year->id, standing->person, school);
      if (!obligation)
        return; /* the store failed: the commit will say so */
      g_ptr_array_add(standing->obligations, obligation);
      *changed = TRUE;
    }
    g_hash_table_add(asked, obligation);
    State before = obligation->state;
    settle(standing, requirement, obligation, asks, changed);
    if (before != obligation->state && (before == STATE_MET || obligation->state == STATE_MET))
      decide_colleagues(standing, requirement, obligation);
  }
}

/* One round over all requirements. @asks is filled anew: a rung named in an earlier round may be met by now.
 */
static gboolean
settle_all(Standing *standing, GArray *asks, gboolean *changed, GError **error)
{
  g_autoptr(GHashTable) asked = g_hash_table_new(NULL, NULL);
  g_array_set_size(asks, 0);
  for (guint i = 0; i < standing->scheme->requirements->len; i++) {
    const Requirement *requirement = standing->scheme->requirements->pdata[i];
    if (standing_asked_of(standing, requirement))
      settle_requirement(standing, requirement, asked, asks, changed);
  }
  end_others(standing, asked, changed);
  return grant(standing, changed, error);
}

static gboolean
decide_scheme(Engine *engine, const Scheme *scheme, const Year *year, gint64 person, GError **error)
{
  g_autoptr(Standing) standing = standing_new(engine, scheme, year, person);
  g_autoptr(GArray) asks = g_array_new(FALSE, FALSE, sizeof(Ask));
  if (!standing->roles->len && !standing->obligations->len)
    return TRUE;
  gboolean changed = TRUE;
  for (int round = 0; changed && round < ROUNDS; round++) {
    changed = FALSE;
    if (!settle_all(standing, asks, &changed, error))
      return FALSE;
  }
  invitations_settle(standing);
  apart_watch(standing);
  chase(standing, asks);
  return TRUE;
}

/* Who was erased is left as they were, for the counts. */
static gboolean
decide_person(Engine *engine, gint64 person, GError **error)
{
  const Year *year = engine_year(engine);
  g_autoptr(Person) row = person_get(engine->store, person);
  if (row && row->erased)
    return TRUE;
  if (!close_past_years(engine, person, error))
    return FALSE;
  for (guint i = 0; year && i < engine->site->schemes->schemes->len; i++)
    if (!decide_scheme(engine, engine->site->schemes->schemes->pdata[i], year, person, error))
      return FALSE;
  return TRUE;
}

/* What goes wrong while one person after the other is decided. */
typedef struct {
  GError *first;
  GHashTable *said; /* its words, and those that went to the log */
} Faults;

static Faults
faults_new(void)
{
  return (Faults){ NULL, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
}

/* A fault of a template is everybody's: it is said once. */
static void
faults_add(Faults *faults, GError *fault)
{
  if (!fault)
    return;
  gboolean is_new = g_hash_table_add(faults->said, g_strdup(fault->message));
  if (is_new && faults->first)
    g_warning("%s", fault->message);
  if (faults->first)
    g_error_free(fault);
  else
    faults->first = fault;
}

/* TRUE when there were none. */
static gboolean
faults_end(Faults *faults, GError **error)
{
  gboolean none = !faults->first;
  g_hash_table_unref(faults->said);
  if (!none)
    g_propagate_error(error, faults->first);
  return none;
}

/* Each by themselves; who cannot be decided is left as they were, to be tried again. How many were decided.
 */
static guint
decide_people(Engine *engine, const GArray *people, guint from, guint to, Faults *faults)
{
  guint decided = 0;
  for (guint i = from; i < to; i++) {
    gint64 person = g_array_index(people, gint64, i);
    GError *fault = NULL;
    store_savepoint(engine->store);
    gboolean good = decide_person(engine, person, &fault);
    store_savepoint_end(engine->store, good);
    if (!good)
      dirty_add(engine->store, person);
    decided += good;
    faults_add(faults, fault);
  }
  return decided;
}

/* The next of those whose facts changed, with ids above *after. How many were taken; *decided counts on. */
static guint
decide_next_of(Engine *engine, gint64 *after, guint *decided, Faults *faults)
{
  g_autoptr(GArray) people = g_array_new(FALSE, FALSE, sizeof(gint64));
  rules_sync(engine);
  succession_sync(engine);
  if (dirty_take(engine->store, *after, BATCH, people))
    *after = g_array_index(people, gint64, people->len - 1);
  *decided += decide_people(engine, people, 0, people->len, faults);
  return people->len;
}

void
decide_some(Engine *engine)
{
  Faults faults = faults_new();
  gint64 after = 0;
  guint decided = 0;
  decide_next_of(engine, &after, &decided, &faults);
  g_autoptr(GError) later = NULL;
  faults_end(&faults, &later);
}

/* Round after round, for one decision may change the facts of another, until a round decides nobody. */
static gboolean
decide_dirty(Engine *engine, Faults *faults, GError **error)
{
  gint64 after = 0;
  for (guint decided = 0;;) {
    store_begin(engine->store);
    guint taken = decide_next_of(engine, &after, &decided, faults);
    if (!taken && !decided)
      rules_taken_up(engine);
    if (!store_commit(engine->store, error))
      return FALSE;
    if (!taken && !decided)
      return TRUE;
    if (!taken) {
      decided = 0;
      after = 0;
    }
  }
}

/* Places go by the order of asking, not by that of deciding: when everybody is decided they are filled, and
 * who moved up is decided again. */
static gboolean
decide_all(Engine *engine, Faults *faults, GError **error)
{
  gboolean moved;
  do {
    GError *fault = NULL;
    if (!decide_dirty(engine, faults, error))
      return FALSE;
    moved = FALSE;
    store_begin(engine->store);
    store_savepoint(engine->store);
    gboolean good = places_fill(engine, &moved, &fault);
    store_savepoint_end(engine->store, good);
    moved = moved && good;
    faults_add(faults, fault);
    if (!store_commit(engine->store, error))
      return FALSE;
  } while (moved);
  return TRUE;
}

gboolean
decide_changed(Engine *engine, GError **error)
{
  Faults faults = faults_new();
  GError *broken = NULL;
  if (!decide_all(engine, &faults, &broken))
    faults_add(&faults, broken);
  return faults_end(&faults, error);
}

/* Everyone for whom the clock has come, each once. */
static GArray *
people_due(Engine *engine)
{
  g_autoptr(GPtrArray) due = obligations_due(engine->store, clock_now(engine->clock), G_MAXINT);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
  GArray *people = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < due->len; i++) {
    Obligation *one = due->pdata[i];
    if (g_hash_table_add(seen, &one->person))
      g_array_append_val(people, one->person);
  }
  return people;
}

static gboolean
decide_by_clock(Engine *engine, Faults *faults, GError **error)
{
  g_autoptr(GArray) people = people_due(engine);
  for (guint from = 0; from < people->len; from += BATCH) {
    store_begin(engine->store);
    decide_people(engine, people, from, MIN(from + BATCH, people->len), faults);
    if (!store_commit(engine->store, error))
      return FALSE;
  }
  return TRUE;
}

/* Writes to everybody for whom something waits, once everybody is decided: so it is one mail. */
static gboolean
write_asks(Engine *engine, Faults *faults, GError **error)
{
  g_autoptr(GArray) people = askings_people(engine->store);
  for (guint from = 0; from < people->len; from += BATCH) {
    store_begin(engine->store);
    for (guint i = from; i < MIN(from + BATCH, people->len); i++) {
      GError *fault = NULL;
      store_savepoint(engine->store);
      store_savepoint_end(engine->store, asks_write(engine, g_array_index(people, gint64, i), &fault));
      faults_add(faults, fault);
    }
    if (!store_commit(engine->store, error))
      return FALSE;
  }
  return TRUE;
}

/* What follows from the decisions: entries for calendars, papers, and who is told. A template that is at
 * fault stops none of the others; anything else does. */
static gboolean
tell(Engine *engine, Faults *faults, GError **error)
{
  static gboolean (*const steps[])(
      Engine *, GError **) = { invitations_write, grant_draw, approvals_write, held_tell,   changes_tell,
                               notices_tell,      brake_tell, digest,          report_mail, weekly_tell };
  for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
    GError *fault = NULL;
    if (steps[i](engine, &fault))
      continue;
    if (!g_error_matches(fault, FAULT, FAULT_CONFIG)) {
      g_propagate_error(error, fault);
      return FALSE;
    }
    faults_add(faults, fault);
  }
  return TRUE;
}

gboolean
decide_due(Engine *engine, GError **error)
{
  Faults faults = faults_new();
  GError *broken = NULL;
  if (!closing_watch(engine, &broken) || !readdress_watch(engine, &broken) ||
      !provision_watch(engine, &broken) || !decide_all(engine, &faults, &broken) ||
      !decide_by_clock(engine, &faults, &broken) || !overtaken_withdraw(engine, &broken) ||
      !write_asks(engine, &faults, &broken) || !tell(engine, &faults, &broken))
    faults_add(&faults, broken);
  return faults_end(&faults, error);
}

Instant
decide_next(Engine *engine)
{
  Day turned, next;
  schemes_turns(engine->site->schemes, clock_today(engine->clock), &turned, &next);
  Instant turns = next == DAY_NONE ? INSTANT_NONE : clock_instant(engine->clock, next, 0);
  Instant mail = instant_first(outbox_next(engine->store), askings_next(engine->store));
  mail = instant_first(mail, instant_first(approvals_next(engine), invitations_next(engine)));
  Instant held = instant_first(held_next(engine), notices_next(engine));
  held = instant_first(held, instant_first(changes_next(engine), weekly_next(engine)));
  Instant news = instant_first(held, instant_first(digest_next(engine), report_mail_next(engine)));
  Instant roles = instant_first(turns, succession_next(engine));
  return instant_first(instant_first(obligations_next(engine->store), roles), instant_first(mail, news));
}

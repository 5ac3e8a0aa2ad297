/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of one obligation: upcoming, open, answered, met or overdue. Reads facts and clock and names the
 * rung that is due; what opens it is settle_mails'. Writes no mail and does not look at other people. */
#include "pass/decide/settle.h"
#include "pass/approve/approvals.h"
#include "pass/decide/chase.h"
#include "pass/decide/instances.h"
#include "pass/decide/rules.h"
#include "pass/decide/settle_mails.h"
#include "pass/decide/timing.h"
#include "pass/people/placements.h"
#include "store/cases.h"

static Instant
role_began(const Standing *standing, const Requirement *requirement)
{
  Day since = DAY_NONE;
  for (guint i = 0; i < standing->roles->len; i++) {
    const Role *role = standing->roles->pdata[i];
    if (g_strv_contains((const char *const *) requirement->of.roles, role->role))
      since = since == DAY_NONE ? role->since : MIN(since, role->since);
  }
  return since == DAY_NONE ? INSTANT_NONE : clock_instant(standing->engine->clock, since, 0);
}

Day
rung_day(const WorkCalendar *calendar, Day due, int n)
{
  return work_calendar_add(calendar, due, n >= 0 ? n + 1 : n);
}

Day
obligation_due(const Obligation *obligation)
{
  return obligation->extended != DAY_NONE ? obligation->extended : obligation->due;
}

void
obligation_waive(Engine *engine, Obligation *obligation, const char *cause)
{
  obligation->state = STATE_WAIVED;
  obligation->next = INSTANT_NONE;
  g_clear_pointer(&obligation->next_what, g_free);
  obligation_save(engine->store, obligation);
  dirty_add(engine->store, obligation->person);
  journal_add(engine->store, obligation->person, obligation->id, cause, "%s: waived",
              obligation->requirement);
}

void
obligation_extend(Engine *engine, Obligation *obligation, Day day, const char *cause)
{
  g_autofree char *words = day_words(day);
  obligation->extended = day;
  obligation_save(engine->store, obligation);
  dirty_add(engine->store, obligation->person);
  journal_add(engine->store, obligation->person, obligation->id, cause, "%s: extended to %s",
              obligation->requirement, words);
}

/* Finds the rung that is due: only the latest, earlier ones are passed over. Offers the next one to the
 * clock. */
static void
climb(const Standing *standing, const Requirement *requirement, const Obligation *obligation, GArray *asks,
      Visit *visit)
{
  Engine *engine = standing->engine;
  Day due = obligation_due(obligation);
  if (due == DAY_NONE || !requirement->remind || !requirement->asked)
    return;
  if (requirement->send && obligation->sent == INSTANT_NONE)
    return;
  const WorkCalendar *calendar = engine_calendar(engine, obligation->school);
  Instant now = clock_now(engine->clock);
  const Rung *latest = NULL;
  for (guint i = 0; i < requirement->remind->len; i++) {
    const Rung *rung = requirement->remind->pdata[i];
    Instant at = engine_window(engine, rung_day(calendar, due, rung->working_days));
    if (at > now)
      visit_at(visit, at, rung->mail);
    else if (rung_climbed(engine->store, obligation->id, rung->working_days))
      latest = NULL;
    else if (rules_pass_over(standing, obligation, at))
      chase_climbed(engine, obligation, rung->working_days, rung->mail, "it lay before the rules changed");
    else
      latest = rung;
  }
  if (!latest)
    return;
  Instant window = engine_sending_time(engine, obligation->school, now);
  if (!engine->may_chase || window > now) {
    visit_at(visit, window, latest->mail);
    return;
  }
  if (!latest->to && approvals_sign_off(requirement->evidence)) {
    guint n = approvals_remind(standing, obligation, latest);
    g_autofree char *how = g_strdup_printf("%u of those who approve reminded", n);
    rung_climb(engine->store, obligation->id, latest->working_days, how);
    return;
  }
  if (!latest->to && !chase_allowed(engine, standing->person)) {
    Day next = work_calendar_add(calendar, standing->today, 1);
    visit_at(visit, engine_window(engine, next), latest->mail);
    return;
  }
  Ask ask = { requirement, latest, obligation->id };
  g_array_append_val(asks, ask);
}

/* The state and dates as the facts and the clock have them; mails are a matter of their own. */
static void
bring_up_to_date(const Standing *standing, const Requirement *requirement, Obligation *obligation,
                 Visit *visit)
{
  Engine *engine = standing->engine;
  Instant now = clock_now(engine->clock);
  obligation->opens = timing_opens(standing, requirement, obligation);
  if (obligation->opens != INSTANT_NONE && obligation->opened == INSTANT_NONE && obligation->opens <= now)
    obligation->opened = MAX(obligation->opens, role_began(standing, requirement));
  obligation->due = timing_due(standing, requirement, obligation);
  Day due = obligation_due(obligation);
  if (obligation->opened == INSTANT_NONE) {
    obligation->state = STATE_UPCOMING;
    if (obligation->opens != INSTANT_NONE)
      visit_at(visit, obligation->opens, "opens");
  } else if (obligation->answered != INSTANT_NONE && case_waits(engine->store, obligation->id)) {
    obligation->state = STATE_ANSWERED;
  } else if (due != DAY_NONE && standing->today > due && !requirement->optional) {
    obligation->state = STATE_OVERDUE;
  } else {
    obligation->state = STATE_OPEN;
    if (due != DAY_NONE)
      visit_at(visit, clock_instant(engine->clock, due + 1, 0), "overdue");
  }
}

static gboolean
same(const Obligation *a, const Obligation *b)
{
  return a->state == b->state && a->opens == b->opens && a->opened == b->opened && a->met == b->met &&
         a->sent == b->sent && a->due == b->due && a->next == b->next && a->school == b->school &&
         !g_strcmp0(a->evidence, b->evidence) && !g_strcmp0(a->next_what, b->next_what);
}

static void
save_if_changed(Engine *engine, const Obligation *before, Obligation *after, const Visit *visit)
{
  after->next = visit->at;
  after->next_what = g_strdup(visit->at == INSTANT_NONE ? NULL : visit->what);
  if (!same(before, after)) {
    obligation_save(engine->store, after);
    if (before->state != after->state)
      journal_add(engine->store, after->person, after->id, after->evidence ? after->evidence : "clock",
                  "%s: %s", after->requirement, state_word(after->state));
  }
}

/* What was returned was given back: it is open again, with days of its own. */
static void
begin_again(const Standing *standing, const Requirement *requirement, Obligation *obligation)
{
  Store *store = standing->engine->store;
  g_autoptr(Approval) returned = approval_returned(store, work_version(store, obligation->id));
  if (!returned)
    return;
  obligation_begin_again(store, obligation);
  if (requirement->send) /* who gave it back wrote to them */
    obligation->sent = obligation->opened;
}

/* The approvers have spoken: there is nothing to ask until a new version comes. */
static void
rest(Obligation *obligation, Visit *visit)
{
  obligation->state = STATE_ANSWERED;
  *visit = (Visit){ INSTANT_NONE, NULL };
}

/* Where it is asked: of the placement or the school for which it is repeated, else of the person's role. */
static gint64
school_of(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  const Placement *placement = placement_of(standing, obligation);
  gint64 school = placement ? placement->school : instance_school(obligation->instance);
  return school ? school : standing_school(standing, (const char *const *) requirement->of.roles);
}

void
settle(const Standing *standing, const Requirement *requirement, Obligation *obligation, GArray *asks,
       gboolean *changed)
{
  if (obligation->state == STATE_WAIVED)
    return;
  Obligation before = *obligation;
  Visit visit = { INSTANT_NONE, NULL };
  obligation->school = school_of(standing, requirement, obligation);
  gboolean approval = approvals_sign_off(requirement->evidence) != NULL;
  Proof proof = evidence_prove(standing, requirement->evidence, obligation);
  obligation->evidence = proof.words;
  obligation->met = proof.met ? (before.met != INSTANT_NONE ? before.met : proof.at) : INSTANT_NONE;
  if (proof.met) {
    obligation->state = STATE_MET;
    if (obligation->opened == INSTANT_NONE)
      obligation->opened = proof.at;
  } else {
    if (approval)
      approvals_follow(standing, requirement, obligation, before.state == STATE_MET);
    else if (before.state == STATE_MET)
      begin_again(standing, requirement, obligation);
    bring_up_to_date(standing, requirement, obligation, &visit);
    Instant ripe = evidence_ripens(standing, requirement->evidence);
    if (ripe != INSTANT_NONE)
      visit_at(&visit, ripe, "served");
    if (approval && approvals_rest(standing, requirement, obligation))
      rest(obligation, &visit);
    if (obligation->state == STATE_OPEN || obligation->state == STATE_OVERDUE) {
      settle_request(standing, requirement, obligation, &visit);
      settle_make_up(standing, requirement, obligation, &visit);
      climb(standing, requirement, obligation, asks, &visit);
    }
    settle_invite(standing, requirement, obligation, &visit);
  }
  *changed = *changed || before.state != obligation->state;
  save_if_changed(standing->engine, &before, obligation, &visit);
  g_free(before.evidence);
  g_free(before.next_what);
}

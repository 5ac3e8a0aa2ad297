/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the facts meet what a requirement asks: one function a kind of evidence. Writes nothing.
 * doc/schemes.md. */
#include "pass/approve/approvals.h"
#include "pass/decide/hours.h"
#include "pass/decide/ledger.h"
#include "pass/decide/standing.h"
#include "pass/intake/criteria.h"
#include "pass/people/succession.h"
#include "store/actions.h"
#include "store/awards.h"
#include "store/facts.h"
#include <string.h>

static const Proof NOT_PROVED = { FALSE, INSTANT_NONE, NULL };

/* What is asked of a school is returned once, by whoever answers for it. C1.9 */
static Proof
prove_by_school(const Standing *standing, const Obligation *obligation)
{
  Store *store = standing->engine->store;
  const Requirement *requirement = scheme_requirement(standing->scheme, obligation->requirement);
  if (!obligation->school || !requirement_is_of_school(standing->scheme, requirement))
    return NOT_PROVED;
  g_autoptr(GPtrArray) there = obligations_list(store, obligation->scheme, obligation->requirement,
                                                obligation->year, obligation->school, -1);
  for (guint i = 0; i < there->len; i++) {
    const Obligation *one = there->pdata[i];
    g_autoptr(Filed) filed = strcmp(one->instance, obligation->instance) || one->id == obligation->id
                                 ? NULL
                                 : filed_latest(store, one->id);
    g_autoptr(Person) person = filed ? person_get(store, one->person) : NULL;
    if (filed)
      return (Proof){ TRUE, filed->arrival,
                      g_strdup_printf("returned for the school by %s (ref %s)", person->name, one->ref) };
  }
  return NOT_PROVED;
}

/* A return whose form has criteria meets nothing until they are so. C3.16 */
static Proof
prove_return(const Standing *standing, const Obligation *obligation)
{
  Store *store = standing->engine->store;
  g_autoptr(Approval) returned = approval_returned(store, work_version(store, obligation->id));
  g_autoptr(Filed) filed = returned ? NULL : filed_latest(store, obligation->id);
  const SchemeForm *form = filed ? scheme_form(standing->scheme, filed->form) : NULL;
  if (!filed)
    return prove_by_school(standing, obligation);
  g_autoptr(GPtrArray) lacks = form ? criteria_of_filed(store, form, filed->id) : NULL;
  if (lacks && lacks->len)
    return NOT_PROVED;
  return (Proof){ TRUE, form ? criteria_since(store, form, filed->id, filed->arrival) : filed->arrival,
                  g_strdup_printf("%s (version %d), from %s",
                                  filed->document && *filed->document ? filed->document : filed->form,
                                  filed->version, filed->by) };
}

/* Nothing above the most counts, and the rest is said. C1.32 */
static char *
logged_words(const Evidence *evidence, double sum, const char *source)
{
  if (sum <= 0)
    return g_strdup_printf("reported: %s", source);
  double counts = hours_within(evidence, 0, sum);
  if (counts < sum)
    return g_strdup_printf("%.1f hours logged, the most that count; %.1f more do not", counts, sum - counts);
  return g_strdup_printf("%.1f hours logged", counts);
}

/* Whatever it was that was attended or done. */
static Proof
prove_hours(const Standing *standing, const Evidence *evidence)
{
  g_autoptr(Ledger) ledger = ledger_new(standing->engine, standing->scheme, standing->person,
                                        standing->year->starts, standing->year->ends);
  if (!ledger->lines->len || ledger->hours < evidence->hours)
    return NOT_PROVED;
  const LedgerLine *last = ledger->lines->pdata[ledger->lines->len - 1];
  return (Proof){ TRUE, clock_instant(standing->engine->clock, last->day, 0),
                  g_strdup_printf("%g hours on record", ledger->hours) };
}

static Proof
prove_log(const Standing *standing, const Evidence *evidence)
{
  Day from = evidence->per == PER_CAREER ? G_MININT32 + 1 : standing->year->starts;
  g_autoptr(Ledger) ledger =
      ledger_new(standing->engine, standing->scheme, standing->person, from, standing->year->ends);
  double sum = 0;
  Day last = DAY_NONE;
  const char *source = "";
  for (guint j = 0; j < ledger->lines->len; j++) {
    const LedgerLine *one = ledger->lines->pdata[j];
    if (!one->activity || !g_strv_contains((const char *const *) evidence->ids, one->activity->id))
      continue;
    sum += ledger_line_training(one);
    last = one->day;
    source = one->source;
  }
  if (last == DAY_NONE || sum < evidence->hours)
    return NOT_PROVED;
  for (guint i = 0; evidence->ids[i]; i++)
    if (!ledger_has(ledger, evidence->ids[i]))
      return NOT_PROVED;
  return (Proof){ TRUE, clock_instant(standing->engine->clock, last, 0),
                  logged_words(evidence, sum, source) };
}

static Proof
prove_hold(const Standing *standing, const Evidence *evidence)
{
  for (guint i = 0; evidence->ids[i]; i++)
    if (!award_held(standing->engine->store, standing->person, standing->scheme->id, evidence->ids[i]))
      return NOT_PROVED;
  return (Proof){ TRUE, store_now(standing->engine->store), g_strdup("award held") };
}

/* The day on which @months in @role are full. */
static Day
served_on(const Role *role, int months)
{
  GDate date;
  g_date_clear(&date, 1);
  int y, m, d;
  day_to_ymd(role->since, &y, &m, &d);
  g_date_set_dmy(&date, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
  g_date_add_months(&date, (guint) months);
  return day_from_ymd(g_date_get_year(&date), (int) g_date_get_month(&date), g_date_get_day(&date));
}

/* C3.18 */
static Proof
prove_serve(const Standing *standing, const Evidence *evidence)
{
  for (guint i = 0; i < standing->roles->len; i++) {
    const Role *role = standing->roles->pdata[i];
    Day until = served_on(role, evidence->months);
    Day end = role->until == DAY_NONE ? standing->today : role->until;
    if (g_strv_contains((const char *const *) evidence->ids, role->role) && until <= end &&
        until <= standing->today)
      return (Proof){ TRUE, clock_instant(standing->engine->clock, until, 0),
                      g_strdup_printf("%d months as %s", evidence->months, role->role) };
  }
  return NOT_PROVED;
}

Instant
evidence_ripens(const Standing *standing, const Evidence *evidence)
{
  Instant next = INSTANT_NONE;
  for (guint i = 0; evidence->kind == EVIDENCE_SERVE && i < standing->roles->len; i++) {
    const Role *role = standing->roles->pdata[i];
    Day until = served_on(role, evidence->months);
    if (!g_strv_contains((const char *const *) evidence->ids, role->role) || until <= standing->today ||
        (role->until != DAY_NONE && role->until < until))
      continue;
    next = instant_first(next, clock_instant(standing->engine->clock, until, 0));
  }
  for (guint i = 0; evidence->parts && i < evidence->parts->len; i++)
    next = instant_first(next, evidence_ripens(standing, evidence->parts->pdata[i]));
  return next;
}

/* Whether @evidence may hold @form. */
static gboolean
takes_form(const Evidence *evidence, const char *form)
{
  if (evidence->kind == EVIDENCE_RETURN)
    return g_strv_contains((const char *const *) evidence->ids, form);
  for (guint i = 0; evidence->parts && i < evidence->parts->len; i++)
    if (takes_form(evidence->parts->pdata[i], form))
      return TRUE;
  return FALSE;
}

/* A field of a form that the person returned this year: filled, and a yes where it is asked as yes or no.
 * C1.11. */
static Proof
prove_field(const Standing *standing, const Evidence *evidence)
{
  const char *form = evidence->ids[0], *field = evidence->ids[1];
  for (guint i = 0; i < standing->obligations->len; i++) {
    const Obligation *one = standing->obligations->pdata[i];
    const Requirement *requirement = scheme_requirement(standing->scheme, one->requirement);
    Filed *filed = requirement && takes_form(requirement->evidence, form)
                       ? filed_latest(standing->engine->store, one->id)
                       : NULL;
    if (!filed)
      continue;
    g_autofree char *value =
        strcmp(filed->form, form) ? NULL : answer_get(standing->engine->store, filed->id, field);
    Instant at = filed->arrival;
    filed_free(filed);
    if (value && *value && strcmp(value, "false"))
      return (Proof){ TRUE, at, g_strdup_printf("%s of %s", field, form) };
  }
  return NOT_PROVED;
}

static Proof
prove_all(const Standing *standing, const Evidence *evidence, const Obligation *obligation)
{
  g_autoptr(GString) words = g_string_new(NULL);
  Instant at = INSTANT_NONE;
  for (guint i = 0; i < evidence->parts->len; i++) {
    Proof part = evidence_prove(standing, evidence->parts->pdata[i], obligation);
    if (!part.met)
      return NOT_PROVED;
    at = MAX(at, part.at);
    g_string_append_printf(words, "%s%s", words->len ? "; " : "", part.words);
    g_free(part.words);
  }
  return (Proof){ TRUE, at, g_strdup(words->str) };
}

static Proof
prove_any(const Standing *standing, const Evidence *evidence, const Obligation *obligation)
{
  for (guint i = 0; i < evidence->parts->len; i++) {
    Proof part = evidence_prove(standing, evidence->parts->pdata[i], obligation);
    if (part.met)
      return part;
  }
  return NOT_PROVED;
}

/* What is of a career was met in an earlier year: nobody is asked twice. C1.10 */
static Proof
prove_before(const Standing *standing, const Obligation *obligation)
{
  g_autoptr(GPtrArray) all = obligations_of_person(standing->engine->store, standing->person, NULL);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    if (one->state == STATE_MET && one->id < obligation->id && strcmp(one->year, obligation->year) &&
        !strcmp(one->scheme, obligation->scheme) && !strcmp(one->requirement, obligation->requirement) &&
        !strcmp(one->instance, obligation->instance))
      return (Proof){ TRUE, one->met, g_strdup_printf("met in %s: %s", one->year, one->evidence) };
  }
  return NOT_PROVED;
}

/* Their own word, by reply. */
static Proof
prove_done(const Standing *standing, const Obligation *obligation)
{
  g_autoptr(Said) done = said_done(standing->engine->store, obligation->id);
  return done ? (Proof){ TRUE, done->at, g_strdup_printf("done, says %s", done->source) } : NOT_PROVED;
}

static Proof
prove(const Standing *standing, const Evidence *evidence, const Obligation *obligation)
{
  switch (evidence->kind) {
  case EVIDENCE_RETURN: return prove_return(standing, obligation);
  case EVIDENCE_ATTEND: return evidence_prove_attend(standing, evidence, obligation);
  case EVIDENCE_LOG: return prove_log(standing, evidence);
  case EVIDENCE_HOURS: return prove_hours(standing, evidence);
  case EVIDENCE_SIGN_OFF: return approvals_prove(standing, evidence, obligation);
  case EVIDENCE_HOLD: return prove_hold(standing, evidence);
  case EVIDENCE_SERVE: return prove_serve(standing, evidence);
  case EVIDENCE_FIELD: return prove_field(standing, evidence);
  case EVIDENCE_DONE: return prove_done(standing, obligation);
  case EVIDENCE_ALL: return prove_all(standing, evidence, obligation);
  case EVIDENCE_ANY: return prove_any(standing, evidence, obligation);
  }
  return NOT_PROVED;
}

Proof
evidence_prove(const Standing *standing, const Evidence *evidence, const Obligation *obligation)
{
  Proof now = prove(standing, evidence, obligation);
  gboolean once = evidence->per == PER_CAREER && evidence->kind != EVIDENCE_ATTEND;
  return now.met || !once ? now : prove_before(standing, obligation);
}

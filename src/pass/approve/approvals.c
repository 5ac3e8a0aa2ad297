/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighs the words of those who sign off, and notes whom to ask. Writes no mail and reads none. */
#include "pass/approve/approvals.h"
#include "pass/approve/deputy.h"
#include "pass/approve/work.h"
#include "store/cases.h"
#include <string.h>

gboolean
approvals_by_office(const char *role)
{
  return !strcmp(role, ROLE_OFFICE);
}

const Evidence *
approvals_sign_off(const Evidence *evidence)
{
  if (evidence->kind == EVIDENCE_SIGN_OFF)
    return evidence;
  for (guint i = 0; evidence->parts && i < evidence->parts->len; i++) {
    const Evidence *found = approvals_sign_off(evidence->parts->pdata[i]);
    if (found)
      return found;
  }
  return NULL;
}

static gboolean
holds(const Standing *standing, const Evidence *evidence, const Obligation *obligation)
{
  Proof proof = evidence_prove(standing, evidence, obligation);
  g_free(proof.words);
  return proof.met;
}

const Evidence *
approvals_wanted(const Standing *standing, const Evidence *evidence, const Obligation *obligation)
{
  const Evidence *wanted = NULL;
  if (!approvals_sign_off(evidence) || holds(standing, evidence, obligation))
    return NULL;
  if (evidence->kind == EVIDENCE_SIGN_OFF)
    return evidence;
  for (guint i = 0; i < evidence->parts->len; i++) {
    const Evidence *part = evidence->parts->pdata[i];
    const Evidence *found = approvals_wanted(standing, part, obligation);
    if (found && !wanted)
      wanted = found;
    else if (!found && evidence->kind == EVIDENCE_ALL && !holds(standing, part, obligation))
      return NULL;
  }
  return wanted;
}

/* Words from before versions were kept count for any of them. */
static gboolean
saw(const Approval *approval, WorkVersion version)
{
  return !approval->seen.filed || work_version_same(approval->seen, version);
}

Approval *
approvals_last(Engine *engine, const Obligation *obligation, const char *role, WorkVersion version)
{
  g_autoptr(GPtrArray) all = approvals_of(engine->store, obligation->id);
  for (guint i = all->len; i-- > 0;) {
    const Approval *one = all->pdata[i];
    if (saw(one, version) && (!one->role || !strcmp(one->role, role)))
      return g_ptr_array_steal_index(all, i);
  }
  return NULL;
}

char *
approvals_act(Engine *engine, const Approval *approval)
{
  g_autoptr(Person) by = approval->by ? person_get(engine->store, approval->by) : NULL;
  g_autofree char *day = day_words(clock_day(engine->clock, approval->at));
  return g_strdup_printf("%s%s%son %s, %s", by ? "by " : "", by ? by->name : "", by ? " " : "", day,
                         approval->source);
}

static WorkVersion
version_of(const Standing *standing, const Obligation *obligation)
{
  const Requirement *requirement = scheme_requirement(standing->scheme, obligation->requirement);
  return work_version_for(standing->engine, standing->scheme, requirement, obligation);
}

Proof
approvals_prove(const Standing *standing, const Evidence *evidence, const Obligation *obligation)
{
  WorkVersion version = version_of(standing, obligation);
  g_autoptr(GString) words = g_string_new(NULL);
  Proof proof = { TRUE, INSTANT_NONE, NULL };
  for (guint i = 0; evidence->ids[i]; i++) {
    g_autoptr(Approval) last = approvals_last(standing->engine, obligation, evidence->ids[i], version);
    if (!last || !last->approved)
      return (Proof){ FALSE, INSTANT_NONE, NULL };
    proof.at = MAX(proof.at, last->at);
    g_autofree char *act = approvals_act(standing->engine, last);
    g_string_append_printf(words, "%sapproved %s", words->len ? "; " : "", act);
  }
  proof.words = g_string_free(g_steal_pointer(&words), FALSE);
  return proof;
}

gboolean
approvals_rest(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  const Evidence *evidence = approvals_wanted(standing, requirement->evidence, obligation);
  WorkVersion version = version_of(standing, obligation);
  g_autoptr(Approval) returned = approval_returned(standing->engine->store, version);
  gboolean rests = returned != NULL;
  for (guint i = 0; evidence && evidence->ids[i] && !rests; i++) {
    g_autoptr(Approval) last = approvals_last(standing->engine, obligation, evidence->ids[i], version);
    rests = last && !last->approved;
  }
  return rests;
}

static gboolean
is_current(const Signing *asked, WorkVersion version)
{
  return work_version_same(asked->seen, version);
}

void
approvals_follow(const Standing *standing, const Requirement *requirement, Obligation *obligation,
                 gboolean was_met)
{
  Store *store = standing->engine->store;
  WorkVersion version = version_of(standing, obligation);
  g_autoptr(GPtrArray) asked = signings_of_obligation(store, obligation->id);
  gboolean current = FALSE;
  for (guint i = 0; i < asked->len; i++)
    current = current || is_current(asked->pdata[i], version);
  if (!was_met && (current || !asked->len))
    return;
  obligation_begin_again(store, obligation);
  g_autoptr(Case) refused = case_waiting(store, "refused", obligation->id);
  if (refused)
    case_settle(store, refused->id, "a new version came");
  journal_add(store, obligation->person, obligation->id, "rules",
              "%s: begins anew, for what was approved is no longer what stands", requirement->id);
}

gboolean
approvals_waits(Engine *engine, const Obligation *obligation, const char *role, WorkVersion version)
{
  g_autoptr(Approval) last = approvals_last(engine, obligation, role, version);
  return !last && (obligation->state == STATE_OPEN || obligation->state == STATE_OVERDUE);
}

/* The approvers of @role for the standing's person: ids; 0 is the office. */
static GArray *
approvers(const Standing *standing, const char *role, const Obligation *obligation)
{
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  gint64 office = 0;
  if (approvals_by_office(role)) {
    g_array_append_val(ids, office);
    return ids;
  }
  g_autoptr(GPtrArray) people =
      engine_holders(standing->engine, standing->scheme, role, standing->person, obligation->school);
  for (guint i = 0; i < people->len; i++)
    g_array_append_val(ids, ((Person *) people->pdata[i])->id);
  return ids;
}

/* That nobody holds the role must not pass in silence, nor go on being said when somebody does. */
static void
say_nobody(const Standing *standing, const Requirement *requirement, const Obligation *obligation,
           const char *role, gboolean nobody)
{
  Store *store = standing->engine->store;
  g_autoptr(Case) waiting = case_waiting(store, "approver", obligation->id);
  g_autoptr(Person) person = person_get(store, standing->person);
  const SchemeRole *title = scheme_role(standing->scheme, role);
  if (waiting && !nobody)
    case_settle(store, waiting->id, "somebody holds the role now");
  if (waiting || !nobody)
    return;
  g_autofree char *question =
      g_strdup_printf("%s for %s (%s) waits for the %s, and nobody holds that role for them: who is it?",
                      requirement->title, person->name, obligation->ref, title ? title->title : role);
  Case c = { .document = -1,
             .kind = (char *) "approver",
             .obligation = obligation->id,
             .person = standing->person,
             .question = question,
             .detail = (char *) "{}" };
  case_open(store, &c);
}

static gboolean
said_nobody(const Standing *standing, const Obligation *obligation)
{
  g_autoptr(Case) waiting = case_waiting(standing->engine->store, "approver", obligation->id);
  return waiting != NULL;
}

static gboolean
was_asked(const GPtrArray *asked, gint64 person, const char *role, WorkVersion version)
{
  for (guint i = 0; i < asked->len; i++) {
    const Signing *one = asked->pdata[i];
    if (one->person == person && !strcmp(one->role, role) && is_current(one, version))
      return TRUE;
  }
  return FALSE;
}

static void
note(const Standing *standing, const Obligation *obligation, const Signing *like, const char *template_name,
     gboolean chaser)
{
  Signing row = *like;
  row.obligation = obligation->id;
  row.template_name = (char *) template_name;
  row.chaser = chaser;
  row.outbox = 0;
  row.item = 0;
  signing_add(standing->engine->store, &row);
}

gboolean
approvals_ask(const Standing *standing, const Requirement *requirement, const Obligation *obligation,
              gboolean write)
{
  const Evidence *wanted = approvals_wanted(standing, requirement->evidence, obligation);
  WorkVersion version = version_of(standing, obligation);
  g_autoptr(GPtrArray) asked = signings_of_obligation(standing->engine->store, obligation->id);
  gboolean any = FALSE;
  for (guint i = 0; wanted && wanted->ids[i]; i++) {
    const char *role = wanted->ids[i];
    g_autoptr(Approval) last = approvals_last(standing->engine, obligation, role, version);
    g_autoptr(GArray) people = last ? NULL : approvers(standing, role, obligation);
    for (guint j = 0; people && j < people->len; j++) {
      Signing row = { .person = g_array_index(people, gint64, j), .role = (char *) role, .seen = version };
      gboolean is_new = !was_asked(asked, row.person, role, version);
      any = any || is_new;
      if (is_new && write)
        note(standing, obligation, &row, requirement->send, FALSE);
    }
    if (write && people)
      say_nobody(standing, requirement, obligation, role, !people->len);
    any = any || (people && !people->len && !said_nobody(standing, obligation));
  }
  return any;
}

/* The same approver was noted already, for a mail that is still to be written. */
static gboolean
is_noted(const GPtrArray *asked, const Signing *like)
{
  for (guint i = 0; i < asked->len; i++) {
    const Signing *one = asked->pdata[i];
    if (!one->outbox && one->person == like->person && !strcmp(one->role, like->role))
      return TRUE;
  }
  return FALSE;
}

/* Whether it is the last line about its approver and role. */
static gboolean
is_last(const GPtrArray *asked, guint at)
{
  const Signing *one = asked->pdata[at];
  for (guint i = at + 1; i < asked->len; i++) {
    const Signing *later = asked->pdata[i];
    if (later->person == one->person && !strcmp(later->role, one->role))
      return FALSE;
  }
  return TRUE;
}

/* Whether who was asked still holds the role, or stands in for who does. */
static gboolean
may_still(const Standing *standing, const Signing *asked, const Obligation *obligation)
{
  g_autoptr(GArray) now = approvers(standing, asked->role, obligation);
  gboolean found = asked->deputy && deputy_stands(standing->engine, standing->scheme, asked->person);
  for (guint i = 0; i < now->len; i++)
    found = found || g_array_index(now, gint64, i) == asked->person;
  return found;
}

guint
approvals_remind(const Standing *standing, const Obligation *obligation, const Rung *rung)
{
  WorkVersion version = version_of(standing, obligation);
  g_autoptr(GPtrArray) asked = signings_of_obligation(standing->engine->store, obligation->id);
  guint n = 0;
  for (guint i = 0; i < asked->len; i++) {
    const Signing *one = asked->pdata[i];
    if (!is_last(asked, i) || !is_current(one, version) || is_noted(asked, one) ||
        !may_still(standing, one, obligation) ||
        !approvals_waits(standing->engine, obligation, one->role, version))
      continue;
    note(standing, obligation, one, rung->mail, TRUE);
    n++;
  }
  return n;
}

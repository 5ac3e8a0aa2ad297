/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes actions and sees to it that somebody is asked. Writes no mail: an action's obligation does that, like
 * any other. */
#include "pass/decide/actions.h"
#include "pass/decide/dates.h"
#include "store/cases.h"
#include "store/facts.h"
#include <string.h>

#define PREFIX "action:"
#define KEY_LENGTH 16 /* of a checksum, in hexadecimal digits */

char *
action_key(const char *const *parts)
{
  g_autofree char *joined = g_strjoinv("\n", (GStrv) parts);
  g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, joined, -1);
  return g_strdup_printf(PREFIX "%.*s", KEY_LENGTH, sum);
}

Action *
action_of(Store *store, const Obligation *obligation)
{
  if (!g_str_has_prefix(obligation->instance, PREFIX))
    return NULL;
  return action_by_key(store, obligation->scheme, obligation->instance);
}

static gboolean
repeats_kind(const Requirement *requirement, const char *kind)
{
  const char *only;
  for (guint i = 0; requirement->for_each && requirement->for_each[i]; i++)
    if (repeats_action(requirement->for_each[i], &only) && (!only || !strcmp(only, kind)))
      return TRUE;
  return FALSE;
}

gboolean
action_is_asked(Engine *engine, const Scheme *scheme, const Action *action)
{
  Day today = clock_today(engine->clock);
  g_autoptr(GPtrArray) held = person_roles(engine->store, action->person, scheme->id);
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *requirement = scheme->requirements->pdata[i];
    for (guint j = 0; repeats_kind(requirement, action->kind) && j < held->len; j++) {
      const Role *role = held->pdata[j];
      gboolean now = role->since <= today && (role->until == DAY_NONE || role->until >= today);
      if (now && g_strv_contains((const char *const *) requirement->of.roles, role->role))
        return TRUE;
    }
  }
  return FALSE;
}

gboolean
action_make(Engine *engine, const Scheme *scheme, const Action *action)
{
  if (!action_put(engine->store, action))
    return FALSE;
  journal_add(engine->store, action->person, 0, action->source, "is to see to this: %s", action->words);
  if (action_is_asked(engine, scheme, action))
    return TRUE;
  g_autoptr(Person) owner = person_get(engine->store, action->person);
  g_autofree char *question =
      g_strdup_printf("%s is to see to this, and no rule asks it of them: %s", owner->name, action->words);
  Case c = { .document = -1,
             .kind = (char *) "action",
             .person = action->person,
             .question = question,
             .detail = (char *) "{}" };
  case_open(engine->store, &c);
  return TRUE;
}

void
actions_add_instances(const Standing *standing, const char *kind, GStrvBuilder *instances)
{
  const Clock *clock = standing->engine->clock;
  Instant since = clock_instant(clock, standing->year->starts, 0);
  g_autoptr(GPtrArray) actions =
      actions_of(standing->engine->store, standing->scheme->id, standing->person, kind, since);
  for (guint i = 0; i < actions->len; i++)
    g_strv_builder_add(instances, ((const Action *) actions->pdata[i])->key);
}

/* Nobody is there to follow it up: the office finds somebody, and is asked once. */
static void
nobody_follows_up(const Standing *standing, const Requirement *requirement, const Obligation *obligation,
                  const char *name)
{
  Store *store = standing->engine->store;
  g_autoptr(GPtrArray) before = cases_of_obligation(store, obligation->id);
  for (guint i = 0; i < before->len; i++)
    if (!strcmp(((const Case *) before->pdata[i])->kind, "follow-up"))
      return;
  g_autofree char *question =
      g_strdup_printf("%s came to no session of %s, and nobody holds the role %s to follow it up", name,
                      requirement->title, requirement->make_up->cc);
  Case c = { .document = -1,
             .kind = (char *) "follow-up",
             .person = obligation->person,
             .obligation = obligation->id,
             .question = question,
             .detail = (char *) "{}" };
  case_open(store, &c);
}

void
actions_follow_up(const Standing *standing, const Requirement *requirement, const Obligation *obligation)
{
  Engine *engine = standing->engine;
  const char *parts[] = { requirement->id, obligation->ref, NULL };
  g_autofree char *key = action_key(parts);
  g_autoptr(Action) known = action_by_key(engine->store, standing->scheme->id, key);
  if (known)
    return; /* it has its owner, though the role may be somebody else's by now */
  g_autoptr(GPtrArray) holders = engine_holders(engine, standing->scheme, requirement->make_up->cc,
                                                obligation->person, obligation->school);
  g_autoptr(Person) person = person_get(engine->store, obligation->person);
  if (!holders->len) {
    nobody_follows_up(standing, requirement, obligation, person->name);
    return;
  }
  g_autofree char *words = g_strdup_printf("%s could not be at %s: please go through it with them",
                                           person->name, requirement->title);
  g_autofree char *source = g_strdup_printf("no session of %s attended", requirement->title);
  Action action = { .scheme = standing->scheme->id,
                    .key = key,
                    .kind = requirement->id,
                    .person = ((const Person *) holders->pdata[0])->id,
                    .about = obligation->person,
                    .school = obligation->school,
                    .words = words,
                    .due = DAY_NONE,
                    .source = source };
  action_make(engine, standing->scheme, &action);
}

/* Who was followed up has had the materials of the session gone through with them. C1.17, C5.1 */
static void
made_up(Engine *engine, const Scheme *scheme, const Action *action, gint64 message, const char *source)
{
  const Requirement *missed = scheme_requirement(scheme, action->kind);
  if (!missed || !missed->make_up || missed->evidence->kind != EVIDENCE_ATTEND || !action->about)
    return;
  Day today = clock_today(engine->clock);
  for (guint i = 0; missed->evidence->ids[i]; i++) {
    const SchemeEvent *event = scheme_event(scheme, missed->evidence->ids[i]);
    gboolean known;
    g_autofree char *term = dates_term(engine, scheme, event, today, &known);
    attendance_add(engine->store, action->about, scheme->id, event->id, term, today, TRUE, message, source);
  }
}

void
actions_say(Engine *engine, const Scheme *scheme, const Obligation *obligation, const char *words,
            gboolean done, gint64 message, const char *source)
{
  said_add(engine->store, obligation->id, words, done, message, source);
  journal_add(engine->store, obligation->person, obligation->id, source, "%s: %s%s", obligation->requirement,
              done ? "done. " : "", words);
  g_autoptr(Action) action = done ? action_of(engine->store, obligation) : NULL;
  if (action)
    made_up(engine, scheme, action, message, source);
}

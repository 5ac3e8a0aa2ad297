/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passes a place in a school from one person to another, and says what passes with it. Reads no document. */
#include "pass/people/succession.h"
#include <string.h>

gboolean
succession_end(Engine *engine, const Scheme *scheme, gint64 person, gint64 school, Day last)
{
  g_autoptr(GPtrArray) roles = person_roles(engine->store, person, scheme->id);
  gboolean any = FALSE;
  for (guint i = 0; i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    if (role->school != school || role->until != DAY_NONE)
      continue;
    role_end(engine->store, role->id, MAX(last, role->since - 1));
    any = TRUE;
  }
  return any;
}

/* What is not known of the joiner is as it was of the leaver: it is the same place. */
static void
pass_attributes(Engine *engine, const Succession *succession)
{
  const char *scheme = succession->scheme->id;
  for (guint i = 0; i < succession->scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = succession->scheme->attributes->pdata[i];
    g_auto(GStrv) before = attribute_get(engine->store, succession->leaver, scheme, attribute->id);
    g_auto(GStrv) own = attribute_get(engine->store, succession->joiner, scheme, attribute->id);
    if (!attribute->of_school && before[0] && !own[0])
      attribute_set(engine->store, succession->joiner, scheme, attribute->id, (const char *const *) before);
  }
}

gboolean
succession_make(Engine *engine, const Succession *succession)
{
  Store *store = engine->store;
  const char *scheme = succession->scheme->id;
  g_autoptr(GPtrArray) roles = person_roles(store, succession->leaver, scheme);
  g_autoptr(Person) leaver = person_get(store, succession->leaver);
  g_autoptr(Person) joiner = person_get(store, succession->joiner);
  g_autofree char *day = day_words(succession->from);
  gboolean any = FALSE;
  for (guint i = 0; i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    if (role->school != succession->school || role->until != DAY_NONE)
      continue;
    role_set(store, joiner->id, scheme, role->role, role->school, role->covers, succession->from);
    role_replaces(store, joiner->id, scheme, role->role, role->school, leaver->id);
    any = TRUE;
  }
  if (!any)
    return FALSE;
  pass_attributes(engine, succession);
  succession_end(engine, succession->scheme, leaver->id, succession->school, succession->from - 1);
  journal_add(store, leaver->id, 0, succession->cause, "left: replaced by %s from %s", joiner->name, day);
  journal_add(store, joiner->id, 0, succession->cause, "replaces %s from %s", leaver->name, day);
  return TRUE;
}

gboolean
succession_is_likely(Engine *engine, const Scheme *scheme, gint64 leaver, gint64 joiner)
{
  gboolean same = FALSE;
  for (guint i = 0; i < scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = scheme->attributes->pdata[i];
    g_auto(GStrv) a = attribute_get(engine->store, leaver, scheme->id, attribute->id);
    g_auto(GStrv) b = attribute_get(engine->store, joiner, scheme->id, attribute->id);
    if (!a[0] || !b[0])
      continue;
    if (!g_strv_equal((const char *const *) a, (const char *const *) b))
      return FALSE;
    same = TRUE;
  }
  return same;
}

gboolean
requirement_is_of_school(const Scheme *scheme, const Requirement *requirement)
{
  const SchemeForm *form = requirement_form(scheme, requirement);
  return form && !form->event && (form->records == RECORDS_ATTENDANCE || form->records == RECORDS_PEOPLE);
}

static gboolean
was_left_open(const Obligation *one)
{
  return one->opened != INSTANT_NONE && one->met == INSTANT_NONE && one->state != STATE_WAIVED;
}

/* The one of @list for the same thing as @like, of somebody else, that was left open. A copy; NULL: none. */
static Obligation *
left_open(Engine *engine, const GPtrArray *list, const Obligation *like)
{
  for (guint i = 0; i < list->len; i++) {
    const Obligation *one = list->pdata[i];
    if (one->person != like->person && !strcmp(one->scheme, like->scheme) &&
        !strcmp(one->requirement, like->requirement) && !strcmp(one->instance, like->instance) &&
        !strcmp(one->year, like->year) && was_left_open(one))
      return obligation_get(engine->store, one->id);
  }
  return NULL;
}

static Obligation *
left_by_replaced(Engine *engine, const Obligation *like)
{
  g_autoptr(GPtrArray) roles = person_roles(engine->store, like->person, like->scheme);
  Obligation *found = NULL;
  for (guint i = 0; !found && i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    g_autoptr(GPtrArray) theirs =
        role->replaces ? obligations_of_person(engine->store, role->replaces, like->year) : NULL;
    if (theirs)
      found = left_open(engine, theirs, like);
  }
  return found;
}

Obligation *
succession_before(Engine *engine, const Obligation *obligation)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  if (!requirement)
    return NULL;
  if (!requirement_is_of_school(scheme, requirement) || !obligation->school)
    return left_by_replaced(engine, obligation);
  g_autoptr(GPtrArray) there = obligations_list(engine->store, obligation->scheme, obligation->requirement,
                                                obligation->year, obligation->school, -1);
  return left_open(engine, there, obligation);
}

/* The day on which the person first held one of the requirement's roles. */
static Day
began(const Standing *standing, const Requirement *requirement)
{
  Day since = DAY_NONE;
  for (guint i = 0; i < standing->roles->len; i++) {
    const Role *role = standing->roles->pdata[i];
    if (g_strv_contains((const char *const *) requirement->of.roles, role->role))
      since = since == DAY_NONE ? role->since : MIN(since, role->since);
  }
  return since;
}

gboolean
succession_asks(const Standing *standing, const Requirement *requirement, const char *instance)
{
  const char *dot = strrchr(instance, '.');
  const Term *term = *instance ? year_term(standing->year, dot ? dot + 1 : instance) : NULL;
  Day since = began(standing, requirement);
  if (!term || since == DAY_NONE || since <= term->to)
    return TRUE;
  Obligation like = { .scheme = standing->scheme->id,
                      .requirement = requirement->id,
                      .instance = (char *) instance,
                      .year = standing->year->id,
                      .person = standing->person,
                      .school = standing_school(standing, (const char *const *) requirement->of.roles) };
  g_autoptr(Obligation) before = succession_before(standing->engine, &like);
  return before != NULL;
}

void
succession_sync(Engine *engine)
{
  Day today = clock_today(engine->clock), before = (Day) store_get_int(engine->store, "roles_day", DAY_NONE);
  if (before == today)
    return;
  g_autoptr(GArray) turned = before == DAY_NONE ? NULL : roles_turning(engine->store, before, today);
  for (guint i = 0; turned && i < turned->len; i++)
    dirty_add(engine->store, g_array_index(turned, gint64, i));
  store_set_int(engine->store, "roles_day", today);
}

Instant
succession_next(Engine *engine)
{
  Day day = roles_next_turn(engine->store, clock_today(engine->clock));
  return day == DAY_NONE ? INSTANT_NONE : clock_instant(engine->clock, day, 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens what a pass needs and answers who stands where and when mail may go. Decides nothing. */
#include "pass/engine.h"
#include "base/fault.h"
#include "base/text.h"
#include "pass/decide/dates.h"
#include <string.h>

Engine *
engine_new(const Site *site, Clock *clock, Store *store, Seam *seam, GError **error)
{
  g_autoptr(BankHolidays) holidays = bank_holidays_load(site->holidays, error);
  if (!holidays)
    return NULL;
  Engine *engine = g_new0(Engine, 1);
  engine->site = site;
  engine->clock = clock;
  engine->store = store;
  engine->seam = seam;
  engine->holidays = g_steal_pointer(&holidays);
  g_autofree char *letters = g_build_filename(site->templates, "mail", NULL);
  g_autofree char *certificates = g_build_filename(site->templates, "certificates", NULL);
  engine->letters = letters_open(letters);
  engine->certificates = certificates_new(certificates);
  engine->calendars =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) work_calendar_free);
  if (store) /* check has none */
    dates_join(engine);
  return engine;
}

void
engine_free(Engine *engine)
{
  if (!engine)
    return;
  reader_free(engine->reader);
  g_hash_table_unref(engine->calendars);
  certificates_free(engine->certificates);
  letters_free(engine->letters);
  bank_holidays_free(engine->holidays);
  g_free(engine);
}

gboolean
engine_step(const Engine *engine)
{
  return !engine->step_done || engine->step_done(engine->step_data);
}

Reader *
engine_reader(Engine *engine, GError **error)
{
  if (!engine->reader)
    engine->reader = reader_start(NULL, &READER_BOUNDS, error);
  return engine->reader;
}

static void
close_days(Engine *engine, WorkCalendar *calendar, const char *school)
{
  g_autofree char *key = school ? text_name_key(school) : NULL;
  for (guint i = 0; i < engine->site->schemes->years->len; i++) {
    const Year *year = engine->site->schemes->years->pdata[i];
    for (guint j = 0; j < year->closures->len; j++) {
      const Closure *closure = year->closures->pdata[j];
      g_autofree char *closed = closure->school ? text_name_key(closure->school) : NULL;
      if (!closed || !g_strcmp0(closed, key))
        work_calendar_close(calendar, closure->from, closure->to, closure->why);
    }
  }
}

const WorkCalendar *
engine_calendar(Engine *engine, gint64 school)
{
  WorkCalendar *calendar = g_hash_table_lookup(engine->calendars, &school);
  if (calendar)
    return calendar;
  g_autoptr(School) row = school ? school_get(engine->store, school) : NULL;
  const char *region = row && row->region ? row->region : engine->site->region;
  calendar = work_calendar_new(engine->holidays, region);
  close_days(engine, calendar, row ? row->name : NULL);
  g_hash_table_insert(engine->calendars, g_memdup2(&school, sizeof school), calendar);
  return calendar;
}

Instant
engine_window(Engine *engine, Day day)
{
  return clock_instant(engine->clock, day, engine->site->opens);
}

Instant
engine_sending_time(Engine *engine, gint64 school, Instant from)
{
  const WorkCalendar *calendar = engine_calendar(engine, school);
  Day day = clock_day(engine->clock, from);
  if (work_calendar_counts(calendar, day, NULL)) {
    int minute = clock_minute(engine->clock, from);
    if (minute < engine->site->opens)
      return engine_window(engine, day);
    if (minute < engine->site->closes)
      return from;
  }
  return engine_window(engine, work_calendar_add(calendar, day, 1));
}

const Year *
engine_year(Engine *engine)
{
  return schemes_year(engine->site->schemes, clock_today(engine->clock));
}

static gboolean
role_wanted(const Role *role, const char *const *roles, Day today)
{
  return role->since <= today && (role->until == DAY_NONE || role->until >= today) &&
         (!roles || g_strv_contains(roles, role->role));
}

gint64
engine_school(Engine *engine, const Scheme *scheme, gint64 person, const char *const *roles)
{
  g_autoptr(GPtrArray) held = person_roles(engine->store, person, scheme ? scheme->id : NULL);
  for (guint i = 0; i < held->len; i++) {
    const Role *role = held->pdata[i];
    if (role->school && role_wanted(role, roles, clock_today(engine->clock)))
      return role->school;
  }
  return 0;
}

/* Moves the people of @more to @all, each once and never @person nor who was erased; frees @more. */
static void
join(GPtrArray *all, GPtrArray *more, gint64 person)
{
  g_autoptr(GPtrArray) owned = more;
  for (guint i = 0; i < owned->len; i++) {
    Person *one = owned->pdata[i];
    gboolean known = one->id == person || one->erased;
    for (guint j = 0; j < all->len && !known; j++)
      known = ((Person *) all->pdata[j])->id == one->id;
    if (!known) {
      g_ptr_array_add(all, one);
      owned->pdata[i] = NULL; /* person_free accepts NULL */
    }
  }
}

GPtrArray *
engine_holders(Engine *engine, const Scheme *scheme, const char *role_id, gint64 person, gint64 school)
{
  Day today = clock_today(engine->clock);
  const SchemeRole *role = scheme_role(scheme, role_id);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify) person_free);
  if (!role)
    return g_steal_pointer(&all);
  switch (role->covers) {
  case COVERS_NOTHING:
  case COVERS_ALL:
    join(all, role_holders(engine->store, scheme->id, role_id, 0, NULL, NULL, today), person);
    break;
  case COVERS_SCHOOL:
    if (school)
      join(all, role_holders(engine->store, scheme->id, role_id, school, NULL, NULL, today), person);
    break;
  case COVERS_ASSIGNED:
    join(all, role_assigned(engine->store, scheme->id, role_id, person, school, today), person);
    break;
  case COVERS_ATTRIBUTE: {
    g_auto(GStrv) values = attribute_get(engine->store, person, scheme->id, role->attribute);
    for (guint i = 0; values[i]; i++)
      join(all, role_holders(engine->store, scheme->id, role_id, 0, role->attribute, values[i], today),
           person);
    break;
  }
  }
  return g_steal_pointer(&all);
}

void
engine_addresses(Engine *engine, const Scheme *scheme, const char *role, gint64 person, gint64 school,
                 GPtrArray *list)
{
  g_autoptr(GPtrArray) holders = role ? engine_holders(engine, scheme, role, person, school) : NULL;
  for (guint i = 0; holders && i < holders->len; i++) {
    const char *address = ((Person *) holders->pdata[i])->address;
    if (address && !address_has_bounced(engine->store, address) &&
        !g_ptr_array_find_with_equal_func(list, address, g_str_equal, NULL))
      g_ptr_array_add(list, g_strdup(address));
  }
}

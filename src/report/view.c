/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may see whom in a report. Draws nothing. */
#include "report/view.h"
#include "pass/people/coverage.h"
#include "pass/people/schools.h"
#include <string.h>

static gint64 *
id_copy(gint64 id)
{
  return g_memdup2(&id, sizeof id);
}

static gboolean
sees_everybody(const Scheme *scheme, const GPtrArray *held)
{
  for (guint i = 0; i < held->len; i++) {
    const Role *one = held->pdata[i];
    const SchemeRole *role = scheme_role(scheme, one->role);
    if (!role || role->covers == COVERS_ALL) /* the office is listed in no scheme */
      return TRUE;
  }
  return FALSE;
}

/* NULL: everybody. */
static GHashTable *
covered(Engine *engine, const Scheme *scheme, const SchemeReport *rule, gint64 reader)
{
  const char *const *roles = (const char *const *) rule->to;
  g_autoptr(GPtrArray) held = coverage_roles(engine, scheme, roles, reader);
  if (sees_everybody(scheme, held))
    return NULL;
  GHashTable *people = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(Coverage) coverage = coverage_new(engine, scheme, roles, reader);
  const GArray *ids = coverage_people(coverage);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add(people, id_copy(g_array_index(ids, gint64, i)));
  g_hash_table_add(people, id_copy(reader));
  return people;
}

ReportView *
report_view_new(Engine *engine, const Scheme *scheme, const Year *year, const SchemeReport *rule,
                gint64 reader)
{
  ReportView *view = g_new0(ReportView, 1);
  view->engine = engine;
  view->scheme = scheme;
  view->year = year;
  view->rule = rule;
  view->reader = reader;
  view->people = reader ? covered(engine, scheme, rule, reader) : NULL;
  view->schools = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  return view;
}

void
report_view_free(ReportView *view)
{
  if (!view)
    return;
  g_clear_pointer(&view->people, g_hash_table_unref);
  g_hash_table_unref(view->schools);
  g_free(view);
}

/* Who has left counts where they were last. */
static gint64
last_school(ReportView *view, gint64 person)
{
  g_autoptr(GPtrArray) roles = person_roles(view->engine->store, person, view->scheme->id);
  const Role *last = NULL;
  for (guint i = 0; i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    if (role->school && (!last || role->since > last->since))
      last = role;
  }
  return last ? last->school : 0;
}

gint64
view_school(ReportView *view, gint64 person)
{
  const gint64 *known = g_hash_table_lookup(view->schools, &person);
  if (known)
    return *known;
  gint64 school = engine_school(view->engine, view->scheme, person, NULL);
  if (!school)
    school = last_school(view, person);
  g_hash_table_insert(view->schools, id_copy(person), id_copy(school));
  return school;
}

gboolean
view_shows(ReportView *view, gint64 person)
{
  return (!view->people || g_hash_table_contains(view->people, &person)) &&
         (!view->school || view_school(view, person) == view->school);
}

char *
view_school_name(ReportView *view, gint64 school)
{
  g_autoptr(School) row = school ? school_get(view->engine->store, school) : NULL;
  return g_strdup(row ? row->name : "");
}

/* A person beside what they are sorted by. */
typedef struct {
  Person *person;
  char *key;
} Sorted;

static void
sorted_clear(gpointer data)
{
  Sorted *sorted = data;
  g_clear_pointer(&sorted->person, person_free);
  g_free(sorted->key);
}

static int
compare_keys(gconstpointer a, gconstpointer b)
{
  return strcmp(((const Sorted *) a)->key, ((const Sorted *) b)->key);
}

static void
add_holders(ReportView *view, const char *role, GHashTable *seen, GArray *list)
{
  Engine *engine = view->engine;
  g_autoptr(GPtrArray) holders =
      role_holders(engine->store, view->scheme->id, role, 0, NULL, NULL, clock_today(engine->clock));
  for (guint i = 0; i < holders->len; i++) {
    Person *person = holders->pdata[i];
    if (!view_shows(view, person->id) || !g_hash_table_add(seen, id_copy(person->id)))
      continue;
    g_autofree char *school = view_school_name(view, view_school(view, person->id));
    g_autofree char *words = g_strdup_printf("%s\n%s", school, person->name);
    Sorted sorted = { person, g_utf8_collate_key(words, -1) };
    holders->pdata[i] = NULL; /* person_free() takes NULL */
    g_array_append_val(list, sorted);
  }
}

GPtrArray *
view_people(ReportView *view, const char *const *roles)
{
  GPtrArray *people = g_ptr_array_new_with_free_func((GDestroyNotify) person_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Sorted));
  g_array_set_clear_func(list, sorted_clear);
  for (guint i = 0; i < view->scheme->roles->len; i++) {
    const SchemeRole *role = view->scheme->roles->pdata[i];
    if (!roles || g_strv_contains(roles, role->id))
      add_holders(view, role->id, seen, list);
  }
  g_array_sort(list, compare_keys);
  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add(people, g_steal_pointer(&g_array_index(list, Sorted, i).person));
  return people;
}

GPtrArray *
view_schools(ReportView *view)
{
  g_autoptr(GPtrArray) people = view_people(view, NULL);
  g_autoptr(GHashTable) theirs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < people->len; i++)
    g_hash_table_add(theirs, id_copy(view_school(view, ((const Person *) people->pdata[i])->id)));
  GPtrArray *schools = schools_all(view->engine->store);
  for (guint i = schools->len; i-- > 0;)
    if (!g_hash_table_contains(theirs, &((const School *) schools->pdata[i])->id))
      g_ptr_array_remove_index(schools, i);
  return schools;
}

gboolean
view_may_count(const ReportView *view, const SchemeForm *form, gint64 about)
{
  return !form->confidential || !view->reader || about != view->reader;
}

gboolean
view_may_read(ReportView *view, const SchemeForm *form)
{
  if (!form->confidential || !view->reader)
    return TRUE;
  const char *const allowed[] = { ROLE_OFFICE, form->to, NULL };
  g_autoptr(GPtrArray) held = coverage_roles(view->engine, view->scheme, allowed, view->reader);
  return held->len > 0;
}

gboolean
view_may_know(ReportView *view, const Requirement *requirement)
{
  const SchemeForm *form = requirement_form(view->scheme, requirement);
  return !form || view_may_read(view, form);
}

Instant
view_since(const ReportView *view)
{
  return clock_instant(view->engine->clock, view->year->starts, 0);
}

Instant
view_until(const ReportView *view)
{
  return MIN(clock_instant(view->engine->clock, view->year->ends + 1, 0), clock_now(view->engine->clock) + 1);
}

char *
view_day(const ReportView *view, Instant at)
{
  return at == INSTANT_NONE ? g_strdup("") : day_format(clock_day(view->engine->clock, at));
}

char *
view_attribute(ReportView *view, gint64 person, const char *name)
{
  const SchemeAttribute *attribute = scheme_attribute(view->scheme, name);
  if (attribute && attribute->of_school) {
    gint64 school = view_school(view, person);
    char *value = school ? school_value(view->engine, view->scheme, attribute, school) : NULL;
    return value ? value : g_strdup("");
  }
  g_auto(GStrv) values = attribute_get(view->engine->store, person, view->scheme->id, name);
  return g_strjoinv(", ", values);
}

void
view_add_shown(ReportView *view, GPtrArray *columns)
{
  for (guint i = 0; view->rule->show && view->rule->show[i]; i++)
    g_ptr_array_add(columns, g_strdup(view->rule->show[i]));
}

void
view_add_shown_of(ReportView *view, gint64 person, GPtrArray *cells)
{
  for (guint i = 0; view->rule->show && view->rule->show[i]; i++)
    g_ptr_array_add(cells, view_attribute(view, person, view->rule->show[i]));
}

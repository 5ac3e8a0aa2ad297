/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds whom a page shows. Its cost follows how many those are, not the size of the partnership. */
#include "pass/publish/pages_scope.h"
#include "pass/decide/instances.h"
#include "pass/people/coverage.h"
#include "report/progress.h"
#include <string.h>

/* The roles of @scheme that cover somebody: who holds one sees those. */
static GStrv
covering_roles(const Scheme *scheme)
{
  GPtrArray *roles = g_ptr_array_new();
  for (guint i = 0; i < scheme->roles->len; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    if (role->covers != COVERS_NOTHING)
      g_ptr_array_add(roles, g_strdup(role->id));
  }
  g_ptr_array_add(roles, NULL);
  return (GStrv) g_ptr_array_free(roles, FALSE);
}

typedef struct {
  Person *person;
  char *key;
} Sorted;

static int
compare_sorted(gconstpointer a, gconstpointer b)
{
  return strcmp(((const Sorted *) a)->key, ((const Sorted *) b)->key);
}

/* Those of a small set, by school and name. */
static GPtrArray *
people_of_set(ReportView *view)
{
  GPtrArray *people = g_ptr_array_new_with_free_func((GDestroyNotify) person_free);
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Sorted));
  GHashTableIter every;
  const gint64 *id;
  g_hash_table_iter_init(&every, view->people);
  while (g_hash_table_iter_next(&every, (gpointer *) &id, NULL)) {
    Sorted one = { person_get(view->engine->store, *id), NULL };
    if (!one.person)
      continue;
    g_autofree char *school = view_school_name(view, view_school(view, *id));
    g_autofree char *words = g_strdup_printf("%s\n%s", school, one.person->name);
    one.key = g_utf8_collate_key(words, -1);
    g_array_append_val(list, one);
  }
  g_array_sort(list, compare_sorted);
  for (guint i = 0; i < list->len; i++) {
    g_ptr_array_add(people, g_array_index(list, Sorted, i).person);
    g_free(g_array_index(list, Sorted, i).key);
  }
  return people;
}

/* Who covers by more than a school looks at schools, even while there is but one. */
static gboolean
is_of_one_school(const PageScope *scope)
{
  gint64 first = 0;
  for (guint i = 0; scope->roles && i < scope->roles->len; i++) {
    const SchemeRole *role = scheme_role(scope->view->scheme, ((const Role *) scope->roles->pdata[i])->role);
    if (role && (role->covers == COVERS_ALL || role->covers == COVERS_ATTRIBUTE))
      return FALSE;
  }
  for (guint i = 0; i < scope->people->len; i++) {
    gint64 school = view_school(scope->view, ((const Person *) scope->people->pdata[i])->id);
    if (first && school && school != first)
      return FALSE;
    first = school ? school : first;
  }
  return scope->roles != NULL;
}

PageScope *
page_scope_new(Engine *engine, const Scheme *scheme, const Year *year, gint64 reader)
{
  GPtrArray *roles = reader ? coverage_roles(engine, scheme, NULL, reader) : NULL;
  if (roles && !roles->len) {
    g_ptr_array_unref(roles);
    return NULL;
  }
  PageScope *scope = g_new0(PageScope, 1);
  scope->engine = engine;
  scope->roles = roles;
  scope->rule.to = covering_roles(scheme);
  scope->view = report_view_new(engine, scheme, year, &scope->rule, reader);
  scope->people = scope->view->people ? people_of_set(scope->view) : view_people(scope->view, NULL);
  for (guint i = 0; i < scope->people->len; i++)
    scope->covers = scope->covers || ((const Person *) scope->people->pdata[i])->id != reader;
  scope->one_school = is_of_one_school(scope);
  return scope;
}

void
page_scope_free(PageScope *scope)
{
  if (!scope)
    return;
  g_clear_pointer(&scope->roles, g_ptr_array_unref);
  g_ptr_array_unref(scope->people);
  report_view_free(scope->view);
  g_strfreev(scope->rule.to);
  g_free(scope);
}

GPtrArray *
page_scope_asked(const PageScope *scope, gint64 person)
{
  GPtrArray *all = progress_of(scope->view, person);
  for (guint i = all->len; i-- > 0;) {
    const Obligation *one = all->pdata[i];
    const Requirement *requirement = scheme_requirement(scope->view->scheme, one->requirement);
    /* who is asked knows of it */
    gboolean known =
        requirement && (person == scope->view->reader || view_may_know(scope->view, requirement));
    gboolean shown = known && (!requirement->optional || progress_is_done(one));
    if (!shown)
      g_ptr_array_remove_index(all, i);
  }
  return all;
}

char *
page_what(const PageScope *scope, const Obligation *obligation)
{
  const Requirement *requirement = scheme_requirement(scope->view->scheme, obligation->requirement);
  g_autofree char *of =
      g_str_has_prefix(obligation->instance, "action:") ? NULL : instance_words(scope->engine, obligation);
  return of && *of ? g_strdup_printf("%s, %s", requirement->title, of) : g_strdup(requirement->title);
}

char *
page_state(const PageScope *scope, const Obligation *obligation)
{
  const Stage stage = { scheme_requirement(scope->view->scheme, obligation->requirement),
                        obligation->instance, NULL };
  g_autoptr(GPtrArray) alone = g_ptr_array_new();
  g_ptr_array_add(alone, (gpointer) obligation);
  return progress_words(scope->view, alone, &stage);
}

char *
page_day(const Engine *engine, Instant at)
{
  return day_words(clock_day(engine->clock, at));
}

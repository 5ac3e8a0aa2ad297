/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes: the visits that the clock will pay to obligations, and the days on which they are due. It says
 * what stands today; whoever answers meanwhile is not asked. */
#include "pass/decide/settle.h"
#include "pass/publish/pages_scope.h"
#include <string.h>

#define AHEAD 14 /* days */

typedef struct {
  Day day;
  char *what;
  guint people;
} Coming;

static void
coming_free(gpointer data)
{
  Coming *coming = data;
  g_free(coming->what);
  g_free(coming);
}

/* What the clock's visit is for, in the words of people. The name of a template is that of a reminder. */
static char *
visit_words(const char *what, const char *title)
{
  static const struct {
    const char *what, *words;
  } known[] = {
    { "request", "is asked for" },       { "invitation", "invitation is sent" },
    { "make-up", "materials are sent" }, { "opens", "begins" },
    { "served", "is looked at again" },  { "overdue", "becomes overdue" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++)
    if (!strcmp(what, known[i].what))
      return g_strdup_printf("%s: %s", title, known[i].words);
  g_autofree char *mail = page_mail_words(what);
  return g_strdup_printf("%s: reminder (%s)", title, mail);
}

static void
add(GPtrArray *all, Day day, char *what /* owned */)
{
  for (guint i = 0; i < all->len; i++) {
    Coming *one = all->pdata[i];
    if (one->day == day && !strcmp(one->what, what)) {
      one->people++;
      g_free(what);
      return;
    }
  }
  Coming *one = g_new0(Coming, 1);
  one->day = day;
  one->what = what;
  one->people = 1;
  g_ptr_array_add(all, one);
}

static void
add_obligation(const PageScope *scope, const Obligation *one, GPtrArray *all)
{
  const Requirement *requirement = scheme_requirement(scope->view->scheme, one->requirement);
  Day today = clock_today(scope->engine->clock), due = obligation_due(one);
  Day next = one->next == INSTANT_NONE ? DAY_NONE : clock_day(scope->engine->clock, one->next);
  if (next != DAY_NONE && one->next_what && next <= today + AHEAD)
    add(all, MAX(next, today), visit_words(one->next_what, requirement->title));
  if (one->state == STATE_OPEN && due != DAY_NONE && due >= today && due <= today + AHEAD)
    add(all, due, g_strdup_printf("%s: due", requirement->title));
}

static int
compare_coming(gconstpointer a, gconstpointer b)
{
  const Coming *one = *(const Coming *const *) a, *other = *(const Coming *const *) b;
  return one->day != other->day ? (one->day < other->day ? -1 : 1) : strcmp(one->what, other->what);
}

Report *
page_next(const PageScope *scope)
{
  static const char *const columns[] = { "Day", "What", "People", NULL };
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(coming_free);
  for (guint i = 0; i < scope->people->len; i++) {
    g_autoptr(GPtrArray) asked = page_scope_asked(scope, ((const Person *) scope->people->pdata[i])->id);
    for (guint j = 0; j < asked->len; j++)
      add_obligation(scope, asked->pdata[j], all);
  }
  if (!all->len)
    return NULL;
  g_ptr_array_sort(all, compare_coming);
  Report *report = report_new("next", "What happens next", "");
  ReportTable *table = report_add_table(report, "The next two weeks", columns);
  report_set_note(table, "As it stands: whoever answers before is asked no more.");
  for (guint i = 0; i < all->len; i++) {
    const Coming *one = all->pdata[i];
    g_autofree char *day = day_words(one->day), *n = g_strdup_printf("%u", one->people);
    const char *const cells[] = { day, one->what, n, NULL };
    report_add_row(table, cells);
  }
  return report;
}

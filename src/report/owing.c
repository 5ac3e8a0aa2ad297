/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who owes what: everything that is open, overdue or not filed yet, the longest overdue first in each state.
 */
#include "pass/decide/instances.h"
#include "pass/decide/settle.h"
#include "report/kinds.h"
#include "store/obligations.h"

/* On whom it waits: those who sign off, or the person. */
static char *
waits_for(const Scheme *scheme, const Requirement *requirement, const Person *person)
{
  if (requirement->evidence->kind != EVIDENCE_SIGN_OFF)
    return g_strdup(person->name);
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; requirement->evidence->ids[i]; i++) {
    const SchemeRole *role = scheme_role(scheme, requirement->evidence->ids[i]);
    g_string_append_printf(words, "%s%s", i ? ", " : "", role ? role->title : requirement->evidence->ids[i]);
  }
  return g_strdup(words->str);
}

static void
add_line(ReportView *view, const Requirement *requirement, const Obligation *one, ReportTable *table)
{
  Engine *engine = view->engine;
  g_autoptr(Person) person = person_get(engine->store, one->person);
  g_autofree char *school =
      view_school_name(view, one->school ? one->school : view_school(view, one->person));
  g_autofree char *waits = waits_for(view->scheme, requirement, person);
  Day due = obligation_due(one), today = clock_today(engine->clock);
  g_autofree char *day = due == DAY_NONE ? g_strdup("") : day_format(due);
  g_autofree char *over =
      due != DAY_NONE && due < today
          ? g_strdup_printf("%d", work_calendar_between(engine_calendar(engine, one->school), due, today))
          : g_strdup("");
  g_autofree char *each =
      g_str_has_prefix(one->instance, "action:") ? g_strdup("") : instance_words(engine, one);
  const char *const cells[] = { person->name, school, requirement->title, each, state_word(one->state), day,
                                over,         waits,  one->ref,           NULL };
  report_add_row(table, cells);
}

static int
compare_due(gconstpointer a, gconstpointer b)
{
  const Obligation *const *one = a, *const *other = b;
  Day first = obligation_due(*one), second = obligation_due(*other);
  return first < second ? -1 : first > second;
}

static void
add_state(ReportView *view, State state, ReportTable *table)
{
  const Scheme *scheme = view->scheme;
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *requirement = scheme->requirements->pdata[i];
    if (!requirement->optional && view_may_know(view, requirement))
      g_ptr_array_extend_and_steal(all, obligations_list(view->engine->store, scheme->id, requirement->id,
                                                         view->year->id, 0, (int) state));
  }
  g_ptr_array_sort(all, compare_due);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    if (view_shows(view, one->person))
      add_line(view, scheme_requirement(scheme, one->requirement), one, table);
  }
}

void
report_owing(ReportView *view, Report *report)
{
  static const char *const columns[] = { "Name",  "School", "What is missing",   "Of",
                                         "State", "Due",    "Working days over", "Waits for",
                                         "Ref",   NULL };
  static const State states[] = { STATE_OVERDUE, STATE_ANSWERED, STATE_OPEN };
  ReportTable *table = report_add_table(report, "Who owes what", columns);
  report_add_tone(table, "overdue", TONE_BAD);
  table->clock_column = 6;
  for (guint s = 0; s < G_N_ELEMENTS(states); s++)
    add_state(view, states[s], table);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compliance report: how far the partnership is, and who owes what since when. */
#include "office/report_kinds.h"
#include "pass/settle.h"
#include "store/obligations.h"
#include <string.h>

static void
add_totals(Engine *engine, const Scheme *scheme, const Year *year, Report *report)
{
  static const char *const columns[] = { "Requirement", "Asked of", "Met",    "Answered", "Open",
                                         "Overdue",     "Upcoming", "Waived", NULL };
  ReportTable *table = report_add_table(report, "How far we are", columns);
  table->chart_label = 0;
  table->chart_value = 2;
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *requirement = scheme->requirements->pdata[i];
    g_autoptr(GPtrArray) all = obligations_list(engine->store, scheme->id, requirement->id, year->id, 0, -1);
    guint n[STATE_ENDED + 1] = { 0 };
    for (guint j = 0; j < all->len; j++)
      n[((Obligation *) all->pdata[j])->state]++;
    static const State order[] = { STATE_MET,     STATE_ANSWERED, STATE_OPEN,
                                   STATE_OVERDUE, STATE_UPCOMING, STATE_WAIVED };
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(cells, g_strdup(requirement->title));
    g_ptr_array_add(cells, g_strdup_printf("%u", all->len - n[STATE_ENDED]));
    for (guint s = 0; s < G_N_ELEMENTS(order); s++)
      g_ptr_array_add(cells, g_strdup_printf("%u", n[order[s]]));
    g_ptr_array_add(cells, NULL);
    report_add_row(table, (const char *const *) cells->pdata);
  }
}

static void
add_line(Engine *engine, const Requirement *requirement, const Obligation *one, ReportTable *table)
{
  g_autoptr(Person) person = person_get(engine->store, one->person);
  g_autoptr(School) school = one->school ? school_get(engine->store, one->school) : NULL;
  Day due = obligation_due(one);
  g_autofree char *day = due == DAY_NONE ? g_strdup("") : day_format(due);
  g_autofree char *over = NULL;
  if (due != DAY_NONE && due < clock_today(engine->clock))
    over = g_strdup_printf(
        "%d", work_calendar_between(engine_calendar(engine, one->school), due, clock_today(engine->clock)));
  const char *const cells[] = { school ? school->name : "",
                                person->name,
                                requirement->title,
                                one->instance,
                                state_word(one->state),
                                day,
                                over ? over : "",
                                one->ref,
                                NULL };
  report_add_row(table, cells);
}

static void
add_people(Engine *engine, const Scheme *scheme, const Year *year, Report *report)
{
  static const char *const columns[] = { "School", "Name", "What is missing",   "Of",
                                         "State",  "Due",  "Working days over", "Ref",
                                         NULL };
  static const State states[] = { STATE_OVERDUE, STATE_ANSWERED, STATE_OPEN };
  ReportTable *table = report_add_table(report, "Who owes what", columns);
  for (guint s = 0; s < G_N_ELEMENTS(states); s++)
    for (guint i = 0; i < scheme->requirements->len; i++) {
      const Requirement *requirement = scheme->requirements->pdata[i];
      g_autoptr(GPtrArray) all =
          obligations_list(engine->store, scheme->id, requirement->id, year->id, 0, (int) states[s]);
      for (guint j = 0; !requirement->optional && j < all->len; j++)
        add_line(engine, requirement, all->pdata[j], table);
    }
}

void
report_compliance(Engine *engine, const Scheme *scheme, const Year *year, Report *report)
{
  add_totals(engine, scheme, year, report);
  add_people(engine, scheme, year, report);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has no holder of a role of which everybody is to have one, or more than one. C2.5 */
#include "report/kinds.h"
#include "store/duties.h"

void
report_allocation(ReportView *view, Report *report)
{
  static const char *const columns[] = { "Name", "School", "Is to have one", "Has", NULL };
  ReportTable *table = report_add_table(report, "Not allocated to exactly one", columns);
  guint n = 0;
  for (guint i = 0; i < view->scheme->roles->len; i++) {
    const SchemeRole *role = view->scheme->roles->pdata[i];
    g_autoptr(GPtrArray) people =
        role->one_for
            ? people_without_one(view->engine->store, view->scheme->id, role->id,
                                 (const char *const *) role->one_for, clock_today(view->engine->clock))
            : g_ptr_array_new();
    for (guint j = 0; j < people->len; j++) {
      const Unallocated *one = people->pdata[j];
      g_autofree char *school = view_school_name(view, view_school(view, one->person));
      const char *const cells[] = { one->name, school, role->title, *one->holders ? one->holders : "nobody",
                                    NULL };
      if (!view_shows(view, one->person))
        continue;
      report_add_row(table, cells);
      n++;
    }
  }
  report_add_line(
      report, n ? "%u people are not allocated to exactly one." : "Everybody is allocated to exactly one.",
      n);
  report->quiet = !n;
}

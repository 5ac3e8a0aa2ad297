/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was told of each notice, and when; who was not. C2.20 */
#include "pass/tell/notices.h"
#include "report/kinds.h"
#include "store/duties.h"

static void
add_person(ReportView *view, ReportTable *table, gint64 person, const char *name, const char *at,
           const char *state)
{
  g_autofree char *school = view_school_name(view, view_school(view, person));
  const char *const cells[] = { name, school, at, state, NULL };
  if (view_shows(view, person))
    report_add_row(table, cells);
}

static void
add_untold(ReportView *view, ReportTable *table, const SchemeNotice *notice, const char *purpose)
{
  g_autoptr(GArray) people =
      people_untold(view->engine->store, view->scheme->id, (const char *const *) notice->to, purpose,
                    clock_today(view->engine->clock));
  for (guint i = 0; i < people->len; i++) {
    g_autoptr(Person) person = person_get(view->engine->store, g_array_index(people, gint64, i));
    add_person(view, table, person->id, person->name, "", "not told yet");
  }
}

void
report_notices(ReportView *view, Report *report)
{
  static const char *const columns[] = { "Name", "School", "Told", "State", NULL };
  for (guint i = 0; i < view->scheme->notices->len; i++) {
    const SchemeNotice *notice = view->scheme->notices->pdata[i];
    g_autofree char *purpose = notice_purpose(view->scheme, notice), *from = day_words(notice->from);
    g_autofree char *title = g_strdup_printf("%s, in force from %s", notice->title, from);
    g_autoptr(GPtrArray) told = people_told(view->engine->store, purpose);
    ReportTable *table = report_add_table(report, title, columns);
    for (guint j = 0; j < told->len; j++) {
      const Told *one = told->pdata[j];
      g_autofree char *at = view_day(view, one->sent);
      add_person(view, table, one->person, one->name, at, one->state);
    }
    add_untold(view, table, notice, purpose);
    report_add_line(report, "%s: %u people were told.", notice->title, told->len);
  }
}

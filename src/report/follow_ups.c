/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is being done about what a form said: actions with owner, day and progress. C5.26, C5.29 */
#include "store/follow_ups.h"
#include "paper/form_box.h"
#include "report/kinds.h"
#include <string.h>

static char *
state_words(ReportView *view, const FollowUp *one)
{
  gboolean late = one->due != DAY_NONE && one->due < clock_today(view->engine->clock);
  if (!g_strcmp0(one->state, "met") || !g_strcmp0(one->state, "waived"))
    return g_strdup("done");
  return g_strdup(late ? "overdue" : "under way");
}

char *
follow_up_words(ReportView *view, gint64 filed)
{
  g_autoptr(GPtrArray) all = follow_ups_list(view->engine->store, view->scheme->id, filed, view_until(view));
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < all->len; i++) {
    const FollowUp *one = all->pdata[i];
    g_autofree char *state = state_words(view, one);
    g_autofree char *day = one->due == DAY_NONE ? g_strdup("no date") : box_day_shown(one->due);
    g_string_append_printf(words, "%s%s: %s (%s, %s)", i ? "; " : "", one->owner, one->words, day, state);
  }
  return g_strdup(all->len ? words->str : "nothing yet");
}

/* Of whom it is, or of whose school: that decides who sees it. */
static gboolean
is_seen(ReportView *view, const FollowUp *one)
{
  gboolean here = !view->school || one->school == view->school;
  return view_shows(view, one->person) || (one->about && view_shows(view, one->about)) ||
         (here && !view->people);
}

guint
follow_ups(ReportView *view, Report *report)
{
  static const char *const columns[] = { "School", "What is to be done", "Who", "By", "State", NULL };
  g_autoptr(GPtrArray) all = follow_ups_list(view->engine->store, view->scheme->id, 0, view_until(view));
  ReportTable *table = NULL;
  guint open = 0;
  for (guint i = 0; i < all->len; i++) {
    const FollowUp *one = all->pdata[i];
    if (!is_seen(view, one))
      continue;
    if (!table)
      table = report_add_table(report, "Actions", columns);
    g_autofree char *state = state_words(view, one);
    g_autofree char *school = view_school_name(
        view, one->school ? one->school : view_school(view, one->about ? one->about : one->person));
    g_autofree char *day = one->due == DAY_NONE ? g_strdup("") : day_format(one->due);
    const char *const cells[] = { school, one->words, one->owner, day, state, NULL };
    report_add_row(table, cells);
    open += strcmp(state, "done") != 0;
  }
  if (table) {
    report_add_tone(table, "done", TONE_GOOD);
    report_add_tone(table, "overdue", TONE_BAD);
    report_add_line(report, "%u actions, %u of them still open.", table->rows->len, open);
  }
  return open;
}

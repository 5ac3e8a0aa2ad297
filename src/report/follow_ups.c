/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is being done about what a form said: actions with owner, day and progress. C5.26, C5.29 */
#include "store/follow_ups.h"
#include "paper/form_box.h"
#include "pass/decide/settle.h"
#include "report/kinds.h"
#include "store/actions.h"
#include "store/facts.h"
#include "store/obligations.h"
#include <string.h>

/* How an action stands, and what its owner said last. */
typedef struct {
  Day due;
  const char *state; /* a literal */
  char *said;        /* "" for nothing; g_free */
} Progress;

static Progress
progress_of_action(ReportView *view, const FollowUp *one)
{
  Store *store = view->engine->store;
  g_autoptr(Obligation) obligation = one->obligation ? obligation_get(store, one->obligation) : NULL;
  g_autoptr(GPtrArray) said = one->obligation ? said_of(store, one->obligation) : NULL;
  Progress progress = { one->due, "under way", NULL };
  if (obligation && obligation_due(obligation) != DAY_NONE)
    progress.due = obligation_due(obligation);
  if (obligation && (obligation->state == STATE_MET || obligation->state == STATE_WAIVED))
    progress.state = "done";
  else if (progress.due != DAY_NONE && progress.due < clock_today(view->engine->clock))
    progress.state = "overdue";
  progress.said = g_strdup(said && said->len ? ((const Said *) said->pdata[said->len - 1])->words : "");
  return progress;
}

char *
follow_up_words(ReportView *view, gint64 filed)
{
  g_autoptr(GPtrArray) all = follow_ups_list(view->engine->store, view->scheme->id, filed, view_until(view));
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < all->len; i++) {
    const FollowUp *one = all->pdata[i];
    Progress progress = progress_of_action(view, one);
    g_autofree char *day = progress.due == DAY_NONE ? g_strdup("no date") : box_day_shown(progress.due);
    g_string_append_printf(words, "%s%s: %s (%s, %s)", i ? "; " : "", one->owner, one->words, day,
                           progress.state);
    g_free(progress.said);
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

/* What came of a confidential form is between its readers and who sees to it. C5.11 */
static gboolean
is_confidential(ReportView *view, const FollowUp *one)
{
  g_autoptr(Filed) filed = one->filed ? filed_get(view->engine->store, one->filed) : NULL;
  const SchemeForm *form = filed ? scheme_form(view->scheme, filed->form) : NULL;
  return form && form->confidential;
}

guint
follow_ups(ReportView *view, Report *report)
{
  static const char *const columns[] = { "School", "What is to be done", "Who", "By",
                                         "State",  "What they say",      NULL };
  g_autoptr(GPtrArray) all = follow_ups_list(view->engine->store, view->scheme->id, 0, view_until(view));
  ReportTable *table = NULL;
  guint open = 0;
  for (guint i = 0; i < all->len; i++) {
    const FollowUp *one = all->pdata[i];
    if (!is_seen(view, one) || is_confidential(view, one))
      continue;
    if (!table)
      table = report_add_table(report, "Actions", columns);
    Progress progress = progress_of_action(view, one);
    g_autofree char *said = progress.said;
    g_autofree char *school = view_school_name(
        view, one->school ? one->school : view_school(view, one->about ? one->about : one->person));
    g_autofree char *day = progress.due == DAY_NONE ? g_strdup("") : day_format(progress.due);
    const char *const cells[] = { school, one->words, one->owner, day, progress.state, said, NULL };
    report_add_row(table, cells);
    open += strcmp(progress.state, "done") != 0;
  }
  if (table) {
    report_add_tone(table, "done", TONE_GOOD);
    report_add_tone(table, "overdue", TONE_BAD);
    report_add_line(report, "%u actions, %u of them still open.", table->rows->len, open);
  }
  return open;
}

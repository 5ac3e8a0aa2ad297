/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States of obligations in words that a table bears. Decides nothing: the states stand in the store. */
#include "report/progress.h"
#include "paper/form_box.h"
#include "pass/decide/settle.h"
#include "store/facts.h"
#include <string.h>

static void
stage_free(gpointer data)
{
  Stage *stage = data;
  g_free(stage->instance);
  g_free(stage->title);
  g_free(stage);
}

gboolean
progress_is_done(const Obligation *obligation)
{
  return obligation->state == STATE_MET || obligation->state == STATE_WAIVED;
}

gboolean
progress_is_reviewed(const Obligation *obligation)
{
  return obligation->state == STATE_MET && obligation->evidence &&
         strstr(obligation->evidence, "materials reviewed") && !strstr(obligation->evidence, "attended ");
}

GPtrArray *
progress_of(ReportView *view, gint64 person)
{
  GPtrArray *all = obligations_of_person(view->engine->store, person, view->year->id);
  for (guint i = all->len; i-- > 0;) {
    const Obligation *one = all->pdata[i];
    if (strcmp(one->scheme, view->scheme->id) || one->state == STATE_ENDED)
      g_ptr_array_remove_index(all, i);
  }
  return all;
}

gboolean
stage_has(const Stage *stage, const Obligation *obligation)
{
  return !strcmp(obligation->requirement, stage->requirement->id) &&
         (!stage->instance || !strcmp(obligation->instance, stage->instance));
}

/* The instance as people read it: the term of "core.autumn", nothing when there is but one. */
static char *
stage_title(const Requirement *requirement, const char *instance)
{
  const char *dot = strrchr(instance, '.');
  if (!*instance)
    return g_strdup(requirement->title);
  return g_strdup_printf("%s, %s", requirement->title, dot ? dot + 1 : instance);
}

static void
add_stage(GPtrArray *stages, const Requirement *requirement, const char *instance)
{
  Stage *stage = g_new0(Stage, 1);
  stage->requirement = requirement;
  stage->instance = g_strdup(instance);
  stage->title = stage_title(requirement, instance ? instance : "");
  g_ptr_array_add(stages, stage);
}

/* Instances of the year have a column each, in its order; those that are people's own share one. */
static void
add_stages(ReportView *view, const Requirement *requirement, GPtrArray *stages)
{
  g_autoptr(GPtrArray) all =
      obligations_list(view->engine->store, view->scheme->id, requirement->id, view->year->id, 0, -1);
  g_auto(GStrv) order = requirement_instances(view->scheme, requirement, view->year);
  g_autoptr(GHashTable) found = g_hash_table_new(g_str_hash, g_str_equal);
  gboolean own = FALSE;
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    if (one->state == STATE_ENDED || !view_shows(view, one->person) ||
        (requirement->optional && !progress_is_done(one)))
      continue;
    g_hash_table_add(found, one->instance);
    own = own || !g_strv_contains((const char *const *) order, one->instance);
  }
  if (own)
    add_stage(stages, requirement, NULL);
  for (guint i = 0; order[i] && !own; i++)
    if (g_hash_table_contains(found, order[i]))
      add_stage(stages, requirement, order[i]);
}

GPtrArray *
stages_of(ReportView *view)
{
  GPtrArray *stages = g_ptr_array_new_with_free_func(stage_free);
  for (guint i = 0; i < view->scheme->requirements->len; i++) {
    const Requirement *requirement = view->scheme->requirements->pdata[i];
    if (view_may_know(view, requirement))
      add_stages(view, requirement, stages);
  }
  return stages;
}

/* Distinct days on which the person was at the event this year. */
static int
times_attended(ReportView *view, gint64 person, const char *event)
{
  g_autoptr(GPtrArray) all = attendance_of(view->engine->store, person, view->scheme->id, event,
                                           view->year->starts, view->year->ends);
  int times = 0;
  for (guint i = 0; i < all->len; i++)
    times += !i || ((const Attendance *) all->pdata[i])->day != ((const Attendance *) all->pdata[i - 1])->day;
  return times;
}

static char *
day_after(const char *words, Day day)
{
  g_autofree char *shown = day == DAY_NONE ? NULL : box_day_shown(day);
  return shown ? g_strdup_printf("%s %s", words, shown) : g_strdup(words);
}

/* The last day that the evidence names: when they came, not when that was learned. DAY_NONE: it names none.
 */
static Day
day_of_evidence(const Obligation *obligation)
{
  g_auto(GStrv) words = g_strsplit_set(obligation->evidence ? obligation->evidence : "", " ,;", -1);
  Day last = DAY_NONE;
  for (guint i = 0; words[i]; i++)
    last = MAX(last, day_parse(words[i])); /* DAY_NONE is the least */
  return last;
}

static char *
met_words(ReportView *view, const Obligation *obligation, const Requirement *requirement)
{
  gboolean attend = requirement->evidence->kind == EVIDENCE_ATTEND;
  Day day = attend ? day_of_evidence(obligation) : DAY_NONE;
  if (day == DAY_NONE && obligation->met != INSTANT_NONE)
    day = clock_day(view->engine->clock, obligation->met);
  if (progress_is_reviewed(obligation))
    return day_after("materials reviewed,", day);
  return day_after(attend ? "attended," : "met", day);
}

static char *
state_words(ReportView *view, const Obligation *obligation, const Requirement *requirement)
{
  const Evidence *evidence = requirement->evidence;
  Day due = obligation_due(obligation);
  g_autofree char *part = NULL;
  if (evidence->kind == EVIDENCE_ATTEND && evidence->times > 1 && evidence->ids[0] && !evidence->ids[1])
    part = g_strdup_printf("%d of %d, ", times_attended(view, obligation->person, evidence->ids[0]),
                           evidence->times);
  switch (obligation->state) {
  case STATE_MET: return met_words(view, obligation, requirement);
  case STATE_WAIVED: return g_strdup("waived");
  case STATE_ANSWERED: return g_strdup("received, not filed yet");
  case STATE_UPCOMING: return g_strdup("not asked yet");
  case STATE_OVERDUE: {
    g_autofree char *words = g_strconcat("overdue: ", part ? part : "", "since", NULL);
    return day_after(words, due);
  }
  case STATE_OPEN: {
    g_autofree char *words =
        g_strconcat("open: ", part ? part : "", due == DAY_NONE ? "no date" : "due", NULL);
    return day_after(words, due);
  }
  case STATE_ENDED: break;
  }
  return g_strdup("");
}

/* How much a state wants to be spoken of. */
static int
weight(const Obligation *obligation)
{
  static const int weights[] = {
    [STATE_OVERDUE] = 5, [STATE_OPEN] = 4,   [STATE_ANSWERED] = 3, [STATE_UPCOMING] = 2,
    [STATE_MET] = 1,     [STATE_WAIVED] = 1, [STATE_ENDED] = 0,
  };
  return weights[obligation->state];
}

char *
progress_words(ReportView *view, const GPtrArray *obligations, const Stage *stage)
{
  const Obligation *worst = NULL;
  guint asked = 0, done = 0;
  for (guint i = 0; i < obligations->len; i++) {
    const Obligation *one = obligations->pdata[i];
    if (!stage_has(stage, one))
      continue;
    asked++;
    done += progress_is_done(one);
    if (!worst || weight(one) > weight(worst))
      worst = one;
  }
  if (!worst)
    return g_strdup("");
  g_autofree char *words = state_words(view, worst, stage->requirement);
  if (asked == 1)
    return g_steal_pointer(&words);
  return done == asked ? g_strdup_printf("met, all %u", asked)
                       : g_strdup_printf("%s; %u of %u met", words, done, asked);
}

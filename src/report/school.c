/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of a school for the year: what people said about it and how that compares, who took part in
 * what, and what is being done. Of several schools: the same side by side. C5.12, C5.15, C5.21 */
#include "report/engagement.h"
#include "report/hide.h"
#include "report/kinds.h"
#include "report/ratings.h"
#include "store/facts.h"
#include "store/registers.h"
#include <string.h>

/* All voices on @form that may be counted in what this reader sees, of every school: with those of one school
 * alone nothing could be compared, nor be hidden by what the others are. */
static GPtrArray *
voices_everywhere(ReportView *view, const SchemeForm *form)
{
  g_autoptr(ReportView) whole = report_view_new(view->engine, view->scheme, view->year, view->rule, 0);
  GPtrArray *voices = voices_of(whole, form);
  for (guint i = voices->len; i-- > 0;)
    if (!view_may_count(view, form, ((const Voice *) voices->pdata[i])->about))
      g_ptr_array_remove_index(voices, i);
  return voices;
}

/* Ratings of one question by school, and whether those of this one may be shown. */
static Ratings
ratings_here(ReportView *view, const GPtrArray *voices, const FormField *field, gboolean *may_show)
{
  g_autoptr(GPtrArray) schools = schools_all(view->engine->store);
  g_autofree Ratings *ratings = g_new0(Ratings, schools->len + 1);
  g_autofree guint *n = g_new0(guint, schools->len + 1);
  g_autofree gboolean *hidden = g_new0(gboolean, schools->len + 1);
  Ratings here = { 0 };
  for (guint s = 0; s < schools->len; s++) {
    for (guint i = 0; i < voices->len; i++) {
      const Voice *voice = voices->pdata[i];
      if (view_school(view, voice->about) == ((const School *) schools->pdata[s])->id)
        ratings_add(&ratings[s], view->engine->store, voice, field);
    }
    n[s] = ratings[s].n;
  }
  hide_small(n, schools->len, hidden);
  *may_show = FALSE;
  for (guint s = 0; s < schools->len; s++)
    if (((const School *) schools->pdata[s])->id == view->school) {
      here = ratings[s];
      *may_show = !hidden[s];
    }
  return here;
}

static void
add_question(ReportView *view, const GPtrArray *voices, const FormField *field, ReportTable *table)
{
  gboolean may_show;
  Ratings here = ratings_here(view, voices, field, &may_show),
          all = ratings_of(view->engine->store, voices, field);
  g_autofree char *mean = may_show ? ratings_mean(&here) : g_strdup("not shown");
  g_autofree char *n =
      may_show ? g_strdup_printf("%u", here.n) : g_strdup(here.n < SMALLEST_GROUP ? "under 3" : "");
  g_autofree char *change = may_show ? ratings_change(&here) : g_strdup("");
  g_autofree char *everywhere = all.n < SMALLEST_GROUP ? g_strdup("not shown") : ratings_mean(&all);
  const char *const cells[] = { field->label, mean, n, change, everywhere, NULL };
  report_add_row(table, cells);
}

static void
add_form(ReportView *view, const SchemeForm *form, Report *report)
{
  static const char *const columns[] = {
    "Question", "Here", "Answers", "Since last time", "All schools", NULL
  };
  if (!widest_scale(form))
    return;
  g_autoptr(GPtrArray) voices = voices_everywhere(view, form);
  ReportTable *table = report_add_table(report, form->title, columns);
  table->shade_first = 1;
  report_set_note(
      table, "Means. Fewer than three answers are not shown, nor others by which they could be reckoned.");
  for (guint i = 0; i < form->fields->len && voices->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (field_counts(form, field, FIELD_RATING))
      add_question(view, voices, field, table);
  }
}

static void
add_engagement(ReportView *view, Report *report)
{
  static const char *const columns[] = { "Requirement", "Done", "Asked", NULL };
  g_autoptr(GPtrArray) requirements = engagement_requirements(view);
  g_autoptr(GHashTable) all = engagement_of(view, requirements);
  const Share *shares = g_hash_table_lookup(all, &view->school);
  int score = engagement_score(shares, requirements->len);
  ReportTable *table = report_add_table(report, "What was asked, and done", columns);
  for (guint i = 0; shares && i < requirements->len; i++) {
    g_autofree char *done = g_strdup_printf("%u", shares[i].done),
                    *asked = g_strdup_printf("%u", shares[i].asked);
    const char *const cells[] = { ((const Requirement *) requirements->pdata[i])->title, done, asked, NULL };
    if (shares[i].asked)
      report_add_row(table, cells);
  }
  if (score >= 0)
    report_add_line(report, "Of what was due by now, %d in 100 were done.", score);
}

/* Who came to what: attended, and materials reviewed instead, are kept apart (C1.17). */
static void
add_attendance(ReportView *view, Report *report)
{
  static const char *const columns[] = { "Event", "Attended", "Materials reviewed", NULL };
  ReportTable *table = report_add_table(report, "Who took part", columns);
  for (guint e = 0; e < view->scheme->events->len; e++) {
    const SchemeEvent *event = view->scheme->events->pdata[e];
    g_autoptr(GPtrArray) all =
        attendance_at(view->engine->store, view->scheme->id, event->id, view->year->starts, view->year->ends);
    guint attended = 0, reviewed = 0;
    for (guint i = 0; i < all->len; i++) {
      const Attendance *one = all->pdata[i];
      gboolean here = view_school(view, one->person) == view->school;
      gboolean came = !strcmp(one->how, "attended");
      attended += here && came;
      reviewed += here && !came;
    }
    g_autofree char *a = g_strdup_printf("%u", attended), *r = g_strdup_printf("%u", reviewed);
    const char *const cells[] = { event->title, a, r, NULL };
    if (attended || reviewed)
      report_add_row(table, cells);
  }
}

static void
add_awards(ReportView *view, Report *report)
{
  static const char *const columns[] = { "Award", "Name", "Issued", NULL };
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new();
  for (guint i = 0; i < view->scheme->awards->len; i++)
    g_strv_builder_add(ids, ((const SchemeAward *) view->scheme->awards->pdata[i])->id);
  g_auto(GStrv) awards = g_strv_builder_end(ids);
  g_autoptr(GPtrArray) lines =
      register_lines(view->engine->store, view->scheme->id, (const char *const *) awards);
  ReportTable *table = report_add_table(report, "Awards of the year", columns);
  for (guint i = 0; i < lines->len; i++) {
    const RegisterLine *line = lines->pdata[i];
    g_autofree char *day = view_day(view, line->issued);
    const char *const cells[] = { line->title, line->name, day, NULL };
    if (line->replaced == INSTANT_NONE && line->issued >= view_since(view) &&
        line->issued < view_until(view) && view_school(view, line->person) == view->school)
      report_add_row(table, cells);
  }
}

void
report_school(ReportView *view, Report *report)
{
  if (!view->school) {
    report_engagement(view, report);
    report_needs(view, report);
    follow_ups(view, report);
    report->quiet = report_is_empty(report);
    return;
  }
  add_engagement(view, report);
  for (guint i = 0; view->rule->forms[i]; i++)
    add_form(view, scheme_form(view->scheme, view->rule->forms[i]), report);
  add_attendance(view, report);
  add_awards(view, report);
  follow_ups(view, report);
  report->quiet = report_is_empty(report);
}

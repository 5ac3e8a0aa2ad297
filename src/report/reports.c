/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the report that is asked for and hands it to the file of its kind. */
#include "report/reports.h"
#include "base/checksum.h"
#include "base/fault.h"
#include "report/kinds.h"
#include <string.h>

static const struct {
  const char *kind, *title; /* the title of those that have none of their own */
  void (*draw)(ReportView *view, Report *report);
} kinds[] = {
  { "needs", "What mentors need", report_needs },
  { "compliance", "How far we are, and who owes what", report_compliance },
  { "register", "Register of awards", report_register },
  { "claims", "What schools may claim", report_claims },
  { "school", "The year in our schools", report_school },
  { "attention", "What wants attention", report_attention },
  { "engagement", "How schools take part", report_engagement },
  { "visits", "Which schools were visited", report_visits },
  { "weeks", "Weeks without a record", report_weeks },
  { "payroll", "Hours to be paid", report_payroll },
  { "placements", "Placements and certification", report_placements },
  { "notices", "Who was told", report_notices },
  { "allocation", "Who is allocated to nobody, or to two", report_allocation },
};

const char *
report_title(const SchemeReport *rule)
{
  if (rule->title)
    return rule->title;
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (!strcmp(kinds[i].kind, rule->kind))
      return kinds[i].title;
  g_assert_not_reached(); /* the scheme was checked */
}

static char *
subtitle_of(ReportView *view)
{
  g_autofree char *day = day_words(clock_today(view->engine->clock));
  g_autofree char *school = view_school_name(view, view->school);
  return g_strdup_printf("%s%s%s, academic year %s, as of %s", school, *school ? ", " : "",
                         view->scheme->title, view->year->id, day);
}

Report *
reports_draw_for(Engine *engine, const Scheme *scheme, const Year *year, const SchemeReport *rule,
                 gint64 reader, gint64 school)
{
  g_autoptr(ReportView) view = report_view_new(engine, scheme, year, rule, reader);
  view->school = school;
  g_autofree char *subtitle = subtitle_of(view);
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (!strcmp(kinds[i].kind, rule->kind)) {
      Report *report = report_new(rule->id, report_title(rule), subtitle);
      kinds[i].draw(view, report);
      return report;
    }
  g_assert_not_reached(); /* the scheme was checked */
}

/* The report that "ID" or "SCHEME/ID" names. */
static const SchemeReport *
find(const Schemes *schemes, const char *text, const Scheme **scheme, GError **error)
{
  const char *slash = strchr(text, '/');
  g_autofree char *scheme_id = slash ? g_strndup(text, (gsize) (slash - text)) : NULL;
  const SchemeReport *found = NULL;
  g_autoptr(GString) known = g_string_new(NULL);
  guint n = 0;
  for (guint i = 0; i < schemes->schemes->len; i++) {
    const Scheme *one = schemes->schemes->pdata[i];
    const SchemeReport *rule = scheme_report(one, slash ? slash + 1 : text);
    if (!rule || (scheme_id && strcmp(scheme_id, one->id)))
      continue;
    found = rule;
    *scheme = one;
    g_string_append_printf(known, "%s%s/%s", n++ ? " or " : "", one->id, rule->id);
  }
  if (!n)
    g_set_error(error, FAULT, FAULT_DATA, "no scheme has a report called \"%s\": mentord report lists them",
                text);
  if (n > 1)
    g_set_error(error, FAULT, FAULT_USAGE, "several schemes have the report \"%s\": say %s", text,
                known->str);
  return n == 1 ? found : NULL;
}

Report *
reports_draw(Engine *engine, const char *id, gint64 school, GError **error)
{
  const Year *year = engine_year(engine);
  if (!year) {
    g_set_error(error, FAULT, FAULT_DATA, "today lies in no academic year of the configuration");
    return NULL;
  }
  const Scheme *scheme;
  const SchemeReport *rule = find(engine->site->schemes, id, &scheme, error);
  return rule ? reports_draw_for(engine, scheme, year, rule, 0, school) : NULL;
}

char *
report_fingerprint(const Report *report)
{
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < report->lines->len; i++)
    g_string_append_printf(words, "%s\n", (const char *) report->lines->pdata[i]);
  for (guint t = 0; t < report->tables->len; t++) {
    const ReportTable *table = report->tables->pdata[t];
    g_string_append_printf(words, "\n%s\n", table->title);
    for (guint r = 0; r < table->rows->len; r++)
      for (guint c = 0; c < table->columns->len; c++)
        g_string_append_printf(words, "%s%c",
                               (int) c == table->clock_column ? "" : ((GStrv) table->rows->pdata[r])[c],
                               c + 1 < table->columns->len ? '\t' : '\n');
  }
  return checksum_of_text(words->str);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the report that is asked for and hands it to the file of its kind. */
#include "office/reports.h"
#include "base/fault.h"
#include "office/report_kinds.h"
#include <string.h>

static const char *
title_of(const SchemeReport *rule)
{
  if (rule->title)
    return rule->title;
  return !strcmp(rule->kind, "needs")        ? "What mentors need"
         : !strcmp(rule->kind, "compliance") ? "How far we are, and who owes what"
                                             : rule->id;
}

static Report *
draw(Engine *engine, const Scheme *scheme, const SchemeReport *rule, GError **error)
{
  const Year *year = engine_year(engine);
  if (!year) {
    g_set_error(error, FAULT, FAULT_DATA, "today lies in no academic year of the configuration");
    return NULL;
  }
  g_autofree char *day = day_words(clock_today(engine->clock));
  g_autofree char *subtitle = g_strdup_printf("%s, academic year %s, as of %s", scheme->title, year->id, day);
  g_autoptr(Report) report = report_new(rule->id, title_of(rule), subtitle);
  if (!strcmp(rule->kind, "needs"))
    report_needs(engine, scheme, year, rule, report);
  else if (!strcmp(rule->kind, "compliance"))
    report_compliance(engine, scheme, year, report);
  else {
    g_set_error(error, FAULT, FAULT_DATA, "%s:%d: reports of the kind \"%s\" are not drawn yet",
                rule->place.file, rule->place.line, rule->kind);
    return NULL;
  }
  return g_steal_pointer(&report);
}

Report *
reports_draw(Engine *engine, const char *id, GError **error)
{
  for (guint i = 0; i < engine->site->schemes->schemes->len; i++) {
    const Scheme *scheme = engine->site->schemes->schemes->pdata[i];
    const SchemeReport *rule = scheme_report(scheme, id);
    if (rule)
      return draw(engine, scheme, rule, error);
  }
  g_set_error(error, FAULT, FAULT_DATA, "no scheme has a report called \"%s\"", id);
  return NULL;
}

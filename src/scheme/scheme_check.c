/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of a whole scheme: what no single group can show. Requirements that wait for each other, terms of
 * events that have none, dates that a year lacks. Unknown words are scheme_refer.c's. */
#include "scheme/scheme_load.h"
#include <string.h>

typedef struct {
  const SchemeLoad *load;
  const Scheme *scheme;
  GHashTable *done; /* of requirement: nothing waits in a circle there */
  GPtrArray *path;  /* of requirement: each waits for the next */
} Circle;

static void visit(Circle *circle, const Requirement *requirement);

static void
visit_id(Circle *circle, const char *id)
{
  const Requirement *requirement = id ? scheme_requirement(circle->scheme, id) : NULL;
  if (requirement)
    visit(circle, requirement);
}

static void
visit_award(Circle *circle, const SchemeAward *award)
{
  for (guint i = 0; award->when && award->when[i]; i++)
    visit_id(circle, award->when[i]);
  for (guint i = 0; award->any && i < award->any->len; i++)
    for (char **id = award->any->pdata[i]; *id; id++)
      visit_id(circle, *id);
}

static void
visit_evidence(Circle *circle, const Evidence *evidence)
{
  for (guint i = 0; evidence->kind == EVIDENCE_HOLD && evidence->ids[i]; i++) {
    const SchemeAward *award = scheme_award(circle->scheme, evidence->ids[i]);
    if (award)
      visit_award(circle, award);
  }
  for (guint i = 0; evidence->parts && i < evidence->parts->len; i++)
    visit_evidence(circle, evidence->parts->pdata[i]);
}

static void
say_circle(const Circle *circle, guint start)
{
  const Requirement *first = circle->path->pdata[start];
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = start; i < circle->path->len; i++)
    g_string_append_printf(words, "\"%s\" waits for ", ((Requirement *) circle->path->pdata[i])->id);
  conf_faults_add(circle->load->faults, first->place.file, first->place.line,
                  "%s\"%s\": none of them can ever be met", words->str, first->id);
}

static void
visit(Circle *circle, const Requirement *requirement)
{
  guint start;
  if (g_hash_table_contains(circle->done, requirement))
    return;
  if (g_ptr_array_find(circle->path, requirement, &start)) {
    say_circle(circle, start);
    return;
  }
  g_ptr_array_add(circle->path, (gpointer) requirement);
  visit_id(circle, requirement->of.met);
  visit_id(circle, requirement->of.place);
  visit_id(circle, requirement->opens.met);
  if (requirement->evidence)
    visit_evidence(circle, requirement->evidence);
  g_ptr_array_set_size(circle->path, (int) circle->path->len - 1);
  g_hash_table_add(circle->done, (gpointer) requirement);
}

static void
check_circles(const SchemeLoad *load, const Scheme *scheme)
{
  g_autoptr(GHashTable) done = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) path = g_ptr_array_new();
  Circle circle = { load, scheme, done, path };
  for (guint i = 0; i < scheme->requirements->len; i++)
    visit(&circle, scheme->requirements->pdata[i]);
}

static void
check_evidence(const SchemeLoad *load, const Scheme *scheme, const Evidence *evidence, Place place)
{
  for (guint i = 0; evidence->kind == EVIDENCE_ATTEND && evidence->per == PER_TERM && evidence->ids[i]; i++) {
    const SchemeEvent *event = scheme_event(scheme, evidence->ids[i]);
    if (event && !event->per_term)
      conf_faults_add(load->faults, place.file, place.line,
                      "\"%s\" is to be attended per term, but the event is not held per = \"term\"",
                      event->id);
  }
  for (guint i = 0; evidence->parts && i < evidence->parts->len; i++)
    check_evidence(load, scheme, evidence->parts->pdata[i], place);
}

/* An event of each term, named without one, opens a requirement that is itself of a term or occasion, or else
 * every time. */
static void
check_repeats(const SchemeLoad *load, const Scheme *scheme, const Requirement *requirement)
{
  for (guint i = 0; requirement->for_each && requirement->for_each[i]; i++) {
    const SchemeEvent *event = scheme_event(scheme, requirement->for_each[i]);
    if (!event && !strcmp(requirement->for_each[i], "placement") && !scheme_span(scheme))
      conf_faults_add(
          load->faults, requirement->place.file, requirement->place.line,
          "\"for_each\" names \"placement\", but the scheme has no event, or several, with spans = "
          "true: name the one that is meant");
    if (event && !event->per_term && !event->spans)
      conf_faults_add(load->faults, requirement->place.file, requirement->place.line,
                      "\"for_each\" names \"%s\", which is no event with per = \"term\" or spans = true",
                      event->id);
  }
}

/* A span has a first and a last day only where the requirement is repeated for each. */
static void
check_span_use(const SchemeLoad *load, const Scheme *scheme, const Requirement *requirement)
{
  const char *const named[] = { requirement->opens.event, requirement->due.event };
  for (guint i = 0; i < G_N_ELEMENTS(named); i++) {
    const SchemeEvent *event = named[i] ? scheme_event(scheme, named[i]) : NULL;
    gboolean repeated = FALSE;
    for (guint j = 0; event && requirement->for_each && requirement->for_each[j]; j++)
      repeated = repeated || repeats_event(scheme, requirement->for_each[j]);
    if (event && event->spans && !repeated)
      conf_faults_add(load->faults, requirement->place.file, requirement->place.line,
                      "\"%s\" spans days: what opens after it or is due before it wants for_each = \"%s\"",
                      event->id, event->id);
  }
}

static void
check_place(const SchemeLoad *load, const Scheme *scheme, const Requirement *requirement)
{
  const Requirement *of = requirement->of.place ? scheme_requirement(scheme, requirement->of.place) : NULL;
  if (of && !of->places)
    conf_faults_add(load->faults, requirement->place.file, requirement->place.line,
                    "\"place\" names \"%s\", which has no \"places\"", of->id);
}

static void
check_dates(const SchemeLoad *load, const Requirement *requirement)
{
  for (guint i = 0; i < load->set->years->len; i++) {
    const Year *year = load->set->years->pdata[i];
    if (year->starts == DAY_NONE || year->ends == DAY_NONE)
      continue;
    gboolean opens = requirement->opens.kind == OPENS_DATE && requirement->opens.month;
    gboolean due = requirement->due.kind == DUE_DATE && requirement->due.month;
    if ((opens && year_date(year, requirement->opens.month, requirement->opens.day) == DAY_NONE) ||
        (due && year_date(year, requirement->due.month, requirement->due.day) == DAY_NONE))
      conf_faults_add(load->faults, requirement->place.file, requirement->place.line,
                      "a date of this requirement does not lie in the year \"%s\"",
                      year->id ? year->id : year->file);
  }
}

static void
check_due_order(const SchemeLoad *load, const Requirement *requirement)
{
  if (requirement->opens.kind != OPENS_DATE || requirement->due.kind != DUE_DATE)
    return;
  for (guint i = 0; i < load->set->years->len; i++) {
    const Year *year = load->set->years->pdata[i];
    Day opens = year_date(year, requirement->opens.month, requirement->opens.day);
    Day due = year_date(year, requirement->due.month, requirement->due.day);
    if (opens != DAY_NONE && due != DAY_NONE && due < opens)
      conf_faults_add(load->faults, requirement->place.file, requirement->place.line,
                      "the requirement is due before it opens in the year \"%s\"",
                      year->id ? year->id : year->file);
  }
}

static void
check_shares(const SchemeLoad *load, const Scheme *scheme)
{
  for (guint i = 0; i < scheme->reports->len; i++) {
    const SchemeReport *report = scheme->reports->pdata[i];
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (guint j = 0; j < scheme->forms->len; j++) {
      const SchemeForm *form = scheme->forms->pdata[j];
      for (guint k = 0; k < form->fields->len; k++) {
        const FormField *field = form->fields->pdata[k];
        if (field->id && field->type == FIELD_YES_NO)
          g_ptr_array_add(known, field->id);
      }
    }
    if (!report->share || g_ptr_array_find_with_equal_func(known, report->share, g_str_equal, NULL))
      continue;
    g_autofree char *near = conf_suggestion(report->share, known);
    conf_faults_add(load->faults, report->place.file, report->place.line,
                    "\"share\" names \"%s\", which is no yes-no field of any form%s", report->share, near);
  }
}

void
check_schemes(const SchemeLoad *load)
{
  for (guint i = 0; i < load->set->schemes->len; i++) {
    const Scheme *scheme = load->set->schemes->pdata[i];
    for (guint j = 0; j < scheme->requirements->len; j++) {
      const Requirement *requirement = scheme->requirements->pdata[j];
      if (requirement->evidence)
        check_evidence(load, scheme, requirement->evidence, requirement->place);
      check_repeats(load, scheme, requirement);
      check_place(load, scheme, requirement);
      check_span_use(load, scheme, requirement);
      check_dates(load, requirement);
      check_due_order(load, requirement);
    }
    check_circles(load, scheme);
    check_people(load, scheme);
    check_shares(load, scheme);
    check_reports(load, scheme);
  }
}

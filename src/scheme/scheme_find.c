/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds things in schemes and years, and the instances that a requirement has in a year. */
#include "base/text.h"
#include "scheme/scheme.h"
#include <string.h>

/* The one of @items (structs whose first member is char *id) called @id. */
static gconstpointer
find(const GPtrArray *items, const char *id)
{
  for (guint i = 0; id && i < items->len; i++)
    if (g_strcmp0(*(char *const *) items->pdata[i], id) == 0)
      return items->pdata[i];
  return NULL;
}

const Scheme *
schemes_find(const Schemes *schemes, const char *id)
{
  return find(schemes->schemes, id);
}

const Year *
schemes_year_id(const Schemes *schemes, const char *id)
{
  return find(schemes->years, id);
}

const Year *
schemes_year(const Schemes *schemes, Day day)
{
  for (guint i = 0; i < schemes->years->len; i++) {
    const Year *year = schemes->years->pdata[i];
    if (day >= year->starts && day <= year->ends)
      return year;
  }
  return NULL;
}

const Term *
year_term(const Year *year, const char *id)
{
  return find(year->terms, id);
}

const Term *
year_term_on(const Year *year, Day day)
{
  for (guint i = 0; i < year->terms->len; i++) {
    const Term *term = year->terms->pdata[i];
    if (day <= term->to)
      return term;
  }
  return NULL;
}

Day
year_date(const Year *year, int month, int day)
{
  int first, last, m, d;
  day_to_ymd(year->starts, &first, &m, &d);
  day_to_ymd(year->ends, &last, &m, &d);
  for (int y = first; y <= last; y++) {
    Day date = day_from_ymd(y, month, day);
    if (date >= year->starts && date <= year->ends)
      return date;
  }
  return DAY_NONE;
}

const SchemeRole *
scheme_role(const Scheme *scheme, const char *id)
{
  return find(scheme->roles, id);
}

const SchemeEvent *
scheme_event(const Scheme *scheme, const char *id)
{
  return find(scheme->events, id);
}

const SchemeForm *
scheme_form(const Scheme *scheme, const char *id)
{
  return find(scheme->forms, id);
}

const FormField *
form_field(const SchemeForm *form, const char *id)
{
  return find(form->fields, id);
}

const Requirement *
scheme_requirement(const Scheme *scheme, const char *id)
{
  return find(scheme->requirements, id);
}

const SchemeAward *
scheme_award(const Scheme *scheme, const char *id)
{
  return find(scheme->awards, id);
}

const SchemeActivity *
scheme_activity(const Scheme *scheme, const char *id)
{
  return find(scheme->activities, id);
}

static gboolean
is_called(const char *name, const char *key)
{
  g_autofree char *its = text_key(name);
  return !strcmp(its, key);
}

const SchemeActivity *
scheme_activity_called(const Scheme *scheme, const char *text)
{
  g_autofree char *key = text_key(text);
  for (guint i = 0; i < scheme->activities->len; i++) {
    const SchemeActivity *one = scheme->activities->pdata[i];
    gboolean called = is_called(one->id, key) || is_called(one->title, key);
    for (guint j = 0; one->known_as && one->known_as[j]; j++)
      called = called || is_called(one->known_as[j], key);
    if (called && *key)
      return one;
  }
  return NULL;
}

const Allowance *
award_allowance(const SchemeAward *award, Day day)
{
  for (guint i = 0; award->allowance && i < award->allowance->len; i++) {
    const Allowance *one = award->allowance->pdata[i];
    if ((one->from == DAY_NONE || one->from <= day) && (one->until == DAY_NONE || day <= one->until))
      return one;
  }
  return NULL;
}

const SchemeAttribute *
scheme_attribute(const Scheme *scheme, const char *id)
{
  return find(scheme->attributes, id);
}

const SchemeReport *
scheme_report(const Scheme *scheme, const char *id)
{
  return find(scheme->reports, id);
}

/* Whether @event of @scheme takes place in @term. */
static gboolean
held_in(const Scheme *scheme, const char *event, const Year *year, const char *term)
{
  for (guint i = 0; i < year->sessions->len; i++) {
    const YearSession *session = year->sessions->pdata[i];
    if (!session->cancelled && !strcmp(session->scheme, scheme->id) && !strcmp(session->event, event) &&
        g_strcmp0(session->term, term) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
any_held_in(const Scheme *scheme, GStrv events, const Year *year, const char *term)
{
  for (guint i = 0; events[i]; i++)
    if (held_in(scheme, events[i], year, term))
      return TRUE;
  return FALSE;
}

const SchemeEvent *
scheme_span(const Scheme *scheme)
{
  const SchemeEvent *found = NULL, *called = scheme_event(scheme, "placement");
  guint n = 0;
  for (guint i = 0; i < scheme->events->len; i++) {
    const SchemeEvent *event = scheme->events->pdata[i];
    n += event->spans;
    found = event->spans ? event : found;
  }
  return n == 1 ? found : called && called->spans ? called : NULL;
}

const SchemeEvent *
repeats_event(const Scheme *scheme, const char *each)
{
  const SchemeEvent *event = scheme_event(scheme, each);
  if (!event && !strcmp(each, "placement"))
    return scheme_span(scheme);
  return event && event->spans ? event : NULL;
}

/* The terms of @event in which it is held, or @only that one, as "event.term". */
static void
add_occasions(GStrvBuilder *instances, const Scheme *scheme, const Year *year, const char *event,
              const char *only)
{
  for (guint i = 0; i < year->terms->len; i++) {
    const Term *term = year->terms->pdata[i];
    g_autofree char *occasion = g_strdup_printf("%s.%s", event, term->id);
    if ((!only || !strcmp(term->id, only)) && held_in(scheme, event, year, term->id))
      g_strv_builder_add(instances, occasion);
  }
}

static void
add_terms(GStrvBuilder *instances, const Scheme *scheme, const Year *year, GStrv events)
{
  for (guint i = 0; i < year->terms->len; i++) {
    const Term *term = year->terms->pdata[i];
    if (!events || any_held_in(scheme, events, year, term->id))
      g_strv_builder_add(instances, term->id);
  }
}

static void
add_repeats(GStrvBuilder *instances, const Scheme *scheme, const Year *year, const char *each)
{
  g_auto(GStrv) parts = g_strsplit(each, ".", 2);
  const SchemeEvent *event = scheme_event(scheme, parts[0]);
  if (!strcmp(each, "term"))
    add_terms(instances, scheme, year, NULL);
  else if (event && !event->spans)
    add_occasions(instances, scheme, year, parts[0], parts[1]);
}

gboolean
repeats_action(const char *each, const char **kind)
{
  if (!g_str_has_prefix(each, "action"))
    return FALSE;
  const char *rest = each + strlen("action");
  *kind = *rest == '.' ? rest + 1 : NULL;
  return !*rest || *rest == '.';
}

gboolean
repeats_role(const Scheme *scheme, const char *each)
{
  return !scheme_event(scheme, each) && scheme_role(scheme, each);
}

GStrv
requirement_instances(const Scheme *scheme, const Requirement *requirement, const Year *year)
{
  g_autoptr(GStrvBuilder) instances = g_strv_builder_new();
  const Evidence *evidence = requirement->evidence;
  if (requirement->for_each)
    for (guint i = 0; requirement->for_each[i]; i++)
      add_repeats(instances, scheme, year, requirement->for_each[i]);
  else if (evidence->kind == EVIDENCE_ATTEND && evidence->per == PER_TERM)
    add_terms(instances, scheme, year, evidence->ids);
  else
    g_strv_builder_add(instances, "");
  return g_strv_builder_end(instances);
}

static void
use_template(GPtrArray *uses, const char *name, Place place)
{
  for (guint i = 0; name && i < uses->len; i++)
    if (!strcmp(((TemplateUse *) uses->pdata[i])->name, name))
      return;
  if (!name)
    return;
  TemplateUse *use = g_new0(TemplateUse, 1);
  *use = (TemplateUse){ name, place };
  g_ptr_array_add(uses, use);
}

GPtrArray *
scheme_mail_templates(const Scheme *scheme)
{
  GPtrArray *uses = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *requirement = scheme->requirements->pdata[i];
    use_template(uses, requirement->send, requirement->place);
    use_template(uses, requirement->invite, requirement->place);
    use_template(uses, requirement->make_up ? requirement->make_up->mail : NULL, requirement->place);
    for (guint j = 0; requirement->remind && j < requirement->remind->len; j++) {
      const Rung *rung = requirement->remind->pdata[j];
      use_template(uses, rung->mail, rung->place);
    }
  }
  for (guint i = 0; i < scheme->awards->len; i++) {
    const SchemeAward *award = scheme->awards->pdata[i];
    use_template(uses, award->mail, award->place);
  }
  for (guint i = 0; i < scheme->notices->len; i++) {
    const SchemeNotice *notice = scheme->notices->pdata[i];
    use_template(uses, notice->mail, notice->place);
  }
  return uses;
}

GPtrArray *
scheme_certificate_templates(const Scheme *scheme)
{
  GPtrArray *uses = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < scheme->awards->len; i++) {
    const SchemeAward *award = scheme->awards->pdata[i];
    use_template(uses, award->certificate, award->place);
  }
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *requirement = scheme->requirements->pdata[i];
    use_template(uses, requirement->encloses, requirement->place);
  }
  return uses;
}

/* The workbook in which people write down what they did; NULL: the scheme has none. */
static const SchemeForm *
log_form(const Scheme *scheme)
{
  for (guint i = 0; i < scheme->forms->len; i++) {
    const SchemeForm *form = scheme->forms->pdata[i];
    if (form->records == RECORDS_ACTIVITIES && form->document)
      return form;
  }
  return NULL;
}

const SchemeForm *
requirement_form(const Scheme *scheme, const Requirement *requirement)
{
  const Evidence *evidence = requirement->evidence;
  if (evidence && evidence->kind == EVIDENCE_LOG)
    return log_form(scheme);
  return evidence && evidence->kind == EVIDENCE_RETURN ? scheme_form(scheme, evidence->ids[0]) : NULL;
}

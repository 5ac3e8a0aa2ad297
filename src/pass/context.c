/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mail's template may speak of. Every name is always there; what does not apply is empty, so that a
 * template's section is left out and a misspelt name is still a fault. */
#include "pass/decide/dates.h"
#include "pass/intake/criteria.h"
#include "pass/people/about.h"
#include "pass/post.h"
#include "store/facts.h"
#include <string.h>

void
context_text(json_t *context, const char *name, const char *value)
{
  json_object_set_new(context, name, value && *value ? json_string(value) : json_null());
}

void
context_number(json_t *context, const char *name, gint64 n)
{
  json_object_set_new(context, name, n ? json_integer(n) : json_null());
}

/* The first name, as people are addressed: the first word that is no title. */
static char *
first_name(const char *name)
{
  g_auto(GStrv) words = g_strsplit(name, " ", -1);
  for (guint i = 0; words[i]; i++) {
    gboolean title = g_str_has_suffix(words[i], ".") || !g_ascii_strcasecmp(words[i], "mr") ||
                     !g_ascii_strcasecmp(words[i], "mrs") || !g_ascii_strcasecmp(words[i], "ms") ||
                     !g_ascii_strcasecmp(words[i], "miss") || !g_ascii_strcasecmp(words[i], "dr");
    if (!title || !words[i + 1])
      return g_strdup(words[i]);
  }
  return g_strdup(name);
}

json_t *
context_new(Engine *engine, const Scheme *scheme, const Person *person, gint64 school)
{
  static const char *const others[] = { "requirement", "form",     "ref",          "due",    "opened",
                                        "sent",        "event",    "received",     "lead",   "mentor",
                                        "term",        "due_days", "days_over",    "award",  "about",
                                        "placement",   "action",   "confidential", "online", "declined" };
  json_t *context = json_object();
  for (guint i = 0; i < G_N_ELEMENTS(others); i++)
    json_object_set_new(context, others[i], json_null());
  json_object_set_new(context, "dates", json_array());
  context_text(context, "partnership", engine->site->partnership);
  context_text(context, "office", engine->site->office);
  context_text(context, "scheme", scheme ? scheme->title : engine->site->partnership);
  context_text(context, "name", person ? person->name : engine->site->partnership);
  g_autofree char *first = first_name(person ? person->name : engine->site->partnership);
  context_text(context, "first_name", first);
  g_autoptr(School) at = school ? school_get(engine->store, school) : NULL;
  context_text(context, "school", at ? at->name : NULL);
  return context;
}

static void
context_day(json_t *context, const char *name, Day day)
{
  g_autofree char *words = day == DAY_NONE ? NULL : day_words(day);
  context_text(context, name, words);
}

/* What @session is called: by itself, else as its event is. Borrowed. */
static const char *
session_title(const Scheme *scheme, const Session *session)
{
  const SchemeEvent *event = scheme_event(scheme, session->event);
  return *session->title || !event ? session->title : event->title;
}

static void
context_dates(Engine *engine, json_t *context, const Scheme *scheme, const GPtrArray *sessions)
{
  json_t *dates = json_array();
  for (guint i = 0; i < sessions->len; i++) {
    const Session *session = sessions->pdata[i];
    g_autofree char *day = day_words(clock_day(engine->clock, session->start));
    g_autofree char *from = clock_format_minute(engine->clock, session->start);
    g_autofree char *to = clock_format_minute(engine->clock, session->start + session->minutes * 60);
    g_autofree char *time = g_strdup_printf("%s to %s", from, to);
    json_array_append_new(dates, json_pack("{s:s, s:s, s:s, s:s}", "day", day, "time", time, "place",
                                           *session->place ? session->place : "to be announced", "title",
                                           session_title(scheme, session)));
  }
  json_object_set_new(context, "dates", dates);
}

/* The event that a requirement speaks of: what it follows, what it is due before, or what is to be attended.
 */
static const char *
event_of(const Scheme *scheme, const Requirement *requirement)
{
  const SchemeForm *form = requirement_form(scheme, requirement);
  if (form && form->event)
    return form->event;
  if (requirement->opens.kind == OPENS_AFTER)
    return requirement->opens.event;
  if (requirement->due.kind == DUE_BEFORE)
    return requirement->due.event;
  if (requirement->evidence && requirement->evidence->kind == EVIDENCE_ATTEND)
    return requirement->evidence->ids[0];
  return NULL;
}

static const char *
term_of(const Year *year, const Requirement *requirement, const Obligation *obligation)
{
  const char *dot = strrchr(obligation->instance, '.');
  const char *term = dot ? dot + 1 : obligation->instance;
  if (*term && year && year_term(year, term)) /* else the instance is a placement */
    return term;
  return requirement->opens.kind == OPENS_AFTER ? requirement->opens.of_term
         : requirement->due.kind == DUE_BEFORE  ? requirement->due.of_term
                                                : NULL;
}

static int
by_start(gconstpointer a, gconstpointer b)
{
  const Session *const *first = a, *const *second = b;
  return ((*first)->start > (*second)->start) - ((*first)->start < (*second)->start);
}

static void
context_event(Engine *engine, json_t *context, const Scheme *scheme, const Requirement *requirement,
              const Obligation *obligation)
{
  const char *id = event_of(scheme, requirement);
  const SchemeEvent *event = id ? scheme_event(scheme, id) : NULL;
  const Year *year = schemes_year_id(engine->site->schemes, obligation->year);
  const char *term = term_of(year, requirement, obligation);
  context_text(context, "term", term);
  if (event)
    context_text(context, "event", event->title);
  if (!event || !year || event->spans)
    return;
  g_autoptr(GPtrArray) sessions = dates_open_to(engine, scheme, id, term, year, obligation->person, 0);
  const Evidence *evidence = requirement->evidence;
  gboolean several = evidence && evidence->kind == EVIDENCE_ATTEND && !strcmp(evidence->ids[0], id);
  for (guint i = 1; several && evidence->ids[i]; i++)
    g_ptr_array_extend_and_steal(
        sessions, dates_open_to(engine, scheme, evidence->ids[i], term, year, obligation->person, 0));
  g_ptr_array_sort(sessions, by_start);
  context_dates(engine, context, scheme, sessions);
}

/* The person to whom the form goes in the end, in words. */
static void
context_lead(Engine *engine, json_t *context, const Scheme *scheme, const SchemeForm *form,
             const Obligation *obligation)
{
  if (!form || !form->to)
    return;
  g_autoptr(GPtrArray) leads =
      engine_holders(engine, scheme, form->to, obligation->person, obligation->school);
  const Person *lead = NULL; /* never the one whom a confidential form is about */
  for (guint i = 0; i < leads->len && !lead; i++)
    if (!about_is_kept_from(engine, scheme, form, obligation, ((Person *) leads->pdata[i])->id))
      lead = leads->pdata[i];
  if (!lead)
    return;
  json_object_set_new(
      context, "lead",
      json_pack("{s:s, s:s}", "name", lead->name, "address", lead->address ? lead->address : ""));
}

/* The due date as the person is told it: in the request itself, the one that its taking today will give. */
static Day
due_told(Engine *engine, const Requirement *requirement, const Obligation *obligation)
{
  if (obligation->extended != DAY_NONE)
    return obligation->extended;
  if (obligation->due == DAY_NONE && requirement->due.kind == DUE_WORKING_DAYS)
    return work_calendar_add(engine_calendar(engine, obligation->school), clock_today(engine->clock),
                             requirement->due.working_days);
  return obligation->due;
}

/* What came and does not count yet, so that nobody is told that nothing came. */
static void
context_received(Engine *engine, json_t *context, const Scheme *scheme, const Obligation *obligation)
{
  g_autoptr(Filed) filed = filed_latest(engine->store, obligation->id);
  const SchemeForm *form = filed ? scheme_form(scheme, filed->form) : NULL;
  g_autoptr(GPtrArray) lacks = form ? criteria_of_filed(engine->store, form, filed->id) : NULL;
  if (!lacks || !lacks->len)
    return;
  g_autofree char *day = day_words(clock_day(engine->clock, filed->arrival));
  g_autoptr(GString) words = g_string_new(NULL);
  g_string_append_printf(words, "%s, on %s. It does not count yet:", form->title, day);
  for (guint i = 0; i < lacks->len; i++) {
    const Lack *one = lacks->pdata[i];
    g_string_append_printf(words, "%s %s: %s", i ? ";" : "", one->field->label, one->words);
  }
  context_text(context, "received", words->str);
}

void
context_obligation(Engine *engine, json_t *context, const Scheme *scheme, const Requirement *requirement,
                   const Obligation *obligation)
{
  const Evidence *evidence = requirement->evidence;
  const SchemeForm *form =
      evidence && evidence->kind == EVIDENCE_RETURN ? scheme_form(scheme, evidence->ids[0]) : NULL;
  Day today = clock_today(engine->clock);
  Day due = due_told(engine, requirement, obligation);
  context_text(context, "requirement", requirement->title);
  context_text(context, "form", form ? form->title : requirement->title);
  context_text(context, "ref", obligation->ref);
  context_day(context, "due", due);
  context_day(context, "opened",
              obligation->opened == INSTANT_NONE ? DAY_NONE : clock_day(engine->clock, obligation->opened));
  context_day(context, "sent",
              obligation->sent == INSTANT_NONE ? DAY_NONE : clock_day(engine->clock, obligation->sent));
  if (requirement->due.kind == DUE_WORKING_DAYS) {
    g_autofree char *days = g_strdup_printf("%d", requirement->due.working_days);
    context_text(context, "due_days", days);
  }
  if (due != DAY_NONE && due < today) {
    int over = work_calendar_between(engine_calendar(engine, obligation->school), due, today);
    json_object_set_new(context, "days_over", json_integer(over));
  }
  context_received(engine, context, scheme, obligation);
  context_event(engine, context, scheme, requirement, obligation);
  context_lead(engine, context, scheme, form, obligation);
  context_instance(engine, context, scheme, form, obligation);
}

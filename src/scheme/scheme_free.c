/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How schemes and years come into being and end. */
#include "scheme/scheme_load.h"

void
filter_free(Filter *filter)
{
  g_free(filter->attribute);
  g_strfreev(filter->values);
  g_free(filter);
}

static void
attribute_free(SchemeAttribute *attribute)
{
  g_free(attribute->id);
  g_strfreev(attribute->values);
  g_free(attribute->fallback);
  g_free(attribute);
}

static void
role_free(SchemeRole *role)
{
  g_free(role->id);
  g_free(role->title);
  g_free(role->attribute);
  g_strfreev(role->one_for);
  g_free(role);
}

static void
event_free(SchemeEvent *event)
{
  g_free(event->id);
  g_free(event->title);
  g_strfreev(event->roles);
  g_clear_pointer(&event->where, g_ptr_array_unref);
  g_clear_pointer(&event->apart, g_ptr_array_unref);
  g_free(event);
}

void
edition_free(SchemeEdition *edition)
{
  g_clear_pointer(&edition->where, g_ptr_array_unref);
  g_free(edition->title);
  g_free(edition);
}

static void
activity_free(SchemeActivity *activity)
{
  g_free(activity->id);
  g_free(activity->title);
  g_strfreev(activity->known_as);
  g_strfreev(activity->said);
  g_clear_pointer(&activity->editions, g_ptr_array_unref);
  g_free(activity);
}

void
form_field_free(FormField *field)
{
  g_free(field->id);
  g_free(field->label);
  g_free(field->key);
  g_strfreev(field->of);
  g_strfreev(field->also);
  g_free(field->must);
  g_free(field->unless);
  g_clear_pointer(&field->alerts, g_ptr_array_unref);
  g_strfreev(field->date_of);
  g_free(field->section);
  g_free(field->help);
  g_strfreev(field->not_before);
  g_free(field->sets);
  g_free(field);
}

static void
form_free(SchemeForm *form)
{
  g_free(form->id);
  g_free(form->title);
  g_free(form->document);
  g_free(form->master);
  g_free(form->help);
  g_free(form->version);
  g_free(form->to);
  g_free(form->about);
  g_free(form->event);
  g_strfreev(form->from);
  g_strfreev(form->awards);
  g_clear_pointer(&form->fields, g_ptr_array_unref);
  g_free(form);
}

void
evidence_free(Evidence *evidence)
{
  if (!evidence)
    return;
  g_strfreev(evidence->ids);
  g_free(evidence->why);
  g_clear_pointer(&evidence->parts, g_ptr_array_unref);
  g_free(evidence);
}

void
rung_free(Rung *rung)
{
  g_free(rung->mail);
  g_free(rung->cc);
  g_free(rung->to);
  g_free(rung);
}

static void
make_up_free(MakeUp *make_up)
{
  g_free(make_up->mail);
  g_free(make_up->cc);
  g_free(make_up);
}

static void
requirement_free(Requirement *requirement)
{
  g_free(requirement->id);
  g_free(requirement->title);
  g_strfreev(requirement->of.roles);
  g_clear_pointer(&requirement->of.where, g_ptr_array_unref);
  g_free(requirement->of.met);
  g_free(requirement->of.place);
  g_free(requirement->cohort);
  g_strfreev(requirement->of.lacks);
  evidence_free(requirement->evidence);
  g_strfreev(requirement->for_each);
  g_free(requirement->opens.term);
  g_free(requirement->opens.event);
  g_free(requirement->opens.of_term);
  g_free(requirement->opens.met);
  g_free(requirement->due.event);
  g_free(requirement->due.of_term);
  g_free(requirement->send);
  g_free(requirement->cc);
  g_free(requirement->encloses);
  g_free(requirement->invite);
  g_clear_pointer(&requirement->remind, g_ptr_array_unref);
  g_clear_pointer(&requirement->make_up, make_up_free);
  g_free(requirement->replaces);
  g_free(requirement);
}

static void
award_free(SchemeAward *award)
{
  g_free(award->id);
  g_free(award->title);
  g_free(award->words);
  g_strfreev(award->when);
  g_clear_pointer(&award->any, g_ptr_array_unref);
  g_free(award->for_each);
  g_free(award->to);
  g_free(award->certificate);
  g_free(award->mail);
  g_free(award->cc);
  g_free(award->encloses);
  g_clear_pointer(&award->allowance, g_ptr_array_unref);
  g_free(award);
}

static void
feed_free(SchemeFeed *feed)
{
  g_free(feed->id);
  g_free(feed->title);
  g_free(feed->event);
  g_clear_pointer(&feed->where, g_ptr_array_unref);
  g_strfreev(feed->roles);
  g_free(feed->by);
  g_strfreev(feed->for_each);
  g_free(feed);
}

static void
report_free(SchemeReport *report)
{
  g_free(report->id);
  g_free(report->kind);
  g_free(report->title);
  g_strfreev(report->forms);
  g_strfreev(report->awards);
  g_strfreev(report->to);
  g_strfreev(report->events);
  g_strfreev(report->activities);
  g_strfreev(report->requirements);
  g_strfreev(report->roles);
  g_strfreev(report->show);
  g_free(report->every);
  g_free(report->for_each);
  g_free(report->share);
  g_free(report);
}

static void
notice_free(SchemeNotice *notice)
{
  g_free(notice->id);
  g_free(notice->title);
  g_strfreev(notice->to);
  g_free(notice->mail);
  g_free(notice);
}

Scheme *
scheme_new(const char *file)
{
  Scheme *scheme = g_new0(Scheme, 1);
  scheme->file = g_strdup(file);
  scheme->attributes = g_ptr_array_new_with_free_func((GDestroyNotify) attribute_free);
  scheme->roles = g_ptr_array_new_with_free_func((GDestroyNotify) role_free);
  scheme->events = g_ptr_array_new_with_free_func((GDestroyNotify) event_free);
  scheme->activities = g_ptr_array_new_with_free_func((GDestroyNotify) activity_free);
  scheme->forms = g_ptr_array_new_with_free_func((GDestroyNotify) form_free);
  scheme->requirements = g_ptr_array_new_with_free_func((GDestroyNotify) requirement_free);
  scheme->awards = g_ptr_array_new_with_free_func((GDestroyNotify) award_free);
  scheme->feeds = g_ptr_array_new_with_free_func((GDestroyNotify) feed_free);
  scheme->reports = g_ptr_array_new_with_free_func((GDestroyNotify) report_free);
  scheme->notices = g_ptr_array_new_with_free_func((GDestroyNotify) notice_free);
  return scheme;
}

void
scheme_free(Scheme *scheme)
{
  g_ptr_array_unref(scheme->attributes);
  g_ptr_array_unref(scheme->roles);
  g_ptr_array_unref(scheme->events);
  g_ptr_array_unref(scheme->activities);
  g_ptr_array_unref(scheme->forms);
  g_ptr_array_unref(scheme->requirements);
  g_ptr_array_unref(scheme->awards);
  g_ptr_array_unref(scheme->feeds);
  g_ptr_array_unref(scheme->reports);
  g_ptr_array_unref(scheme->notices);
  g_free(scheme->id);
  g_free(scheme->title);
  g_free(scheme->file);
  g_free(scheme);
}

static void
term_free(Term *term)
{
  g_free(term->id);
  g_free(term);
}

static void
closure_free(Closure *closure)
{
  g_free(closure->why);
  g_free(closure->school);
  g_free(closure);
}

static void
session_free(YearSession *session)
{
  g_free(session->scheme);
  g_free(session->event);
  g_free(session->term);
  g_clear_pointer(&session->where, g_ptr_array_unref);
  g_free(session->key);
  g_free(session->place);
  g_free(session->title);
  g_free(session);
}

static void
placement_free(YearPlacement *placement)
{
  g_free(placement->id);
  g_free(placement->scheme);
  g_free(placement->event);
  g_free(placement->school);
  g_free(placement->trainee);
  g_free(placement->mentor);
  g_free(placement->tutor);
  g_free(placement);
}

Year *
year_new(const char *file)
{
  Year *year = g_new0(Year, 1);
  year->file = g_strdup(file);
  year->starts = year->ends = DAY_NONE;
  year->terms = g_ptr_array_new_with_free_func((GDestroyNotify) term_free);
  year->closures = g_ptr_array_new_with_free_func((GDestroyNotify) closure_free);
  year->sessions = g_ptr_array_new_with_free_func((GDestroyNotify) session_free);
  year->placements = g_ptr_array_new_with_free_func((GDestroyNotify) placement_free);
  return year;
}

void
year_free(Year *year)
{
  g_ptr_array_unref(year->terms);
  g_ptr_array_unref(year->closures);
  g_ptr_array_unref(year->sessions);
  g_ptr_array_unref(year->placements);
  g_free(year->id);
  g_free(year->file);
  g_free(year);
}

void
schemes_free(Schemes *schemes)
{
  if (!schemes)
    return;
  g_ptr_array_unref(schemes->schemes);
  g_ptr_array_unref(schemes->years);
  g_string_chunk_free(schemes->names);
  g_free(schemes->digest);
  g_free(schemes);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose eyes a report is for: which people and schools stand in it, and what of confidential forms.
 * Everything that a report shows is asked here first. */
#pragma once
#include "paper/report.h"
#include "pass/engine.h"

typedef struct {
  Engine *engine; /* all four borrowed */
  const Scheme *scheme;
  const Year *year;
  const SchemeReport *rule;
  gint64 reader;       /* 0: the office */
  gint64 school;       /* this school alone; 0: any */
  GHashTable *people;  /* whom the reader covers, a set of gint64; NULL: everybody */
  GHashTable *schools; /* what view_school() found: person -> school */
} ReportView;

/* @reader 0: the office, which sees all. Else a holder of one of the report's roles, who sees those whom they
 * cover in it, and themselves. C1.1 */
ReportView *report_view_new(Engine *engine, const Scheme *scheme, const Year *year, const SchemeReport *rule,
                            gint64 reader);
void report_view_free(ReportView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReportView, report_view_free)

/* Values of the attribute @name of @person, or of their school if it is one of schools: "pgce,
 * undergraduate". g_free.
 */
char *view_attribute(ReportView *view, gint64 person, const char *name);
/* The headings of the attributes that the rule shows, added to @columns (of char*, owned by it), and
 * @person's cells. */
void view_add_shown(ReportView *view, GPtrArray *columns);
void view_add_shown_of(ReportView *view, gint64 person, GPtrArray *cells);
gboolean view_shows(ReportView *view, gint64 person);
/* The school of a person in this scheme, today or the last one; 0: none. */
gint64 view_school(ReportView *view, gint64 person);
/* Its name; "" for 0. g_free. */
char *view_school_name(ReportView *view, gint64 school);
/* Everybody with a role in the scheme today whom the view shows, one of @roles (NULL: any), by school and
 * name: of Person. */
GPtrArray *view_people(ReportView *view, const char *const *roles);
/* Schools of those people, by name: of School. */
GPtrArray *view_schools(ReportView *view);
/* Whether what @form says of @about may be counted in what the reader sees: never, of a confidential one,
 * about the reader. C5.11 */
gboolean view_may_count(const ReportView *view, const SchemeForm *form, gint64 about);
/* Whether the reader may read the form's words and names: a confidential one goes to the role it is for, and
 * to the office. */
gboolean view_may_read(ReportView *view, const SchemeForm *form);
/* Whether the reader may know that @requirement is asked at all: what a confidential form asks is for those
 * who may read it. C5.11 */
gboolean view_may_know(ReportView *view, const Requirement *requirement);
/* What the academic year holds so far. */
Instant view_since(const ReportView *view);
Instant view_until(const ReportView *view);
/* dd/mm/yyyy is the writer's affair: YYYY-MM-DD of @at; "" for INSTANT_NONE. g_free. */
char *view_day(const ReportView *view, Instant at);

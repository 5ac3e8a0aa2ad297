/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom one page shows of one scheme, and the sections that are made of it. Everything is asked of the eyes of
 * reports (report/view.h): nobody who is not covered, nothing of a confidential form. */
#pragma once
#include "paper/report.h"
#include "report/view.h"
#include "store/obligations.h"

typedef struct {
  Engine *engine; /* borrowed */
  SchemeReport rule;
  ReportView *view;
  GPtrArray *roles;    /* of Role: what the reader holds in the scheme today; of the office none */
  GPtrArray *people;   /* of Person: whom the page shows, by school and name */
  gboolean covers;     /* somebody beside the reader */
  gboolean one_school; /* all of one, which is looked at person by person */
} PageScope;

/* NULL: @reader (0: the office, which sees all) holds no role in @scheme today. */
PageScope *page_scope_new(Engine *engine, const Scheme *scheme, const Year *year, gint64 reader);
void page_scope_free(PageScope *scope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PageScope, page_scope_free)

/* A person's obligations of this year that the reader may know of and that are no choice: of Obligation. */
GPtrArray *page_scope_asked(const PageScope *scope, gint64 person);
/* "BCU Mentor Tracker, autumn". g_free. */
char *page_what(const PageScope *scope, const Obligation *obligation);
/* "overdue: since 12/10/2026", "met 06/10/2026". g_free. */
char *page_state(const PageScope *scope, const Obligation *obligation);
/* "Tracker due soon" of the template's name. g_free. */
char *page_mail_words(const char *template_name);
/* "Tuesday 6 October 2026". g_free. */
char *page_day(const Engine *engine, Instant at);

/* How the people stand: counts over all of them. */
typedef struct {
  guint overdue, open, answered, upcoming, done;
} PageCounts;

/* Who owes what, by school. Of one school, or of nobody else: all that was asked of each, and how it stands.
 */
Report *page_owing(const PageScope *scope, PageCounts *counts);
/* Dates, and how many were invited, accepted, declined and came. NULL: there is none. */
Report *page_sessions(const PageScope *scope);
/* What was sent to these people in four weeks, and who was reminded. NULL: nothing ever is. */
Report *page_sent(const PageScope *scope);
/* What will be sent or fall due in the two weeks to come, a row a day and kind. NULL: nothing. */
Report *page_next(const PageScope *scope);

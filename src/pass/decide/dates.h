/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dates of an event as one person, or a school, sees them. */
#pragma once
#include "pass/engine.h"
#include "store/sessions.h"

/* Whether @session is for @person: for their phase, subject and so on. One of whom nothing is known is let
 * through. */
gboolean session_open_to(Engine *engine, const Session *session, gint64 person);
/* Sessions of @event in @term (NULL: any) of @year that are open to @person: not cancelled, and for their
 * phase, subject and so on. @school not 0: open to anybody of that school. Of Session, by start. */
GPtrArray *dates_open_to(Engine *engine, const Scheme *scheme, const char *event, const char *term,
                         const Year *year, gint64 person, gint64 school);
/* When the last of @sessions ends; INSTANT_NONE when there is none. */
Instant dates_end(const GPtrArray *sessions);
/* Brings the store's sessions in step with the year files; imported ones stand beside them and stay. */
void dates_sync(Engine *engine);
/* The term to which an attendance of @event on @day counts: that of its session, else that in which the day
 * lies; NULL: none. g_free. *known: there was a session on that day. */
char *dates_term(Engine *engine, const Scheme *scheme, const SchemeEvent *event, Day day, gboolean *known);
/* Adds the sessions that were imported earlier to the years of the site, where the rules look for them. */
void dates_join(Engine *engine);
/* How the keys of imported sessions begin. */
#define IMPORTED_SESSION "import:"

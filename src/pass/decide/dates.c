/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which dates are open to whom, and the year file's sessions brought into the store. Does not know who came.
 */
#include "pass/decide/dates.h"
#include "pass/decide/dates_keys.h"
#include "pass/decide/session_where.h"
#include "store/meetings.h"
#include <string.h>

/* Whether one filter of a session lets the person through; a person of whom nothing is known is let through.
 */
static gboolean
passes(Engine *engine, const char *scheme, const GPtrArray *where, const char *attribute, gint64 person)
{
  g_auto(GStrv) own = attribute_get(engine->store, person, scheme, attribute);
  return !own[0] || session_names(where, attribute, (const char *const *) own);
}

gboolean
session_open_to(Engine *engine, const Session *session, gint64 person)
{
  g_autoptr(GPtrArray) where = session_where(session);
  for (guint i = 0; i < where->len; i++)
    if (!passes(engine, session->scheme, where, ((const Filter *) where->pdata[i])->attribute, person))
      return FALSE;
  return TRUE;
}

static gboolean
open_to_school(Engine *engine, const Session *session, const GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    if (session_open_to(engine, session, ((const Person *) people->pdata[i])->id))
      return TRUE;
  return FALSE;
}

GPtrArray *
dates_open_to(Engine *engine, const Scheme *scheme, const char *event, const char *term, const Year *year,
              gint64 person, gint64 school)
{
  const SchemeEvent *about = scheme_event(scheme, event);
  g_autoptr(GPtrArray) people = NULL;
  if (school)
    people = school_people(engine->store, scheme->id, school,
                           (const char *const *) (about ? about->roles : NULL), clock_today(engine->clock));
  GPtrArray *sessions = sessions_list(engine->store, year->id, scheme->id, event, term);
  for (guint i = sessions->len; i-- > 0;) {
    const Session *session = sessions->pdata[i];
    gboolean open =
        people ? open_to_school(engine, session, people) : session_open_to(engine, session, person);
    if (session->cancelled || !open)
      g_ptr_array_remove_index(sessions, i);
  }
  return sessions;
}

Instant
dates_end(const GPtrArray *sessions)
{
  Instant end = INSTANT_NONE;
  for (guint i = 0; i < sessions->len; i++) {
    const Session *session = sessions->pdata[i];
    end = MAX(end, session->start + (Instant) session->minutes * 60);
  }
  return end;
}

static void
sync_session(Engine *engine, const Year *year, const YearSession *planned, char *key)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, planned->scheme);
  const SchemeEvent *event = scheme_event(scheme, planned->event);
  g_autofree char *filter = session_where_text(planned->where);
  Session session = { .year = year->id,
                      .key = key,
                      .scheme = planned->scheme,
                      .event = planned->event,
                      .term = planned->term,
                      .start = clock_instant(engine->clock, planned->day, planned->minute),
                      .minutes = planned->minutes,
                      .place = planned->place ? planned->place : (char *) "",
                      .title = planned->title ? planned->title : event->title,
                      .filter = filter,
                      .cancelled = planned->cancelled };
  session_put(engine->store, &session);
}

/* A date that a lead put into their own calendar before it came into the year file is that session, under the
 * key that it has in the file. */
static void
adopt(Engine *engine, const Year *year, const YearSession *planned, const char *key)
{
  g_autoptr(GPtrArray) rows = sessions_list(engine->store, year->id, planned->scheme, planned->event, NULL);
  Instant start = clock_instant(engine->clock, planned->day, planned->minute);
  g_autofree char *filter = session_where_text(planned->where);
  const Session *same = NULL;
  for (guint i = 0; i < rows->len; i++) {
    const Session *row = rows->pdata[i];
    if (!strcmp(row->key, key))
      return;
    if (g_str_has_prefix(row->key, IMPORTED_SESSION) && row->start == start && !strcmp(row->filter, filter) &&
        lead_meeting_holds(engine->store, year->id, row->key))
      same = row;
  }
  if (same)
    session_rename(engine->store, same->id, key);
}

/* What stands in a lead's own calendar follows that, and not the file. */
static void
sync_planned(Engine *engine, const Year *year, const YearSession *planned, char *key)
{
  if (g_str_has_prefix(planned->key, IMPORTED_SESSION))
    return;
  adopt(engine, year, planned, key);
  if (!lead_meeting_holds(engine->store, year->id, key))
    sync_session(engine, year, planned, key);
}

void
dates_sync(Engine *engine)
{
  for (guint i = 0; i < engine->site->schemes->years->len; i++) {
    const Year *year = engine->site->schemes->years->pdata[i];
    g_auto(GStrv) keys = dates_keys(engine, year);
    for (guint j = 0; j < year->sessions->len; j++)
      sync_planned(engine, year, year->sessions->pdata[j], keys[j]);
    sessions_cancel_others(engine->store, year->id, (const char *const *) keys);
  }
}

static YearSession *
planned_of(const Engine *engine, const Session *session)
{
  YearSession *planned = g_new0(YearSession, 1);
  planned->scheme = g_strdup(session->scheme);
  planned->event = g_strdup(session->event);
  planned->term = g_strdup(session->term);
  planned->where = session_where(session);
  planned->key = g_strdup(session->key);
  planned->day = clock_day(engine->clock, session->start);
  planned->minute = clock_minute(engine->clock, session->start);
  planned->minutes = session->minutes;
  planned->place = g_strdup(session->place);
  planned->title = g_strdup(session->title);
  planned->cancelled = session->cancelled;
  return planned;
}

static gboolean
in_year(const Year *year, const char *key)
{
  for (guint i = 0; i < year->sessions->len; i++)
    if (!g_strcmp0(((const YearSession *) year->sessions->pdata[i])->key, key))
      return TRUE;
  return FALSE;
}

void
dates_join(Engine *engine)
{
  for (guint i = 0; engine->store && i < engine->site->schemes->years->len; i++) { /* check opens no store */
    Year *year = engine->site->schemes->years->pdata[i];
    g_autoptr(GPtrArray) sessions = sessions_list(engine->store, year->id, NULL, NULL, NULL);
    for (guint j = 0; j < sessions->len; j++) {
      const Session *session = sessions->pdata[j];
      const Scheme *scheme = schemes_find(engine->site->schemes, session->scheme);
      gboolean ours =
          g_str_has_prefix(session->key, IMPORTED_SESSION) && scheme && scheme_event(scheme, session->event);
      if (ours && !in_year(year, session->key)) /* an engine may be opened twice for one site */
        g_ptr_array_add(year->sessions, planned_of(engine, session));
    }
  }
}

char *
dates_term(Engine *engine, const Scheme *scheme, const SchemeEvent *event, Day day, gboolean *known)
{
  const Year *year = schemes_year(engine->site->schemes, day);
  *known = FALSE;
  if (!year)
    return NULL;
  g_autoptr(GPtrArray) sessions = sessions_list(engine->store, year->id, scheme->id, event->id, NULL);
  for (guint i = 0; i < sessions->len; i++) {
    const Session *session = sessions->pdata[i];
    if (session->cancelled || clock_day(engine->clock, session->start) != day)
      continue;
    *known = TRUE;
    return g_strdup(session->term);
  }
  const Term *term = event->per_term ? year_term_on(year, day) : NULL;
  return term ? g_strdup(term->id) : NULL;
}

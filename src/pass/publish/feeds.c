/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a feed: which sessions and which due dates. How one of them is shown is the entries'. */
#include "pass/publish/feeds.h"
#include "pass/decide/session_where.h"
#include "pass/decide/settle.h"
#include "pass/publish/feeds_entries.h"
#include <string.h>

gboolean
feed_is_for(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gint64 person)
{
  g_autoptr(GPtrArray) roles = coverage_roles(engine, scheme, (const char *const *) feed->for_each, person);
  return roles->len > 0;
}

gint64
feeds_changes_told(Engine *engine)
{
  return sessions_changed_since(engine->store, clock_now(engine->clock) - CHANGE_SHOWN);
}

/* Whether one of the feed's roles may come to @event. */
static gboolean
is_for_roles(const SchemeFeed *feed, const SchemeEvent *event)
{
  for (guint i = 0; event && feed->roles[i]; i++)
    if (g_strv_contains((const char *const *) event->roles, feed->roles[i]))
      return TRUE;
  return FALSE;
}

gboolean
feed_takes(const Scheme *scheme, const SchemeFeed *feed, const Session *session)
{
  if (feed->event && strcmp(feed->event, session->event))
    return FALSE;
  if (feed->roles && !is_for_roles(feed, scheme_event(scheme, session->event)))
    return FALSE;
  g_autoptr(GPtrArray) where = session_where(session);
  for (guint i = 0; feed->where && i < feed->where->len; i++) {
    const Filter *filter = feed->where->pdata[i];
    if (!session_names(where, filter->attribute, (const char *const *) filter->values))
      return FALSE;
  }
  return TRUE;
}

/* The sessions of @feed among those of a year. @coverage NULL: all; else those that concern somebody in it.
 */
static void
add_sessions_of(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, const Coverage *coverage,
                const GPtrArray *sessions, GPtrArray *events)
{
  for (guint i = 0; i < sessions->len; i++) {
    const Session *session = sessions->pdata[i];
    if (!feed_shows(engine, session) || !feed_takes(scheme, feed, session))
      continue;
    Concern concern = { .concerns = TRUE };
    if (coverage)
      concern = coverage_concern(coverage, session, sessions);
    const SessionEntry entry = { engine, scheme, session, sessions, coverage ? &concern : NULL };
    if (concern.concerns)
      g_ptr_array_add(events, feed_session(&entry));
  }
}

/* Of every year that the site names. */
static void
add_sessions(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, const Coverage *coverage,
             GPtrArray *events)
{
  for (guint i = 0; i < engine->site->schemes->years->len; i++) {
    const Year *year = engine->site->schemes->years->pdata[i];
    g_autoptr(GPtrArray) sessions = sessions_list(engine->store, year->id, scheme->id, NULL, NULL);
    add_sessions_of(engine, scheme, feed, coverage, sessions, events);
  }
}

static void
add_placements(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gint64 person, GPtrArray *events)
{
  g_autoptr(GPtrArray) placements = placements_of_person(engine->store, scheme->id, person);
  for (guint i = 0; i < placements->len; i++) {
    const Placement *one = placements->pdata[i];
    if (feed->event && strcmp(feed->event, one->event))
      continue;
    g_ptr_array_add(events, feed_placement(engine, scheme, one, FALSE));
    g_ptr_array_add(events, feed_placement(engine, scheme, one, TRUE));
  }
}

static void
add_own_deadlines(Engine *engine, const Scheme *scheme, gint64 person, GPtrArray *events)
{
  g_autoptr(GPtrArray) obligations = obligations_of_person(engine->store, person, NULL);
  for (guint i = 0; i < obligations->len; i++) {
    const Obligation *one = obligations->pdata[i];
    gboolean settled = one->state == STATE_MET || one->state == STATE_WAIVED || one->state == STATE_ENDED;
    if (!strcmp(one->scheme, scheme->id) && !settled && obligation_due(one) != DAY_NONE)
      g_ptr_array_add(events, feed_own_deadline(engine, scheme, one));
  }
}

static void
add_covered_deadlines(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, const Coverage *coverage,
                      GPtrArray *events)
{
  g_autoptr(GPtrArray) deadlines = deadlines_of(engine->store, scheme->id, coverage_people(coverage));
  for (guint i = 0; i < deadlines->len; i++)
    g_ptr_array_add(events, feed_covered_deadline(engine, scheme, feed, deadlines->pdata[i]));
}

/* Rules that stand beside each other have different colours; of one that is repeated each has its own. */
static guint
colour_of(const Scheme *scheme, const SchemeFeed *feed)
{
  for (guint i = 0; i < scheme->feeds->len; i++)
    if (scheme->feeds->pdata[i] == feed)
      return i;
  return g_str_hash(feed->id);
}

static char *
write_events(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, GPtrArray *events, GError **error)
{
  g_autofree char *words =
      g_strdup_printf("%s, %s. Calendars look for changes in their own time, some only once a day.",
                      scheme->title, engine->site->partnership);
  const FeedHead head = { .name = feed->title,
                          .words = words,
                          .colour = colour_of(scheme, feed),
                          .domain = engine->site->domain,
                          .timezone = engine->site->timezone };
  return store_healthy(engine->store, error) ? feed_write(&head, events, error) : NULL;
}

char *
feed_public(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, GError **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify) feed_event_free);
  add_sessions(engine, scheme, feed, NULL, events);
  return write_events(engine, scheme, feed, events, error);
}

char *
feed_private(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gint64 person, GError **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify) feed_event_free);
  g_autoptr(Coverage) coverage = coverage_new(engine, scheme, (const char *const *) feed->for_each, person);
  add_sessions(engine, scheme, feed, coverage, events);
  add_placements(engine, scheme, feed, person, events);
  if (feed->deadlines) {
    add_own_deadlines(engine, scheme, person, events);
    add_covered_deadlines(engine, scheme, feed, coverage, events);
  }
  return write_events(engine, scheme, feed, events, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions and due dates as events of a calendar. Writes no file. */
#include "pass/publish/feeds.h"
#include "calendar/feed.h"
#include "pass/decide/dates.h"
#include "pass/decide/settle.h"
#include "pass/people/coverage.h"
#include <jansson.h>
#include <string.h>

char *
feed_name(const Scheme *scheme, const SchemeFeed *feed)
{
  return g_strconcat(scheme->id, "-", feed->id, NULL);
}

const SchemeFeed *
feed_find(const Schemes *schemes, const char *name, const Scheme **scheme)
{
  for (guint i = 0; i < schemes->schemes->len; i++) {
    *scheme = schemes->schemes->pdata[i];
    for (guint j = 0; j < (*scheme)->feeds->len; j++) {
      const SchemeFeed *feed = (*scheme)->feeds->pdata[j];
      g_autofree char *its_name = feed_name(*scheme, feed);
      if (!strcmp(its_name, name))
        return feed;
    }
  }
  return NULL;
}

gboolean
feed_is_public(const SchemeFeed *feed)
{
  return feed->for_each == NULL;
}

gboolean
feed_is_for(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gint64 person)
{
  g_autoptr(GPtrArray) roles = coverage_roles(engine, scheme, (const char *const *) feed->for_each, person);
  return roles->len > 0;
}

/* Whether the session is for one of the filter's values; one that does not say for whom it is, is for all. */
static gboolean
meets(json_t *of_session, const Filter *filter)
{
  json_t *values = json_object_get(of_session, filter->attribute), *value;
  size_t i;
  json_array_foreach(values, i, value) if (g_strv_contains((const char *const *) filter->values,
                                                           json_string_value(value))) return TRUE;
  return values == NULL;
}

static gboolean
belongs(const SchemeFeed *feed, const Session *session)
{
  if (feed->event && strcmp(feed->event, session->event))
    return FALSE;
  json_t *of_session = json_loads(session->filter, 0, NULL);
  gboolean all = TRUE;
  for (guint i = 0; feed->where && i < feed->where->len; i++)
    all = all && meets(of_session, feed->where->pdata[i]);
  json_decref(of_session);
  return all;
}

static gboolean
is_shown(Engine *engine, const Session *session)
{
  return !session->cancelled || clock_now(engine->clock) - session->changed < CANCELLED_SHOWN;
}

char *
feed_for_whom(const Session *session)
{
  json_t *filter = json_loads(session->filter, 0, NULL), *values, *value;
  g_autoptr(GString) words = g_string_new(NULL);
  const char *attribute;
  size_t i;
  json_object_foreach(filter, attribute, values) json_array_foreach(values, i, value)
      g_string_append_printf(words, "%s%s", words->len ? ", " : "For: ", json_string_value(value));
  json_decref(filter);
  return words->len ? g_string_free(g_steal_pointer(&words), FALSE) : NULL;
}

static FeedEvent *
session_event(Engine *engine, const Scheme *scheme, const Session *session)
{
  const SchemeEvent *about = scheme_event(scheme, session->event);
  FeedEvent *event = g_new0(FeedEvent, 1);
  event->uid = g_strdup_printf("session-%s-%s@%s", session->year, session->key, engine->site->domain);
  event->sequence = session->sequence;
  event->changed = session->changed;
  event->start = session->start;
  event->end = session->start + (Instant) session->minutes * 60;
  event->summary = g_strdup(session->title);
  event->description = feed_for_whom(session);
  event->location = g_strdup(session->place);
  event->category = g_strdup(about ? about->title : scheme->title);
  event->cancelled = session->cancelled;
  return event;
}

/* The sessions of @feed, of every year that the site names. @coverage NULL: all; else those that are for
 * somebody in it. */
static void
add_sessions(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, const Coverage *coverage,
             GPtrArray *events)
{
  for (guint i = 0; i < engine->site->schemes->years->len; i++) {
    const Year *year = engine->site->schemes->years->pdata[i];
    g_autoptr(GPtrArray) sessions = sessions_list(engine->store, year->id, scheme->id, NULL, NULL);
    for (guint j = 0; j < sessions->len; j++) {
      const Session *session = sessions->pdata[j];
      if (belongs(feed, session) && is_shown(engine, session) &&
          (!coverage || coverage_concerns(coverage, session)))
        g_ptr_array_add(events, session_event(engine, scheme, session));
    }
  }
}

static const char *
requirement_title(const Scheme *scheme, const char *id)
{
  const Requirement *requirement = scheme_requirement(scheme, id);
  return requirement ? requirement->title : id;
}

static FeedEvent *
own_deadline(Engine *engine, const Scheme *scheme, const Obligation *obligation)
{
  FeedEvent *event = g_new0(FeedEvent, 1);
  event->uid = g_strdup_printf("due-%s@%s", obligation->ref, engine->site->domain);
  event->sequence = obligation->sequence;
  event->changed = obligation->changed;
  event->all_day = TRUE;
  event->first = event->last = obligation_due(obligation);
  event->summary = g_strdup_printf("Due: %s", requirement_title(scheme, obligation->requirement));
  event->description = g_strdup_printf("Reference %s", obligation->ref);
  event->category = g_strdup(scheme->title);
  return event;
}

static void
add_own_deadlines(Engine *engine, const Scheme *scheme, gint64 person, GPtrArray *events)
{
  g_autoptr(GPtrArray) obligations = obligations_of_person(engine->store, person, NULL);
  for (guint i = 0; i < obligations->len; i++) {
    const Obligation *one = obligations->pdata[i];
    gboolean settled = one->state == STATE_MET || one->state == STATE_WAIVED || one->state == STATE_ENDED;
    if (!strcmp(one->scheme, scheme->id) && !settled && obligation_due(one) != DAY_NONE)
      g_ptr_array_add(events, own_deadline(engine, scheme, one));
  }
}

static FeedEvent *
covered_deadline(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, const Deadline *deadline)
{
  g_autofree char *day = day_format(deadline->due);
  FeedEvent *event = g_new0(FeedEvent, 1);
  event->uid = g_strdup_printf("due-%s-%s-%s-%s@%s", scheme->id, feed->id, deadline->requirement, day,
                               engine->site->domain);
  event->sequence = deadline->sequence;
  event->changed = deadline->changed;
  event->all_day = TRUE;
  event->first = event->last = deadline->due;
  event->summary = g_strdup_printf("Due: %s (%d %s)", requirement_title(scheme, deadline->requirement),
                                   deadline->waiting, deadline->waiting == 1 ? "person" : "people");
  event->category = g_strdup(scheme->title);
  return event;
}

static void
add_covered_deadlines(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, const Coverage *coverage,
                      GPtrArray *events)
{
  g_autoptr(GPtrArray) deadlines = deadlines_of(engine->store, scheme->id, coverage_people(coverage));
  for (guint i = 0; i < deadlines->len; i++)
    g_ptr_array_add(events, covered_deadline(engine, scheme, feed, deadlines->pdata[i]));
}

static char *
write_events(Engine *engine, const SchemeFeed *feed, GPtrArray *events, GError **error)
{
  const FeedHead head = { .name = feed->title,
                          .domain = engine->site->domain,
                          .timezone = engine->site->timezone };
  return store_healthy(engine->store, error) ? feed_write(&head, events, error) : NULL;
}

char *
feed_public(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, GError **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify) feed_event_free);
  add_sessions(engine, scheme, feed, NULL, events);
  return write_events(engine, feed, events, error);
}

char *
feed_private(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gint64 person, GError **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify) feed_event_free);
  g_autoptr(Coverage) coverage = coverage_new(engine, scheme, (const char *const *) feed->for_each, person);
  add_sessions(engine, scheme, feed, coverage, events);
  if (feed->deadlines) {
    add_own_deadlines(engine, scheme, person, events);
    add_covered_deadlines(engine, scheme, feed, coverage, events);
  }
  return write_events(engine, feed, events, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares for whom sessions are, and when. Writes nothing. */
#include "pass/calendar/same_date.h"
#include <jansson.h>
#include <string.h>

static gboolean
have_common(json_t *a, json_t *b)
{
  size_t i, j;
  json_t *one, *other;
  json_array_foreach(a, i, one) json_array_foreach(b, j, other) if (json_equal(one, other)) return TRUE;
  return FALSE;
}

static gboolean
holds_all(json_t *outer, json_t *inner)
{
  size_t i, j, found = 0;
  json_t *one, *other;
  json_array_foreach(inner, i, one)
  {
    gboolean here = FALSE;
    json_array_foreach(outer, j, other) here = here || json_equal(one, other);
    found += here;
  }
  return found == json_array_size(inner);
}

/* Whether each attribute of @outer @fits that of @inner; where @inner has none of it, @missing. */
static gboolean
compare(const char *outer, const char *inner, gboolean missing,
        gboolean (*fits)(json_t *outer, json_t *inner))
{
  json_t *first = json_loads(outer, 0, NULL), *second = json_loads(inner, 0, NULL), *values;
  const char *attribute;
  gboolean good = TRUE;
  json_object_foreach(first, attribute, values)
  {
    json_t *own = json_object_get(second, attribute);
    good = good && (own ? fits(values, own) : missing);
  }
  json_decref(first);
  json_decref(second);
  return good;
}

/* Whether somebody may be meant by both. */
static gboolean
filters_meet(const char *a, const char *b)
{
  return compare(a, b, TRUE, have_common);
}

/* Whether @inner names nobody whom @outer does not. */
static gboolean
filter_is_within(const char *inner, const char *outer)
{
  return compare(outer, inner, FALSE, holds_all);
}

static gboolean
is_same(const MeetingChange *change, const Session *one, const Occurrence *date)
{
  return !one->cancelled && one->start == date->start && filters_meet(one->filter, change->filter) &&
         !(change->message && lead_meeting_holds(change->engine->store, one->year, one->key));
}

gboolean
same_date_find(const MeetingChange *change, const Occurrence *date, Session **session, char **doubt)
{
  const Engine *engine = change->engine;
  const Year *year = schemes_year(engine->site->schemes, clock_day(engine->clock, date->start));
  const NamedEvent *named = &change->named;
  g_autoptr(GPtrArray) all =
      sessions_at(engine->store, year->id, named->scheme->id, named->event->id, date->start);
  g_autoptr(Session) found = NULL;
  for (guint i = all->len; i-- > 0;) {
    if (!is_same(change, all->pdata[i], date))
      continue;
    if (found) {
      *doubt = g_strdup("more than one date for its people stands at its time already");
      return FALSE;
    }
    found = g_ptr_array_steal_index(all, i);
  }
  if (found && change->message && !change->office && !filter_is_within(found->filter, change->filter)) {
    *doubt =
        g_strdup("the date that stands at its time already is for others too, whom its sender does not lead");
    return FALSE;
  }
  *session = g_steal_pointer(&found);
  return TRUE;
}

gboolean
same_date_is_theirs(const MeetingChange *change, const GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    const LeadMeeting *row = rows->pdata[i];
    if (row->message)
      continue;
    if (!change->named.event || strcmp(row->scheme, change->named.scheme->id) != 0 ||
        strcmp(row->event, change->named.event->id) != 0 || !filter_is_within(row->filter, change->filter))
      return FALSE;
  }
  return TRUE;
}

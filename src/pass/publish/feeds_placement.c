/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first and the last day of a placement as entries: a banner over months would hide what happens in them.
 * Names none of those who take part, for a feed is its reader's alone. C5.30 */
#include "pass/publish/feeds_entries.h"

static char *
day_of_placement_words(Engine *engine, const Placement *placement, gboolean last)
{
  g_autoptr(School) school = placement->school ? school_get(engine->store, placement->school) : NULL;
  g_autofree char *other = day_words(last ? placement->first : placement->last);
  return g_strdup_printf("%s%s%s%s %s.", school ? "At " : "", school ? school->name : "", school ? ".\n" : "",
                         last ? "It began on" : "It ends on", other);
}

FeedEvent *
feed_placement(Engine *engine, const Scheme *scheme, const Placement *placement, gboolean last)
{
  const SchemeEvent *about = scheme_event(scheme, placement->event);
  const char *title = about ? about->title : scheme->title;
  FeedEvent *event = g_new0(FeedEvent, 1);
  event->uid = g_strdup_printf("%s-%s-%s@%s", scheme->id, placement->key, last ? "last" : "first",
                               engine->site->domain);
  event->sequence = placement->sequence;
  event->changed = placement->changed;
  event->all_day = TRUE;
  event->first = event->last = last ? placement->last : placement->first;
  event->summary = g_strdup_printf("%s: %s day", title, last ? "last" : "first");
  event->description = day_of_placement_words(engine, placement, last);
  event->category = g_strdup(title);
  return event;
}

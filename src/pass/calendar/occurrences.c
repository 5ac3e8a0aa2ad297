/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups a calendar's entries by UID and counts their dates. Decides nothing about them. */
#include "pass/calendar/occurrences.h"
#include <string.h>

enum { LONGEST = 24 * 60 }; /* minutes */

static void
free_occurrence(gpointer data)
{
  Occurrence *one = data;
  g_free(one->recurrence);
  g_free(one);
}

static void
free_item(gpointer data)
{
  CalendarItem *item = data;
  g_ptr_array_unref(item->dates);
  g_free(item->doubt);
  g_free(item);
}

gboolean
calendar_is_cancelled(const ReadingEvent *event)
{
  return !strcmp(event->method, "CANCEL") || !strcmp(event->status, "CANCELLED");
}

Instant
calendar_stamp(const Engine *engine, const ReadingEvent *event, Instant arrival)
{
  Instant stamp;
  return clock_parse(engine->clock, event->stamp, &stamp) ? stamp : arrival;
}

gboolean
calendar_is_older(const Engine *engine, const ReadingEvent *event, Instant arrival, int sequence,
                  Instant stamp)
{
  if (event->sequence != sequence)
    return event->sequence < sequence;
  return calendar_stamp(engine, event, arrival) < stamp;
}

static void
doubt(CalendarItem *item, const char *words)
{
  if (!item->doubt)
    item->doubt = g_strdup(words);
}

/* The local day of a RECURRENCE-ID or of an instance, whatever zone it was written in. */
static char *
day_of(const Engine *engine, const char *time)
{
  Instant instant;
  return clock_parse(engine->clock, time, &instant) ? day_format(clock_day(engine->clock, instant))
                                                    : g_strdup("");
}

static gint
by_start(gconstpointer a, gconstpointer b)
{
  const Occurrence *first = *(Occurrence *const *) a, *second = *(Occurrence *const *) b;
  int order = strcmp(first->recurrence, second->recurrence);
  return order ? order : (first->start > second->start) - (first->start < second->start);
}

/* @recurrence is taken over. */
static Occurrence *
add_date(CalendarItem *item, const ReadingEvent *event, char *recurrence)
{
  Occurrence *one = g_new0(Occurrence, 1);
  one->event = event;
  one->recurrence = recurrence;
  one->start = INSTANT_NONE;
  one->cancelled = calendar_is_cancelled(event);
  g_ptr_array_add(item->dates, one);
  return one;
}

/* How long the event lasts, in minutes; 0 and a doubt where it does not say so. */
static int
minutes_of(const Engine *engine, CalendarItem *item, const ReadingEvent *event, const ItemTimes *times)
{
  Instant start, end;
  if (times->minutes)
    return times->minutes;
  if (event->all_day || !clock_parse(engine->clock, event->start, &start)) {
    doubt(item, event->all_day ? "it is for whole days, without a time" : "it does not say when it begins");
    return 0;
  }
  gboolean ends = clock_parse(engine->clock, event->end, &end) && end > start;
  if (!ends || end - start > LONGEST * 60)
    doubt(item, ends ? "it lasts longer than a day" : "it does not say when it ends");
  return ends ? (int) ((end - start) / 60) : 0;
}

static Instant
start_of(const Engine *engine, CalendarItem *item, const ReadingEvent *event, const char *text,
         const ItemTimes *times)
{
  Instant start;
  gboolean timed = strchr(text, 'T') && (!event->all_day || times->minute >= 0);
  if (!clock_parse(engine->clock, text, &start)) {
    doubt(item, "it does not say when it begins");
    return INSTANT_NONE;
  }
  if (times->minute >= 0)
    return clock_instant(engine->clock, clock_day(engine->clock, start), times->minute);
  if (!timed)
    doubt(item, "it is for whole days, without a time");
  return start;
}

static gboolean
in_a_year(const Engine *engine, Instant start)
{
  return start != INSTANT_NONE &&
         schemes_year(engine->site->schemes, clock_day(engine->clock, start)) != NULL;
}

/* An exception of the series, or its only date. */
static void
add_single(const Engine *engine, CalendarItem *item, const ReadingEvent *event, const ItemTimes *times)
{
  gboolean excepted = *event->recurrence_id != '\0';
  Occurrence *one = add_date(item, event, excepted ? day_of(engine, event->recurrence_id) : g_strdup(""));
  one->excepted = excepted;
  if (excepted && !*one->recurrence)
    doubt(item, "it does not say which of its series it is");
  if (event->following)
    doubt(item, "it changes one of a series and all that follow");
  if (one->cancelled)
    return;
  one->start = start_of(engine, item, event, event->start, times);
  one->minutes = minutes_of(engine, item, event, times);
  if (!item->doubt && !in_a_year(engine, one->start))
    doubt(item, "its date lies in no academic year of this site");
}

static const Occurrence *
date_of(const CalendarItem *item, const char *recurrence)
{
  for (guint i = 0; i < item->dates->len; i++)
    if (!strcmp(((const Occurrence *) item->dates->pdata[i])->recurrence, recurrence))
      return item->dates->pdata[i];
  return NULL;
}

/* The instances that have no exception of their own. */
static void
add_series(const Engine *engine, CalendarItem *item, const ReadingEvent *event, const ItemTimes *times)
{
  guint before = item->dates->len;
  int minutes = minutes_of(engine, item, event, times);
  for (guint i = 0; event->instances[i]; i++) {
    g_autofree char *day = day_of(engine, event->instances[i]);
    Instant start = start_of(engine, item, event, event->instances[i], times);
    if (!in_a_year(engine, start) || date_of(item, day))
      continue;
    Occurrence *one = add_date(item, event, g_steal_pointer(&day));
    one->start = start;
    one->minutes = minutes;
  }
  if (!event->instances[0])
    doubt(item, "its series has no date, or too many to count");
  else if (item->dates->len == before && !before)
    doubt(item, "none of its dates lies in an academic year of this site");
}

/* Mail programs send one entry twice, as an alternative and as a file; of two the later word counts. */
static gboolean
is_superseded(const Engine *engine, const GPtrArray *events, guint at)
{
  const ReadingEvent *event = events->pdata[at];
  for (guint i = 0; i < events->len; i++) {
    const ReadingEvent *other = events->pdata[i];
    gboolean same =
        i != at && !strcmp(other->uid, event->uid) && !strcmp(other->recurrence_id, event->recurrence_id);
    if (!same)
      continue;
    Instant stamp = calendar_stamp(engine, other, 0);
    if (calendar_is_older(engine, event, 0, other->sequence, stamp) ||
        (i < at && !calendar_is_older(engine, other, 0, event->sequence, calendar_stamp(engine, event, 0))))
      return TRUE;
  }
  return FALSE;
}

static CalendarItem *
item_of(const Engine *engine, const GPtrArray *events, guint first, const ItemTimes *times)
{
  CalendarItem *item = g_new0(CalendarItem, 1);
  const ReadingEvent *master = NULL;
  item->dates = g_ptr_array_new_with_free_func(free_occurrence);
  item->event = events->pdata[first];
  item->uid = item->event->uid;
  if (!*item->uid)
    doubt(item, "it has no UID, by which a later change could be told to be of it");
  for (guint i = first; i < events->len; i++) {
    const ReadingEvent *event = events->pdata[i];
    if (strcmp(event->uid, item->uid) || is_superseded(engine, events, i))
      continue;
    if (*event->recurrence_id)
      add_single(engine, item, event, times);
    else
      master = event;
  }
  item->event = master ? master : item->event;
  item->whole = master != NULL;
  if (master && !calendar_is_cancelled(master))
    (master->recurs ? add_series : add_single)(engine, item, master, times);
  g_ptr_array_sort(item->dates, by_start);
  return item;
}

GPtrArray *
calendar_items_with(const Engine *engine, const GPtrArray *events, const ItemTimes *times)
{
  GPtrArray *items = g_ptr_array_new_with_free_func(free_item);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < events->len; i++)
    if (g_hash_table_add(seen, ((const ReadingEvent *) events->pdata[i])->uid))
      g_ptr_array_add(items, item_of(engine, events, i, times));
  return items;
}

GPtrArray *
calendar_items(const Engine *engine, const GPtrArray *events)
{
  const ItemTimes as_said = { 0, -1 };
  return calendar_items_with(engine, events, &as_said);
}

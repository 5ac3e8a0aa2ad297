/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding up stays. Knows no report. */
#include "reader/document/attendee.h"
#include "base/text.h"

static void
stay_clear(gpointer data)
{
  Stay *stay = data;
  g_free(stay->first);
  g_free(stay->last);
}

Attendee *
attendee_new(const char *name, const char *email)
{
  Attendee *attendee = g_new0(Attendee, 1);
  attendee->name = g_strdup(name);
  attendee->email = g_strdup(email);
  attendee->key = text_name_key(name);
  attendee->stays = g_array_new(FALSE, FALSE, sizeof(Stay));
  g_array_set_clear_func(attendee->stays, stay_clear);
  return attendee;
}

void
attendee_free(gpointer data)
{
  Attendee *attendee = data;
  g_free(attendee->name);
  g_free(attendee->email);
  g_free(attendee->key);
  g_array_unref(attendee->stays);
  g_free(attendee);
}

void
attendee_join(Attendee *attendee, Attendee *other)
{
  g_array_append_vals(attendee->stays, other->stays->data, other->stays->len);
  g_array_set_clear_func(other->stays, NULL);
  g_array_set_size(other->stays, 0);
}

/* The stays that count, borrowed: totals only of somebody who has nothing else. */
static GPtrArray *
stays_of(const Attendee *attendee)
{
  GPtrArray *stays = g_ptr_array_new(), *totals = g_ptr_array_new();
  for (guint i = 0; i < attendee->stays->len; i++) {
    Stay *stay = &g_array_index(attendee->stays, Stay, i);
    g_ptr_array_add(stay->total ? totals : stays, stay);
  }
  GPtrArray *spare = stays->len ? totals : stays;
  g_ptr_array_unref(spare);
  return spare == totals ? stays : totals;
}

typedef struct {
  gint64 from, to;
} Interval;

static gint
by_start(gconstpointer a, gconstpointer b)
{
  const Interval *x = a, *y = b;
  return (x->from > y->from) - (x->from < y->from);
}

/* When each stay was, by start; empty when one of them does not say. */
static GArray *
intervals_of(const GPtrArray *stays, DateOrder order)
{
  GArray *intervals = g_array_new(FALSE, FALSE, sizeof(Interval));
  for (guint i = 0; i < stays->len; i++) {
    const Stay *stay = stays->pdata[i];
    Interval interval = { stay->has_from ? stamp_seconds(&stay->from, order) : -1,
                          stay->has_to ? stamp_seconds(&stay->to, order) : -1 };
    if (interval.from < 0 || interval.to < interval.from) {
      g_array_set_size(intervals, 0);
      break;
    }
    g_array_append_val(intervals, interval);
  }
  g_array_sort(intervals, by_start);
  return intervals;
}

/* Seconds that are covered at least once, and whether any is covered twice. */
static gint64
covered(const GArray *intervals, gboolean *overlap)
{
  gint64 seconds = 0, reached = G_MININT64;
  *overlap = FALSE;
  for (guint i = 0; i < intervals->len; i++) {
    const Interval *interval = &g_array_index(intervals, Interval, i);
    *overlap = *overlap || interval->from < reached;
    seconds += MAX(interval->to - MAX(interval->from, reached), 0);
    reached = MAX(reached, interval->to);
  }
  return seconds;
}

/* What the report itself states, as long as its stays do not overlap. */
static gint64
seconds_of(const GPtrArray *stays, DateOrder order)
{
  g_autoptr(GArray) intervals = intervals_of(stays, order);
  gboolean overlap, stated = TRUE;
  gint64 by_clock = covered(intervals, &overlap), sum = 0;
  for (guint i = 0; i < stays->len; i++) {
    const Stay *stay = stays->pdata[i];
    stated = stated && stay->stated >= 0;
    sum += MAX(stay->stated, 0);
  }
  if (!stated && intervals->len)
    return by_clock;
  return overlap ? MIN(by_clock, sum) : sum;
}

static char *
shown(const Stamp *stamp, const char *written, DateOrder order)
{
  char *text = stamp_format(stamp, order);
  return text ? text : g_strdup(stamp->dated ? written : "");
}

GStrv
attendee_row(const Attendee *attendee, DateOrder order)
{
  g_autoptr(GPtrArray) stays = stays_of(attendee);
  const Stay *first = NULL, *last = NULL;
  for (guint i = 0; i < stays->len; i++) {
    const Stay *stay = stays->pdata[i];
    if (stay->has_from && (!first || stamp_seconds(&stay->from, order) < stamp_seconds(&first->from, order)))
      first = stay;
    if (stay->has_to && (!last || stamp_seconds(&stay->to, order) > stamp_seconds(&last->to, order)))
      last = stay;
  }
  GStrv row = g_new0(char *, 6);
  row[0] = g_strdup(attendee->name);
  row[1] = g_strdup(attendee->email);
  row[2] = g_strdup_printf("%" G_GINT64_FORMAT, (seconds_of(stays, order) + 30) / 60);
  row[3] = first ? shown(&first->from, first->first, order) : g_strdup("");
  row[4] = last ? shown(&last->to, last->last, order) : g_strdup("");
  return row;
}

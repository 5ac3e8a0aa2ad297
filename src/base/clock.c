/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock: the machine's, or one that was set. Does not sleep and does not know deadlines. */
#include "base/clock.h"
#include "base/fault.h"
#include <string.h>
#include <time.h>

struct Clock {
  GTimeZone *zone;
  char *name;
  gboolean set;
  Instant now;
};

Clock *
clock_new(const char *zone_name, GError **error)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(zone_name);
  if (!zone) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "the time zone \"%s\" is not known: use a name such as Europe/London", zone_name);
    return NULL;
  }
  Clock *clock = g_new0(Clock, 1);
  clock->zone = g_steal_pointer(&zone);
  clock->name = g_strdup(zone_name);
  return clock;
}

void
clock_free(Clock *clock)
{
  if (!clock)
    return;
  g_time_zone_unref(clock->zone);
  g_free(clock->name);
  g_free(clock);
}

void
clock_set(Clock *clock, Instant now)
{
  clock->set = TRUE;
  clock->now = now;
}

gboolean
clock_is_set(const Clock *clock)
{
  return clock->set;
}

const char *
clock_timezone(const Clock *clock)
{
  return clock->name;
}

Instant
instant_first(Instant a, Instant b)
{
  return a == INSTANT_NONE ? b : b == INSTANT_NONE ? a : MIN(a, b);
}

Instant
clock_now(const Clock *clock)
{
  return clock->set ? clock->now : g_get_real_time() / G_USEC_PER_SEC;
}

Day
clock_today(const Clock *clock)
{
  return clock_day(clock, clock_now(clock));
}

/* Seconds since the local 1970-01-01T00:00, as a wall clock would count them. */
static gint64
local_seconds(const Clock *clock, Instant instant)
{
  int interval = g_time_zone_find_interval(clock->zone, G_TIME_TYPE_UNIVERSAL, instant);
  return instant + g_time_zone_get_offset(clock->zone, interval);
}

Day
clock_day(const Clock *clock, Instant instant)
{
  gint64 local = local_seconds(clock, instant);
  return (Day) (local >= 0 ? local / 86400 : -((-local + 86399) / 86400));
}

int
clock_minute(const Clock *clock, Instant instant)
{
  gint64 local = local_seconds(clock, instant);
  return (int) ((local - (gint64) clock_day(clock, instant) * 86400) / 60);
}

Instant
clock_instant(const Clock *clock, Day day, int minute)
{
  gint64 local = (gint64) day * 86400 + (gint64) minute * 60;
  /* The offsets on both sides of a change: the earlier instant that shows this time is the answer; in a gap
   * none does. */
  Instant best = INSTANT_NONE, after = INSTANT_NONE;
  for (int side = -1; side <= 1; side += 2) {
    int interval = g_time_zone_find_interval(clock->zone, G_TIME_TYPE_UNIVERSAL, local + side * 86400);
    Instant candidate = local - g_time_zone_get_offset(clock->zone, interval);
    if (local_seconds(clock, candidate) == local && (best == INSTANT_NONE || candidate < best))
      best = candidate;
    if (local_seconds(clock, candidate) > local && (after == INSTANT_NONE || candidate < after))
      after = candidate;
  }
  return best != INSTANT_NONE ? best : after;
}

char *
clock_format(const Clock *clock, Instant instant)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(instant);
  if (!utc)
    return g_strdup("?");
  g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, clock->zone);
  return g_date_time_format(local, "%Y-%m-%dT%H:%M:%S%:z");
}

char *
clock_format_minute(const Clock *clock, Instant instant)
{
  int minute = clock_minute(clock, instant);
  return g_strdup_printf("%02d:%02d", minute / 60, minute % 60);
}

gboolean
clock_parse(const Clock *clock, const char *text, Instant *instant)
{
  g_autofree char *whole = NULL;
  if (day_parse(text) != DAY_NONE)
    whole = g_strconcat(text, "T00:00:00", NULL);
  else if (strlen(text) == 16)
    whole = g_strconcat(text, ":00", NULL);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(whole ? whole : text, clock->zone);
  if (!time)
    return FALSE;
  *instant = g_date_time_to_unix(time);
  return TRUE;
}

gint64
clock_since_boot(void)
{
  struct timespec time = { 0 };
  clock_gettime(CLOCK_BOOTTIME, &time);
  return time.tv_sec;
}

char *
clock_boot(void)
{
  char *id = NULL;
  g_file_get_contents("/proc/sys/kernel/random/boot_id", &id, NULL, NULL);
  return id ? g_strstrip(id) : g_strdup("");
}

gint64
clock_monotonic(void)
{
  return g_get_monotonic_time() / 1000;
}

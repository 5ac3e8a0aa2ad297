/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only source of time. Instants are UTC seconds; days and minutes are local to the partnership's zone.
 * --now and rehearsals set the clock; it then stands still until it is set again. */
#pragma once
#include "base/day.h"

typedef gint64 Instant; /* UTC, seconds since 1970 */
#define INSTANT_NONE G_MININT64

/* The first of two; INSTANT_NONE is never. */
Instant instant_first(Instant a, Instant b);

typedef struct Clock Clock;

/* The machine's clock in @zone_name ("Europe/London"); FAULT_CONFIG if the zone is unknown. */
Clock *clock_new(const char *zone_name, GError **error);
void clock_free(Clock *clock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Clock, clock_free)

/* From now on clock_now() answers @now. */
void clock_set(Clock *clock, Instant now);
/* Whether clock_set() was called: jumps of the clock are then wanted. */
gboolean clock_is_set(const Clock *clock);
const char *clock_timezone(const Clock *clock);

Instant clock_now(const Clock *clock);
Day clock_today(const Clock *clock);

Day clock_day(const Clock *clock, Instant instant);
/* Minutes since local midnight, 0 to 1439. */
int clock_minute(const Clock *clock, Instant instant);
/* The instant at which a local clock shows @minute of @day; in a gap the first instant after it, in an
 * overlap the first. */
Instant clock_instant(const Clock *clock, Day day, int minute);

/* RFC 3339 with the zone's offset; g_free. */
char *clock_format(const Clock *clock, Instant instant);
/* RFC 3339 with offset or Z, or a local YYYY-MM-DDTHH:MM[:SS], or YYYY-MM-DD for its first minute. */
gboolean clock_parse(const Clock *clock, const char *text, Instant *instant);
/* Local "16:00". */
char *clock_format_minute(const Clock *clock, Instant instant);

/* Seconds since the machine was started, those included in which it slept; no setting of the clock moves it.
 */
gint64 clock_since_boot(void);
/* Which start of the machine that was, a word; g_free. "" where it is not known. */
char *clock_boot(void);
/* Milliseconds of the monotonic clock, for pacing and deadlines of connections only. */
gint64 clock_monotonic(void);

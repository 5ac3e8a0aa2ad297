/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When feeds were asked for, so that it is known whose calendar has seen a change. Nothing is kept of who
 * asked. */
#pragma once
#include "store/store.h"

#define FETCHED_FEED_LENGTH 16 /* hex digits */

typedef struct {
  Instant first, last; /* INSTANT_NONE: never */
  Instant refused;     /* when its renewed link was answered 410 last; INSTANT_NONE: never */
} Fetched;

/* How the feed @name (SCHEME-FEED or a token) is called here: the first digits of the SHA-256 of it. g_free.
 */
char *fetched_feed(const char *name);
/* @feed, as fetched_feed() has it, was shown at @at. The latest counts, in whatever order they come. Who
 * reports is not trusted: beyond a bound, feeds that are not known yet are not kept. */
void fetched_add(Store *store, const char *feed, Instant at);
/* Somebody still asks for @feed, which was shown once and is gone. */
void fetched_add_refused(Store *store, const char *feed, Instant at);
/* Of the feed @name. */
Fetched fetched_of(Store *store, const char *name);
/* Whether any feed was ever shown: if not, the folder is served by something that does not tell us. */
gboolean fetched_any(Store *store);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outages: what does not work, since when, and whether somebody was told. Kept over restarts, so that it is
 * told once also where every pass is a program of its own. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 id;
  char *what;                       /* 'mailbox', 'submission', 'disk', ... */
  char *words;                      /* what is wrong, as it was said last */
  char *by;                         /* how it was told: 'mail', 'command' or both; "" when it was not */
  Instant since, told, over, ended; /* told, over, ended: INSTANT_NONE when it is not */
  int tries;                        /* that failed */
} Outage;
void outage_free(Outage *outage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outage, outage_free)

/* @what failed once more, as @words say. TRUE when it worked before, or the words are new. */
gboolean outage_failed(Store *store, const char *what, const char *words);
/* @what works. TRUE when it did not. */
gboolean outage_over(Store *store, const char *what);
GPtrArray *outages_now(Store *store);  /* of Outage, those that last, oldest first */
GPtrArray *outages_past(Store *store); /* of Outage, those that are over and not ended */
void outage_told(Store *store, gint64 id, const char *by);
void outage_ended(Store *store, gint64 id); /* nobody needs to hear of it any more */
/* How many of @what that began after @since were told. */
gint64 outages_told_since(Store *store, const char *what, Instant since);
gint64 outages_count(Store *store); /* all there ever were */

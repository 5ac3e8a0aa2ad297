/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The daemon's web process: kept alive, its records kept for the store, the forms posted to it kept for the
 * next pass, of which the process is told by SIGUSR2. */
#pragma once
#include "cli/retry.h"
#include "pass/site/site.h"
#include "store/store.h"

typedef struct WebKeeper WebKeeper;

/* @site and @clock are borrowed. Starts nothing yet. */
WebKeeper *web_keeper_new(const Site *site, const Clock *clock);
void web_keeper_free(WebKeeper *keeper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebKeeper, web_keeper_free)

/* To be called now and then: starts the process when the site wants one and none runs, and takes what it
 * recorded. */
void web_keeper_tend(WebKeeper *keeper);
/* Milliseconds until web_keeper_tend() has something to try; G_MAXINT64: nothing that it knows of. */
gint64 web_keeper_wait(const WebKeeper *keeper);
/* From now on @site rules. The process goes on if it serves the same folder at the same address. */
void web_keeper_reload(WebKeeper *keeper, const Site *site);
/* Before a pass: writes into @store, in one transaction, which feeds were fetched since the last call;
 * between two passes they are kept in memory, once each. What is fetched from now until web_keeper_tend()
 * counts as fetched before the pass, which brings the feeds up only at its end. FALSE: they stay for the next
 * call. */
gboolean web_keeper_hand_over(WebKeeper *keeper, Store *store, GError **error);
/* Ends the process, and takes what it recorded last. */
void web_keeper_stop(WebKeeper *keeper);
/* How often a feed was fetched since the daemon began. */
guint64 web_keeper_fetches(const WebKeeper *keeper);

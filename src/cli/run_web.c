/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts the web process again when it died, later each time, and keeps the forms that are posted to it until
 * a pass takes them in. Serves nothing itself. */
#include "cli/run_web.h"
#include "base/fault.h"
#include "pass/publish/public_folder.h"
#include "pass/spool.h"
#include "store/fetched.h"
#include "web/web.h"
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define AT_ONCE 1000     /* records taken in one turn */
#define MOST_FEEDS 50000 /* remembered until they are handed over: what comes from there is not trusted */
#define HTTP_GONE 410
#define IS_STABLE 60000 /* milliseconds of life after which earlier deaths are forgotten */

struct WebKeeper {
  const Site *site;
  const Clock *clock;
  WebServer *server;        /* NULL: none runs */
  char *directory, *listen; /* of the one that runs */
  char *spool;              /* the folder of posted forms */
  gint64 started;           /* clock_monotonic() */
  guint64 fetches;
  GHashTable *shown, *refused; /* since they were handed over: feed to Instant, on the heap */
  Instant pass;                /* when the pass began during which nothing was taken; INSTANT_NONE: none */
  Retry retry;
};

WebKeeper *
web_keeper_new(const Site *site, const Clock *clock)
{
  WebKeeper *keeper = g_new0(WebKeeper, 1);
  keeper->site = site;
  keeper->clock = clock;
  keeper->spool = spool_folder(site->store);
  keeper->retry.what = "the web server";
  keeper->pass = INSTANT_NONE;
  keeper->shown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  keeper->refused = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return keeper;
}

/* A clock that is set rules here as everywhere; the web process has the machine's. */
static void
remember(const WebKeeper *keeper, const WebFetch *fetch)
{
  GHashTable *kept = fetch->status == HTTP_GONE ? keeper->refused : keeper->shown;
  Instant now = clock_now(keeper->clock);
  Instant at = clock_is_set(keeper->clock) ? now : MIN(fetch->at, now);
  if (keeper->pass != INSTANT_NONE)
    at = MIN(at, keeper->pass - 1);
  if (g_hash_table_size(kept) < MOST_FEEDS || g_hash_table_contains(kept, fetch->feed))
    g_hash_table_replace(kept, g_strdup(fetch->feed), g_memdup2(&at, sizeof at));
}

static void
take_records(WebKeeper *keeper)
{
  WebFetch fetch;
  for (guint i = 0; i < AT_ONCE && web_next(keeper->server, &fetch); i++) {
    keeper->fetches++;
    remember(keeper, &fetch);
  }
  keeper->pass = INSTANT_NONE;
}

void
web_keeper_stop(WebKeeper *keeper)
{
  if (keeper->server) {
    web_end(keeper->server);
    take_records(keeper);
  }
  g_clear_pointer(&keeper->server, web_stop);
  g_clear_pointer(&keeper->directory, g_free);
  g_clear_pointer(&keeper->listen, g_free);
}

void
web_keeper_free(WebKeeper *keeper)
{
  if (!keeper)
    return;
  web_keeper_stop(keeper);
  retry_clear(&keeper->retry);
  g_hash_table_unref(keeper->shown);
  g_hash_table_unref(keeper->refused);
  g_free(keeper->spool);
  g_free(keeper);
}

/* In the thread that reads the web process's pipe: of the keeper it sees what stands still while the process
 * runs. The main loop hears of it by a signal, wherever it waits. */
static guint
keep_form(const char *token, GBytes *body, char **when, gpointer data)
{
  const WebKeeper *keeper = data;
  g_autoptr(GError) fault = NULL;
  g_autofree char *file = g_strdup_printf("%s/forms/%s.html", keeper->directory, token);
  Instant at = clock_now(keeper->clock);
  SpoolState state;
  if (!keeper->spool || !spool_put(keeper->spool, file, token, body, &at, &state, &fault)) {
    g_warning("a form that was sent could not be kept: %s",
              fault ? fault->message : "the store is in memory");
    return 503;
  }
  if (state == SPOOL_USED)
    return 409;
  g_autofree char *day = day_words(clock_day(keeper->clock, at)),
                  *time = clock_format_minute(keeper->clock, at);
  *when = g_strdup_printf("%s at %s", day, time);
  kill(getpid(), SIGUSR2);
  return 200;
}

static gboolean
start(WebKeeper *keeper, GError **error)
{
  const Site *site = keeper->site;
  g_autoptr(PublicFolder) folder = public_folder_open(site->publish_directory, NULL, error);
  if (!folder)
    return FALSE;
  keeper->directory = g_strdup(site->publish_directory);
  keeper->listen = g_strdup(site->listen);
  keeper->server = web_start(NULL, site->publish_directory, site->listen, keep_form, keeper, error);
  if (!keeper->server) {
    web_keeper_stop(keeper);
    return FALSE;
  }
  keeper->started = clock_monotonic();
  printf("listening on %s\n", web_address(keeper->server));
  fflush(stdout);
  return TRUE;
}

gboolean
web_keeper_hand_over(WebKeeper *keeper, Store *store, GError **error)
{
  GHashTableIter iter;
  gpointer feed, at;
  if (keeper->server)
    take_records(keeper);
  keeper->pass = clock_now(keeper->clock);
  if (!g_hash_table_size(keeper->shown) && !g_hash_table_size(keeper->refused))
    return TRUE;
  store_begin(store);
  g_hash_table_iter_init(&iter, keeper->shown);
  while (g_hash_table_iter_next(&iter, &feed, &at))
    fetched_add(store, feed, *(const Instant *) at);
  g_hash_table_iter_init(&iter, keeper->refused);
  while (g_hash_table_iter_next(&iter, &feed, &at))
    fetched_add_refused(store, feed, *(const Instant *) at);
  if (!store_commit(store, error))
    return FALSE;
  g_hash_table_remove_all(keeper->shown);
  g_hash_table_remove_all(keeper->refused);
  return TRUE;
}

static void
bury(WebKeeper *keeper)
{
  g_autoptr(GError) fault = NULL;
  g_set_error(&fault, FAULT, FAULT_IO, "the web server at %s ended by itself: it is started again",
              keeper->listen);
  web_keeper_stop(keeper);
  retry_failed(&keeper->retry, fault->message);
}

static gboolean
is_wanted(const WebKeeper *keeper)
{
  return keeper->site->listen && keeper->site->publish_directory;
}

void
web_keeper_tend(WebKeeper *keeper)
{
  g_autoptr(GError) fault = NULL;
  if (keeper->server) {
    take_records(keeper);
    if (!web_alive(keeper->server))
      bury(keeper);
    else if (clock_monotonic() - keeper->started > IS_STABLE)
      retry_over(&keeper->retry);
  }
  if (!keeper->server && is_wanted(keeper) && retry_may_try(&keeper->retry) && !start(keeper, &fault))
    retry_failed(&keeper->retry, fault->message);
}

gint64
web_keeper_wait(const WebKeeper *keeper)
{
  gboolean pending = !keeper->server && is_wanted(keeper);
  return pending ? MAX(0, keeper->retry.again - clock_monotonic()) : G_MAXINT64;
}

void
web_keeper_reload(WebKeeper *keeper, const Site *site)
{
  keeper->site = site;
  if (g_strcmp0(keeper->directory, site->publish_directory) || g_strcmp0(keeper->listen, site->listen))
    web_keeper_stop(keeper);
  retry_clear(&keeper->retry);
}

guint64
web_keeper_fetches(const WebKeeper *keeper)
{
  return keeper->fetches;
}

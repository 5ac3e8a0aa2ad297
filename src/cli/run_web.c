/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts the web process again when it died, later each time. Serves nothing itself. */
#include "cli/run_web.h"
#include "base/fault.h"
#include "pass/publish/public_folder.h"
#include "web/web.h"
#include <stdio.h>

#define AT_ONCE 1000    /* records taken in one turn */
#define IS_STABLE 60000 /* milliseconds of life after which earlier deaths are forgotten */

struct WebKeeper {
  const Site *site;
  const Clock *clock;
  WebServer *server;        /* NULL: none runs */
  char *directory, *listen; /* of the one that runs */
  gint64 started;           /* clock_monotonic() */
  guint64 fetches;
  Retry retry;
};

WebKeeper *
web_keeper_new(const Site *site, const Clock *clock)
{
  WebKeeper *keeper = g_new0(WebKeeper, 1);
  keeper->site = site;
  keeper->clock = clock;
  keeper->retry.what = "the web server";
  return keeper;
}

static void
stop(WebKeeper *keeper)
{
  g_clear_pointer(&keeper->server, web_stop);
  g_clear_pointer(&keeper->directory, g_free);
  g_clear_pointer(&keeper->listen, g_free);
}

void
web_keeper_free(WebKeeper *keeper)
{
  if (!keeper)
    return;
  stop(keeper);
  retry_clear(&keeper->retry);
  g_free(keeper);
}

static gboolean
start(WebKeeper *keeper, GError **error)
{
  const Site *site = keeper->site;
  g_autoptr(PublicFolder) folder = public_folder_open(site->publish_directory, NULL, error);
  keeper->server = folder ? web_start(NULL, site->publish_directory, site->listen, error) : NULL;
  if (!keeper->server)
    return FALSE;
  keeper->directory = g_strdup(site->publish_directory);
  keeper->listen = g_strdup(site->listen);
  keeper->started = clock_monotonic();
  printf("listening on %s\n", web_address(keeper->server));
  fflush(stdout);
  return TRUE;
}

static void
take_records(WebKeeper *keeper)
{
  WebFetch fetch;
  for (guint i = 0; i < AT_ONCE && web_next(keeper->server, &fetch); i++)
    keeper->fetches++;
}

static void
bury(WebKeeper *keeper)
{
  g_autoptr(GError) fault = NULL;
  g_set_error(&fault, FAULT, FAULT_IO, "the web server at %s ended by itself: it is started again",
              keeper->listen);
  stop(keeper);
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
    stop(keeper);
  retry_clear(&keeper->retry);
}

guint64
web_keeper_fetches(const WebKeeper *keeper)
{
  return keeper->fetches;
}

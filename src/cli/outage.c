/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Back-off with jitter, and the alert. Does not know how to try. */
#include "cli/outage.h"
#include "pass/post.h"
#include <signal.h>

#define FIRST_WAIT 5000 /* milliseconds, doubled by each failure */
#define LONGEST_WAIT 900000
#define TRIES_BEFORE_ALERT 8 /* after about ten minutes */

void
outage_clear(Outage *outage)
{
  g_clear_pointer(&outage->words, g_free);
  outage->tries = 0;
  outage->again = 0;
  outage->alerted = FALSE;
}

/* Up to a quarter off, so that not everybody comes at the same moment after a server was down. */
static gint64
back_off(guint tries)
{
  gint64 wait = LONGEST_WAIT;
  if (tries < 9)
    wait = MIN(wait, (gint64) FIRST_WAIT << (tries - 1));
  return wait - g_random_int_range(0, (gint32) (wait / 4));
}

void
outage_failed(Outage *outage, const Clock *clock, const GError *fault)
{
  if (!outage->words)
    outage->since = clock_now(clock);
  if (g_strcmp0(outage->words, fault->message) != 0)
    g_warning("%s", fault->message);
  g_free(outage->words);
  outage->words = g_strdup(fault->message);
  outage->again = clock_monotonic() + back_off(++outage->tries);
}

void
outage_over(Outage *outage)
{
  if (outage->words)
    g_message("%s works again", outage->what);
  outage_clear(outage);
}

gboolean
outage_may_try(const Outage *outage)
{
  return clock_monotonic() >= outage->again;
}

void
outage_hurry(Outage *outage)
{
  outage->again = 0;
}

/* The daemon's signals are blocked, which a child would inherit. */
static void
unblock_signals(gpointer data G_GNUC_UNUSED)
{
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The command of the site file, with what is wrong as its last argument. */
static void
run_command(const Outage *outage, const Site *site)
{
  g_autoptr(GStrvBuilder) arguments = g_strv_builder_new();
  g_strv_builder_addv(arguments, (const char **) site->alert_command);
  g_strv_builder_add(arguments, outage->words);
  g_auto(GStrv) argv = g_strv_builder_end(arguments);
  g_autoptr(GError) fault = NULL;
  if (!g_spawn_async(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, unblock_signals, NULL, NULL, &fault))
    g_warning("the alert command %s cannot be run: %s", argv[0], fault->message);
}

static gboolean
post_alert(const Outage *outage, Engine *engine, GError **error)
{
  g_autofree char *since = clock_format(engine->clock, outage->since);
  g_autofree char *purpose = g_strdup_printf("alert:%s:%s", outage->what, since);
  g_autofree char *what = g_strdup_printf("Since %s %s does not work.", since, outage->what);
  const char *const to[] = { engine->site->office, NULL };
  json_t *context = context_new(engine, NULL, NULL, 0);
  context_text(context, "what", what);
  json_object_set_new(context, "lines", json_pack("[s]", outage->words));
  const Post mail = { .kind = MAIL_OFFICE,
                      .template_name = "alert",
                      .purpose = purpose,
                      .to = to,
                      .context = context,
                      .why = "something does not work any more",
                      .not_before = INSTANT_NONE };
  store_begin(engine->store);
  gboolean good = post(engine, &mail, error) >= 0;
  json_decref(context);
  if (good)
    return store_commit(engine->store, error);
  store_rollback(engine->store);
  return FALSE;
}

void
outage_alert(Outage *outage, Engine *engine, gboolean mail)
{
  g_autoptr(GError) fault = NULL;
  if (!outage->words || outage->alerted || outage->tries < TRIES_BEFORE_ALERT)
    return;
  outage->alerted = TRUE;
  if (engine->site->alert_command)
    run_command(outage, engine->site);
  if (mail && !post_alert(outage, engine, &fault))
    g_warning("the office cannot be alerted by mail: %s", fault->message);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run: the daemon, in the foreground. One pass after the other; between them it waits for mail, for the
 * clock, and for signals. What a pass does is pass.c's. */
#include "config.h"

#include "base/fault.h"
#include "base/notify.h"
#include "cli/cli.h"
#include "cli/retry.h"
#include "cli/run_web.h"
#include "pass/decide/decide.h"
#include "pass/decide/rules.h"
#include "pass/pass.h"
#include "pass/tell/pager.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* However long the daemon waits, it looks after the web process so often (milliseconds). */
#define TURN 60000
/* Passes in which the store could not be written before that is told. */
#define LOST_TRIES 8

typedef struct {
  Cli *cli;
  Notify *notify;
  WebKeeper *web;
  Ends ends;
  Retry mailbox, submission, work; /* work: what is no end's: disk, templates */
  int signals;
  gboolean stop, reload, poll_now; /* asked for by a signal */
  gboolean posted;                 /* a form was sent: a pass is due */
  gboolean child;                  /* one ended: perhaps the web process */
  gboolean told;                   /* that the store is lost */
} Daemon;

/* -- Signals -- */

static sigset_t
signals_heard(void)
{
  static const int heard[] = { SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2, SIGCHLD };
  sigset_t set;
  sigemptyset(&set);
  for (guint i = 0; i < G_N_ELEMENTS(heard); i++)
    sigaddset(&set, heard[i]);
  return set;
}

void
run_block_signals(void)
{
  sigset_t set = signals_heard();
  sigprocmask(SIG_BLOCK, &set, NULL);
}

/* Read where it suits: no step of a pass is interrupted. */
static gboolean
open_signals(Daemon *daemon, GError **error)
{
  sigset_t set = signals_heard();
  daemon->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (daemon->signals >= 0)
    return TRUE;
  g_set_error(error, FAULT, FAULT_IO, "signals cannot be waited for: %s", g_strerror(errno));
  return FALSE;
}

static void
take_signals(Daemon *daemon)
{
  struct signalfd_siginfo info;
  while (read(daemon->signals, &info, sizeof info) == sizeof info) {
    switch (info.ssi_signo) {
    case SIGHUP: daemon->reload = TRUE; break;
    case SIGUSR1: daemon->poll_now = TRUE; break;
    case SIGUSR2: daemon->posted = TRUE; break;
    case SIGCHLD: daemon->child = TRUE; break;
    default: daemon->stop = TRUE; break;
    }
  }
}

static gboolean
is_wanted(const Daemon *daemon)
{
  return daemon->stop || daemon->reload || daemon->poll_now || daemon->posted;
}

/* A step of a pass is done: progress, of which the watchdog may hear. */
static gboolean
step_done(gpointer data)
{
  Daemon *daemon = data;
  notify_say(daemon->notify, "WATCHDOG=1");
  take_signals(daemon);
  return !daemon->stop;
}

/* -- The ends -- */

static void
close_mailbox(Daemon *daemon)
{
  g_clear_pointer(&daemon->ends.mailbox, mailbox_close);
}

static void
close_submission(Daemon *daemon)
{
  g_clear_pointer(&daemon->ends.delivery, delivery_free);
  g_clear_pointer(&daemon->ends.submission, submission_close);
}

/* Opens what is closed and may be tried again. */
static void
open_ends(Daemon *daemon)
{
  Engine *engine = daemon->cli->engine;
  g_autoptr(GError) mailbox = NULL, submission = NULL;
  if (retry_may_try(&daemon->mailbox) && !ends_open_mailbox(&daemon->ends, engine, &mailbox))
    retry_failed(&daemon->mailbox, mailbox->message);
  if (retry_may_try(&daemon->submission) && !ends_open_submission(&daemon->ends, engine, &submission))
    retry_failed(&daemon->submission, submission->message);
}

/* -- One pass -- */

static void
judge_ends(Daemon *daemon, const PassResult *result, const GError *fault)
{
  if (result->mailbox_failed) {
    retry_failed(&daemon->mailbox, fault->message);
    close_mailbox(daemon);
  } else if (result->drained) {
    retry_over(&daemon->mailbox);
  }
  if (result->submission_failed) {
    retry_failed(&daemon->submission, fault->message);
    if (g_error_matches(fault, FAULT, FAULT_LATER))
      retry_hurry(&daemon->submission); /* the pause in the store says when, which the office may end */
    close_submission(daemon);
  } else if (result->sent) {
    retry_over(&daemon->submission);
  }
  if (fault && !result->mailbox_failed && !result->submission_failed)
    retry_failed(&daemon->work, fault->message);
  else if (!fault)
    retry_over(&daemon->work);
}

static const char *
trouble(const Daemon *daemon)
{
  if (daemon->mailbox.words)
    return daemon->mailbox.words;
  return daemon->submission.words ? daemon->submission.words : daemon->work.words;
}

/* A store that cannot be written keeps no outage, its own least of all: then the command alone tells it,
 * once, as far as this process remembers. */
static void
tell_lost_store(Daemon *daemon, const PassResult *result)
{
  gboolean lasts = result->store_lost && daemon->work.tries >= LOST_TRIES;
  if (lasts && !daemon->told && daemon->work.words)
    pager_call(daemon->cli->site, daemon->work.words);
  daemon->told = lasts;
}

static void
say_waiting(const Daemon *daemon, guint waiting)
{
  g_message("%u messages lie in the mailbox already; nothing was read and nothing sent. Say in %s from which "
            "day on they count "
            "(mailbox.since), then reload",
            waiting, daemon->cli->site->file);
}

static void
run_pass(Daemon *daemon, PassResult *result)
{
  g_autoptr(GError) fault = NULL;
  daemon->poll_now = daemon->posted = FALSE;
  pass(daemon->cli->engine, &daemon->ends, result, &fault);
  if (result->waiting)
    say_waiting(daemon, result->waiting);
  judge_ends(daemon, result, fault);
  tell_lost_store(daemon, result);
  notify_say(daemon->notify, "WATCHDOG=1\nSTATUS=%s; feeds fetched %" G_GUINT64_FORMAT " times",
             trouble(daemon) ? trouble(daemon) : "all is well", web_keeper_fetches(daemon->web));
}

/* -- Between passes -- */

static gint64
until_try(const Retry *retry, gboolean closed, gint64 wait)
{
  return closed ? MIN(wait, MAX(0, retry->again - clock_monotonic())) : wait;
}

/* Milliseconds until the next pass. What is due already was tried in this one: it waits for the next poll. */
static gint64
pass_wait(const Daemon *daemon, const PassResult *result)
{
  const Cli *cli = daemon->cli;
  if (clock_is_set(cli->clock) || result->waiting)
    return G_MAXINT64 / 2; /* no clock that runs, or nothing to do before a reload */
  gint64 wait = (gint64) MAX(1, cli->site->poll) * 1000;
  Instant next = decide_next(cli->engine), now = clock_now(cli->clock);
  if (next != INSTANT_NONE && next > now)
    wait = MIN(wait, (next - now) * 1000);
  if (result->pause)
    wait = MIN(wait, result->pause);
  wait = until_try(&daemon->mailbox, cli->site->mailbox.url && !daemon->ends.mailbox, wait);
  return until_try(&daemon->submission, cli->site->submission.url && !daemon->ends.submission, wait);
}

static void
wait_for_signal(const Daemon *daemon, gint64 milliseconds)
{
  struct pollfd fd = { .fd = daemon->signals, .events = POLLIN };
  poll(&fd, 1, (int) CLAMP(milliseconds, 0, G_MAXINT));
}

/* Waits for so long, for mail or for a signal. TRUE when there may be mail. */
static gboolean
wait_for_mail(Daemon *daemon, gint64 milliseconds)
{
  g_autoptr(GError) fault = NULL;
  gint64 end = clock_monotonic() + milliseconds;
  if (!mailbox_wait(daemon->ends.mailbox, (guint) ((milliseconds + 999) / 1000), daemon->signals, &fault)) {
    retry_failed(&daemon->mailbox, fault->message);
    close_mailbox(daemon);
    return TRUE; /* a pass without it: what is due is still sent */
  }
  take_signals(daemon);
  return !is_wanted(daemon) && !daemon->child && clock_monotonic() < end;
}

/* A mailbox whose news could not be taken in would tell of them at once again. */
static gboolean
may_listen(const Daemon *daemon)
{
  return daemon->ends.mailbox && !daemon->work.words && !clock_is_set(daemon->cli->clock);
}

static void
wait_for_next(Daemon *daemon, const PassResult *result)
{
  gint64 end = clock_monotonic() + pass_wait(daemon, result), watchdog = notify_watchdog(daemon->notify);
  for (;;) {
    take_signals(daemon);
    daemon->child = FALSE;
    web_keeper_tend(daemon->web);
    notify_say(daemon->notify, "WATCHDOG=1");
    gint64 rest = end - clock_monotonic();
    if (is_wanted(daemon) || rest <= 0)
      return;
    gint64 turn = MIN(MIN(rest, web_keeper_wait(daemon->web)), watchdog ? MIN(TURN, watchdog / 2) : TURN);
    if (!may_listen(daemon) || result->waiting)
      wait_for_signal(daemon, turn);
    else if (wait_for_mail(daemon, turn))
      return;
  }
}

/* -- Reload -- */

static gboolean
needs_restart(const Site *old, const Site *fresh)
{
  if (!strcmp(old->timezone, fresh->timezone) && !strcmp(old->store, fresh->store))
    return FALSE;
  g_warning("%s: another timezone or store is taken up by a restart alone; the old site file stays in force",
            fresh->file);
  return TRUE;
}

static void
take_up(Daemon *daemon, Site *site, Engine *engine)
{
  Cli *cli = daemon->cli;
  ends_close(&daemon->ends);
  engine->orders = cli->engine->orders;
  engine->warnings = cli->engine->warnings;
  engine_free(cli->engine);
  engine->step_done = step_done;
  engine->step_data = daemon;
  cli->engine = engine;
  web_keeper_reload(daemon->web, site);
  site_free(cli->site);
  cli->site = site;
  retry_clear(&daemon->mailbox);
  retry_clear(&daemon->submission);
  retry_clear(&daemon->work);
  g_message("%s was read again", site->file);
}

static void
reload(Daemon *daemon)
{
  Cli *cli = daemon->cli;
  g_autoptr(GError) fault = NULL;
  daemon->reload = FALSE;
  notify_say(daemon->notify, "RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT, g_get_monotonic_time());
  g_autoptr(Site) site = site_load(cli->config, &fault);
  Engine *engine = site && !needs_restart(cli->site, site)
                       ? engine_new(site, cli->clock, cli->store, cli->seam, &fault)
                       : NULL;
  g_autoptr(GError) untold = NULL;
  if (fault) {
    g_warning("the old site file stays in force: %s", fault->message);
    rules_refused(cli->engine, fault->message, &untold);
  }
  if (engine) {
    take_up(daemon, g_steal_pointer(&site), engine);
    rules_accepted(engine, &untold);
  }
  if (untold)
    g_warning("%s", untold->message);
  notify_say(daemon->notify, "READY=1");
}

/* -- Life -- */

static void
hurry(Daemon *daemon)
{
  retry_hurry(&daemon->mailbox);
  retry_hurry(&daemon->submission);
}

/* Between two passes the office's commands may write. */
static gboolean
rest(Daemon *daemon, const PassResult *result, GError **error)
{
  store_pause(daemon->cli->store);
  wait_for_next(daemon, result);
  return store_resume(daemon->cli->store, error);
}

/* Which feeds were fetched while the daemon rested is written once, however many they were. */
static void
keep_fetches(const Daemon *daemon)
{
  g_autoptr(GError) fault = NULL;
  if (!web_keeper_hand_over(daemon->web, daemon->cli->store, &fault))
    g_warning("which feeds were fetched is written later: %s", fault->message);
}

/* Kept for `status`, which tells from it a daemon that ended without a word. */
static void
note_life(const Daemon *daemon, gboolean lives)
{
  Store *store = daemon->cli->store;
  g_autoptr(GError) fault = NULL;
  store_begin(store);
  store_set_int(store, "daemon", lives);
  if (!store_commit(store, &fault))
    g_warning("%s", fault->message);
}

static gboolean
live(Daemon *daemon, GError **error)
{
  PassResult result;
  note_life(daemon, TRUE);
  web_keeper_tend(daemon->web);
  notify_say(daemon->notify, "READY=1\nSTATUS=the first pass runs");
  take_signals(daemon);
  while (!daemon->stop) {
    open_ends(daemon);
    keep_fetches(daemon);
    run_pass(daemon, &result);
    if (!rest(daemon, &result, error))
      return FALSE;
    if (daemon->poll_now)
      hurry(daemon);
    if (daemon->reload && !daemon->stop)
      reload(daemon);
  }
  notify_say(daemon->notify, "STOPPING=1");
  web_keeper_stop(daemon->web);
  keep_fetches(daemon);
  note_life(daemon, FALSE);
  return TRUE;
}

static void
daemon_close(Daemon *daemon)
{
  daemon->cli->engine->step_done = NULL;
  ends_close(&daemon->ends);
  web_keeper_free(daemon->web);
  notify_free(daemon->notify);
  retry_clear(&daemon->mailbox);
  retry_clear(&daemon->submission);
  retry_clear(&daemon->work);
  if (daemon->signals >= 0)
    close(daemon->signals);
}

gboolean
command_run(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 0, 0, error))
    return FALSE;
  Daemon daemon = { .cli = cli,
                    .notify = notify_new(),
                    .web = web_keeper_new(cli->site, cli->clock),
                    .mailbox = { .what = "the mailbox" },
                    .submission = { .what = "the way out for mail" },
                    .work = { .what = "the work of a pass" } };
  gboolean good = store_claim(cli->store, error) && open_signals(&daemon, error);
  cli->engine->step_done = step_done;
  cli->engine->step_data = &daemon;
  good = good && live(&daemon, error);
  daemon_close(&daemon);
  return good;
}

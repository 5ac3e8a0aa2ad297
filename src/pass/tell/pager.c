/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs partnership.alert. Decides neither when nor with which words. */
#include "pass/tell/pager.h"
#include "base/clock.h"
#include <signal.h>
#include <sys/wait.h>

#define PATIENCE 10000 /* milliseconds */
#define TURN 20

/* A daemon's signals are blocked, which a child would inherit. */
static void
unblock_signals(gpointer data G_GNUC_UNUSED)
{
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* A command that hangs must not stop the pass. */
static gboolean
ended_well(GPid pid, const char *name)
{
  int status = 0;
  pid_t ended = 0;
  for (gint64 end = clock_monotonic() + PATIENCE; ended == 0 && clock_monotonic() < end;) {
    ended = waitpid(pid, &status, WNOHANG);
    if (ended == 0)
      g_usleep(TURN * 1000);
  }
  if (ended == 0) {
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    g_warning("the alert command %s did not end within %d seconds", name, PATIENCE / 1000);
    return FALSE;
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    return TRUE;
  g_warning("the alert command %s ended with status %d", name,
            WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return FALSE;
}

gboolean
pager_call(const Site *site, const char *words)
{
  if (!site->alert_command)
    return FALSE;
  g_autoptr(GStrvBuilder) arguments = g_strv_builder_new();
  g_strv_builder_addv(arguments, (const char **) site->alert_command);
  g_strv_builder_add(arguments, words);
  g_auto(GStrv) argv = g_strv_builder_end(arguments);
  g_autoptr(GError) fault = NULL;
  GPid pid;
  if (g_spawn_async(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, unblock_signals, NULL,
                    &pid, &fault))
    return ended_well(pid, argv[0]);
  g_warning("the alert command %s cannot be run: %s", argv[0], fault->message);
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* once: one whole pass, then exit. It ends when nothing is queued for now. */
#include "base/fault.h"
#include "cli/cli.h"
#include "pass/pass.h"
#include <stdio.h>

static void
say_waiting(const Cli *cli, guint waiting)
{
  printf("%u messages lie in the mailbox already. Nothing was read and nothing sent.\n"
         "Say in %s from which day on they count, for example: mailbox = { since = \"2026-09-01\"; ... }\n",
         waiting, cli->site->file);
}

gboolean
command_once(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 0, 0, error) || !store_claim(cli->store, error))
    return FALSE;
  g_autoptr(GError) closed = NULL;
  GError *fault = NULL;
  Ends ends = { .nowhere = FALSE };
  PassResult result;
  ends_open(&ends, cli->engine, &closed);
  gboolean good = pass(cli->engine, &ends, &result, &fault);
  while (good && result.pause) {
    g_usleep((gulong) result.pause * 1000);
    good = pass(cli->engine, &ends, &result, &fault);
  }
  ends_close(&ends);
  if (result.waiting)
    say_waiting(cli, result.waiting);
  if (closed) {
    g_clear_error(&fault);
    g_propagate_error(error, g_steal_pointer(&closed));
    return FALSE;
  }
  if (!good)
    g_propagate_error(error, fault);
  return good;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* once: one whole pass, then exit. It ends when nothing is queued for now. */
#include "base/fault.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "pass/pass.h"
#include "store/messages.h"
#include "store/outbox.h"
#include <stdio.h>

static void
say_waiting(const Cli *cli, guint waiting)
{
  printf("%u messages lie in the mailbox already. Nothing was read and nothing sent.\n"
         "Say in %s from which day on they count, for example: mailbox = { since = \"2026-09-01\"; ... }\n",
         waiting, cli->site->file);
}

/* What a pass has done so far, beside what was there before it. */
typedef struct {
  Progress *progress;
  Store *store;
  gint64 read, sent;
} Count;

static gint64
messages_read(Store *store)
{
  g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(gint64));
  gint64 sum = 0;
  messages_by_kind(store, kinds, counts);
  for (guint i = 0; i < counts->len; i++)
    sum += g_array_index(counts, gint64, i);
  return sum;
}

static gboolean
step_done(gpointer data)
{
  Count *count = data;
  if (progress_due(count->progress))
    progress_draw(
        count->progress, -1,
        "%" G_GINT64_FORMAT " messages read, %" G_GINT64_FORMAT " mails sent, %" G_GINT64_FORMAT " to go",
        messages_read(count->store) - count->read, outbox_count_state(count->store, "sent") - count->sent,
        outbox_count_state(count->store, "queued"));
  return TRUE;
}

/* Only who looks on pays for the counting. */
static void
begin_count(Count *count, Cli *cli)
{
  count->store = cli->store;
  count->progress = progress_new(cli, "once");
  if (!count->progress)
    return;
  count->read = messages_read(cli->store);
  count->sent = outbox_count_state(cli->store, "sent");
  cli->engine->step_done = step_done;
  cli->engine->step_data = count;
}

static void
end_count(Count *count, Cli *cli)
{
  cli->engine->step_done = NULL;
  progress_free(count->progress);
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
  Count count = { .progress = NULL };
  ends_open(&ends, cli->engine, &closed);
  begin_count(&count, cli);
  gboolean good = pass(cli->engine, &ends, &result, &fault);
  while (good && result.pause) {
    g_usleep((gulong) result.pause * 1000);
    good = pass(cli->engine, &ends, &result, &fault);
  }
  end_count(&count, cli);
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

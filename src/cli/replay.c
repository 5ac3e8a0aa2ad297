/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay: stored messages are read again after a fix. Says what that changes, a line each. */
#include "office/replay.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include <stdio.h>

static void
draw(double share, guint changes, gpointer data)
{
  if (progress_due(data))
    progress_draw(data, share, "%u changes", changes);
}

static void
print_json(const GPtrArray *changes)
{
  json_t *all = json_array();
  for (guint i = 0; i < changes->len; i++) {
    const ReplayChange *change = changes->pdata[i];
    json_array_append_new(all, json_pack("{s:I, s:s, s:s, s:s}", "message", (json_int_t) change->message,
                                         "ref", change->ref, "what", change->what, "words", change->words));
  }
  cli_print_json(all);
}

static void
print(const Cli *cli, const GPtrArray *changes, const ReplayCounts *counts)
{
  for (guint i = 0; i < changes->len; i++) {
    const ReplayChange *change = changes->pdata[i];
    printf("message %" G_GINT64_FORMAT "  %-11s  %s: %s\n", change->message, *change->ref ? change->ref : "-",
           change->what, change->words);
  }
  g_message("%u messages read again, %u changes%s; %u were passed over, for their mail is kept no longer",
            counts->read, counts->changes, cli->dry_run ? ", none of them made" : "", counts->gone);
}

gboolean
command_replay(Cli *cli, GError **error)
{
  g_autofree char *since_text = NULL;
  GOptionEntry entries[] = {
    { "since", 0, 0, G_OPTION_ARG_STRING, &since_text, "the first day, YYYY-MM-DD", "DATE" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &cli->dry_run, "say it and do nothing", NULL },
    G_OPTION_ENTRY_NULL
  };
  Day since = DAY_NONE;
  if (!cli_options(cli, entries, error) || !cli_arguments(cli, 0, 0, error) ||
      (since_text && !cli_day(since_text, &since, error)))
    return FALSE;
  Instant from = since == DAY_NONE ? INSTANT_NONE : clock_instant(cli->clock, since, 0);
  ReplayCounts counts;
  g_autoptr(Progress) progress = progress_new(cli, "replaying");
  g_autoptr(GPtrArray) changes = (cli->dry_run ? replay_dry : replay)(
      cli->engine, from, &counts, progress ? draw : NULL, progress, error);
  if (!changes)
    return FALSE;
  progress_free(g_steal_pointer(&progress));
  if (cli->json)
    print_json(changes);
  else
    print(cli, changes, &counts);
  return TRUE;
}

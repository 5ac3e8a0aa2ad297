/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse: a whole academic year on a fake clock with made-up people, and what came of it on one screen. */
#include "rehearse/rehearse.h"
#include "base/fault.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "mail/compose.h"
#include <stdio.h>

#define PEOPLE 60

static json_int_t
number(const json_t *object, const char *key)
{
  return json_integer_value(json_object_get(object, key));
}

static json_int_t
sum(const json_t *counts)
{
  const char *key;
  json_t *value;
  json_int_t all = 0;
  json_object_foreach((json_t *) counts, key, value) all += json_integer_value(value);
  return all;
}

static void
print_months(const json_t *summary)
{
  const char *month;
  json_t *counts;
  printf("\n  month      sent  received  certificates  cases\n");
  json_object_foreach(json_object_get(summary, "months"), month, counts) printf(
      "  %s  %6d  %8d  %12d  %5d\n", month, (int) number(counts, "sent"), (int) number(counts, "received"),
      (int) number(counts, "certificates"), (int) number(counts, "cases"));
}

static void
print_returns(const json_t *summary)
{
  size_t i;
  json_t *way;
  printf("\n  how it came back                      asked  mails  filed  cases\n");
  json_array_foreach(json_object_get(summary, "returns"), i, way)
      printf("  %-36s  %5d  %5d  %5d  %5d\n", json_string_value(json_object_get(way, "words")),
             (int) number(way, "people"), (int) number(way, "mails"), (int) number(way, "filed"),
             (int) number(way, "cases"));
}

static void
print_weeks(const json_t *summary)
{
  const char *role;
  json_t *average;
  const json_t *most = json_object_get(summary, "most_in_a_week");
  printf("\n  mails in the busiest week         a person   the most\n");
  json_object_foreach(json_object_get(summary, "busiest_week"), role, average)
      printf("  %-32s  %8.1f  %9d\n", role, json_real_value(average), (int) number(most, role));
}

static void
print_summary(const json_t *summary, const char *directory)
{
  const json_t *outbox = json_object_get(summary, "outbox");
  printf("%s, %s: %d made-up people, %d mails, %d awards, cases for a human: %d.\n",
         json_string_value(json_object_get(summary, "scheme")),
         json_string_value(json_object_get(summary, "year")), (int) number(summary, "people"),
         (int) sum(json_object_get(summary, "mails")), (int) sum(json_object_get(summary, "awards")),
         (int) sum(json_object_get(summary, "cases")));
  print_months(summary);
  print_returns(summary);
  print_weeks(summary);
  if (number(outbox, "failed") || number(outbox, "held") || number(summary, "stuck"))
    printf("  failed %d, held %d, unread %d\n", (int) number(outbox, "failed"), (int) number(outbox, "held"),
           (int) number(summary, "stuck"));
  printf("\n  every mail      %s/mail\n  certificates    %s/certificates\n  feeds, pages    %s/public\n"
         "  the numbers     %s/summary.json\n  look into it    mentord -c %s/mentord.conf status\n",
         directory, directory, directory, directory, directory);
}

static void
look_on(Engine *engine, gpointer data)
{
  Progress *progress = data;
  if (!progress_due(progress))
    return;
  const Year *year = engine->site->schemes->years->pdata[0];
  Day today = clock_today(engine->clock);
  g_autofree char *words = day_words(today);
  progress_draw(progress, (double) (today - year->starts) / (double) (year->ends - year->starts), "%s",
                words);
}

gboolean
command_rehearse(Cli *cli, GError **error)
{
  g_autofree char *scheme = NULL, *output = NULL;
  int people = PEOPLE, seed = 1;
  GOptionEntry entries[] = {
    { "scheme", 0, 0, G_OPTION_ARG_STRING, &scheme, "one of the installed schemes, not all of them", "ID" },
    { "people", 0, 0, G_OPTION_ARG_INT, &people, "how many people are made up", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "the same seed gives the same year", "N" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, "a new folder", "DIR" },
    G_OPTION_ENTRY_NULL
  };
  if (!cli_options(cli, entries, error) || !cli_arguments(cli, 0, 0, error))
    return FALSE;
  if (people < REHEARSAL_LEAST || people > REHEARSAL_MOST || seed < 0) {
    g_set_error(error, FAULT, FAULT_USAGE, "rehearse: --people must be %d to %d, and --seed not negative",
                REHEARSAL_LEAST, REHEARSAL_MOST);
    return FALSE;
  }
  compose_start();
  const char *directory = output ? output : "rehearsal";
  g_autoptr(Progress) progress = progress_new(cli, "rehearsing");
  RehearsalOrder order = { .scheme = scheme,
                           .people = (guint) people,
                           .seed = (guint32) seed,
                           .directory = directory,
                           .onlooker = look_on,
                           .data = progress };
  json_t *summary = rehearse(&order, error);
  g_clear_pointer(&progress, progress_free);
  if (!summary)
    return FALSE;
  if (cli->json) {
    cli_print_json(summary);
  } else {
    print_summary(summary, directory);
    json_decref(summary);
  }
  return TRUE;
}

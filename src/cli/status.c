/* SPDX-License-Identifier: GPL-3.0-or-later */
/* status: what stands, in numbers, and what is wrong. */
#include "cli/cli.h"
#include "pass/decide/closing.h"
#include "pass/decide/headway.h"
#include "pass/decide/rules.h"
#include "pass/people/allocation.h"
#include "pass/people/directory.h"
#include "pass/people/placements.h"
#include "pass/tell/outages.h"
#include "store/awards.h"
#include "store/cases.h"
#include "store/messages.h"
#include "store/obligations.h"
#include "store/outbox.h"
#include "store/undelivered.h"
#include <stdio.h>

#define LATELY (7 * 86400) /* seconds */

static json_t *
obligations_json(Store *store)
{
  json_t *states = json_object();
  for (State state = STATE_UPCOMING; state <= STATE_WAIVED; state++)
    json_object_set_new(states, state_word(state), json_integer(obligations_count(store, state)));
  return states;
}

static json_t *
outbox_json(Store *store)
{
  static const char *const states[] = { "queued", "held", "sent", "failed", "unsure" };
  json_t *outbox = json_object();
  for (guint i = 0; i < G_N_ELEMENTS(states); i++)
    json_object_set_new(outbox, states[i], json_integer(outbox_count_state(store, states[i])));
  return outbox;
}

static json_t *
messages_json(Store *store)
{
  g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(gint64));
  json_t *messages = json_object();
  messages_by_kind(store, kinds, counts);
  for (guint i = 0; i < kinds->len; i++)
    json_object_set_new(messages, kinds->pdata[i], json_integer(g_array_index(counts, gint64, i)));
  return messages;
}

/* People in each scheme by how far they are: listed, under way, complete. C1.33 */
static json_t *
progress_json(const Cli *cli)
{
  json_int_t listed = 0, under_way = 0, complete = 0;
  g_autoptr(GPtrArray) people = people_all(cli->store);
  for (guint i = 0; i < people->len; i++) {
    g_autoptr(GPtrArray) all = headways_of_person(cli->engine, ((const Person *) people->pdata[i])->id);
    for (guint j = 0; j < all->len; j++) {
      const Headway *one = all->pdata[j];
      *(one->done == one->of ? &complete : one->done ? &under_way : &listed) += 1;
    }
  }
  return json_pack("{s:I, s:I, s:I}", "listed", listed, "under way", under_way, "complete", complete);
}

static void
warn_of(json_t *warnings, gboolean when, const char *words)
{
  if (when)
    json_array_append_new(warnings, json_string(words));
}

/* Mail to the office itself comes back; NULL: it does not. g_free. */
static char *
office_warning(const Cli *cli)
{
  g_autoptr(GPtrArray) all = undelivered_of_address(cli->store, cli->site->office);
  const Undelivered *last = all->len ? all->pdata[all->len - 1] : NULL;
  if (!last || last->kind != UNDELIVERED_FAILED || last->at < clock_now(cli->clock) - LATELY)
    return NULL;
  return g_strdup_printf("mail to the office, %s, comes back: %s", cli->site->office, last->words);
}

/* Reports that something came back which we never sent; NULL: none. g_free. */
static char *
unknown_warning(const Cli *cli)
{
  gint64 n = undelivered_unknown(cli->store, clock_now(cli->clock) - LATELY);
  return n ? g_strdup_printf("%" G_GINT64_FORMAT " report%s of the last week say that something came back, "
                             "and speak of no mail of ours: somebody may be writing in our name",
                             n, n == 1 ? "" : "s")
           : NULL;
}

/* What an office must know: the last fault, held and failed mails, holidays that are only computed. */
static json_t *
warnings_json(const Cli *cli)
{
  json_t *warnings = json_array();
  g_autoptr(GPtrArray) outages = outages_words(cli->engine);
  for (guint i = 0; i < outages->len; i++)
    warn_of(warnings, TRUE, outages->pdata[i]);
  g_autofree char *refused = rules_refusal(cli->store);
  warn_of(warnings, refused != NULL, refused);
  g_autofree char *years = closing_warning(cli->engine);
  warn_of(warnings, years != NULL, years);
  g_autoptr(GPtrArray) doubts = directory_doubts(cli->engine);
  for (guint i = 0; i < doubts->len; i++)
    warn_of(warnings, TRUE, doubts->pdata[i]);
  g_autofree char *office = office_warning(cli);
  warn_of(warnings, office != NULL, office);
  g_autofree char *unknown_mail = unknown_warning(cli);
  warn_of(warnings, unknown_mail != NULL, unknown_mail);
  warn_of(warnings, outbox_count_state(cli->store, "held") > 0,
          "mails are held by the brake: mentord outbox lists them");
  warn_of(warnings, outbox_count_state(cli->store, "failed") > 0,
          "mails could not be delivered: mentord outbox lists them");
  Day known = bank_holidays_known_until(cli->engine->holidays, cli->site->region);
  warn_of(warnings, known - clock_today(cli->clock) < 90,
          "the bank holidays on file end soon: later ones are computed and provisional");
  g_auto(GStrv) faults = allocation_faults(cli->engine);
  for (guint i = 0; faults[i]; i++)
    warn_of(warnings, TRUE, faults[i]);
  g_auto(GStrv) unknown = placements_unknown(cli->store);
  for (guint i = 0; unknown[i]; i++)
    warn_of(warnings, *unknown[i] != '\0', unknown[i]);
  return warnings;
}

static void
print_words(json_t *status)
{
  const char *name;
  json_t *value, *inner;
  json_object_foreach(status, name, value)
  {
    printf("%s:", name);
    const char *key;
    size_t i;
    if (json_is_object(value)) {
      json_object_foreach(value, key, inner)
          printf(" %s %" JSON_INTEGER_FORMAT, key, json_integer_value(inner));
    } else if (json_is_array(value)) {
      json_array_foreach(value, i, inner) printf("\n  %s", json_string_value(inner));
    } else if (json_is_integer(value)) {
      printf(" %" JSON_INTEGER_FORMAT, json_integer_value(value));
    } else {
      printf(" %s", json_is_string(value) ? json_string_value(value) : "never");
    }
    putchar('\n');
  }
  json_decref(status);
}

gboolean
command_status(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 0, 0, error))
    return FALSE;
  Store *store = cli->store;
  Instant last = store_get_int(store, "last_pass", INSTANT_NONE);
  g_autofree char *pass = last == INSTANT_NONE ? NULL : clock_format(cli->clock, last);
  json_t *status =
      json_pack("{s:I, s:I, s:o, s:o, s:o, s:o, s:I, s:I, s:s?, s:o}", "people",
                (json_int_t) people_count(store), "schools", (json_int_t) schools_count(store), "obligations",
                obligations_json(store), "progress", progress_json(cli), "outbox", outbox_json(store),
                "messages", messages_json(store), "cases", (json_int_t) cases_count(store), "awards",
                (json_int_t) awards_count(store), "last_pass", pass, "warnings", warnings_json(cli));
  if (cli->json)
    cli_print_json(status);
  else
    print_words(status);
  return store_healthy(store, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raises alarms. Does not decide what is wrong. */
#include "pass/tell/alarm.h"
#include "pass/people/hearers.h"
#include "pass/post.h"
#include <signal.h>

#define OFFICE_TOLD "alarm.office" /* the day on which its dead address was last told */

/* The daemon's signals are blocked, which a child would inherit. */
static void
unblock_signals(gpointer data G_GNUC_UNUSED)
{
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

void
alarm_command(const Site *site, const char *words)
{
  if (!site->alert_command)
    return;
  g_autoptr(GStrvBuilder) arguments = g_strv_builder_new();
  g_strv_builder_addv(arguments, (const char **) site->alert_command);
  g_strv_builder_add(arguments, words);
  g_auto(GStrv) argv = g_strv_builder_end(arguments);
  g_autoptr(GError) fault = NULL;
  if (!g_spawn_async(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, unblock_signals, NULL, NULL, &fault))
    g_warning("the alert command %s cannot be run: %s", argv[0], fault->message);
}

static gint64
mail_office(Engine *engine, const Person *person, const char *address, gint64 id)
{
  g_autofree char *purpose =
      g_strdup_printf("unreachable:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, person->id, id);
  g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, id);
  const char *const to[] = { engine->site->office, NULL };
  json_t *context = context_new(engine, NULL, NULL, engine_school(engine, NULL, person->id, NULL));
  context_text(context, "who", person->name);
  context_text(context, "address", address);
  context_text(context, "id", number);
  Post mail = { .kind = MAIL_OFFICE,
                .template_name = "lead-unreachable",
                .purpose = purpose,
                .to = to,
                .context = context,
                .why = "mail to somebody who is told of others comes back",
                .not_before = INSTANT_NONE };
  g_autoptr(GError) fault = NULL;
  gint64 outbox = post(engine, &mail, &fault);
  json_decref(context);
  if (fault) /* the case stands in any event, and the command says it */
    g_warning("%s", fault->message);
  return outbox;
}

void
alarm_dead_address(Engine *engine, const Person *person, const char *address, gint64 id)
{
  if (!hearers_has(engine, person->id) || mail_office(engine, person, address, id) == 0)
    return;
  g_autofree char *words = g_strdup_printf("Mail to %s comes back from %s: what is due to them waits "
                                           "(case %" G_GINT64_FORMAT ")",
                                           person->name, address, id);
  alarm_command(engine->site, words);
}

void
alarm_dead_office(Engine *engine, const char *why)
{
  Day today = clock_today(engine->clock);
  if (store_get_int(engine->store, OFFICE_TOLD, DAY_NONE) == today)
    return;
  store_set_int(engine->store, OFFICE_TOLD, today);
  g_autofree char *words =
      g_strdup_printf("Mail to the office comes back from %s: %s", engine->site->office, why);
  g_warning("%s", words);
  alarm_command(engine->site, words);
}

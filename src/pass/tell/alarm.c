/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raises alarms. Does not decide what is wrong. */
#include "pass/tell/alarm.h"
#include "pass/people/hearers.h"
#include "pass/post.h"
#include "pass/tell/pager.h"

#define OFFICE_TOLD "alarm.office" /* the day on which its dead address was last told */

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
  pager_call(engine->site, words);
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
  g_warning("mail to the office comes back: is partnership.office right?");
  pager_call(engine->site, words);
}

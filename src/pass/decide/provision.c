/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts sessions against what a scheme promises. Asks nobody for anything. */
#include "pass/decide/provision.h"
#include "store/cases.h"
#include "store/sessions.h"

static int
sessions_of_year(Engine *engine, const Scheme *scheme, const SchemeEvent *event, const Year *year)
{
  g_autoptr(GPtrArray) all = sessions_list(engine->store, year->id, scheme->id, event->id, NULL);
  int n = 0;
  for (guint i = 0; i < all->len; i++)
    n += !((const Session *) all->pdata[i])->cancelled;
  return n;
}

static gboolean
watch_event(Engine *engine, const Scheme *scheme, const SchemeEvent *event, const Year *year, GError **error)
{
  g_autofree char *key = g_strdup_printf("provision:%s:%s:%s", year->id, scheme->id, event->id);
  int n = event->at_least ? sessions_of_year(engine, scheme, event, year) : 0;
  if (n >= event->at_least || store_get_int(engine->store, key, 0))
    return TRUE;
  g_autofree char *question = g_strdup_printf(
      "%s: \"%s\" is to be held at least %s in %s, and %s: when will it be?", scheme->title, event->title,
      event->at_least == 1 ? "once" : "so often as the scheme says", year->id,
      n ? "too few dates stand in the year file" : "there is no date of it, neither held nor to come");
  Case c = { .document = -1, .kind = (char *) "provision", .question = question, .detail = (char *) "{}" };
  store_begin(engine->store);
  case_open(engine->store, &c);
  store_set_int(engine->store, key, 1);
  return store_commit(engine->store, error);
}

gboolean
provision_watch(Engine *engine, GError **error)
{
  const Year *year = engine_year(engine);
  const Term *last = year && year->terms->len ? year->terms->pdata[year->terms->len - 1] : NULL;
  if (!last || clock_today(engine->clock) < last->from)
    return TRUE;
  for (guint i = 0; i < engine->site->schemes->schemes->len; i++) {
    const Scheme *scheme = engine->site->schemes->schemes->pdata[i];
    for (guint j = 0; j < scheme->events->len; j++)
      if (!watch_event(engine, scheme, scheme->events->pdata[j], year, error))
        return FALSE;
  }
  return TRUE;
}

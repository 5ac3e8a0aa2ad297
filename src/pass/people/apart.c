/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares the two of a placement. Parts nobody: a human decides. */
#include "pass/people/apart.h"
#include "base/text.h"
#include "store/cases.h"
#include <stdlib.h>
#include <string.h>

#define KIND "pair"

/* Whether the trainee's attribute names the mentor, by address or by name. */
static gboolean
names(Engine *engine, const Scheme *scheme, const char *attribute, gint64 trainee, gint64 mentor)
{
  g_auto(GStrv) values = attribute_get(engine->store, trainee, scheme->id, attribute);
  g_autoptr(Person) person = person_get(engine->store, mentor);
  g_autoptr(GPtrArray) addresses = person_addresses(engine->store, mentor);
  for (guint i = 0; person && values[i]; i++) {
    g_autofree char *address = text_address(values[i]);
    if (address ? g_ptr_array_find_with_equal_func(addresses, address, g_str_equal, NULL)
                : text_names_agree(values[i], person->name))
      return TRUE;
  }
  return FALSE;
}

static gboolean
holds_for(Engine *engine, const Scheme *scheme, const char *role, const Placement *placement)
{
  g_autoptr(GPtrArray) holders = engine_holders(engine, scheme, role, placement->trainee, placement->school);
  for (guint i = 0; i < holders->len; i++)
    if (((Person *) holders->pdata[i])->id == placement->mentor)
      return TRUE;
  return FALSE;
}

static gboolean
is_so(const Standing *standing, const Apart *apart, const Placement *placement)
{
  if (!placement->mentor || !placement->trainee || placement->last < standing->today)
    return FALSE;
  return apart->role ? holds_for(standing->engine, standing->scheme, apart->role, placement)
                     : names(standing->engine, standing->scheme, apart->attribute, placement->trainee,
                             placement->mentor);
}

static void
ask(const Standing *standing, const Apart *apart, const Placement *placement, const char *key)
{
  Store *store = standing->engine->store;
  g_autoptr(Person) mentor = person_get(store, placement->mentor);
  g_autoptr(Person) trainee = person_get(store, placement->trainee);
  g_autofree char *question =
      g_strdup_printf("%s mentors %s: %s. Is that to stand?", mentor->name, trainee->name, apart->why);
  json_t *detail = json_pack("{s:s}", "pair", key);
  char *text = json_dumps(detail, JSON_COMPACT);
  const Case c = {
    .document = -1, .kind = (char *) KIND, .person = placement->trainee, .question = question, .detail = text
  };
  case_open(store, &c);
  journal_add(store, placement->mentor, 0, "rules", "case: %s", question);
  free(text);
  json_decref(detail);
}

static void
compare(const Standing *standing, const Apart *apart, const Placement *placement)
{
  Store *store = standing->engine->store;
  g_autofree char *key = g_strdup_printf("%s %s %s %" G_GINT64_FORMAT, standing->scheme->id, placement->key,
                                         apart->role ? apart->role : apart->attribute, placement->mentor);
  gboolean so = is_so(standing, apart, placement);
  g_autoptr(Case) c = case_about(store, KIND, placement->trainee, "pair", key);
  if (so && !c)
    ask(standing, apart, placement, key);
  else if (!so && c && c->settled == INSTANT_NONE)
    case_settle(store, c->id, "it is so no longer");
}

void
apart_watch(const Standing *standing)
{
  for (guint i = 0; i < standing->placements->len; i++) {
    const Placement *placement = standing->placements->pdata[i];
    const SchemeEvent *event = scheme_event(standing->scheme, placement->event);
    for (guint j = 0; event && event->apart && j < event->apart->len; j++)
      compare(standing, event->apart->pdata[j], placement);
  }
}

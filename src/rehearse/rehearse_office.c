/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes lists of attendance and imports them as a person would. Knows nothing of what they are good for. */
#include "rehearse/rehearse_office.h"
#include "office/import.h"
#include <string.h>

#define CAME 85            /* of a hundred */
#define NEXT_DAY (10 * 60) /* minutes into the day after the session */

struct Office {
  Engine *engine;
  const Cast *cast;
  const Year *year;
  GRand *chance;
  GArray *lists;     /* of List, by time */
  guint done;        /* of them */
  GHashTable *there; /* "address scheme event term": who came to a date of it already */
};

typedef struct {
  const Scheme *scheme;
  const SchemeEvent *event;
  const YearSession *session;
  Instant at;
} List;

/* Whether some form tells who came to @event: after it, or by itself as of a meeting. */
static gboolean
is_reported(const Scheme *scheme, const char *event)
{
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *requirement = scheme->requirements->pdata[i];
    const Evidence *evidence = requirement->evidence;
    const SchemeForm *form = evidence->kind == EVIDENCE_RETURN ? scheme_form(scheme, evidence->ids[0]) : NULL;
    if (form && form->records == RECORDS_ATTENDANCE && !g_strcmp0(requirement->opens.event, event))
      return TRUE;
  }
  return FALSE;
}

static gint
by_time(gconstpointer a, gconstpointer b)
{
  Instant x = ((const List *) a)->at, y = ((const List *) b)->at;
  return (x > y) - (x < y);
}

Office *
office_new(Engine *engine, const Cast *cast, const Year *year, GRand *chance)
{
  Office *office = g_new0(Office, 1);
  *office = (Office){ engine, cast, year, chance, g_array_new(FALSE, FALSE, sizeof(List)), 0, NULL };
  office->there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < year->sessions->len; i++) {
    const YearSession *session = year->sessions->pdata[i];
    const Scheme *scheme = schemes_find(engine->site->schemes, session->scheme);
    if (!scheme || session->cancelled || is_reported(scheme, session->event))
      continue;
    List list = { scheme, scheme_event(scheme, session->event), session,
                  clock_instant(engine->clock, session->day + 1, NEXT_DAY) };
    g_array_append_val(office->lists, list);
  }
  g_array_sort(office->lists, by_time);
  return office;
}

void
office_free(Office *office)
{
  if (!office)
    return;
  g_array_unref(office->lists);
  g_hash_table_unref(office->there);
  g_free(office);
}

/* Whether the session is for somebody with the player's attributes. */
static gboolean
is_for(const List *list, const Player *player)
{
  if (player->scheme != list->scheme || player->newcomer ||
      (list->event->roles && !g_strv_contains((const char *const *) list->event->roles, player->role->id)))
    return FALSE;
  for (guint i = 0; list->session->where && i < list->session->where->len; i++) {
    const Filter *filter = list->session->where->pdata[i];
    GStrv own = g_hash_table_lookup(player->attributes, filter->attribute);
    gboolean any = FALSE;
    for (GStrv value = own; value && *value; value++)
      any = any || g_strv_contains((const char *const *) filter->values, *value);
    if (!any)
      return FALSE;
  }
  return TRUE;
}

/* One date of an event is enough for anybody, but for events that are to be attended more than once a year.
 */
static gboolean
comes(Office *office, const List *list, const Player *player)
{
  char *key = g_strdup_printf("%s %s %s %s", player->address, list->scheme->id, list->event->id,
                              list->session->term ? list->session->term : "");
  gboolean was = g_hash_table_contains(office->there, key);
  gboolean now = g_rand_int_range(office->chance, 0, 100) < (was ? CAME / 4 : CAME);
  if (now && !was)
    g_hash_table_add(office->there, key);
  else
    g_free(key);
  return now;
}

static gboolean
import_list(Office *office, const List *list, GError **error)
{
  g_autofree char *day = day_format(list->session->day);
  guint came = 0;
  GString *text = g_string_new("email,event,date,scheme\n");
  for (guint i = 0; i < office->cast->players->len; i++) {
    const Player *player = office->cast->players->pdata[i];
    if (!is_for(list, player) || !comes(office, list, player))
      continue;
    came++;
    g_string_append_printf(text, "%s,%s,%s,%s\n", player->address, list->event->id, day, list->scheme->id);
  }
  g_autoptr(GBytes) bytes = g_string_free_to_bytes(text);
  if (!came)
    return TRUE;
  store_begin(office->engine->store);
  g_autoptr(Import) import = import_take(office->engine, "attendance.csv", bytes, error);
  if (import)
    return store_commit(office->engine->store, error);
  store_rollback(office->engine->store);
  return FALSE;
}

Instant
office_next(const Office *office)
{
  return office->done < office->lists->len ? g_array_index(office->lists, List, office->done).at
                                           : INSTANT_NONE;
}

gboolean
office_act(Office *office, GError **error)
{
  while (office_next(office) != INSTANT_NONE && office_next(office) <= clock_now(office->engine->clock))
    if (!import_list(office, &g_array_index(office->lists, List, office->done++), error))
      return FALSE;
  return TRUE;
}

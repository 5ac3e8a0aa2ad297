/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year files' placements brought into the store: whom an address means, and which row a line changes.
 * Decides nothing about what follows. */
#include "pass/people/placements.h"
#include <string.h>

#define UNKNOWN "placements_unknown" /* among the store's loose facts: sentences, a line each */

/* How well a row fits a placement that the file has without an id; the best row is the one that it changes.
 */
typedef enum { FITS_NOT, FITS_TRAINEE, FITS_FIRST_DAY, FITS_WHOLE } Fit;

static Fit
fit(Engine *engine, const Placement *row, const Placement *wanted)
{
  if (row->first == wanted->first && row->last == wanted->last && row->school == wanted->school)
    return FITS_WHOLE;
  if (row->first == wanted->first)
    return FITS_FIRST_DAY;
  /* moved; but one that is over was another one, and its forms are not those of this */
  return row->last >= clock_today(engine->clock) ? FITS_TRAINEE : FITS_NOT;
}

char *
placements_key(Engine *engine, const Placement *wanted, const char *id, GHashTable *used)
{
  if (id)
    return g_strdup_printf("%s=%s", wanted->event, id);
  g_autoptr(GPtrArray) rows = placements_list(engine->store, wanted->scheme, wanted->event, wanted->trainee);
  const Placement *best = NULL;
  for (guint i = 0; i < rows->len; i++) {
    const Placement *row = rows->pdata[i];
    gboolean own_id = strchr(row->key, '=') != NULL;
    if (!own_id && !g_hash_table_contains(used, row->key) &&
        fit(engine, row, wanted) > (best ? fit(engine, best, wanted) : FITS_NOT))
      best = row;
  }
  return best ? g_strdup(best->key) : placement_new_key(engine->store, wanted->event);
}

/* One sync: what is in step, and what was not found. */
typedef struct {
  Engine *engine;
  GHashTable *used; /* set of keys */
  GPtrArray *unknown;
} Sync;

static void
say(Sync *sync, const YearPlacement *planned, const char *what, const char *name)
{
  g_ptr_array_add(sync->unknown,
                  g_strdup_printf("%s:%d: placement of %s: the %s \"%s\" is not on the roster%s",
                                  planned->at.file, planned->at.line, planned->trainee, what, name,
                                  strcmp(what, "trainee") ? ": left open" : ": the placement is left out"));
}

/* The one person whose address it is; 0: nobody, which is said. */
static gint64
person_of(Sync *sync, const YearPlacement *planned, const char *what, const char *address)
{
  g_autoptr(GPtrArray) people = address ? people_by_address(sync->engine->store, address) : g_ptr_array_new();
  if (people->len == 1)
    return ((const Person *) people->pdata[0])->id;
  if (address)
    say(sync, planned, what, address);
  return 0;
}

static gint64
school_of(Sync *sync, const YearPlacement *planned)
{
  gint64 school = planned->school ? school_find(sync->engine->store, planned->school) : 0;
  if (planned->school && !school)
    say(sync, planned, "school", planned->school);
  return school;
}

/* FALSE when it cannot be said whose it is. */
static gboolean
look_up(Sync *sync, const YearPlacement *planned, Placement *row)
{
  *row = (Placement){ .scheme = planned->scheme,
                      .event = planned->event,
                      .first = planned->from,
                      .last = planned->to,
                      .trainee = person_of(sync, planned, "trainee", planned->trainee) };
  row->mentor = person_of(sync, planned, "mentor", planned->mentor);
  row->tutor = person_of(sync, planned, "tutor", planned->tutor);
  row->school = school_of(sync, planned);
  return row->trainee != 0;
}

static void
put(Sync *sync, const YearPlacement *planned, Placement *row, GArray *kept)
{
  Store *store = sync->engine->store;
  g_autofree char *key = placements_key(sync->engine, row, planned->id, sync->used);
  row->key = key;
  if (placement_put(store, row)) {
    g_autofree char *first = day_format(row->first), *last = day_format(row->last);
    journal_add(store, row->trainee, 0, row->source, "%s from %s to %s", key, first, last);
  }
  g_autoptr(Placement) stored = placement_by_key(store, row->scheme, key);
  if (stored)
    g_array_append_val(kept, stored->id);
  g_hash_table_add(sync->used, g_steal_pointer(&key));
}

static void
sync_year(Sync *sync, const Year *year)
{
  g_autofree char *source = g_strdup_printf("year %s", year->id);
  g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < year->placements->len; i++) {
    const YearPlacement *planned = year->placements->pdata[i];
    Placement row;
    if (!look_up(sync, planned, &row))
      continue;
    row.source = source;
    put(sync, planned, &row, kept);
  }
  guint gone = placements_drop_others(sync->engine->store, source, kept);
  if (gone)
    journal_add(sync->engine->store, 0, 0, source, "%u placements are no longer in it", gone);
}

void
placements_sync(Engine *engine)
{
  g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) unknown = g_ptr_array_new_with_free_func(g_free);
  Sync sync = { engine, used, unknown };
  for (guint i = 0; i < engine->site->schemes->years->len; i++)
    sync_year(&sync, engine->site->schemes->years->pdata[i]);
  g_ptr_array_add(unknown, NULL);
  g_autofree char *text = g_strjoinv("\n", (GStrv) unknown->pdata),
                  *before = store_get(engine->store, UNKNOWN);
  if (!g_strcmp0(text, before ? before : ""))
    return;
  store_set(engine->store, UNKNOWN, text);
  for (guint i = 0; unknown->pdata[i]; i++)
    journal_add(engine->store, 0, 0, "configuration", "%s", (const char *) unknown->pdata[i]);
}

GStrv
placements_unknown(Store *store)
{
  g_autofree char *text = store_get(store, UNKNOWN);
  return g_strsplit(text ? text : "", "\n", -1);
}

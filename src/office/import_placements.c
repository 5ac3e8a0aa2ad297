/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are placements: from when to when somebody is where, with whom. Finds people and schools and
 * never makes one. */
#include "base/text.h"
#include "office/import_table.h"
#include "pass/intake/values.h"
#include "pass/people/placements.h"
#include <string.h>

/* The one person whose address stands under @column; *person 0 when the cell is empty. FALSE: refused. */
static gboolean
read_person(const ImportRow *row, const char *column, gint64 *person)
{
  g_autofree char *text = import_cell(row, column), *address = text_address(text);
  *person = 0;
  if (!*text)
    return TRUE;
  if (!address)
    return import_refuse(row, column, "\"%s\" is no address", text);
  g_autoptr(GPtrArray) people = people_by_address(row->table->engine->store, address);
  if (!people->len)
    return import_refuse(row, column, "nobody on the roster has the address \"%s\": import the people first",
                         address);
  if (people->len > 1)
    return import_refuse(row, column, "%u people share the address \"%s\"", people->len, address);
  *person = ((const Person *) people->pdata[0])->id;
  return TRUE;
}

static gboolean
read_school(const ImportRow *row, gint64 *school)
{
  g_autofree char *text = import_cell(row, "school");
  *school = *text ? school_find(row->table->engine->store, text) : 0;
  return !*text || *school || import_refuse(row, "school", "no school of the roster is called \"%s\"", text);
}

/* The event that the row names, else the scheme's only one that spans. NULL: refused. */
static const SchemeEvent *
read_event(const ImportRow *row, const Scheme *scheme)
{
  g_autofree char *text = import_cell(row, "event"), *key = text_key(text);
  const SchemeEvent *only = scheme_span(scheme);
  for (guint i = 0; *key && i < scheme->events->len; i++) {
    const SchemeEvent *event = scheme->events->pdata[i];
    g_autofree char *id = text_key(event->id), *title = text_key(event->title);
    if (event->spans && (!strcmp(id, key) || !strcmp(title, key)))
      return event;
  }
  if (*key)
    import_refuse(row, "event", "\"%s\" is no event of \"%s\" that spans days", text, scheme->id);
  else if (!only)
    import_refuse(row, "event", "the scheme \"%s\" has no event that spans days, or several: say which",
                  scheme->id);
  return *key ? NULL : only;
}

static gboolean
read_days(const ImportRow *row, Placement *placement)
{
  placement->first = import_day(row, "from");
  placement->last = import_day(row, "to");
  if (placement->first == DAY_NONE || placement->last == DAY_NONE)
    return FALSE;
  return placement->first <= placement->last || import_refuse(row, "to", "it ends before it begins");
}

static gboolean
read_people(const ImportRow *row, Placement *placement)
{
  gboolean trainee = read_person(row, "trainee", &placement->trainee);
  if (trainee && !placement->trainee)
    trainee = import_refuse(row, "trainee", "the row names no trainee");
  gboolean mentor = read_person(row, "mentor", &placement->mentor);
  gboolean tutor = read_person(row, "tutor", &placement->tutor);
  return read_school(row, &placement->school) && trainee && mentor && tutor;
}

static void
put(const ImportRow *row, const Placement *placement, gboolean known)
{
  Store *store = row->table->engine->store;
  Import *import = row->table->import;
  gboolean news = placement_put(store, placement);
  import->added += news && !known;
  import->changed += news && known;
  import->unchanged += !news;
  if (!news)
    return;
  g_autoptr(Person) trainee = person_get(store, placement->trainee);
  g_autofree char *first = day_format(placement->first), *last = day_format(placement->last),
                  *school = import_cell(row, "school");
  import_say(import, known ? '~' : '+', "%s%s%s from %s to %s", trainee->name, *school ? " at " : "", school,
             first, last);
  journal_add(store, placement->trainee, 0, import->cause, "%s from %s to %s", placement->key, first, last);
}

/* What a year file says stays its own: it would only be put back at the next change of that file. FALSE:
 * refused. */
static gboolean
may_say(const ImportRow *row, const Placement *before, Placement *placement)
{
  if (!g_str_has_prefix(before->source, "year "))
    return TRUE;
  placement->source = before->source;
  gboolean same = before->first == placement->first && before->last == placement->last &&
                  before->school == placement->school && before->mentor == placement->mentor &&
                  before->tutor == placement->tutor;
  return same || import_refuse(row, "", "this placement stands in the file of the %s: change it there",
                               before->source);
}

static void
take_placement(const ImportRow *row, GHashTable *used)
{
  Engine *engine = row->table->engine;
  gboolean refused;
  const Scheme *scheme = import_scheme(row, &refused);
  if (!scheme && !refused)
    import_refuse(row, "scheme", "there are several schemes: say which one is meant");
  const SchemeEvent *event = scheme ? read_event(row, scheme) : NULL;
  Placement placement = { .source = row->table->import->cause };
  gboolean people = read_people(row, &placement), days = read_days(row, &placement);
  if (!event || !people || !days)
    return;
  g_autofree char *id = import_cell(row, "id");
  placement.scheme = scheme->id;
  placement.event = event->id;
  g_autofree char *key = placements_key(engine, &placement, *id ? id : NULL, used);
  g_autoptr(Placement) before = placement_by_key(engine->store, scheme->id, key);
  placement.key = key;
  if (before && !may_say(row, before, &placement))
    return;
  put(row, &placement, before != NULL);
  g_hash_table_add(used, g_steal_pointer(&key));
}

void
import_placements(ImportTable *table, const GPtrArray *rows)
{
  g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  placements_sync(table->engine);
  for (guint i = 0; i < rows->len; i++)
    take_placement(rows->pdata[i], used);
}

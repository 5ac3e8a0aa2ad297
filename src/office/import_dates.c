/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are dates: sessions of events, who attended, what was done. Finds people and never makes one. */
#include "base/text.h"
#include "office/import_table.h"
#include "pass/decide/dates.h"
#include "pass/decide/session_where.h"
#include "pass/intake/values.h"
#include "store/facts.h"
#include <string.h>

static gboolean
is_called(const char *id, const char *title, const char *text)
{
  g_autofree char *key = text_key(text), *a = text_key(id), *b = text_key(title ? title : "");
  return *key && (!strcmp(key, a) || !strcmp(key, b));
}

/* The event or the activity that the row names, and the scheme whose it is. */
typedef struct {
  const Scheme *scheme;
  const SchemeEvent *event;
  const SchemeActivity *activity;
} Named;

static gboolean
find_in(const Scheme *scheme, const char *column, const char *text, Named *named)
{
  gboolean event = !strcmp(column, "event");
  const GPtrArray *list = event ? scheme->events : scheme->activities;
  for (guint i = 0; list && i < list->len; i++) {
    const SchemeEvent *one = event ? list->pdata[i] : NULL;
    const SchemeActivity *other = event ? NULL : list->pdata[i];
    if (!is_called(one ? one->id : other->id, one ? one->title : other->title, text))
      continue;
    *named = (Named){ scheme, one, other };
    return TRUE;
  }
  return FALSE;
}

/* What the cell under @column ("event" or "activity") names. */
static gboolean
read_named(const ImportRow *row, const char *column, Named *named)
{
  gboolean refused;
  const Scheme *said = import_scheme(row, &refused);
  const GPtrArray *all = row->table->engine->site->schemes->schemes;
  g_autofree char *text = import_cell(row, column);
  guint found = 0;
  for (guint i = 0; i < all->len && !refused; i++)
    found += (!said || all->pdata[i] == said) && find_in(all->pdata[i], column, text, named);
  if (refused || found == 1)
    return !refused;
  if (found)
    return import_refuse(row, "scheme", "several schemes have the %s \"%s\": say which one is meant", column,
                         text);
  return import_refuse(row, column, "\"%s\" is no %s of the scheme", text, column);
}

/* The one person whom the row names, by address, else by name (and school). */
static Person *
read_person(const ImportRow *row)
{
  Store *store = row->table->engine->store;
  g_autofree char *email = import_cell(row, "email"), *name = import_cell(row, "name"),
                  *school = import_cell(row, "school");
  g_autofree char *address = text_address(email);
  gint64 at = *school ? school_find(store, school) : 0;
  const char *column = *email ? "email" : "name";
  g_autoptr(GPtrArray) people =
      *email ? people_by_address(store, address ? address : "") : people_by_name(store, name, at);
  const Person *found = NULL;
  guint n = 0;
  for (guint i = 0; i < people->len; i++) {
    const Person *one = people->pdata[i];
    if (*name && !text_names_agree(one->name, name))
      continue;
    n++;
    found = one;
  }
  if (n > 1)
    import_refuse(row, column, "\"%s\" may be any of %u people", *email ? email : name, n);
  else if (!n)
    import_refuse(row, column, "nobody on the roster is \"%s\"%s", *email ? email : name,
                  *email && *name ? " under that name" : "");
  return n == 1 ? person_get(store, found->id) : NULL;
}

static gboolean
read_yes(const ImportRow *row, const char *column, gboolean *yes)
{
  const FormField field = { .type = FIELD_YES_NO };
  g_autofree char *text = import_cell(row, column), *value = NULL;
  ValueState state = value_read(&field, text, &value);
  *yes = state == VALUE_GOOD && !strcmp(value, "true");
  return state != VALUE_UNCLEAR || import_refuse(row, column, "\"%s\" is neither yes nor no", text);
}

/* A number not below 0 under @column; @otherwise when the cell is empty. */
static gboolean
read_number(const ImportRow *row, const char *column, double otherwise, double *number)
{
  const FormField field = { .type = FIELD_NUMBER };
  g_autofree char *text = import_cell(row, column), *value = NULL;
  ValueState state = value_read(&field, text, &value);
  *number = state == VALUE_GOOD ? g_ascii_strtod(value, NULL) : otherwise;
  return state != VALUE_UNCLEAR || import_refuse(row, column, "\"%s\" is no number", text);
}

static void
count(Import *import, gboolean added)
{
  import->added += added;
  import->unchanged += !added;
}

static void
take_attendance(const ImportRow *row)
{
  Engine *engine = row->table->engine;
  Import *import = row->table->import;
  Named named;
  gboolean event = read_named(row, "event", &named), reviewed, yes_no = read_yes(row, "reviewed", &reviewed);
  Day day = import_day(row, "date");
  g_autoptr(Person) person = read_person(row);
  if (!event || !yes_no || day == DAY_NONE || !person)
    return;
  gboolean known_date;
  g_autofree char *term = dates_term(engine, named.scheme, named.event, day, &known_date);
  gboolean added = attendance_add(engine->store, person->id, named.scheme->id, named.event->id, term, day,
                                  reviewed, 0, import->cause);
  count(import, added);
  if (!added)
    return;
  g_autofree char *date = day_format(day);
  const char *how = reviewed ? "reviewed the materials of" : "attended";
  import_say(import, '+', "%s %s %s on %s", person->name, how, named.event->title, date);
  if (!reviewed && !known_date)
    import_say(import, '!', "%s: %s has no session on %s", person->name, named.event->title, date);
  journal_add(engine->store, person->id, 0, import->cause, "%s %s on %s", how, named.event->title, date);
}

static void
take_activity(const ImportRow *row)
{
  Engine *engine = row->table->engine;
  Import *import = row->table->import;
  Named named;
  double hours;
  gboolean activity = read_named(row, "activity", &named), number = read_number(row, "hours", -1, &hours);
  Day day = import_day(row, "date");
  g_autoptr(Person) person = read_person(row);
  if (!activity || !number || day == DAY_NONE || !person)
    return;
  gboolean added = activity_add(engine->store, person->id, named.scheme->id, named.activity->id, day, hours,
                                0, import->cause);
  count(import, added);
  if (!added)
    return;
  g_autofree char *date = day_format(day);
  import_say(import, '+', "%s: %s on %s", person->name, named.activity->title, date);
  journal_add(engine->store, person->id, 0, import->cause, "%s on %s", named.activity->title, date);
}

/* "2026-10-06T16:00", "06/10/2026 16:00": a day, and a local time behind it. */
static gboolean
read_start(const ImportRow *row, Day *day, int *minute)
{
  g_autofree char *text = import_cell(row, "start");
  char *colon = strchr(text, ':'), *gap = colon;
  while (gap && gap > text && *gap != 'T' && *gap != ' ')
    gap--;
  char *end = NULL;
  gint64 hours = gap ? g_ascii_strtoll(gap + 1, &end, 10) : -1;
  gint64 minutes = end == colon && colon ? g_ascii_strtoll(colon + 1, &end, 10) : -1;
  gboolean good =
      hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && end == colon + 3 && (!*end || *end == ':');
  if (good)
    *gap = '\0';
  *day = good ? value_day(text) : DAY_NONE;
  *minute = (int) (hours * 60 + minutes);
  if (good)
    *gap = ' ';
  return *day != DAY_NONE ||
         import_refuse(row, "start", "\"%s\" is no date and time: write it as 2026-10-06 16:00", text);
}

/* For whom it is: the values of the row under the scheme's attributes; of Filter. NULL: refused. */
static GPtrArray *
read_where(const ImportRow *row, const Scheme *scheme)
{
  g_autoptr(GPtrArray) where = g_ptr_array_new_with_free_func((GDestroyNotify) filter_free);
  gboolean good = TRUE;
  for (guint i = 0; i < scheme->attributes->len; i++) {
    SchemeAttribute attribute = *(const SchemeAttribute *) scheme->attributes->pdata[i];
    attribute.many = TRUE; /* a session may be for several phases, whoever has only one */
    g_auto(GStrv) values = import_values(row, &attribute);
    good = good && values;
    if (!values || !values[0])
      continue;
    Filter *one = g_new0(Filter, 1);
    one->attribute = g_strdup(attribute.id);
    one->values = g_steal_pointer(&values);
    g_ptr_array_add(where, one);
  }
  return good ? g_steal_pointer(&where) : NULL;
}

/* The term of a session: as stated, else that of its day where the event has one each term. */
static gboolean
read_term(const ImportRow *row, const SchemeEvent *event, const Year *year, Day day, char **term)
{
  g_autofree char *text = import_cell(row, "term"), *id = g_utf8_strdown(text, -1);
  const Term *stated = *id ? year_term(year, id) : NULL;
  if (*id && !stated)
    return import_refuse(row, "term", "\"%s\" is no term of %s", text, year->id);
  const Term *its = stated ? stated : event->per_term ? year_term_on(year, day) : NULL;
  *term = its ? g_strdup(its->id) : NULL;
  return TRUE;
}

/* What makes it the same session when the file comes again: its `id`, with which it may be moved, else what
 * it is and when. */
static char *
key_of(const ImportRow *row, const Named *named, const char *start, const char *filter)
{
  g_autofree char *id = import_cell(row, "id");
  return *id ? g_strdup_printf(IMPORTED_SESSION "%s.%s", named->scheme->id, id)
             : g_strdup_printf(IMPORTED_SESSION "%s.%s.%s.%s", named->scheme->id, named->event->id, start,
                               filter);
}

/* Adds or changes the session, unless the year's own file has the very same. */
static void
put_session(const ImportRow *row, const Named *named, const Session *session)
{
  Store *store = row->table->engine->store;
  Import *import = row->table->import;
  g_autoptr(GPtrArray) others = sessions_list(store, session->year, session->scheme, session->event, NULL);
  gboolean known = FALSE, same = FALSE;
  for (guint i = 0; i < others->len; i++) {
    const Session *one = others->pdata[i];
    known = known || !strcmp(one->key, session->key);
    same = same || (strcmp(one->key, session->key) && !one->cancelled && one->start == session->start &&
                    !strcmp(one->filter, session->filter));
  }
  gboolean news = !same && session_put(store, session);
  import->added += news && !known;
  import->changed += news && known;
  import->unchanged += !news;
  if (!news)
    return;
  g_autofree char *at = clock_format(row->table->engine->clock, session->start);
  import_say(import, known ? '~' : '+', "%s at %s, %d minutes%s%s%s", named->event->title, at,
             session->minutes, *session->place ? ", " : "", session->place,
             session->cancelled ? ", cancelled" : "");
  journal_add(store, 0, 0, import->cause, "session %s at %s", session->key, at);
  dirty_add_all(store);
}

static void
take_session(const ImportRow *row)
{
  Engine *engine = row->table->engine;
  Named named;
  Day day;
  int minute;
  double minutes;
  gboolean cancelled;
  if (!read_named(row, "event", &named) || !read_start(row, &day, &minute) ||
      !read_number(row, "minutes", named.event->hours * 60, &minutes) ||
      !read_yes(row, "cancelled", &cancelled))
    return;
  const Year *year = schemes_year(engine->site->schemes, day);
  g_autofree char *term = NULL, *date = day_format(day), *place = import_cell(row, "place"),
                  *title = import_cell(row, "title");
  if (!year || minutes < 1 || minutes > 24 * 60) {
    if (year)
      import_refuse(row, "minutes", "the length in minutes is missing or cannot be");
    else
      import_refuse(row, "start", "%s lies in no academic year of this site", date);
    return;
  }
  g_autoptr(GPtrArray) where =
      read_term(row, named.event, year, day, &term) ? read_where(row, named.scheme) : NULL;
  if (!where)
    return;
  g_autofree char *start = g_strdup_printf("%sT%02d:%02d", date, minute / 60, minute % 60);
  g_autofree char *filter = session_where_text(where), *key = key_of(row, &named, start, filter);
  Session session = { .year = year->id,
                      .key = key,
                      .scheme = named.scheme->id,
                      .event = named.event->id,
                      .term = term,
                      .start = clock_instant(engine->clock, day, minute),
                      .minutes = (int) minutes,
                      .place = place,
                      .title = *title ? title : named.event->title,
                      .filter = filter,
                      .cancelled = cancelled };
  put_session(row, &named, &session);
}

static void
take_each(const GPtrArray *rows, void (*take)(const ImportRow *row))
{
  for (guint i = 0; i < rows->len; i++) {
    const ImportRow *row = rows->pdata[i];
    take(row);
    engine_step(row->table->engine); /* an import is whole: nobody may end it */
  }
}

void
import_sessions(ImportTable *table, const GPtrArray *rows)
{
  dates_sync(table->engine);
  take_each(rows, take_session);
  dates_join(table->engine); /* a later sheet may ask for them */
}

void
import_attendance(ImportTable *table, const GPtrArray *rows)
{
  dates_sync(table->engine);
  take_each(rows, take_attendance);
}

void
import_activities(ImportTable *table G_GNUC_UNUSED, const GPtrArray *rows)
{
  take_each(rows, take_activity);
}

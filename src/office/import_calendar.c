/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar file as a table of sessions: which event it is, and for whom, is read from its summary. The rows
 * are import_dates.c's from there on. */
#include "base/text.h"
#include "office/import_table.h"
#include <string.h>

/* As many events as the reader gives at most. */
#define MOST_EVENTS 200

enum { SCHEME, EVENT, START, MINUTES, TITLE, ID, CANCELLED, FIXED };

/* Whether the words of @part stand in the words of @whole (both text_key). */
static gboolean
holds(const char *whole, const char *part)
{
  g_autofree char *padded = g_strdup_printf(" %s ", whole), *wanted = g_strdup_printf(" %s ", part);
  return *part && strstr(padded, wanted) != NULL;
}

/* The event whose title stands in @summary; of several the longest. */
static const SchemeEvent *
event_in(const Schemes *schemes, const char *summary, const Scheme **scheme)
{
  const SchemeEvent *best = NULL;
  gsize length = 0;
  for (guint i = 0; i < schemes->schemes->len; i++) {
    const Scheme *one = schemes->schemes->pdata[i];
    for (guint j = 0; j < one->events->len; j++) {
      const SchemeEvent *event = one->events->pdata[j];
      g_autofree char *title = text_key(event->title ? event->title : event->id);
      if (!holds(summary, title) || strlen(title) <= length)
        continue;
      best = event;
      *scheme = one;
      length = strlen(title);
    }
  }
  return best;
}

/* The values of @attribute that stand in @summary, for a cell. */
static char *
values_in(const SchemeAttribute *attribute, const char *summary)
{
  g_autoptr(GString) cell = g_string_new(NULL);
  for (guint i = 0; attribute->values && attribute->values[i]; i++) {
    g_autofree char *key = text_key(attribute->values[i]);
    if (holds(summary, key))
      g_string_append_printf(cell, "%s%s", cell->len ? ";" : "", attribute->values[i]);
  }
  return g_strdup(cell->str);
}

/* The local date and time, and the length in minutes; empty cells where the file does not say them. */
static void
put_times(const Clock *clock, const ReadingEvent *event, GStrv cells)
{
  Instant start, end;
  gboolean timed = strchr(event->start, 'T') && clock_parse(clock, event->start, &start);
  cells[START] = g_strdup(event->start);
  cells[MINUTES] = g_strdup("");
  if (!timed)
    return;
  g_autofree char *day = day_format(clock_day(clock, start)), *time = clock_format_minute(clock, start);
  g_free(cells[START]);
  cells[START] = g_strdup_printf("%s %s", day, time);
  if (!clock_parse(clock, event->end, &end) || end <= start)
    return;
  g_free(cells[MINUTES]);
  cells[MINUTES] = g_strdup_printf("%" G_GINT64_FORMAT, (end - start) / 60);
}

static GStrv
cells_of(Engine *engine, const ReadingEvent *event, const GPtrArray *attributes)
{
  const Scheme *scheme = NULL;
  g_autofree char *summary = text_key(event->summary);
  const SchemeEvent *its = event_in(engine->site->schemes, summary, &scheme);
  GStrv cells = g_new0(char *, FIXED + attributes->len + 1);
  put_times(engine->clock, event, cells);
  cells[SCHEME] = g_strdup(scheme ? scheme->id : "");
  cells[EVENT] = g_strdup(its ? its->id : event->summary);
  cells[TITLE] = g_strdup(event->summary);
  cells[ID] = g_strdup(event->uid);
  cells[CANCELLED] = g_strdup(strcmp(event->method, "CANCEL") ? "" : "yes");
  for (guint i = 0; i < attributes->len; i++)
    cells[FIXED + i] = values_in(attributes->pdata[i], summary);
  return cells;
}

/* Every attribute with a list of values, of whichever scheme, once. */
static GPtrArray *
attributes_of_all(const Schemes *schemes)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *all = g_ptr_array_new();
  for (guint i = 0; i < schemes->schemes->len; i++) {
    const Scheme *scheme = schemes->schemes->pdata[i];
    for (guint j = 0; j < scheme->attributes->len; j++) {
      SchemeAttribute *attribute = scheme->attributes->pdata[j];
      if (attribute->values && g_hash_table_add(seen, attribute->id))
        g_ptr_array_add(all, attribute);
    }
  }
  return all;
}

void
import_calendar(Engine *engine, Import *import, const GPtrArray *events)
{
  static const char *const fixed[] = { "scheme", "event", "start", "minutes", "title", "id", "cancelled" };
  g_autoptr(GPtrArray) attributes = attributes_of_all(engine->site->schemes);
  g_autoptr(GStrvBuilder) header = g_strv_builder_new();
  for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
    g_strv_builder_add(header, fixed[i]);
  for (guint i = 0; i < attributes->len; i++)
    g_strv_builder_add(header, ((const SchemeAttribute *) attributes->pdata[i])->id);
  g_auto(GStrv) columns = g_strv_builder_end(header);
  g_autoptr(ImportTable) table = import_table_new(engine, import, columns);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < events->len; i++) {
    ImportRow row = { table, cells_of(engine, events->pdata[i], attributes), i + 1 };
    g_ptr_array_add(all, row.cells);
    g_ptr_array_add(rows, g_memdup2(&row, sizeof row));
  }
  import_sessions(table, rows);
  if (events->len >= MOST_EVENTS)
    import_say(import, '!', "only the first %d events of the file were read: cut it into smaller ones",
               MOST_EVENTS);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar file as sessions: which event each entry is, and for whom, is read from its words. A series, its
 * exceptions and what is older than is known are pass/calendar/meetings.c's. */
#include "office/import_table.h"
#include "pass/calendar/meetings.h"
#include <string.h>

/* As many events as the reader gives at most. */
#define MOST_EVENTS 200

/* What the entry is of; one that is known already keeps what it is. */
static gboolean
find_event(const ImportRow *row, const CalendarItem *item, gboolean known, NamedEvent *named)
{
  const Schemes *schemes = row->table->engine->site->schemes;
  const char *const *categories = (const char *const *) item->event->categories;
  g_autoptr(GArray) found = events_named(schemes, item->event->summary, categories);
  if (found->len == 1)
    *named = g_array_index(found, NamedEvent, 0);
  if (found->len == 1 || known)
    return TRUE;
  if (found->len)
    return import_refuse(row, "event", "several schemes have the event \"%s\": name the scheme in a category",
                         item->event->summary);
  return import_refuse(row, "event", "\"%s\" names no event of the scheme", item->event->summary);
}

static void
say_all(Import *import, const MeetingChange *change, gboolean known)
{
  import->added += change->added;
  import->changed += change->altered;
  import->unchanged += change->same + change->older;
  for (guint i = 0; i < change->lines->len; i++)
    import_say(import, known ? '~' : '+', "%s", (const char *) change->lines->pdata[i]);
}

static void
take_item(const ImportRow *row, const CalendarItem *item)
{
  Engine *engine = row->table->engine;
  Import *import = row->table->import;
  g_autoptr(GPtrArray) rows = lead_meetings(engine->store, item->uid);
  g_autofree char *filter = NULL, *doubt = g_strdup(item->doubt);
  g_auto(MeetingChange) change;
  meeting_change_begin(&change, engine, import->cause);
  if (!rows->len && calendar_is_cancelled(item->event)) {
    import->unchanged++; /* what never stood cannot end */
    return;
  }
  if (!doubt && !find_event(row, item, rows->len > 0, &change.named))
    return;
  if (change.named.scheme)
    filter = filter_named(engine, change.named.scheme, item->event->summary,
                          (const char *const *) item->event->categories);
  change.filter = filter;
  if (doubt || !meeting_apply(&change, item, &doubt))
    import_refuse(row, "start", "\"%s\": %s", item->event->summary, doubt);
  else
    say_all(import, &change, rows->len > 0);
}

/* Where in the file the item begins, counted from 1. */
static guint
place_of(const CalendarItem *item, const GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    if (!strcmp(((const ReadingEvent *) events->pdata[i])->uid, item->uid))
      return i + 1;
  return 0;
}

void
import_calendar(Engine *engine, Import *import, const GPtrArray *events)
{
  static const char *const header[] = { "event", "start", NULL };
  g_auto(GStrv) columns = g_strdupv((char **) header), cells = g_new0(char *, 1);
  g_autoptr(ImportTable) table = import_table_new(engine, import, columns);
  g_autoptr(GPtrArray) items = calendar_items(engine, events);
  for (guint i = 0; i < items->len; i++) {
    const ImportRow row = { table, cells, place_of(items->pdata[i], events) };
    take_item(&row, items->pdata[i]);
    engine_step(engine); /* an import is whole: nobody may end it */
  }
  if (events->len >= MOST_EVENTS)
    import_say(import, '!', "only the first %d events of the file were read: cut it into smaller ones",
               MOST_EVENTS);
}

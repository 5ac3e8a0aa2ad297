/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a window of messages. Does not look into a message: the reader does; and does not commit:
 * fetch.c does. */
#include "pass/window.h"
#include "base/fault.h"
#include "pass/intake/intake.h"
#include "pass/posted.h"
#include "store/messages.h"
#include <string.h>

#define ATTEMPTS 3

/* What came for one ticket: a reading, or why there is none. */
typedef struct {
  guint64 ticket;
  Reading *reading;
  char *died;
} Arrived;

struct Readings {
  Engine *engine;
  GHashTable *arrived; /* of Arrived, by its ticket */
  GError *held;        /* why the first of those was held that could not be taken in */
};

typedef struct {
  gint64 id;      /* in the store; 0: not there yet */
  guint64 ticket; /* under which it is read; 0: it is not */
  gboolean known; /* it was here before: the reading is thrown away */
} Item;

struct Window {
  GPtrArray *messages; /* of MailboxMessage; NULL when they were stored before */
  GArray *items;       /* of Item, beside messages */
};

static void
arrived_free(gpointer data)
{
  Arrived *arrived = data;
  reading_free(arrived->reading);
  g_free(arrived->died);
  g_free(arrived);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Arrived, arrived_free)

Readings *
readings_new(Engine *engine)
{
  Readings *readings = g_new0(Readings, 1);
  readings->engine = engine;
  readings->arrived = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, arrived_free);
  return readings;
}

void
readings_free(Readings *readings)
{
  if (!readings)
    return;
  g_hash_table_unref(readings->arrived);
  g_clear_error(&readings->held);
  g_free(readings);
}

void
window_free(Window *window)
{
  if (!window)
    return;
  g_clear_pointer(&window->messages, g_ptr_array_unref);
  g_array_unref(window->items);
  g_free(window);
}

static gboolean
give(Readings *readings, Item *item, GBytes *bytes, ReadAs as, GError **error)
{
  Reader *reader = engine_reader(readings->engine, error);
  item->ticket = ++readings->engine->tickets;
  return reader && reader_give(reader, item->ticket, bytes, as, "", TRUE, error);
}

static Window *
window_of(GPtrArray *messages)
{
  Window *window = g_new0(Window, 1);
  window->messages = messages;
  window->items = g_array_new(FALSE, TRUE, sizeof(Item));
  return window;
}

Window *
window_new(Readings *readings, GPtrArray *messages, GError **error)
{
  g_autoptr(Window) window = window_of(messages);
  for (guint i = 0; i < messages->len; i++) {
    const MailboxMessage *message = messages->pdata[i];
    Item item = { 0, 0, FALSE };
    if (message->bytes && !give(readings, &item, message->bytes, READ_MESSAGE, error))
      return NULL;
    g_array_append_val(window->items, item);
  }
  return g_steal_pointer(&window);
}

Window *
window_unread(Readings *readings, guint limit, GError **error)
{
  g_autoptr(Window) window = window_of(NULL);
  g_autoptr(GPtrArray) unread = messages_unread(readings->engine->store, limit);
  for (guint i = 0; i < unread->len; i++) {
    const Message *message = unread->pdata[i];
    Item item = { message->id, 0, FALSE };
    g_autoptr(GBytes) kept = message_bytes(readings->engine->store, item.id);
    g_autoptr(GBytes) bytes = kept ? g_steal_pointer(&kept) : g_bytes_new_static("", 0);
    if (!give(readings, &item, bytes, posted_read_as(message), error))
      return NULL;
    g_array_append_val(window->items, item);
  }
  return g_steal_pointer(&window);
}

gboolean
window_is_empty(const Window *window)
{
  return window->items->len == 0;
}

/* The server's date, or the file's; never after now. */
static Instant
arrival_of(const Engine *engine, const MailboxMessage *message)
{
  Instant stated = message->arrival != INSTANT_NONE ? message->arrival : message->file_time;
  return MIN(stated, clock_now(engine->clock));
}

/* A message over the cap stays where it is: a human is told, once. */
static void
too_large(Engine *engine, const MailboxMessage *message)
{
  g_autofree char *seen = g_strconcat("too-large:", message->key, NULL);
  if (store_get_int(engine->store, seen, 0))
    return;
  store_set_int(engine->store, seen, 1);
  g_autofree char *words =
      g_strdup_printf("a message of %" G_GUINT64_FORMAT " bytes is too large to be taken", message->size);
  g_autoptr(GBytes) stub = g_bytes_new_take(g_steal_pointer(&words), strlen(words));
  gboolean known = FALSE;
  gint64 id = message_store(engine->store, "inbox", seen, arrival_of(engine, message), FALSE, stub, &known);
  g_autoptr(Message) row = message_get(engine->store, id);
  intake_unread(engine, row, "it is larger than 30 MiB: look at it in the mailbox");
}

/* The bytes are let go: the reader holds them until it is done, the store for good. */
void
window_store(Readings *readings, Window *window, const char *folder)
{
  Engine *engine = readings->engine;
  for (guint i = 0; i < window->messages->len; i++) {
    MailboxMessage *message = window->messages->pdata[i];
    Item *item = &g_array_index(window->items, Item, i);
    if (message->bytes)
      item->id = message_store(engine->store, folder, message->key, arrival_of(engine, message),
                               message->arrival == INSTANT_NONE, message->bytes, &item->known);
    else
      too_large(engine, message);
    g_clear_pointer(&message->bytes, g_bytes_unref);
  }
}

/* Waits for the reading of @ticket; what comes for others is kept for them. */
static Arrived *
await(Readings *readings, guint64 ticket, GError **error)
{
  gpointer found;
  while (!g_hash_table_steal_extended(readings->arrived, &ticket, NULL, &found)) {
    g_autoptr(Arrived) next = g_new0(Arrived, 1);
    if (!reader_take(readings->engine->reader, &next->ticket, &next->reading, &next->died, error))
      return NULL;
    guint64 *key = &next->ticket;
    g_hash_table_insert(readings->arrived, key, g_steal_pointer(&next));
  }
  return found;
}

/* A template that is at fault holds up the mails that would be answered by it, and no other: nothing of them
 * happens, and they are taken in with the first pass after it was mended. */
static gboolean
take_reading(Readings *readings, Message *message, const Reading *reading, GError **error)
{
  GError *fault = NULL;
  Store *store = readings->engine->store;
  store_savepoint(store);
  gboolean good = intake(readings->engine, message, reading, &fault);
  store_savepoint_end(store, good);
  if (good)
    return TRUE;
  if (!g_error_matches(fault, FAULT, FAULT_CONFIG)) {
    g_propagate_error(error, fault);
    return FALSE;
  }
  g_info("event=held message=%" G_GINT64_FORMAT " cause=template", message->id);
  if (readings->held)
    g_error_free(fault);
  else
    readings->held = fault;
  return TRUE;
}

/* One reading is in, or its reader died: then it counts as an attempt. */
static gboolean
take_arrived(Readings *readings, gint64 id, const Arrived *arrived, GError **error)
{
  Engine *engine = readings->engine;
  g_autoptr(Message) message = message_get(engine->store, id);
  if (arrived->reading)
    return take_reading(readings, message, arrived->reading, error);
  g_message("message=%" G_GINT64_FORMAT " could not be read: %s", id, arrived->died);
  message_attempt(engine->store, id);
  if (message->attempts + 1 >= ATTEMPTS)
    intake_unread(engine, message, arrived->died);
  return TRUE;
}

gboolean
window_take(Readings *readings, Window *window, void (*meanwhile)(gpointer data), gpointer data,
            GError **error)
{
  for (guint i = 0; i < window->items->len; i++) {
    const Item *item = &g_array_index(window->items, Item, i);
    if (!item->ticket)
      continue;
    g_autoptr(Arrived) arrived = await(readings, item->ticket, error);
    if (!arrived || (!item->known && !take_arrived(readings, item->id, arrived, error)))
      return FALSE;
    if (meanwhile)
      meanwhile(data);
  }
  return store_healthy(readings->engine->store, error);
}

gboolean
readings_held(Readings *readings, GError **error)
{
  if (!readings->held)
    return FALSE;
  g_propagate_error(error, g_steal_pointer(&readings->held));
  return TRUE;
}

GPtrArray *
window_moves(const Readings *readings, const Window *window)
{
  const Engine *engine = readings->engine;
  GPtrArray *keys = g_ptr_array_new();
  for (guint i = 0; i < window->messages->len; i++) {
    gint64 id = g_array_index(window->items, Item, i).id;
    if (id && (engine->site->since == DAY_NONE || !message_is_old(engine->store, id)))
      g_ptr_array_add(keys, ((MailboxMessage *) window->messages->pdata[i])->key);
  }
  return keys;
}

guint32
window_last_uid(const Window *window)
{
  const MailboxMessage *last =
      window->messages->len ? window->messages->pdata[window->messages->len - 1] : NULL;
  return last ? last->uid : 0;
}

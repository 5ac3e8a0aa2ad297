/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the mailbox to facts, a window at a time and one transaction a window. Promise 1: nothing is flagged
 * or moved on the server before its bytes are committed here. */
#include "pass/fetch.h"
#include "base/fault.h"
#include "pass/window.h"
#include "store/outbox.h"

#define ATTEMPTS 3
#define UNREAD_AT_ONCE 100

/* A folder that is being drained. */
typedef struct {
  Engine *engine;
  Mailbox *mailbox;
  Folder folder;
  MailboxState state;
  Readings *readings;
  const FetchSteps *steps;
  gpointer data;
} Drain;

/* Junk is read where it lies and nothing of it is moved: a mark of how far it was read stands for that. */
static void
mark_junk(const Drain *drain, const Window *window)
{
  store_set_int(drain->engine->store, "junk_uidvalidity", drain->state.uidvalidity);
  store_set_int(drain->engine->store, "junk_last_uid", window_last_uid(window));
}

/* In the transaction: facts from the window that was read, what follows from them, and the bytes of the next.
 */
static gboolean
write_turn(Drain *drain, Window *read, Window *next, GError **error)
{
  if (read && !window_take(drain->readings, read, drain->steps->meanwhile, drain->data, error))
    return FALSE;
  if (read && drain->folder == FOLDER_JUNK)
    mark_junk(drain, read);
  window_store(drain->readings, next, drain->folder == FOLDER_JUNK ? "junk" : "inbox");
  return drain->steps->decide(drain->data, error);
}

static gboolean
move_window(Drain *drain, const Window *window, GError **error)
{
  g_autoptr(GPtrArray) keys = window_moves(drain->readings, window);
  return !keys->len || mailbox_processed(drain->mailbox, keys, error);
}

static gboolean
turn(Drain *drain, Window *read, Window *next, GError **error)
{
  Store *store = drain->engine->store;
  store_begin(store);
  if (!write_turn(drain, read, next, error)) {
    store_rollback(store);
    return FALSE;
  }
  if (!store_commit(store, error))
    return FALSE;
  drain->steps->send(drain->data);
  return !read || drain->folder != FOLDER_INBOX || move_window(drain, read, error);
}

/* The next window, on its way to the readers before the last one is taken in. When the mailbox fails it is
 * empty: what was stored is still taken in. */
static Window *
next_window(Drain *drain, GError **broken, GError **error)
{
  GPtrArray *messages = mailbox_next(drain->mailbox, broken);
  return window_new(drain->readings, messages ? messages : g_ptr_array_new(), error);
}

static gboolean
drain_folder(Drain *drain, GError **error)
{
  g_autoptr(Window) read = NULL;
  for (gboolean more = TRUE; more;) {
    GError *broken = NULL;
    g_autoptr(Window) next = next_window(drain, &broken, error);
    gboolean good = next && turn(drain, read, next, broken ? NULL : error);
    if (broken)
      g_propagate_error(error, broken);
    if (!good || broken)
      return FALSE;
    more = !window_is_empty(next);
    window_free(read);
    read = g_steal_pointer(&next);
  }
  return mailbox_end(drain->mailbox, error);
}

static Instant
since_instant(const Engine *engine)
{
  Day since = engine->site->since;
  return since == DAY_NONE ? INSTANT_NONE : clock_instant(engine->clock, since, 0);
}

/* Without `since` nothing that lay there before the first start is taken. */
static gboolean
first_start(Engine *engine, const MailboxState *state, guint *waits)
{
  if (engine->site->since != DAY_NONE || store_get_int(engine->store, "mailbox_known", 0))
    return FALSE;
  *waits = state->messages;
  return *waits > 0;
}

/* After a restore: what was moved since the backup lies in the processed folder, and is not known here. */
static gboolean
read_again(Drain *processed, GError **error)
{
  Store *store = processed->engine->store;
  Instant since = store_get_int(store, "reread", 0);
  if (!since)
    return TRUE;
  store_begin(store);
  outbox_rereading(store, TRUE);
  if (!store_commit(store, error) ||
      !mailbox_begin(processed->mailbox, FOLDER_PROCESSED, &processed->state, since - 86400, error) ||
      !drain_folder(processed, error))
    return FALSE;
  store_begin(store);
  outbox_rereading(store, FALSE);
  store_set_int(store, "reread", 0);
  return store_commit(store, error);
}

gboolean
fetch(Engine *engine, Mailbox *mailbox, guint *waits, const FetchSteps *steps, gpointer data, GError **error)
{
  g_autoptr(Readings) readings = readings_new(engine);
  Drain inbox = { engine, mailbox, FOLDER_INBOX, { 0 }, readings, steps, data };
  Drain junk = { engine, mailbox, FOLDER_JUNK, { 0 }, readings, steps, data };
  junk.state.uidvalidity = (guint32) store_get_int(engine->store, "junk_uidvalidity", 0);
  junk.state.last_uid = (guint32) store_get_int(engine->store, "junk_last_uid", 0);
  *waits = 0;
  if (!mailbox_begin(mailbox, FOLDER_INBOX, &inbox.state, since_instant(engine), error))
    return FALSE;
  if (first_start(engine, &inbox.state, waits))
    return FALSE;
  Drain processed = { engine, mailbox, FOLDER_PROCESSED, { 0 }, readings, steps, data };
  return drain_folder(&inbox, error) && read_again(&processed, error) &&
         mailbox_begin(mailbox, FOLDER_JUNK, &junk.state, since_instant(engine), error) &&
         drain_folder(&junk, error) && !readings_held(readings, error);
}

gboolean
fetch_unread(Engine *engine, GError **error)
{
  g_autoptr(Readings) readings = readings_new(engine);
  for (int attempt = 0; attempt <= ATTEMPTS; attempt++) {
    g_autoptr(Window) window = window_unread(readings, UNREAD_AT_ONCE, error);
    if (!window)
      return FALSE;
    if (window_is_empty(window))
      break;
    store_begin(engine->store);
    if (!window_take(readings, window, NULL, NULL, error)) {
      store_rollback(engine->store);
      return FALSE;
    }
    if (!store_commit(engine->store, error) || readings_held(readings, error))
      return FALSE;
  }
  return store_healthy(engine->store, error);
}

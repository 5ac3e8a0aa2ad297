/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes through the stored messages. What becomes of one is said in replay_filed.c and replay_case.c. */
#include "office/replay.h"
#include "base/fault.h"
#include "office/replay_one.h"
#include "pass/decide/decide.h"
#include "pass/posted.h"
#include "store/facts.h"
#include <string.h>

static void
change_free(gpointer data)
{
  ReplayChange *change = data;
  g_free(change->ref);
  g_free(change->words);
  g_free(change);
}

void
replay_say(Replayed *replayed, const char *what, const char *ref, const char *format, ...)
{
  ReplayChange *change = g_new0(ReplayChange, 1);
  va_list args;
  va_start(args, format);
  change->words = g_strdup_vprintf(format, args);
  va_end(args);
  change->message = replayed->message->id;
  change->what = what;
  change->ref = g_strdup(ref);
  g_ptr_array_add(replayed->changes, change);
}

/* Of what was undone nothing is said but what was left as it was. */
static void
take_back(GPtrArray *changes, guint from)
{
  for (guint i = changes->len; i-- > from;)
    if (strcmp(((const ReplayChange *) changes->pdata[i])->what, "left") != 0)
      g_ptr_array_remove_index(changes, i);
}

static gboolean
carry(Replayed *replayed, gboolean (*step)(Replayed *replayed, gboolean *changed, GError **error),
      GError **error)
{
  Store *store = replayed->engine->store;
  guint from = replayed->changes->len;
  gboolean changed = FALSE;
  store_begin(store);
  gboolean good = step(replayed, &changed, error);
  if (good && changed)
    return store_commit(store, error);
  store_rollback(store);
  take_back(replayed->changes, from);
  return good && store_healthy(store, error);
}

/* Read as a message and by itself: neither what the office recorded by hand, nor the same mail twice, nor a
 * note about one that lies in the mailbox. */
static gboolean
is_replayed(const Message *message)
{
  return strcmp(message->state, "stored") != 0 && g_strcmp0(message->kind, "old") != 0 &&
         !message->duplicate && strcmp(message->folder, "hand") != 0 &&
         !g_str_has_prefix(message->key, "too-large:");
}

static void
say_unread(Replayed *replayed, const char *died)
{
  g_autoptr(GPtrArray) filed = filed_of_message(replayed->engine->store, replayed->message->id);
  if (filed->len)
    replay_say(replayed, "left", "", "it could not be read today (%s): what was filed from it stays", died);
}

static gboolean
replay_message(Replayed *replayed, GBytes *bytes, GError **error)
{
  g_autofree char *died = NULL;
  Reader *reader = engine_reader(replayed->engine, error);
  g_autoptr(Reading) reading =
      reader ? reader_read(reader, bytes, posted_read_as(replayed->message), "", TRUE, &died, error) : NULL;
  if (died)
    say_unread(replayed, died);
  if (!reading)
    return died != NULL;
  replayed->reading = reading;
  return carry(replayed, replay_filed, error) && carry(replayed, replay_cases, error);
}

static void
count(const GPtrArray *changes, ReplayCounts *counts)
{
  counts->changes = 0;
  for (guint i = 0; i < changes->len; i++)
    counts->changes += strcmp(((const ReplayChange *) changes->pdata[i])->what, "left") != 0;
}

GPtrArray *
replay(Engine *engine, Instant since, ReplayCounts *counts, ReplayStep step, gpointer data, GError **error)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(change_free);
  g_autoptr(GPtrArray) messages = messages_since(engine->store, since);
  gboolean good = TRUE;
  *counts = (ReplayCounts){ 0, 0, 0 };
  for (guint i = 0; good && i < messages->len; i++) {
    Replayed replayed = { engine, messages->pdata[i], NULL, changes };
    if (step)
      step((double) i / messages->len, counts->changes, data);
    if (!is_replayed(replayed.message))
      continue;
    g_autoptr(GBytes) bytes = message_bytes(engine->store, replayed.message->id);
    if (!bytes) {
      counts->gone++;
      continue;
    }
    counts->read++;
    good = replay_message(&replayed, bytes, error);
    count(changes, counts);
  }
  if (good && counts->changes)
    good = decide_changed(engine, error);
  return good ? g_steal_pointer(&changes) : NULL;
}

GPtrArray *
replay_dry(Engine *engine, Instant since, ReplayCounts *counts, ReplayStep step, gpointer data,
           GError **error)
{
  g_autoptr(Clock) clock = clock_new(clock_timezone(engine->clock), error);
  if (!clock)
    return NULL;
  clock_set(clock, clock_now(engine->clock));
  g_autoptr(Store) store = store_copy(engine->store, clock, error);
  g_autoptr(Engine) copy = store ? engine_new(engine->site, clock, store, NULL, error) : NULL;
  return copy ? replay(copy, since, counts, step, data, error) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On the server a message is known by its bytes alone: those of its size or arrival are fetched and compared,
 * so that nothing is deleted that is not the very message. Decides nothing about what is to go. */
#include "pass/keeping/removal.h"
#include "base/checksum.h"
#include "pass/keeping/retention.h"
#include "store/removal.h"

/* Sizes are what servers say, and some do not say them right: the arrival will do too. */
static gboolean
is_wanted(guint64 size, Instant arrival, gpointer data)
{
  const GPtrArray *removals = data;
  for (guint i = 0; i < removals->len; i++) {
    const Removal *one = removals->pdata[i];
    if ((guint64) one->size == size || (arrival != INSTANT_NONE && one->arrival == arrival))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_one_of(const GPtrArray *removals, GBytes *bytes)
{
  g_autofree char *sha256 = bytes ? checksum_of_bytes(bytes) : NULL;
  for (guint i = 0; sha256 && i < removals->len; i++)
    if (!g_strcmp0(((const Removal *) removals->pdata[i])->sha256, sha256))
      return TRUE;
  return FALSE;
}

static gboolean
remove_from(Mailbox *mailbox, Folder folder, const GPtrArray *removals, GError **error)
{
  MailboxState state = { 0 };
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
  if (!mailbox_begin(mailbox, folder, &state, INSTANT_NONE, error))
    return FALSE;
  for (gboolean more = TRUE; more;) {
    g_autoptr(GPtrArray) window = mailbox_next(mailbox, error);
    if (!window)
      return FALSE;
    for (guint i = 0; i < window->len; i++) {
      const MailboxMessage *message = window->pdata[i];
      if (is_one_of(removals, message->bytes))
        g_ptr_array_add(keys, g_strdup(message->key));
    }
    more = window->len > 0;
  }
  return mailbox_end(mailbox, error) && mailbox_remove(mailbox, keys, error);
}

static gboolean
remove_everywhere(Mailbox *mailbox, GPtrArray *removals, GError **error)
{
  static const Folder folders[] = { FOLDER_PROCESSED, FOLDER_INBOX, FOLDER_JUNK };
  gboolean good = TRUE;
  mailbox_choose(mailbox, is_wanted, removals);
  for (guint i = 0; good && i < G_N_ELEMENTS(folders); i++)
    good = remove_from(mailbox, folders[i], removals, error);
  mailbox_choose(mailbox, NULL, NULL);
  return good;
}

gboolean
removal(Engine *engine, Mailbox *mailbox, GError **error)
{
  Store *store = engine->store;
  if (!retention(engine, error))
    return FALSE;
  if (!removals_count(store))
    return store_healthy(store, error);
  store_begin(store);
  removals_purge(store);
  if (!store_commit(store, error))
    return FALSE;
  g_autoptr(GPtrArray) removals = removals_on_server(store);
  if (!mailbox || !removals->len)
    return store_healthy(store, error);
  if (!remove_everywhere(mailbox, removals, error))
    return FALSE;
  store_begin(store);
  removals_done(store, removals);
  journal_add(store, 0, 0, "clock", "%u mails deleted on the server", removals->len);
  return store_commit(store, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is fetched, in windows of which two are under way, and what is moved when it is committed here. A body
 * belongs to the message whose UID stands beside it, whatever command it comes after: servers run several
 * FETCHes side by side. */
#include "base/fault.h"
#include "mail/imap.h"
#include <string.h>

#define UNDER_WAY 2
#define MOVED_TOGETHER 500 /* UIDs in one command: its line stays short */

static int
uid_compare(gconstpointer a, gconstpointer b)
{
  guint32 one = *(const guint32 *) a, other = *(const guint32 *) b;
  return one < other ? -1 : one > other;
}

static Slot *
slot_at(Imap *imap, guint i)
{
  return &g_array_index(imap->plan, Slot, i);
}

static void
slot_clear(gpointer slot)
{
  g_clear_pointer(&((Slot *) slot)->bytes, g_bytes_unref);
}

/* Adds @uid to the set, as part of a range only when it is the next number: a range never names a message
 * that is not meant. */
static void
set_add(GString *set, guint32 *first, guint32 *last, guint32 uid)
{
  if (set->len && uid == *last + 1) {
    if (*last != *first)
      g_string_truncate(set, (gsize) (strrchr(set->str, ':') - set->str));
    g_string_append_printf(set, ":%u", uid);
  } else {
    g_string_append_printf(set, "%s%u", set->len ? "," : "", uid);
    *first = uid;
  }
  *last = uid;
}

void
imap_forget_plan(Imap *imap)
{
  for (Window *window; (window = g_queue_pop_head(&imap->windows)); g_free(window))
    imap_command_free(imap, window->command);
  g_clear_pointer(&imap->plan, g_array_unref);
  imap->planned = imap->handed = 0;
  imap->listing = FALSE;
}

static void
send_window(Imap *imap)
{
  Window *window = g_new0(Window, 1);
  window->first = imap->planned;
  guint64 bytes = 0;
  guint32 first = 0, last = 0;
  g_autoptr(GString) set = g_string_new(NULL);
  for (; imap->planned < imap->plan->len && imap->planned - window->first < MAILBOX_WINDOW_MESSAGES;
       imap->planned++) {
    Slot *slot = slot_at(imap, imap->planned);
    if (slot->size > MAILBOX_CAP)
      continue;
    if (set->len && bytes + slot->size > MAILBOX_WINDOW_BYTES)
      break;
    bytes += slot->size;
    slot->asked = TRUE;
    set_add(set, &first, &last, slot->uid);
  }
  window->end = imap->planned;
  if (set->len) {
    g_autofree char *text = g_strdup_printf("UID FETCH %s (UID RFC822.SIZE BODY.PEEK[])", set->str);
    window->command = imap_send(imap, COMMAND_PLAIN, text);
  }
  g_queue_push_tail(&imap->windows, window);
}

static void
send_windows(Imap *imap)
{
  while (imap->planned < imap->plan->len && g_queue_get_length(&imap->windows) < UNDER_WAY)
    send_window(imap);
}

gboolean
imap_plan(Imap *imap, GError **error)
{
  imap_forget_plan(imap);
  imap->plan = g_array_new(FALSE, TRUE, sizeof(Slot));
  g_array_set_clear_func(imap->plan, slot_clear);
  if (!imap->exists || imap->after == G_MAXUINT32)
    return TRUE;
  g_autofree char *text = g_strdup_printf("UID FETCH %u:* (UID INTERNALDATE RFC822.SIZE)", imap->after + 1);
  g_autofree char *words = NULL;
  CommandState state;
  imap->listing = TRUE;
  if (!imap_run(imap, text, &state, &words, error))
    return FALSE;
  imap->listing = FALSE;
  if (state != COMMAND_OK) {
    g_set_error(error, FAULT, FAULT_LATER, "%s did not list its messages: %s", wire_server(imap->wire),
                words);
    return FALSE;
  }
  g_array_sort(imap->plan, uid_compare); /* the UID is the first member */
  send_windows(imap);
  return TRUE;
}

static void
list_slot(Imap *imap, const ImapFetch *fetch)
{
  gboolean before =
      imap->since != INSTANT_NONE && fetch->arrival != INSTANT_NONE && fetch->arrival < imap->since;
  if (fetch->uid <= imap->after || fetch->size < 0 || before ||
      !mailbox_wants(&imap->backend, (guint64) fetch->size, fetch->arrival))
    return;
  if (imap->plan->len && slot_at(imap, imap->plan->len - 1)->uid == fetch->uid)
    return;
  Slot slot = { .uid = fetch->uid, .arrival = fetch->arrival, .size = (guint64) fetch->size };
  g_array_append_val(imap->plan, slot);
}

gboolean
imap_take_fetch(Imap *imap, const ImapFetch *fetch)
{
  if (imap->listing && fetch->uid && !fetch->has_body) {
    list_slot(imap, fetch);
    return TRUE;
  }
  guint place;
  gboolean known = fetch->uid && imap->plan && !imap->listing &&
                   g_array_binary_search(imap->plan, &fetch->uid, uid_compare, &place) &&
                   slot_at(imap, place)->asked;
  if (!known) /* a change of flags, or a body that is not ours to take */
    return !fetch->has_body;
  Slot *slot = slot_at(imap, place);
  slot->listed = slot->listed || fetch->size >= 0;
  if (!fetch->body || slot->bytes)
    return TRUE;
  slot->bytes = g_bytes_ref(fetch->body);
  if (g_bytes_get_size(slot->bytes) != slot->size)
    g_debug("message %u has %" G_GSIZE_FORMAT " bytes, and its server said %" G_GUINT64_FORMAT, slot->uid,
            g_bytes_get_size(slot->bytes), slot->size);
  return TRUE;
}

static gboolean
check_answer(Imap *imap, CommandState state, const char *words, GError **error)
{
  if (state == COMMAND_OK || strstr(words, "[EXPUNGEISSUED]"))
    return TRUE;
  g_set_error(error, FAULT, FAULT_LATER, "%s did not hand out its messages: %s", wire_server(imap->wire),
              words);
  return FALSE;
}

/* Asks once more for those that did not come. Then they are gone, or the server cannot hand them out. */
static gboolean
fetch_missing(Imap *imap, const Window *window, GError **error)
{
  guint32 first = 0, last = 0;
  g_autoptr(GString) set = g_string_new("UID FETCH ");
  gsize empty = set->len;
  g_autoptr(GString) missing = g_string_new(NULL);
  for (guint i = window->first; i < window->end; i++) {
    Slot *slot = slot_at(imap, i);
    if (!slot->asked || slot->bytes)
      continue;
    slot->listed = FALSE;
    set_add(missing, &first, &last, slot->uid);
  }
  if (!missing->len)
    return TRUE;
  g_string_append_printf(set, "%s (UID RFC822.SIZE BODY.PEEK[])", missing->str);
  g_debug("messages %s did not come: asking again", set->str + empty);
  CommandState state;
  g_autofree char *words = NULL;
  return imap_run(imap, set->str, &state, &words, error) && check_answer(imap, state, words, error);
}

static MailboxMessage *
take_message(Imap *imap, Slot *slot)
{
  if (slot->asked && !slot->bytes && !slot->listed) {
    g_message("message %u was taken away before it was read", slot->uid);
    return NULL;
  }
  if (slot->asked && !slot->bytes)
    g_warning("%s lists message %u and does not hand it out", wire_server(imap->wire), slot->uid);
  MailboxMessage *message = g_new0(MailboxMessage, 1);
  message->uid = slot->uid;
  message->key = g_strdup_printf("%u.%u", imap->uidvalidity, slot->uid);
  message->arrival = slot->arrival;
  message->file_time = INSTANT_NONE;
  message->size = slot->bytes ? g_bytes_get_size(slot->bytes) : slot->size;
  message->bytes = g_steal_pointer(&slot->bytes);
  return message;
}

/* The first window under way, whole, off the queue; its messages may all be gone. */
static GPtrArray *
take_window(Imap *imap, GError **error)
{
  Window *window = g_queue_peek_head(&imap->windows);
  Command *command = window->command;
  if (command &&
      (!imap_await(imap, command, error) || !check_answer(imap, command->state, command->words, error) ||
       !fetch_missing(imap, window, error)))
    return NULL;
  imap_command_free(imap, command);
  g_queue_pop_head(&imap->windows);
  GPtrArray *messages = mailbox_window_new();
  for (guint i = window->first; i < window->end; i++) {
    MailboxMessage *message = take_message(imap, slot_at(imap, i));
    if (message)
      g_ptr_array_add(messages, message);
  }
  imap->handed = window->end;
  g_free(window);
  return messages;
}

static gboolean
is_connected(const Imap *imap, GError **error)
{
  if (imap->wire && imap->plan)
    return TRUE;
  g_set_error(error, FAULT, FAULT_UNREACHABLE, "the connection to the mailbox is lost");
  return FALSE;
}

GPtrArray *
imap_next(MailboxBackend *backend, GError **error)
{
  Imap *imap = (Imap *) backend;
  g_autoptr(GPtrArray) messages = NULL;
  if (!is_connected(imap, error))
    return NULL;
  do {
    g_clear_pointer(&messages, g_ptr_array_unref);
    if (g_queue_is_empty(&imap->windows))
      return mailbox_window_new();
    if (!(messages = take_window(imap, error)))
      return NULL;
    send_windows(imap); /* the server works on the next ones while the caller works on this one */
    if (!wire_flush(imap->wire, error)) {
      imap_drop(imap);
      return NULL;
    }
  } while (!messages->len);
  return g_steal_pointer(&messages);
}

/* UIDs of the keys that belong to the folder as it is now, sorted. */
static GArray *
uids_of(const Imap *imap, GPtrArray *keys)
{
  GArray *uids = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (guint i = 0; i < keys->len; i++) {
    char *rest;
    guint64 validity = g_ascii_strtoull(keys->pdata[i], &rest, 10);
    guint64 uid = *rest == '.' ? g_ascii_strtoull(rest + 1, NULL, 10) : 0;
    guint32 value = (guint32) uid;
    if (validity == imap->uidvalidity && uid && uid <= G_MAXUINT32)
      g_array_append_val(uids, value);
  }
  g_array_sort(uids, uid_compare);
  return uids;
}

static void
send_moves(Imap *imap, const char *set, const char *folder)
{
  g_autofree char *flag = g_strdup_printf("UID STORE %s +FLAGS.SILENT (\\Seen)", set);
  imap_send(imap, COMMAND_FLAG, flag);
  if (!folder)
    return;
  g_autofree char *move = g_strdup_printf("UID %s %s %s", imap->can_move ? "MOVE" : "COPY", set, folder);
  imap_send(imap, imap->can_move ? COMMAND_MOVE : COMMAND_COPY, move)->uids = g_strdup(set);
}

gboolean
imap_processed(MailboxBackend *backend, GPtrArray *keys, GError **error)
{
  Imap *imap = (Imap *) backend;
  g_autofree char *folder = imap->settings->processed ? imap_quote(imap->settings->processed, error) : NULL;
  if ((imap->settings->processed && !folder) || !is_connected(imap, error))
    return FALSE;
  g_autoptr(GArray) uids = uids_of(imap, keys);
  for (guint i = 0; i < uids->len;) {
    g_autoptr(GString) set = g_string_new(NULL);
    guint32 first = 0, last = 0;
    for (guint end = MIN(uids->len, i + MOVED_TOGETHER); i < end; i++)
      set_add(set, &first, &last, g_array_index(uids, guint32, i));
    send_moves(imap, set->str, folder);
  }
  if (wire_flush(imap->wire, error))
    return TRUE;
  imap_drop(imap);
  return FALSE;
}

/* Asks for one thing that must succeed. */
static gboolean
must(Imap *imap, const char *text, GError **error)
{
  CommandState state;
  g_autofree char *words = NULL;
  if (!imap_run(imap, text, &state, &words, error))
    return FALSE;
  if (state != COMMAND_OK)
    g_set_error(error, FAULT, FAULT_LATER, "%s did not delete messages: %s", wire_server(imap->wire), words);
  return state == COMMAND_OK;
}

gboolean
imap_remove(MailboxBackend *backend, GPtrArray *keys, GError **error)
{
  Imap *imap = (Imap *) backend;
  if (!is_connected(imap, error))
    return FALSE;
  if (!imap->can_uidplus) {
    g_set_error(error, FAULT, FAULT_LATER,
                "%s cannot delete single messages (it lacks UIDPLUS): delete them by hand",
                wire_server(imap->wire));
    return FALSE;
  }
  g_autoptr(GArray) uids = uids_of(imap, keys);
  for (guint i = 0; i < uids->len;) {
    g_autoptr(GString) set = g_string_new(NULL);
    guint32 first = 0, last = 0;
    for (guint end = MIN(uids->len, i + MOVED_TOGETHER); i < end; i++)
      set_add(set, &first, &last, g_array_index(uids, guint32, i));
    g_autofree char *mark = g_strdup_printf("UID STORE %s +FLAGS.SILENT (\\Deleted)", set->str);
    g_autofree char *expunge = g_strdup_printf("UID EXPUNGE %s", set->str);
    if (!must(imap, mark, error) || !must(imap, expunge, error))
      return FALSE;
    seam_durable(imap->seam);
  }
  return TRUE;
}

void
imap_finished(Imap *imap, Command *command)
{
  if (command->state != COMMAND_OK) {
    if (!imap->warned)
      g_warning("%s refuses to move or flag messages that are done (%s): they stay where they are. Check the "
                "folder \"%s\" and "
                "the rights on the mailbox",
                wire_server(imap->wire), command->words,
                imap->settings->processed ? imap->settings->processed : "");
    imap->warned = TRUE;
    return;
  }
  if (command->kind == COMMAND_MOVE || command->kind == COMMAND_EXPUNGE)
    seam_durable(imap->seam);
  if (command->kind != COMMAND_COPY)
    return;
  /* Only now do the originals go; and without UIDPLUS they stay marked, for EXPUNGE would take others' mail
   * with them. */
  g_autofree char *mark = g_strdup_printf("UID STORE %s +FLAGS.SILENT (\\Deleted)", command->uids);
  imap_send(imap, COMMAND_FLAG, mark);
  if (!imap->can_uidplus)
    return;
  g_autofree char *expunge = g_strdup_printf("UID EXPUNGE %s", command->uids);
  imap_send(imap, COMMAND_EXPUNGE, expunge);
}

gboolean
imap_end(MailboxBackend *backend, GError **error)
{
  Imap *imap = (Imap *) backend;
  if (!is_connected(imap, error) || !imap_await_all(imap, error))
    return FALSE;
  if (imap->handed == imap->plan->len)
    return TRUE;
  g_set_error(error, FAULT, FAULT_LATER, "%s was not read to its end", wire_server(imap->wire));
  return FALSE;
}

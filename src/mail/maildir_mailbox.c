/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A maildir as the mailbox: what lies in new/ and cur/, oldest file first; what is done moves to
 * .Processed/cur by one rename. Does not look into messages: their arrival, and so `since`, is the caller's
 * to judge. */
#include "base/fault.h"
#include "mail/mailbox_backend.h"
#include "mail/maildir.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  MailboxBackend backend;
  const MailboxSettings *settings;
  Seam *seam;
  char *root;        /* the maildir */
  char *processed;   /* .Processed below it, or NULL */
  int watch;         /* inotify of new/ and cur/ */
  char *folder;      /* the one that mailbox_begin() chose, or NULL */
  GPtrArray *listed; /* of Entry, in the order in which they are handed out */
  guint next;
  GHashTable *places; /* key -> path, of what was handed out */
} MaildirMailbox;

typedef struct {
  char *path;
  Instant time;
  guint64 size;
} Entry;

static void
entry_free(Entry *entry)
{
  g_free(entry->path);
  g_free(entry);
}

/* The identity: a maildir file's name up to its flags. */
static char *
key_of(const char *path)
{
  const char *name = strrchr(path, '/') + 1;
  return g_strndup(name, strcspn(name, ":"));
}

static int
entry_compare(gconstpointer a, gconstpointer b)
{
  const Entry *one = *(Entry *const *) a, *other = *(Entry *const *) b;
  if (one->time != other->time)
    return one->time < other->time ? -1 : 1;
  return strcmp(strrchr(one->path, '/'), strrchr(other->path, '/'));
}

static gboolean
io_fault(GError **error, const char *path, const char *what)
{
  g_set_error(error, FAULT, FAULT_IO, "%s cannot be %s: %s", path, what, g_strerror(errno));
  return FALSE;
}

static gboolean
list_directory(const char *directory, GPtrArray *entries, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
  if (!dir)
    return io_fault(error, directory, "read");
  for (const char *name; (name = g_dir_read_name(dir));) {
    if (*name == '.')
      continue;
    g_autofree char *path = g_build_filename(directory, name, NULL);
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
      continue; /* moved since; its new name is listed or comes with the next pass */
    Entry *entry = g_new0(Entry, 1);
    entry->path = g_steal_pointer(&path);
    entry->time = status.st_mtime;
    entry->size = (guint64) status.st_size;
    g_ptr_array_add(entries, entry);
  }
  return TRUE;
}

/* cur/ is read after new/, so that a message which a reader moves in between is seen, perhaps twice: the
 * second is dropped. */
static GPtrArray *
list_folder(const char *folder, GError **error)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify) entry_free);
  g_autofree char *fresh = g_build_filename(folder, "new", NULL);
  g_autofree char *seen = g_build_filename(folder, "cur", NULL);
  if (!list_directory(fresh, all, error) || !list_directory(seen, all, error))
    return NULL;
  g_autoptr(GHashTable) keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = all->len; i-- > 0;) {
    Entry *entry = all->pdata[i];
    if (!g_hash_table_add(keys, key_of(entry->path)))
      g_ptr_array_remove_index(all, i);
  }
  g_ptr_array_sort(all, entry_compare);
  return g_steal_pointer(&all);
}

/* Where the message of @path lies now, after a reader moved it or changed its flags; NULL when it is gone. */
static char *
find_again(const char *folder, const char *path)
{
  g_autofree char *key = key_of(path);
  g_autoptr(GPtrArray) entries = list_folder(folder, NULL);
  for (guint i = 0; entries && i < entries->len; i++) {
    const Entry *entry = entries->pdata[i];
    g_autofree char *other = key_of(entry->path);
    if (!strcmp(key, other))
      return g_strdup(entry->path);
  }
  return NULL;
}

static void
drain_watch(MaildirMailbox *self)
{
  char events[4096];
  while (read(self->watch, events, sizeof events) > 0)
    continue;
}

static void
drop_unwanted(MaildirMailbox *self)
{
  for (guint i = self->listed->len; i-- > 0;) {
    const Entry *entry = self->listed->pdata[i];
    if (!mailbox_wants(&self->backend, entry->size, INSTANT_NONE))
      g_ptr_array_remove_index(self->listed, i);
  }
}

static gboolean
maildir_begin(MailboxBackend *backend, Folder folder, MailboxState *state, Instant since G_GNUC_UNUSED,
              GError **error)
{
  MaildirMailbox *self = (MaildirMailbox *) backend;
  g_clear_pointer(&self->folder, g_free);
  g_clear_pointer(&self->listed, g_ptr_array_unref);
  g_hash_table_remove_all(self->places);
  self->next = 0;
  state->messages = 0;
  if (folder == FOLDER_INBOX) {
    drain_watch(self);
    self->folder = g_strdup(self->root);
  } else if (folder == FOLDER_PROCESSED) {
    self->folder = g_strdup(self->processed);
  } else if (self->settings->junk) {
    g_autofree char *name = g_strconcat(".", self->settings->junk, NULL);
    self->folder = g_build_filename(self->root, g_strdelimit(name, "/", '.'), NULL);
  }
  if (!self->folder || (folder != FOLDER_INBOX && !g_file_test(self->folder, G_FILE_TEST_IS_DIR))) {
    self->listed = g_ptr_array_new();
    return TRUE;
  }
  if (!maildir_make(self->folder, error) || !(self->listed = list_folder(self->folder, error)))
    return FALSE;
  state->messages = self->listed->len;
  drop_unwanted(self);
  return TRUE;
}

/* The file's bytes; NULL without an error when it is gone. */
static GBytes *
read_file(MaildirMailbox *self, Entry *entry, GError **error)
{
  g_autoptr(GError) why = NULL;
  char *data;
  gsize size;
  for (int attempt = 0; attempt < 2; attempt++) {
    g_clear_error(&why);
    if (g_file_get_contents(entry->path, &data, &size, &why))
      return g_bytes_new_take(data, size);
    char *moved =
        g_error_matches(why, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? find_again(self->folder, entry->path) : NULL;
    if (!moved)
      break;
    g_free(entry->path);
    entry->path = moved;
  }
  if (g_error_matches(why, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_message("%s was taken away before it was read", entry->path);
  else
    g_set_error(error, FAULT, FAULT_IO, "%s", why->message);
  return NULL;
}

static GPtrArray *
maildir_next(MailboxBackend *backend, GError **error)
{
  MaildirMailbox *self = (MaildirMailbox *) backend;
  g_autoptr(GPtrArray) window = mailbox_window_new();
  guint64 bytes = 0;
  while (self->listed && self->next < self->listed->len && window->len < MAILBOX_WINDOW_MESSAGES) {
    Entry *entry = self->listed->pdata[self->next];
    gboolean whole = entry->size <= MAILBOX_CAP;
    if (whole && window->len && bytes + entry->size > MAILBOX_WINDOW_BYTES)
      break;
    g_autoptr(GError) why = NULL;
    GBytes *contents = whole ? read_file(self, entry, &why) : NULL;
    if (why) {
      g_propagate_error(error, g_steal_pointer(&why));
      return NULL;
    }
    self->next++;
    if (whole && !contents)
      continue;
    MailboxMessage *message = g_new0(MailboxMessage, 1);
    message->key = key_of(entry->path);
    message->arrival = INSTANT_NONE;
    message->file_time = entry->time;
    message->bytes = contents;
    message->size = contents ? g_bytes_get_size(contents) : entry->size;
    bytes += whole ? message->size : 0;
    g_hash_table_replace(self->places, g_strdup(message->key), g_strdup(entry->path));
    g_ptr_array_add(window, message);
  }
  return g_steal_pointer(&window);
}

/* A free name in the processed folder that keeps @path's flags and adds Seen: another message of the same
 * name is never overwritten. */
static char *
target_of(MaildirMailbox *self, const char *path)
{
  const char *flags = strstr(strrchr(path, '/'), ":2,");
  flags = flags ? flags + 3 : "";
  g_autofree char *key = key_of(path);
  for (guint copy = 0;; copy++) {
    g_autofree char *suffix = copy ? g_strdup_printf("_%u", copy) : g_strdup("");
    g_autofree char *name = g_strdup_printf("%s%s:2,%s%s", key, suffix, flags, strchr(flags, 'S') ? "" : "S");
    g_autofree char *target = g_build_filename(self->processed, "cur", name, NULL);
    if (access(target, F_OK) != 0)
      return g_steal_pointer(&target);
  }
}

static gboolean
move_one(MaildirMailbox *self, const char *key, GError **error)
{
  g_autofree char *path = g_strdup(g_hash_table_lookup(self->places, key));
  if (!path) { /* handed out by an earlier run */
    g_autofree char *name = g_strconcat("/", key, NULL);
    path = find_again(self->folder, name);
  }
  for (int attempt = 0; path && attempt < 2; attempt++) {
    g_autofree char *target = target_of(self, path);
    if (rename(path, target) == 0) {
      seam_durable(self->seam);
      g_hash_table_remove(self->places, key);
      return TRUE;
    }
    if (errno != ENOENT)
      return io_fault(error, path, "moved");
    char *moved = find_again(self->folder, path);
    g_free(path);
    path = moved;
  }
  g_debug("message %s is no longer in the maildir", key);
  return TRUE;
}

static gboolean
maildir_processed(MailboxBackend *backend, GPtrArray *keys, GError **error)
{
  MaildirMailbox *self = (MaildirMailbox *) backend;
  if (!self->processed || !self->folder)
    return TRUE;
  if (!maildir_make(self->processed, error))
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    if (!move_one(self, keys->pdata[i], error))
      return FALSE;
  g_autofree char *to = g_build_filename(self->processed, "cur", NULL);
  g_autofree char *fresh = g_build_filename(self->folder, "new", NULL);
  g_autofree char *seen = g_build_filename(self->folder, "cur", NULL);
  return maildir_sync(to, error) && maildir_sync(fresh, error) && maildir_sync(seen, error);
}

static gboolean
maildir_remove(MailboxBackend *backend, GPtrArray *keys, GError **error)
{
  MaildirMailbox *self = (MaildirMailbox *) backend;
  for (guint i = 0; i < keys->len; i++) {
    const char *path = g_hash_table_lookup(self->places, keys->pdata[i]);
    if (path && unlink(path) != 0 && errno != ENOENT)
      return io_fault(error, path, "deleted");
    seam_durable(self->seam);
  }
  g_autofree char *fresh = g_build_filename(self->folder, "new", NULL);
  g_autofree char *seen = g_build_filename(self->folder, "cur", NULL);
  return maildir_sync(fresh, error) && maildir_sync(seen, error);
}

static gboolean
maildir_end(MailboxBackend *backend, GError **error)
{
  MaildirMailbox *self = (MaildirMailbox *) backend;
  if (self->listed && self->next == self->listed->len)
    return TRUE;
  g_set_error(error, FAULT, FAULT_LATER, "the maildir %s was not read to its end", self->root);
  return FALSE;
}

static gboolean
maildir_wait(MailboxBackend *backend, guint seconds, int wake, GError **error G_GNUC_UNUSED)
{
  MaildirMailbox *self = (MaildirMailbox *) backend;
  mailbox_poll(self->watch, wake, (gint64) seconds * 1000);
  return TRUE;
}

static void
maildir_close(MailboxBackend *backend)
{
  MaildirMailbox *self = (MaildirMailbox *) backend;
  if (self->watch >= 0)
    close(self->watch);
  g_free(self->root);
  g_free(self->processed);
  g_free(self->folder);
  g_clear_pointer(&self->listed, g_ptr_array_unref);
  g_hash_table_unref(self->places);
  g_free(self);
}

/* A maildir that nothing was delivered to yet is empty, but one whose parent is missing is a slip of the pen.
 */
static gboolean
make_root(const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname(path);
  if (g_file_test(path, G_FILE_TEST_IS_DIR) || g_file_test(parent, G_FILE_TEST_IS_DIR))
    return maildir_make(path, error);
  g_set_error(error, FAULT, FAULT_UNREACHABLE,
              "there is no maildir %s: correct the url of mailbox, or create it", path);
  return FALSE;
}

static int
watch_new(const char *root)
{
  g_autofree char *fresh = g_build_filename(root, "new", NULL);
  g_autofree char *seen = g_build_filename(root, "cur", NULL);
  int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (watch >= 0) { /* without it, the wait is a poll */
    inotify_add_watch(watch, fresh, IN_CREATE | IN_MOVED_TO);
    inotify_add_watch(watch, seen, IN_CREATE | IN_MOVED_TO);
  }
  return watch;
}

MailboxBackend *
maildir_mailbox_open(const MailboxSettings *settings, Seam *seam, GError **error)
{
  static const MailboxKind kind = { .begin = maildir_begin,
                                    .next = maildir_next,
                                    .processed = maildir_processed,
                                    .remove = maildir_remove,
                                    .end = maildir_end,
                                    .wait = maildir_wait,
                                    .close = maildir_close };
  const char *path = maildir_path(settings->url);
  if (!make_root(path, error))
    return NULL;
  MaildirMailbox *self = g_new0(MaildirMailbox, 1);
  self->backend.kind = &kind;
  self->settings = settings;
  self->seam = seam;
  self->root = g_strdup(path);
  if (settings->processed) {
    g_autofree char *name = g_strconcat(".", settings->processed, NULL);
    self->processed = g_build_filename(path, g_strdelimit(name, "/", '.'), NULL);
  }
  self->watch = watch_new(path);
  self->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return &self->backend;
}

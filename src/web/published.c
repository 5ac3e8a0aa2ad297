/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding and caching published files. Follows no link, decodes no path and knows nothing of HTTP: names are
 * compared with an alphabet in which nothing but a plain file name can be written. */
#include "config.h" /* O_PATH */

#include "base/checksum.h"
#include "base/clock.h"
#include "base/fault.h"
#include "web/published.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_LIMIT (8 << 20)
#define CACHE_LIMIT (64 << 20)
#define ENTRY_SIZE 512    /* about what an entry costs beside its bytes */
#define FOLDERS_KEPT 1000 /* milliseconds */

/* Where each kind of file lies in the folder. Of those in folders of their own, whose names are secrets or
 * may be, NAME.gone says that NAME was renewed. */
typedef struct {
  const char *folder; /* NULL: the published folder itself */
  const char *suffix;
} Place;
static const Place PLACES[] = {
  [PUBLISHED_FEED] = { "feeds", ".ics" },     [PUBLISHED_OWN_PAGE] = { "pages", ".html" },
  [PUBLISHED_FORM] = { "forms", ".html" },    [PUBLISHED_PAGE] = { NULL, ".html" },
  [PUBLISHED_RECORD] = { "verify", ".json" },
};

typedef struct {
  PublishedFile file;
  struct stat stat; /* as it was when the file was read */
} Entry;

struct Published {
  int directory;
  int folders[G_N_ELEMENTS(PLACES)]; /* of PLACES; -1: not open */
  gint64 opened;                     /* monotonic milliseconds */
  GHashTable *entries;               /* path in the folder -> Entry */
  gsize cached;                      /* bytes */
};

static void
entry_free(gpointer data)
{
  Entry *entry = data;
  g_free(entry->file.etag);
  g_bytes_unref(entry->file.bytes);
  g_free(entry);
}

Published *
published_open(const char *directory, GError **error)
{
  int fd = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) {
    g_set_error(error, FAULT, FAULT_CONFIG, "the published folder %s cannot be opened: %s", directory,
                g_strerror(errno));
    return NULL;
  }
  Published *published = g_new0(Published, 1);
  published->directory = fd;
  for (guint i = 0; i < G_N_ELEMENTS(PLACES); i++)
    published->folders[i] = -1;
  published->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, entry_free);
  return published;
}

static void
close_folders(Published *published)
{
  for (guint i = 0; i < G_N_ELEMENTS(PLACES); i++)
    if (published->folders[i] >= 0)
      close(published->folders[i]);
  for (guint i = 0; i < G_N_ELEMENTS(PLACES); i++)
    published->folders[i] = -1;
}

void
published_free(Published *published)
{
  if (!published)
    return;
  close_folders(published);
  close(published->directory);
  g_hash_table_unref(published->entries);
  g_free(published);
}

int
published_descriptor(const Published *published)
{
  return published->directory;
}

/* A name begins with no dot: those are files being written. */
static gboolean
is_name(const char *text, gsize length)
{
  if (!length || length > PUBLISHED_LONGEST_NAME || *text == '.')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum(text[i]) && !strchr("._-", text[i]))
      return FALSE;
  return TRUE;
}

/* Where the name of a file at @place begins in @path, which is "/NAME.html" or "/FOLDER/NAME.html"; else
 * NULL. */
static const char *
name_begins(const char *path, const Place *place)
{
  const char *rest = *path == '/' ? path + 1 : NULL;
  if (!rest || !place->folder)
    return rest;
  gsize folder = strlen(place->folder);
  return !strncmp(rest, place->folder, folder) && rest[folder] == '/' ? rest + folder + 1 : NULL;
}

gboolean
published_parse(const char *path, PublishedName *parsed)
{
  if (g_str_equal(path, "/"))
    path = "/index.html";
  for (PublishedKind kind = 0; kind < PUBLISHED_RECORD; kind++) {
    const char *name = name_begins(path, &PLACES[kind]);
    if (!name || !g_str_has_suffix(name, PLACES[kind].suffix))
      continue;
    gsize length = strlen(name) - strlen(PLACES[kind].suffix);
    if (!is_name(name, length))
      continue;
    parsed->kind = kind;
    memcpy(parsed->name, name, length);
    parsed->name[length] = '\0';
    return TRUE;
  }
  return FALSE;
}

static gboolean
is_gone(int folder, const char *name)
{
  struct stat ignored;
  g_autofree char *marker = g_strconcat(name, ".gone", NULL);
  return fstatat(folder, marker, &ignored, AT_SYMLINK_NOFOLLOW) == 0;
}

static GBytes *
read_all(int fd, gsize expected)
{
  g_autoptr(GByteArray) bytes = g_byte_array_sized_new((guint) expected);
  guint8 buffer[65536];
  for (;;) {
    gssize n = read(fd, buffer, sizeof buffer);
    if (n == 0)
      return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0 || bytes->len + (gsize) n > FILE_LIMIT)
      return NULL;
    g_byte_array_append(bytes, buffer, (guint) n);
  }
}

static gboolean
is_unchanged(const struct stat *a, const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
         !memcmp(&a->st_mtim, &b->st_mtim, sizeof a->st_mtim) &&
         !memcmp(&a->st_ctim, &b->st_ctim, sizeof a->st_ctim);
}

static Entry *
new_entry(GBytes *bytes, const struct stat *stat)
{
  Entry *entry = g_new0(Entry, 1);
  g_autofree char *sum = checksum_of_bytes(bytes);
  entry->file.etag = g_strdup_printf("\"%.32s\"", sum);
  entry->file.modified = stat->st_mtim.tv_sec;
  entry->file.bytes = bytes;
  entry->stat = *stat;
  return entry;
}

static void
forget(Published *published, const char *path)
{
  const Entry *entry = g_hash_table_lookup(published->entries, path);
  if (entry)
    published->cached -= g_bytes_get_size(entry->file.bytes) + ENTRY_SIZE;
  g_hash_table_remove(published->entries, path);
}

/* A full cache is emptied: what is asked for comes back by itself. */
static void
keep(Published *published, const char *path, Entry *entry)
{
  gsize size = g_bytes_get_size(entry->file.bytes) + ENTRY_SIZE;
  if (published->cached + size > CACHE_LIMIT) {
    g_hash_table_remove_all(published->entries);
    published->cached = 0;
  }
  published->cached += size;
  g_hash_table_insert(published->entries, g_strdup(path), entry);
}

/* O_NONBLOCK: a named pipe in the folder must not stop the server. */
static const PublishedFile *
read_file(Published *published, const char *path, int directory, const char *name)
{
  struct stat stat;
  int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (fd < 0)
    return NULL;
  gboolean good = !fstat(fd, &stat) && S_ISREG(stat.st_mode) && stat.st_size <= FILE_LIMIT;
  GBytes *bytes = good ? read_all(fd, (gsize) stat.st_size) : NULL;
  close(fd);
  if (!bytes)
    return NULL;
  Entry *entry = new_entry(bytes, &stat);
  keep(published, path, entry);
  return &entry->file;
}

/* What was read before is good while the file is the same: it is looked at, not opened. */
static const PublishedFile *
find_file(Published *published, const char *path, int directory, const char *name)
{
  struct stat stat;
  const Entry *entry = g_hash_table_lookup(published->entries, path);
  gboolean there = fstatat(directory, name, &stat, AT_SYMLINK_NOFOLLOW) == 0;
  if (entry && there && is_unchanged(&entry->stat, &stat))
    return &entry->file;
  if (entry)
    forget(published, path);
  return there ? read_file(published, path, directory, name) : NULL;
}

/* Folders stay open for a second: somebody may have put another in the place of one. */
static int
folder_of(Published *published, PublishedKind kind)
{
  const char *folder = PLACES[kind].folder;
  gint64 now = clock_monotonic();
  if (!folder)
    return published->directory;
  if (now - published->opened > FOLDERS_KEPT) {
    close_folders(published);
    published->opened = now;
  }
  if (published->folders[kind] < 0)
    published->folders[kind] =
        openat(published->directory, folder, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  return published->folders[kind];
}

PublishedState
published_find(Published *published, const PublishedName *wanted, const PublishedFile **file)
{
  const Place *place = &PLACES[wanted->kind];
  int folder = folder_of(published, wanted->kind);
  *file = NULL;
  if (folder < 0)
    return PUBLISHED_ABSENT;
  g_autofree char *name = g_strconcat(wanted->name, place->suffix, NULL);
  g_autofree char *path = g_strconcat(place->folder ? place->folder : "", "/", name, NULL);
  gboolean gone = place->folder && is_gone(folder, wanted->name);
  if (!gone)
    *file = find_file(published, path, folder, name);
  if (gone)
    return PUBLISHED_GONE;
  return *file ? PUBLISHED_THERE : PUBLISHED_ABSENT;
}

const PublishedFile *
published_record(Published *published, const char *hash)
{
  const PublishedFile *file;
  PublishedName name = { .kind = PUBLISHED_RECORD };
  g_strlcpy(name.name, hash, sizeof name.name);
  published_find(published, &name, &file);
  return file;
}

const PublishedFile *
published_hidden(Published *published, const char *name)
{
  return find_file(published, name, published->directory, name);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's life and its transactions. One process writes it, held by a lock beside the file; others may
 * look. Knows no noun: each has a file of its own. */
#include "store/migrations.h"
#include "store/statement.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define IN_MEMORY ":memory:"

static Store *
store_new(const char *path, const Clock *clock, Seam *seam)
{
  Store *store = g_new0(Store, 1);
  store->path = g_strdup(path);
  store->clock = clock;
  store->seam = seam;
  store->lock = -1;
  store->life = -1;
  store->statements = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify) statement_free);
  return store;
}

/* Says a failure that nobody asked about. */
static void
say_first(Store *store)
{
  if (store->first)
    g_warning("%s", store->first->message);
  g_clear_error(&store->first);
}

/* Leaves the transaction, which may have ended by itself: a full disk ends it. */
static void
undo(Store *store)
{
  if (!sqlite3_get_autocommit(store->db))
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  store->file = NULL;
}

void
store_rollback(Store *store)
{
  g_assert(store->file);
  undo(store);
  say_first(store);
}

void
store_close(Store *store)
{
  if (!store)
    return;
  if (store->file)
    undo(store);
  say_first(store);
  g_hash_table_unref(store->statements);
  sqlite3_close(store->db);
  if (store->lock >= 0)
    close(store->lock);
  if (store->life >= 0)
    close(store->life);
  g_clear_error(&store->first);
  g_free(store->path);
  g_free(store);
}

/* The directory stands, and nobody else may read it: names and addresses of people are in there. */
static gboolean
make_directory(const char *path, GError **error)
{
  g_autofree char *directory = g_path_get_dirname(path);
  if (g_mkdir_with_parents(directory, 0700) == 0)
    return TRUE;
  g_set_error(error, FAULT, FAULT_IO, "the directory %s cannot be made: %s", directory, g_strerror(errno));
  return FALSE;
}

/* A new file is private from its first moment. One that stands is not opened: closing it again would drop the
 * locks that another connection of this process has on it. */
static gboolean
make_file(const char *path, GError **error)
{
  int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    close(fd);
  else if (errno != EEXIST) {
    g_set_error(error, FAULT, FAULT_IO, "%s cannot be made: %s", path, g_strerror(errno));
    return FALSE;
  }
  return TRUE;
}

/* A lock ends with the process, however that ends. */
static gboolean
take_lock(Store *store, const char *suffix, int *lock, GError **error)
{
  g_autofree char *path = g_strconcat(store->path, suffix, NULL);
  *lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (*lock < 0) {
    g_set_error(error, FAULT, FAULT_IO, "%s cannot be made: %s: the directory must be mentord's to write",
                path, g_strerror(errno));
    return FALSE;
  }
  if (flock(*lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (errno == EWOULDBLOCK)
    g_set_error(error, FAULT, FAULT_LATER, "another mentord uses %s: try again when it has ended",
                store->path);
  else
    g_set_error(error, FAULT, FAULT_IO, "%s cannot be locked: %s (is it on a network disk? it must not be)",
                path, g_strerror(errno));
  return FALSE;
}

static void
execute(Store *store, const char *sql)
{
  int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    store_poison(store, code, sql);
}

static gboolean
open_database(Store *store, int flags, GError **error)
{
  int code = sqlite3_open_v2(store->path, &store->db, flags | SQLITE_OPEN_EXRESCODE, NULL);
  if (code != SQLITE_OK) {
    store_poison(store, code, NULL);
    return store_healthy(store, error);
  }
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_busy_timeout(store->db, 5000);
  execute(store, "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                 "PRAGMA temp_store = MEMORY");
  return store_healthy(store, error);
}

/* FULL: a commit that was answered survives the loss of power, and only then is the mailbox told. */
static gboolean
open_for_writing(Store *store, GError **error)
{
  execute(store, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
  return store_healthy(store, error);
}

gboolean
store_check(Store *store, GError **error)
{
  g_autofree char *found = statement_text(statement(store, "PRAGMA quick_check(1)"));
  if (!found || !strcmp(found, "ok"))
    return store_healthy(store, error);
  g_set_error(error, FAULT, FAULT_IO, "%s: the database is damaged (%s): put the last backup in its place",
              store->path, found);
  return FALSE;
}

/* Once a day, because it reads the whole file. */
static gboolean
check_daily(Store *store, GError **error)
{
  Day today = clock_today(store->clock);
  if (store_get_int(store, "checked", DAY_NONE) == today)
    return TRUE;
  if (!store_check(store, error))
    return FALSE;
  store_begin(store);
  store_set_int(store, "checked", today);
  return store_commit(store, error);
}

/* A damaged file is not made worse: it stays of the version that its backup has. */
static gboolean
take_up(Store *store, int version, GError **error)
{
  if (version > 0 && version < migrations_latest() && !store_check(store, error))
    return FALSE;
  return migrations_run(store, version, error) && check_daily(store, error);
}

Store *
store_open(const char *path, const Clock *clock, Seam *seam, GError **error)
{
  g_autoptr(Store) store = store_new(path, clock, seam);
  gboolean on_disk = strcmp(path, IN_MEMORY) != 0;
  int version;
  if (on_disk && (!make_directory(path, error) || !take_lock(store, ".lock", &store->lock, error) ||
                  !make_file(path, error)))
    return NULL;
  if (!open_database(store, SQLITE_OPEN_READWRITE, error) || !migrations_version(store, &version, error))
    return NULL; /* nothing was written to it yet: it may be another program's */
  if (!open_for_writing(store, error) || !take_up(store, version, error))
    return NULL;
  return g_steal_pointer(&store);
}

gboolean
store_claim(Store *store, GError **error)
{
  return take_lock(store, ".run", &store->life, error);
}

gboolean
store_is_claimed(const Store *store)
{
  g_autofree char *path = g_strconcat(store->path, ".run", NULL);
  int lock = open(path, O_RDONLY | O_CLOEXEC);
  if (lock < 0)
    return FALSE;
  gboolean claimed = flock(lock, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  close(lock);
  return claimed;
}

void
store_pause(Store *store)
{
  flock(store->lock, LOCK_UN);
}

gboolean
store_resume(Store *store, GError **error)
{
  int taken;
  do
    taken = flock(store->lock, LOCK_EX);
  while (taken != 0 && errno == EINTR);
  if (taken != 0)
    g_set_error(error, FAULT, FAULT_IO, "%s cannot be locked again: %s", store->path, g_strerror(errno));
  return taken == 0;
}

Store *
store_open_readonly(const char *path, const Clock *clock, GError **error)
{
  if (access(path, F_OK) != 0) {
    g_set_error(error, FAULT, FAULT_IO,
                "there is no store at %s yet: mentord import or mentord once makes it", path);
    return NULL;
  }
  g_autoptr(Store) store = store_new(path, clock, NULL);
  int version;
  if (!open_database(store, SQLITE_OPEN_READONLY, error) || !migrations_version(store, &version, error))
    return NULL;
  if (version < migrations_latest()) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s was written by an older mentord: mentord once, or the daemon, converts it", path);
    return NULL;
  }
  return g_steal_pointer(&store);
}

Store *
store_copy(Store *store, const Clock *clock, GError **error)
{
  g_autoptr(Store) copy = store_new(IN_MEMORY, clock, NULL);
  if (!open_database(copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error))
    return NULL;
  sqlite3_backup *backup = sqlite3_backup_init(copy->db, "main", store->db, "main");
  if (backup) {
    sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
  }
  int code = sqlite3_errcode(copy->db);
  if (code != SQLITE_OK)
    store_poison(copy, code, NULL);
  return store_healthy(copy, error) ? g_steal_pointer(&copy) : NULL;
}

void
store_begin_at(Store *store, const char *file, int line)
{
  g_assert(!store->file);
  store->file = file;
  store->line = line;
  store->changes = sqlite3_total_changes64(store->db);
  if (!store->first)
    execute(store, "BEGIN");
}

gboolean
store_commit(Store *store, GError **error)
{
  g_assert(store->file);
  if (!store->first)
    execute(store, "COMMIT");
  if (store->first) {
    undo(store);
    return store_healthy(store, error);
  }
  store->file = NULL;
  if (sqlite3_total_changes64(store->db) != store->changes)
    seam_durable(store->seam);
  return TRUE;
}

void
store_savepoint(Store *store)
{
  g_assert(store->file);
  if (!store->first)
    execute(store, "SAVEPOINT part");
}

/* A poisoned transaction is undone as a whole, and its savepoint with it. */
void
store_savepoint_end(Store *store, gboolean keep)
{
  if (!store->first && !keep)
    execute(store, "ROLLBACK TO part");
  if (!store->first)
    execute(store, "RELEASE part");
}

gboolean
store_healthy(Store *store, GError **error)
{
  if (!store->first)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&store->first));
  return FALSE;
}

Instant
store_now(Store *store)
{
  return clock_now(store->clock);
}

const char *
store_path(const Store *store)
{
  return store->path;
}

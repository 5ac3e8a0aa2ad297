/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of the whole store as one file, made while others write. Does not decide where backups are kept or
 * for how long. */
#include "store/statement.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
fault(GError **error, const char *path)
{
  g_set_error(error, FAULT, FAULT_IO, "the backup %s cannot be written: %s", path, g_strerror(errno));
  return FALSE;
}

static gboolean
sync_path(const char *path, int flags, GError **error)
{
  int fd = open(path, flags | O_CLOEXEC);
  gboolean good = fd >= 0 && fsync(fd) == 0;
  if (!good)
    fault(error, path);
  if (fd >= 0)
    close(fd);
  return good;
}

/* Not by statement(): VACUUM counts as a change, and may not stand in a transaction. */
static void
vacuum_into(Store *store, const char *path)
{
  static const char sql[] = "VACUUM INTO ?";
  sqlite3_stmt *stmt;
  int code = sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL);
  if (code == SQLITE_OK) {
    sqlite3_bind_text(stmt, 1, path, -1, SQLITE_STATIC);
    sqlite3_step(stmt);
    code = sqlite3_finalize(stmt);
  }
  if (code != SQLITE_OK)
    store_poison(store, code, sql);
}

/* The copy says that it is one, and of when: whoever works with it knows that mails may have gone since. */
static void
stamp(Store *store, const char *path)
{
  sqlite3 *copy = NULL;
  g_autofree char *sql =
      g_strdup_printf("PRAGMA journal_mode = DELETE; INSERT OR REPLACE INTO meta (key, value)"
                      " VALUES ('backup', '%" G_GINT64_FORMAT "')",
                      store_now(store));
  int code = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec(copy, sql, NULL, NULL, NULL);
  sqlite3_close(copy);
  if (code != SQLITE_OK)
    store_poison(store, code, NULL);
}

/* SQLite fills an empty file and keeps its mode: so it is made first, private. */
static gboolean
fill(Store *store, const char *path, GError **error)
{
  int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return fault(error, path);
  close(fd);
  vacuum_into(store, path);
  if (!store_failed(store))
    stamp(store, path);
  return store_healthy(store, error);
}

gboolean
store_backup(Store *store, const char *path, GError **error)
{
  struct stat ours, theirs;
  if (stat(store->path, &ours) == 0 && stat(path, &theirs) == 0 && ours.st_dev == theirs.st_dev &&
      ours.st_ino == theirs.st_ino) {
    g_set_error(error, FAULT, FAULT_DATA, "%s is the database itself: give the backup another name", path);
    return FALSE;
  }
  g_autofree char *unfinished = g_strconcat(path, ".unfinished", NULL);
  g_autofree char *directory = g_path_get_dirname(path);
  gboolean good = fill(store, unfinished, error) && sync_path(unfinished, O_RDONLY, error) &&
                  (g_rename(unfinished, path) == 0 || fault(error, path)) &&
                  sync_path(directory, O_RDONLY | O_DIRECTORY, error);
  if (!good)
    g_unlink(unfinished);
  else
    seam_durable(store->seam);
  return good;
}

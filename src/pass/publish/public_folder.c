/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files for whoever fetches them. A reader sees the old file or the new one, never a part. */
#include "config.h" /* syncfs */

#include "base/fault.h"
#include "base/ref.h"
#include "base/write.h"
#include "pass/publish/public_folder.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The folders of which the names are secrets: whoever knows one may read it, but not list them. */
typedef struct {
  const char *name, *ending;
  gboolean tokens; /* each file but the marks is named by a token */
} SecretFolder;
static const SecretFolder secret_folders[] = {
  { "feeds", ".ics", FALSE },
  { "pages", ".html", TRUE },
  { "forms", ".html", TRUE },
  { "verify", ".json", FALSE },
};

struct PublicFolder {
  char *path;
  Seam *seam;
  gboolean changed; /* since the last public_folder_sync() */
};

static gboolean
fail(const char *path, const char *what, GError **error)
{
  g_set_error(error, FAULT, FAULT_IO, "%s cannot be %s: %s", path, what, g_strerror(errno));
  return FALSE;
}

/* The name of a file there may be a secret, and what is said here stands in logs and mails. */
static gboolean
fail_in(const char *path, const char *what, GError **error)
{
  const char *cause = g_strerror(errno);
  g_autofree char *directory = g_path_get_dirname(path);
  g_set_error(error, FAULT, FAULT_IO, "a file in %s cannot be %s: %s", directory, what, cause);
  return FALSE;
}

static gboolean
make_folders(const char *path, GError **error)
{
  if (g_mkdir_with_parents(path, 0755) != 0)
    return fail(path, "made", error);
  for (guint i = 0; i < G_N_ELEMENTS(secret_folders); i++) {
    g_autofree char *secret = g_build_filename(path, secret_folders[i].name, NULL);
    if (mkdir(secret, 0711) != 0 && errno != EEXIST)
      return fail(secret, "made", error);
  }
  return TRUE;
}

PublicFolder *
public_folder_open(const char *path, Seam *seam, GError **error)
{
  if (!make_folders(path, error))
    return NULL;
  PublicFolder *folder = g_new0(PublicFolder, 1);
  folder->path = g_strdup(path);
  folder->seam = seam;
  return folder;
}

void
public_folder_close(PublicFolder *folder)
{
  if (!folder)
    return;
  g_free(folder->path);
  g_free(folder);
}

gboolean
public_folder_has(const PublicFolder *folder, const char *name)
{
  g_autofree char *path = g_build_filename(folder->path, name, NULL);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

char *
public_folder_get(const PublicFolder *folder, const char *name)
{
  g_autofree char *path = g_build_filename(folder->path, name, NULL);
  char *bytes = NULL;
  return g_file_get_contents(path, &bytes, NULL, NULL) ? bytes : NULL;
}

static gboolean
holds(const char *path, const char *bytes, gsize length)
{
  g_autofree char *old = NULL;
  gsize old_length;
  return g_file_get_contents(path, &old, &old_length, NULL) && old_length == length &&
         !memcmp(old, bytes, length);
}

/* Hidden, so that nobody is shown it: PATH/.NAME.new */
static char *
beside(const char *path)
{
  g_autofree char *directory = g_path_get_dirname(path), *name = g_path_get_basename(path);
  g_autofree char *hidden = g_strconcat(".", name, ".new", NULL);
  return g_build_filename(directory, hidden, NULL);
}

static gboolean
write_file(const char *path, const char *bytes, gsize length, GError **error)
{
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (fd < 0)
    return fail_in(path, "made", error);
  gboolean good = write_all(fd, bytes, length) || fail_in(path, "written", error);
  if (close(fd) != 0 && good)
    good = fail_in(path, "written", error);
  if (!good)
    unlink(path);
  return good;
}

gboolean
public_folder_put(PublicFolder *folder, const char *name, const char *bytes, gsize length, GError **error)
{
  g_autofree char *path = g_build_filename(folder->path, name, NULL);
  if (holds(path, bytes, length))
    return TRUE;
  g_autofree char *fresh = beside(path);
  if (!write_file(fresh, bytes, length, error))
    return FALSE;
  if (rename(fresh, path) != 0)
    return fail_in(path, "replaced", error);
  folder->changed = TRUE;
  seam_durable(folder->seam);
  return TRUE;
}

gboolean
public_folder_remove(PublicFolder *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename(folder->path, name, NULL);
  if (unlink(path) != 0)
    return errno == ENOENT || fail_in(path, "removed", error);
  folder->changed = TRUE;
  seam_durable(folder->seam);
  return TRUE;
}

/* Somebody may have laid an index.html of theirs there, so that no other server lists the folder. */
static gboolean
is_ours(const SecretFolder *secret, const char *name)
{
  if (g_str_has_suffix(name, "." GONE_ENDING) || (*name == '.' && g_str_has_suffix(name, ".new")))
    return TRUE;
  if (!g_str_has_suffix(name, secret->ending))
    return FALSE;
  g_autofree char *stem = g_strndup(name, strlen(name) - strlen(secret->ending));
  return !secret->tokens || token_is(stem);
}

static gboolean
sweep_one(PublicFolder *folder, const SecretFolder *secret, GHashTable *keep, GError **error)
{
  g_autofree char *path = g_build_filename(folder->path, secret->name, NULL);
  g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
  const char *name;
  if (!directory)
    return fail(path, "read", error);
  while ((name = g_dir_read_name(directory))) {
    g_autofree char *file = g_build_filename(secret->name, name, NULL);
    if (is_ours(secret, name) && !g_hash_table_contains(keep, file) &&
        !public_folder_remove(folder, file, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
public_folder_sweep(PublicFolder *folder, GHashTable *keep, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS(secret_folders); i++)
    if (!sweep_one(folder, &secret_folders[i], keep, error))
      return FALSE;
  return TRUE;
}

/* One call for all files since the last: an fsync each costs minutes when a date changes that thousands of
 * feeds show. Until then whoever wrote them must take them for unwritten; after a loss of power they are
 * written again. */
gboolean
public_folder_sync(PublicFolder *folder, GError **error)
{
  if (!folder->changed)
    return TRUE;
  int fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean good = fd >= 0 && syncfs(fd) == 0;
  if (good)
    folder->changed = FALSE;
  else
    fail(folder->path, "written", error);
  if (fd >= 0)
    close(fd);
  return good;
}

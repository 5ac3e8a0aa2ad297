/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Directories of a maildir. Does not know messages. */
#include "mail/maildir.h"
#include "base/fault.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

const char *
maildir_path(const char *url)
{
  return g_str_has_prefix(url, "maildir:") ? url + strlen("maildir:") : NULL;
}

gboolean
maildir_make(const char *path, GError **error)
{
  static const char *const parts[] = { "tmp", "new", "cur" };
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    g_autofree char *part = g_build_filename(path, parts[i], NULL);
    if (g_mkdir_with_parents(part, 0700) != 0) {
      g_set_error(error, FAULT, FAULT_IO, "%s cannot be created: %s", part, g_strerror(errno));
      return FALSE;
    }
  }
  return TRUE;
}

gboolean
maildir_sync(const char *directory, GError **error)
{
  int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = fd >= 0 && fsync(fd) == 0;
  int failed = errno;
  if (fd >= 0)
    close(fd);
  if (!synced)
    g_set_error(error, FAULT, FAULT_IO, "%s: %s", directory, g_strerror(failed));
  return synced;
}

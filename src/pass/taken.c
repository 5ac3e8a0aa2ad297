/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line a taking, appended by one write, so that a line is there or not. Syncs nothing: what it guards
 * against is the end of the process. */
#include "pass/taken.h"
#include "base/checksum.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct Taken {
  char *path; /* NULL: nothing is kept */
  int fd;     /* -1: not opened yet */
  gboolean warned;
  GHashTable *notes;
};

static void
read_notes(Taken *taken)
{
  g_autofree char *text = NULL;
  if (!taken->path || !g_file_get_contents(taken->path, &text, NULL, NULL))
    return;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (*lines[i])
      g_hash_table_add(taken->notes, g_strdup(lines[i]));
}

Taken *
taken_open(const char *store_path)
{
  Taken *taken = g_new0(Taken, 1);
  taken->fd = -1;
  taken->path = *store_path == ':' ? NULL : g_strconcat(store_path, "-taken", NULL);
  taken->notes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  read_notes(taken);
  return taken;
}

void
taken_close(Taken *taken)
{
  if (!taken)
    return;
  if (taken->fd >= 0)
    close(taken->fd);
  g_hash_table_unref(taken->notes);
  g_free(taken->path);
  g_free(taken);
}

static char *
note_of(const char *message_id, const char *recipient)
{
  g_autofree char *both = g_strdup_printf("%s %s", message_id, recipient);
  return checksum_of_text(both);
}

static gboolean
append(Taken *taken, const char *note)
{
  g_autofree char *line = g_strconcat(note, "\n", NULL);
  if (taken->fd < 0)
    taken->fd = open(taken->path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
  return taken->fd >= 0 && write(taken->fd, line, strlen(line)) == (gssize) strlen(line);
}

void
taken_note(Taken *taken, const char *message_id, const char *recipient)
{
  char *note = note_of(message_id, recipient);
  if (taken->path && !append(taken, note) && !taken->warned) {
    g_warning("%s cannot be written (%s): were mentord killed now, mails that went out would go once more",
              taken->path, g_strerror(errno));
    taken->warned = TRUE;
  }
  g_hash_table_add(taken->notes, note);
}

gboolean
taken_has(const Taken *taken, const char *message_id, const char *recipient)
{
  if (!g_hash_table_size(taken->notes))
    return FALSE;
  g_autofree char *note = note_of(message_id, recipient);
  return g_hash_table_contains(taken->notes, note);
}

void
taken_forget(Taken *taken)
{
  if (!g_hash_table_size(taken->notes))
    return;
  g_hash_table_remove_all(taken->notes);
  if (taken->fd >= 0)
    close(taken->fd);
  taken->fd = -1;
  if (taken->path)
    unlink(taken->path);
}

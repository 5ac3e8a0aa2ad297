/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file is "EPOCH\n" and the body. It is taken away only after the page without a form stands in the
 * published folder, and whoever puts one looks at that page afterwards: so a link that was used is never used
 * again, though nobody locks anything. */
#include "pass/spool.h"
#include "base/fault.h"
#include "base/ref.h"
#include "base/write.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
spooled_free(gpointer data)
{
  Spooled *one = data;
  g_free(one->token);
  g_bytes_unref(one->body);
  g_free(one);
}

char *
spool_folder(const char *store_path)
{
  return *store_path == ':' ? NULL : g_strconcat(store_path, "-forms", NULL);
}

static gboolean
fail(const char *path, const char *what, GError **error)
{
  g_set_error(error, FAULT, FAULT_IO, "%s cannot be %s: %s", path, what, g_strerror(errno));
  return FALSE;
}

/* -- reading -- */

static Spooled *
read_file(const char *path, const char *token)
{
  g_autofree char *text = NULL;
  gsize n;
  char *end;
  if (!g_file_get_contents(path, &text, &n, NULL))
    return NULL;
  gint64 at = g_ascii_strtoll(text, &end, 10);
  if (end == text || *end != '\n')
    return NULL;
  Spooled *one = g_new0(Spooled, 1);
  one->token = g_strdup(token);
  one->at = at;
  one->body = g_bytes_new(end + 1, n - (gsize) (end + 1 - text));
  return one;
}

static int
by_arrival(gconstpointer a, gconstpointer b)
{
  const Spooled *const *first = a, *const *second = b;
  if ((*first)->at != (*second)->at)
    return (*first)->at < (*second)->at ? -1 : 1;
  return strcmp((*first)->token, (*second)->token);
}

GPtrArray *
spool_list(const char *folder)
{
  GPtrArray *list = g_ptr_array_new_with_free_func(spooled_free);
  g_autoptr(GDir) directory = folder ? g_dir_open(folder, 0, NULL) : NULL;
  const char *name;
  while (directory && (name = g_dir_read_name(directory))) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    Spooled *one = token_is(name) ? read_file(path, name) : NULL;
    if (one)
      g_ptr_array_add(list, one);
  }
  g_ptr_array_sort(list, by_arrival);
  return list;
}

/* -- writing -- */

static gboolean
write_file(const char *path, GBytes *body, Instant now, GError **error)
{
  gsize n;
  const char *bytes = g_bytes_get_data(body, &n);
  g_autofree char *head = g_strdup_printf("%" G_GINT64_FORMAT "\n", now);
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail(path, "made", error);
  gboolean good = (write_all(fd, head, strlen(head)) && write_all(fd, bytes, n) && fsync(fd) == 0) ||
                  fail(path, "written", error);
  if (close(fd) != 0 && good)
    good = fail(path, "written", error);
  return good;
}

/* That the names in it survive a loss of power. */
static gboolean
sync_folder(const char *folder, GError **error)
{
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean good = fd >= 0 && fsync(fd) == 0;
  if (!good)
    fail(folder, "written", error);
  if (fd >= 0)
    close(fd);
  return good;
}

static gboolean
make_folder(const char *folder, GError **error)
{
  if (mkdir(folder, 0700) != 0)
    return errno == EEXIST || fail(folder, "made", error);
  g_autofree char *parent = g_path_get_dirname(folder);
  return sync_folder(parent, error);
}

static gboolean
page_has_form(const char *page)
{
  g_autofree char *html = NULL;
  return g_file_get_contents(page, &html, NULL, NULL) && strstr(html, "<form ") != NULL;
}

static gboolean
put_new(const char *folder, const char *path, GBytes *body, Instant now, GError **error)
{
  g_autofree char *fresh = g_build_filename(folder, ".new", NULL);
  if (!write_file(fresh, body, now, error))
    return FALSE;
  if (g_rename(fresh, path) != 0)
    return fail(folder, "written", error); /* the name of the file is a secret */
  return sync_folder(folder, error);
}

gboolean
spool_put(const char *folder, const char *page, const char *token, GBytes *body, Instant *at,
          SpoolState *state, GError **error)
{
  g_autofree char *path = g_build_filename(folder, token, NULL);
  Spooled *before = read_file(path, token);
  *state = SPOOL_KEPT;
  if (before) {
    if (!g_bytes_equal(before->body, body))
      *state = SPOOL_USED;
    *at = before->at;
    spooled_free(before);
    return sync_folder(folder, error); /* the first may not have come so far */
  }
  if (!make_folder(folder, error) || !put_new(folder, path, body, *at, error))
    return FALSE;
  if (page_has_form(page))
    return TRUE;
  *state = SPOOL_USED;
  return spool_remove(folder, token, NULL, error);
}

gboolean
spool_remove(const char *folder, const char *token, Seam *seam, GError **error)
{
  g_autofree char *path = g_build_filename(folder, token, NULL);
  if (unlink(path) != 0)
    return errno == ENOENT || fail(folder, "cleared", error);
  seam_durable(seam);
  return TRUE;
}

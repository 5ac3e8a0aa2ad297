/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a rehearsal's folder. Removes nothing but what a rehearsal leaves, and that only where a rehearsal
 * was. */
#include "rehearse/rehearse_site.h"
#include "base/fault.h"
#include "rehearse/rehearse_dates.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define MARK "// A rehearsal of mentord.\n"

static const char *const LEAVES[] = { "mailbox",         "sent",           "mail",
                                      "certificates",    "public",         "summary.json",
                                      "mentord.db",      "mentord.db-wal", "mentord.db-shm",
                                      "mentord.db.lock", "year.conf" };

char *
rehearse_path(const RehearsalOrder *order, const char *name)
{
  return g_build_filename(order->directory, name, NULL);
}

static gboolean
fault_at(const char *path, GError **error)
{
  g_set_error(error, FAULT, FAULT_IO, "%s cannot be written: %s", path, g_strerror(errno));
  return FALSE;
}

static gboolean
remove_tree(const char *path, GError **error)
{
  g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *inner = g_build_filename(path, name, NULL);
    if (!remove_tree(inner, error))
      return FALSE;
  }
  return g_remove(path) == 0 || errno == ENOENT || fault_at(path, error);
}

static gboolean
is_empty(const char *directory)
{
  g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
  return !dir || !g_dir_read_name(dir);
}

/* A folder that is new, empty, or an earlier rehearsal's. */
static gboolean
clear(const RehearsalOrder *order, GError **error)
{
  g_autofree char *site = rehearse_path(order, "mentord.conf"), *text = NULL;
  gboolean ours = g_file_get_contents(site, &text, NULL, NULL) && g_str_has_prefix(text, MARK);
  if (!ours && !is_empty(order->directory)) {
    g_set_error(error, FAULT, FAULT_USAGE, "%s holds other things: name a new folder with --output",
                order->directory);
    return FALSE;
  }
  for (guint i = 0; ours && i < G_N_ELEMENTS(LEAVES); i++) {
    g_autofree char *path = rehearse_path(order, LEAVES[i]);
    if (!remove_tree(path, error))
      return FALSE;
  }
  static const char *const folders[] = { "", "mail", "certificates", "public" };
  for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autofree char *path = rehearse_path(order, folders[i]);
    if (g_mkdir_with_parents(path, 0755) != 0)
      return fault_at(path, error);
  }
  return TRUE;
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
  return strcmp(*(char *const *) a, *(char *const *) b);
}

/* The paths in the installed folder @kind whose names begin with @prefix, in order; ended by NULL, of char*.
 */
static GPtrArray *
installed(const char *kind, const char *prefix)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *directory = site_data_directory(kind);
  g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));)
    if (g_str_has_prefix(name, prefix) && g_str_has_suffix(name, ".conf"))
      g_ptr_array_add(paths, g_build_filename(directory, name, NULL));
  g_ptr_array_sort(paths, by_name);
  g_ptr_array_add(paths, NULL);
  return paths;
}

/* Every scheme, with the newest year: its file speaks of them all. */
static Schemes *
load_installed(GError **error)
{
  g_autoptr(GPtrArray) schemes = installed("schemes", ""), years = installed("years", "year-");
  if (schemes->len < 2 || years->len < 2) {
    g_autofree char *where = site_data_directory(schemes->len < 2 ? "schemes" : "years");
    g_set_error(error, FAULT, FAULT_DATA, "there is no %s.conf in %s: install one",
                schemes->len < 2 ? "*" : "year-*", where);
    return NULL;
  }
  g_autoptr(ConfFaults) faults = conf_faults_new();
  g_autoptr(Schemes) all = schemes_load((const char *const *) schemes->pdata,
                                        (const char *const *) years->pdata + years->len - 2, faults);
  return conf_faults_none(faults, error) ? g_steal_pointer(&all) : NULL;
}

static gboolean
write_file(const char *path, const char *text, GError **error)
{
  g_autoptr(GError) fault = NULL;
  if (g_file_set_contents(path, text, -1, &fault))
    return TRUE;
  g_set_error(error, FAULT, FAULT_IO, "%s", fault->message);
  return FALSE;
}

static gboolean
write_site(const RehearsalOrder *order, const char *path, const GPtrArray *schemes, GError **error)
{
  g_autoptr(GString) files = g_string_new(NULL);
  for (guint i = 0; i < schemes->len; i++) {
    g_autofree char *file = g_path_get_basename(((Scheme *) schemes->pdata[i])->file);
    g_string_append_printf(files, "%s\"%s\"", i ? ", " : "", file);
  }
  g_autofree char *text = g_strdup_printf(
      MARK "// The people are made up. Look into it as into any other: mentord -c THIS-FILE status, person, "
           "why ...\n"
           "partnership = { name = \"Example ITE Partnership\"; domain = \"example.ac.uk\"; office = "
           "\"office@example.ac.uk\"; };\n"
           "mailbox     = { url = \"maildir:mailbox\"; since = \"2000-01-01\"; "
           "authserv_id = \"mx.example.ac.uk\"; };\n"
           "submission  = { url = \"maildir:sent\"; from = \"Example ITE Partnership "
           "<mentors@example.ac.uk>\"; brake = %u; };\n"
           "publish     = { directory = \"public\"; base_url = \"https://mentors.example.ac.uk\"; };\n"
           "store       = \"mentord.db\";\n"
           "schemes     = (%s);\n"
           "years       = (\"year.conf\");\n",
      2 * order->people, files->str);
  return write_file(path, text, error);
}

/* Of Scheme, borrowed: the one that was asked for, or all; NULL: there is no such scheme. */
static GPtrArray *
wanted_schemes(const RehearsalOrder *order, const Schemes *schemes, GError **error)
{
  g_autoptr(GPtrArray) wanted = g_ptr_array_new();
  g_autoptr(GString) known = g_string_new(NULL);
  for (guint i = 0; i < schemes->schemes->len; i++) {
    Scheme *one = schemes->schemes->pdata[i];
    g_string_append_printf(known, "%s%s", i ? ", " : "", one->id);
    if (!order->scheme || !strcmp(order->scheme, one->id))
      g_ptr_array_add(wanted, one);
  }
  if (wanted->len)
    return g_steal_pointer(&wanted);
  g_set_error(error, FAULT, FAULT_DATA, "no scheme %s is installed; there is %s", order->scheme, known->str);
  return NULL;
}

Site *
rehearse_site(const RehearsalOrder *order, GError **error)
{
  g_autoptr(Schemes) all = load_installed(error);
  g_autoptr(GPtrArray) schemes = all ? wanted_schemes(order, all, error) : NULL;
  if (!schemes || !clear(order, error))
    return NULL;
  g_autofree char *path = rehearse_path(order, "mentord.conf"), *year = rehearse_path(order, "year.conf");
  g_autofree char *dates = rehearse_dates(schemes, all->years->pdata[0]);
  return write_file(year, dates, error) && write_site(order, path, schemes, error) ? site_load(path, error)
                                                                                   : NULL;
}

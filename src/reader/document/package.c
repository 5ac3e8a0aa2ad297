/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ZIP files by libzip, from memory. Without libzip's consistency check, which refuses real Word files;
 * instead absolute bounds, names that differ, and every member read to its end so that its checksum counts.
 * Members are found by name and read into memory: no path of a stranger is ever opened. */
#include "config.h"

#include "reader/document/package.h"
#include <string.h>
#include <zip.h>

#define JUNK_LIMIT 1024
#define END_RECORD 22 /* bytes of the record that ends a ZIP */
#define ENTRY_LIMIT 4096
#define MEMBER_LIMIT (64u << 20)
#define TOTAL_LIMIT (128u << 20)

struct Package {
  zip_t *zip;
  GPtrArray *names;   /* by index, "" for one without a name */
  GHashTable *places; /* lower-case name to index + 1 */
  gsize left;         /* bytes that may still be read */
};

/* Names of Windows programs that write \ for / occur in honest files. */
static char *
plain_name(const char *name)
{
  while (*name == '/' || *name == '\\')
    name++;
  return g_strdelimit(g_strdup(name), "\\", '/');
}

static const char *
list_members(Package *package)
{
  zip_int64_t n = zip_get_num_entries(package->zip, 0);
  if (n > ENTRY_LIMIT)
    return "too-large";
  for (zip_int64_t i = 0; i < n; i++) {
    const char *raw = zip_get_name(package->zip, (zip_uint64_t) i, 0);
    char *name = plain_name(raw ? raw : "");
    g_ptr_array_add(package->names, name);
    char *lower = g_ascii_strdown(name, -1);
    if (!*lower)
      g_free(lower);
    else if (!g_hash_table_insert(package->places, lower, GSIZE_TO_POINTER((gsize) i + 1)))
      return "damaged"; /* two of one name: which is meant would depend on who reads */
  }
  return NULL;
}

/* The first member's mark, within what may stand before it: a program that is one with its archive is no
 * archive. */
static const guint8 *
find_start(const guint8 *bytes, gsize n)
{
  const guint8 *start = n ? memmem(bytes, MIN(n, JUNK_LIMIT), "PK\3\4", 4) : NULL;
  gboolean program = n >= 2 && bytes[0] == 'M' && bytes[1] == 'Z';
  gboolean plain = start == bytes;
  for (const guint8 *p = bytes; start && p < start && !plain; p++)
    if (!*p || *p == '%') /* something else, which has one inside */
      return NULL;
  return program ? NULL : start;
}

gboolean
package_starts(const guint8 *bytes, gsize n)
{
  return find_start(bytes, n) != NULL;
}

static zip_t *
open_bytes(const guint8 *bytes, gsize n)
{
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(bytes, n, 0, &error);
  zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
  zip_error_fini(&error);
  if (!zip && source)
    zip_source_free(source);
  return zip;
}

/* Without what stands before the first member and behind the last record (APPNOTE 4.3.16). */
static zip_t *
open_trimmed(const guint8 *bytes, gsize n)
{
  const guint8 *start = find_start(bytes, n), *end = NULL;
  for (const guint8 *p = start; p && (p = memmem(p, n - (gsize) (p - bytes), "PK\5\6", 4)); p++)
    end = p;
  if (!end || (gsize) (bytes + n - end) < END_RECORD)
    return NULL;
  gsize comment = (gsize) end[20] | (gsize) end[21] << 8, left = n - (gsize) (end - bytes) - END_RECORD;
  return open_bytes(start, (gsize) (end - start) + END_RECORD + MIN(comment, left));
}

Package *
package_open(const guint8 *bytes, gsize n, const char **problem)
{
  zip_t *zip = open_bytes(bytes, n);
  if (!zip)
    zip = open_trimmed(bytes, n);
  if (!zip) {
    *problem = "damaged";
    return NULL;
  }
  Package *package = g_new0(Package, 1);
  package->zip = zip;
  package->names = g_ptr_array_new_with_free_func(g_free);
  package->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  package->left = TOTAL_LIMIT;
  *problem = list_members(package);
  if (*problem)
    g_clear_pointer(&package, package_free);
  return package;
}

void
package_free(Package *package)
{
  if (!package)
    return;
  zip_discard(package->zip);
  g_ptr_array_unref(package->names);
  g_hash_table_unref(package->places);
  g_free(package);
}

guint
package_size(const Package *package)
{
  return package->names->len;
}

const char *
package_name(const Package *package, guint i)
{
  return g_ptr_array_index(package->names, i);
}

static gsize
place_of(const Package *package, const char *name)
{
  g_autofree char *lower = g_ascii_strdown(name, -1);
  return GPOINTER_TO_SIZE(g_hash_table_lookup(package->places, lower));
}

gboolean
package_has(const Package *package, const char *name)
{
  return place_of(package, name) != 0;
}

static const char *
problem_of(const zip_error_t *error)
{
  switch (zip_error_code_zip(error)) {
  case ZIP_ER_NOPASSWD:
  case ZIP_ER_WRONGPASSWD:
  case ZIP_ER_ENCRNOTSUPP: return "encrypted";
  case ZIP_ER_COMPNOTSUPP: return "unsupported";
  default: return "damaged";
  }
}

/* All of @file, whatever size the directory claims; the read that meets the end compares the checksum. */
static char *
read_all(zip_file_t *file, gsize claimed, gsize limit, gsize *n, const char **problem)
{
  gsize room = MIN(claimed, limit) + 1;
  char *bytes = g_malloc(room + 1);
  gsize have = 0;
  for (;;) {
    zip_int64_t got = zip_fread(file, bytes + have, room - have);
    if (got < 0)
      *problem = problem_of(zip_file_get_error(file));
    if (got <= 0)
      break;
    have += (gsize) got;
    if (have > limit) {
      *problem = "too-large";
      break;
    }
    if (have == room) {
      room = MIN(room * 2, limit + 1);
      bytes = g_realloc(bytes, room + 1);
    }
  }
  if (*problem) {
    g_free(bytes);
    return NULL;
  }
  bytes[have] = 0;
  *n = have;
  return bytes;
}

char *
package_read(Package *package, const char *name, gsize *n, const char **problem)
{
  zip_stat_t stat;
  gsize place = place_of(package, name);
  *problem = "damaged";
  if (!place || zip_stat_index(package->zip, place - 1, 0, &stat) || !(stat.valid & ZIP_STAT_SIZE))
    return NULL;
  if (stat.size > MIN(package->left, MEMBER_LIMIT)) {
    *problem = "too-large";
    return NULL;
  }
  zip_file_t *file = zip_fopen_index(package->zip, place - 1, 0);
  if (!file) {
    *problem = problem_of(zip_get_error(package->zip));
    return NULL;
  }
  *problem = NULL;
  char *bytes = read_all(file, stat.size, MIN(package->left, MEMBER_LIMIT), n, problem);
  zip_fclose(file);
  package->left -= bytes ? *n : MIN(package->left, stat.size);
  return bytes;
}

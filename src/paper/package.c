/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes Open Packaging files with libzip into memory. Reads none: that is the reader's. */
#include "paper/package.h"
#include "base/fault.h"
#include "base/text.h"
#include <string.h>

typedef struct {
  char *name, *bytes;
} Part;

struct Package {
  GArray *parts; /* of Part */
};

/* Midnight of 1 January 1980, the first day that a zip can name: times would make equal files differ. */
enum { FIRST_DAY = 1 << 5 | 1, MIDNIGHT = 0 };

/* Below this size a part is stored: setting up a compressor costs more than it saves. */
enum { WORTH_DEFLATING = 1024, DEFLATE_LEVEL = 3 };

static void
part_clear(gpointer data)
{
  Part *part = data;
  g_free(part->name);
  g_free(part->bytes);
}

Package *
package_new(void)
{
  Package *package = g_new0(Package, 1);
  package->parts = g_array_new(FALSE, FALSE, sizeof(Part));
  g_array_set_clear_func(package->parts, part_clear);
  return package;
}

void
package_free(Package *package)
{
  if (!package)
    return;
  g_array_unref(package->parts);
  g_free(package);
}

void
package_add(Package *package, const char *name, const char *bytes)
{
  Part part = { g_strdup(name), g_strdup(bytes) };
  g_array_append_val(package->parts, part);
}

gboolean
package_settle(zip_t *zip, zip_uint64_t part, gsize size)
{
  zip_int32_t method = size < WORTH_DEFLATING ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
  return !zip_set_file_compression(zip, part, method, DEFLATE_LEVEL) &&
         !zip_file_set_dostime(zip, part, MIDNIGHT, FIRST_DAY, 0);
}

static gboolean
add_to_zip(zip_t *zip, const Part *part)
{
  gsize size = strlen(part->bytes);
  zip_source_t *source = zip_source_buffer(zip, part->bytes, size, 0);
  if (!source)
    return FALSE;
  zip_int64_t at = zip_file_add(zip, part->name, source, ZIP_FL_ENC_UTF_8);
  if (at < 0) {
    zip_source_free(source);
    return FALSE;
  }
  return package_settle(zip, (zip_uint64_t) at, size);
}

/* Every part into @sink, which then holds the file. */
static gboolean
write_zip(const Package *package, zip_source_t *sink, zip_error_t *why)
{
  zip_t *zip = zip_open_from_source(sink, ZIP_TRUNCATE, why);
  if (!zip)
    return FALSE;
  zip_source_keep(sink);
  gboolean ok = TRUE;
  for (guint i = 0; ok && i < package->parts->len; i++)
    ok = add_to_zip(zip, &g_array_index(package->parts, Part, i));
  if (ok && zip_close(zip) == 0)
    return TRUE;
  zip_error_set(why, zip_error_code_zip(zip_get_error(zip)), 0);
  zip_discard(zip);
  return FALSE;
}

GBytes *
package_read_back(zip_source_t *sink)
{
  zip_stat_t size;
  if (zip_source_stat(sink, &size) || zip_source_open(sink))
    return NULL;
  g_autofree guchar *bytes = g_malloc(size.size);
  zip_int64_t got = zip_source_read(sink, bytes, size.size);
  zip_source_close(sink);
  return got == (zip_int64_t) size.size ? g_bytes_new_take(g_steal_pointer(&bytes), size.size) : NULL;
}

GBytes *
package_close(Package *package, GError **error)
{
  zip_error_t why;
  zip_error_init(&why);
  zip_source_t *sink = zip_source_buffer_create(NULL, 0, 0, &why);
  GBytes *bytes = sink && write_zip(package, sink, &why) ? package_read_back(sink) : NULL;
  if (!bytes)
    g_set_error(error, FAULT, FAULT_SOFTWARE, "The document could not be packed: %s.",
                zip_error_strerror(&why));
  if (sink)
    zip_source_free(sink);
  zip_error_fini(&why);
  return bytes;
}

void
package_escape(GString *xml, const char *text)
{
  g_autofree char *clean = text_clean(text ? text : "", -1, 0, TRUE);
  g_autofree char *escaped = g_markup_escape_text(clean, -1);
  g_string_append(xml, escaped);
}

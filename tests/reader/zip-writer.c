/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds ZIP files byte by byte (APPNOTE 4.3). */
#include "zip-writer.h"
#include <string.h>
#include <zip.h>

static guint32
crc_of(const char *data, gsize n)
{
  guint32 steps[16], crc = 0xffffffff; /* of four bits at a time */
  for (guint32 i = 0; i < 16; i++) {
    steps[i] = i;
    for (guint bit = 0; bit < 4; bit++)
      steps[i] = steps[i] >> 1 ^ (steps[i] & 1 ? 0xedb88320 : 0);
  }
  for (gsize i = 0; i < n; i++) {
    crc ^= (guchar) data[i];
    crc = crc >> 4 ^ steps[crc & 15];
    crc = crc >> 4 ^ steps[crc & 15];
  }
  return ~crc;
}

static void
put(GByteArray *out, guint64 number, guint bytes)
{
  for (; bytes; bytes--, number >>= 8)
    g_byte_array_append(out, &(guint8){ (guint8) number }, 1);
}

/* What local and central header have in common, from the version on. */
static void
put_header(GByteArray *out, const ZipMember *member)
{
  gsize n = member->n ? member->n : strlen(member->data);
  put(out, 20, 2);
  put(out, member->flags, 2);
  put(out, 0, 2);          /* stored */
  put(out, 0x58ae6000, 4); /* some day in 2024 */
  put(out, crc_of(member->data, n) ^ (member->wrong_crc ? 1 : 0), 4);
  put(out, n, 4);
  put(out, member->claimed ? member->claimed : n, 4);
  put(out, strlen(member->name), 2);
  put(out, 0, 2);
}

GBytes *
zip_write(const ZipMember *members, guint n_members)
{
  GByteArray *out = g_byte_array_new();
  g_autofree guint *places = g_new(guint, n_members + 1);
  for (guint i = 0; i < n_members; i++) {
    places[i] = out->len;
    put(out, 0x04034b50, 4);
    put_header(out, &members[i]);
    g_byte_array_append(out, (const guint8 *) members[i].name, (guint) strlen(members[i].name));
    g_byte_array_append(out, (const guint8 *) members[i].data,
                        (guint) (members[i].n ? members[i].n : strlen(members[i].data)));
  }
  guint directory = out->len;
  for (guint i = 0; i < n_members; i++) {
    put(out, 0x02014b50, 4);
    put(out, 20, 2);
    put_header(out, &members[i]);
    put(out, 0, 10);
    put(out, places[i], 4);
    g_byte_array_append(out, (const guint8 *) members[i].name, (guint) strlen(members[i].name));
  }
  guint length = out->len - directory;
  put(out, 0x06054b50, 4);
  put(out, 0, 4);
  put(out, MIN(n_members, 0xffff), 2);
  put(out, MIN(n_members, 0xffff), 2);
  put(out, length, 4);
  put(out, directory, 4);
  put(out, 0, 2);
  return g_byte_array_free_to_bytes(out);
}

GBytes *
zip_bomb(const char *name, gsize n)
{
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
  zip_source_keep(target);
  zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  char *data = g_malloc(n);
  memset(data, 'a', n);
  zip_source_t *source = zip_source_buffer(zip, data, n, 0);
  g_assert_cmpint(zip_file_add(zip, name, source, 0), >=, 0);
  g_assert_cmpint(zip_close(zip), ==, 0);
  g_free(data);
  zip_stat_t stat;
  g_assert_cmpint(zip_source_stat(target, &stat), ==, 0);
  char *bytes = g_malloc(stat.size);
  zip_source_open(target);
  g_assert_cmpint(zip_source_read(target, bytes, stat.size), ==, (zip_int64_t) stat.size);
  zip_source_close(target);
  zip_source_free(target);
  return g_bytes_new_take(bytes, stat.size);
}

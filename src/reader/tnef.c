/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attributes of TNEF one after the other: attachments' names and bytes are taken, the rest is stepped over. A
 * message in a message is not opened. */
#include "reader/tnef.h"
#include "base/text.h"
#include "reader/converters.h"
#include <string.h>

enum {
  FILES_LIMIT = 100,
  PROPERTIES_LIMIT = 512,
  SIGNATURE = 0x223e9f78,
  ATT_RENDERING = 0x00069002, /* begins an attachment */
  ATT_TITLE = 0x00018010,
  ATT_DATA = 0x0006800f,
  ATT_PROPERTIES = 0x00069005,
  LONG_FILENAME = 0x3707,
  ATTACHED_OBJECT = 0x3701,
};

/* The types of MAPI properties (MS-OXCDATA 2.11.1). */
enum { STRING8 = 0x1e, UNICODE = 0x1f, BINARY = 0x102, OBJECT = 0x0d, MANY = 0x1000, NAMED = 0x8000 };

typedef struct {
  const guint8 *p;
  gsize n;
} Span;

static guint32
take(Span *span, gsize bytes)
{
  guint32 value = 0;
  if (span->n < bytes) {
    span->n = 0;
    return 0;
  }
  for (gsize i = 0; i < bytes; i++)
    value |= (guint32) span->p[i] << (8 * i);
  span->p += bytes;
  span->n -= bytes;
  return value;
}

static Span
take_span(Span *span, gsize length, gsize padded)
{
  Span taken = { span->p, MIN(length, span->n) };
  gsize step = MIN(padded, span->n);
  span->p += step;
  span->n -= step;
  return taken;
}

/* How many bytes a value of fixed length takes; 0 for others. */
static gsize
fixed_size(guint type)
{
  switch (type) {
  case 0x02:
  case 0x03:
  case 0x04:
  case 0x0a:
  case 0x0b: return 4;
  case 0x05:
  case 0x06:
  case 0x07:
  case 0x14:
  case 0x40: return 8;
  case 0x48: return 16;
  default: return 0;
  }
}

static void
take_name(TnefFile *file, Span value, guint type)
{
  g_autofree char *name =
      converters_to_utf8((const char *) value.p, value.n, type == UNICODE ? "UTF-16LE" : NULL);
  g_free(file->name);
  file->name = text_clean(name, -1, 255, FALSE);
}

static void
take_value(TnefFile *file, Span value, guint id, guint type)
{
  if (id == LONG_FILENAME && (type == UNICODE || type == STRING8))
    take_name(file, value, type);
  if (id == ATTACHED_OBJECT && type == BINARY && !file->n) {
    file->data = value.p;
    file->n = value.n;
  }
}

static void
read_properties(TnefFile *file, Span span)
{
  guint32 count = take(&span, 4);
  for (guint32 i = 0; i < count && i < PROPERTIES_LIMIT && span.n; i++) {
    guint type = take(&span, 2), id = take(&span, 2), base = type & ~(guint) MANY;
    if (id >= NAMED) {
      take_span(&span, 16, 16);
      guint32 kind = take(&span, 4), length = take(&span, 4);
      if (kind)
        take_span(&span, length, ((gsize) length + 3) & ~(gsize) 3);
    }
    gsize fixed = fixed_size(base);
    gboolean variable = base == STRING8 || base == UNICODE || base == BINARY || base == OBJECT;
    if (!fixed && !variable)
      return; /* no way to step over it */
    guint32 values = (type & MANY) || variable ? take(&span, 4) : 1;
    while (values-- && span.n) {
      gsize length = fixed ? fixed : take(&span, 4);
      take_value(file, take_span(&span, length, (length + 3) & ~(gsize) 3), id, base);
    }
  }
}

static void
free_file(gpointer data)
{
  TnefFile *file = data;
  g_free(file->name);
  g_free(file);
}

GPtrArray *
tnef_read(const guint8 *bytes, gsize n, gboolean *damaged)
{
  GPtrArray *files = g_ptr_array_new_with_free_func(free_file);
  Span span = { bytes, n };
  TnefFile *file = NULL;
  *damaged = take(&span, 4) != SIGNATURE;
  take(&span, 2);
  while (!*damaged && span.n >= 11 && files->len < FILES_LIMIT) {
    take(&span, 1);
    guint32 id = take(&span, 4), length = take(&span, 4);
    if (length > span.n || span.n - length < 2) {
      *damaged = TRUE;
      break;
    }
    Span value = take_span(&span, length, length);
    take(&span, 2); /* a checksum that not all senders compute */
    if (id == ATT_RENDERING) {
      file = g_new0(TnefFile, 1);
      file->name = g_strdup("");
      g_ptr_array_add(files, file);
    } else if (file && id == ATT_TITLE && !*file->name) {
      value.n = strnlen((const char *) value.p, value.n);
      take_name(file, value, STRING8);
    } else if (file && id == ATT_DATA) {
      file->data = value.p;
      file->n = value.n;
    } else if (file && id == ATT_PROPERTIES) {
      read_properties(file, value);
    }
  }
  return files;
}

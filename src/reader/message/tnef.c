/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attributes of TNEF one after the other: the body, the files with their names, mails within the mail. What
 * is not wanted is stepped over by its length. */
#include "reader/message/tnef.h"
#include "base/text.h"
#include "reader/converters.h"
#include <string.h>

enum {
  PROPERTIES_LIMIT = 512,
  NESTING_LIMIT = 3,
  SIGNATURE = 0x223e9f78,
  ATT_SUBJECT = 0x00018004,
  ATT_MESSAGE_ID = 0x00018009,
  ATT_BODY = 0x0002800c,
  ATT_RENDERING = 0x00069002, /* begins an attachment */
  ATT_MESSAGE_PROPERTIES = 0x00069003,
  ATT_PROPERTIES = 0x00069005,
  ATT_CODE_PAGE = 0x00069007,
  ATT_TITLE = 0x00018010,
  ATT_DATA = 0x0006800f,
  ATTACH_DATA = 0x3701,
  ATTRIBUTE_HEAD = 9, /* level, id, length */
  OBJECT_ID = 16,     /* bytes in front of an object that say what it is */
};

enum { MANY = 0x1000, NAMED = 0x8000 };

/* IID_IMessage ([MS-OXCMSG] 2.2.2.9): a mail in TNEF of its own. */
static const guint8 MAIL[OBJECT_ID] = { 0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46 };

typedef struct {
  const guint8 *p;
  gsize n;
} Span;

static MapiMessage *read_message(Span span, guint depth, gboolean *damaged);

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

/* An attached mail, or the document of another program. */
static void
take_object(MapiFile *file, Span value, guint depth)
{
  if (value.n <= OBJECT_ID || file->message)
    return;
  Span inner = { value.p + OBJECT_ID, value.n - OBJECT_ID };
  gboolean damaged;
  if (memcmp(value.p, MAIL, OBJECT_ID)) {
    g_clear_pointer(&file->bytes, g_bytes_unref);
    file->bytes = g_bytes_new(inner.p, inner.n);
  } else if (depth < NESTING_LIMIT) {
    file->message = read_message(inner, depth + 1, &damaged);
  }
}

static void
take_value(MapiMessage *message, MapiFile *file, Span value, guint id, guint type, guint depth)
{
  if (!file)
    mapi_message_take(message, id, type, value.p, value.n);
  else if (id == ATTACH_DATA && type == MAPI_OBJECT)
    take_object(file, value, depth);
  else
    mapi_file_take(message, file, id, type, value.p, value.n);
}

/* The properties of the mail, or of @file. */
static void
read_properties(MapiMessage *message, MapiFile *file, Span span, guint depth)
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
    gboolean variable =
        base == MAPI_STRING8 || base == MAPI_UNICODE || base == MAPI_BINARY || base == MAPI_OBJECT;
    if (!fixed && !variable)
      return; /* no way to step over it */
    guint32 values = (type & MANY) || variable ? take(&span, 4) : 1;
    while (values-- && span.n) {
      gsize length = fixed ? fixed : take(&span, 4);
      take_value(message, file, take_span(&span, length, (length + 3) & ~(gsize) 3), id, base, depth);
    }
  }
}

static char *
string_of(const MapiMessage *message, Span value)
{
  return converters_to_utf8((const char *) value.p, strnlen((const char *) value.p, value.n),
                            message->charset);
}

/* An attribute of the mail. */
static void
take_attribute(MapiMessage *message, guint32 id, Span value, guint depth)
{
  if (id == ATT_CODE_PAGE)
    mapi_set_code_page(message, take(&value, 4));
  else if (id == ATT_SUBJECT && !message->subject)
    message->subject = string_of(message, value);
  else if (id == ATT_MESSAGE_ID && !message->message_id)
    message->message_id = string_of(message, value);
  else if (id == ATT_BODY && !message->text)
    message->text = string_of(message, value);
  else if (id == ATT_MESSAGE_PROPERTIES)
    read_properties(message, NULL, value, depth);
}

/* An attribute of @file. */
static void
take_file_attribute(MapiMessage *message, MapiFile *file, guint32 id, Span value, guint depth)
{
  if (id == ATT_TITLE && !*file->name) {
    g_autofree char *name = string_of(message, value);
    g_free(file->name);
    file->name = text_clean(name, -1, 255, FALSE);
  } else if (id == ATT_DATA && !file->bytes) {
    file->bytes = g_bytes_new(value.p, value.n);
  } else if (id == ATT_PROPERTIES) {
    read_properties(message, file, value, depth);
  }
}

static MapiMessage *
read_message(Span span, guint depth, gboolean *damaged)
{
  MapiMessage *message = mapi_message_new();
  MapiFile *file = NULL;
  *damaged = take(&span, 4) != SIGNATURE;
  take(&span, 2);
  while (!*damaged && span.n) {
    if (span.n < ATTRIBUTE_HEAD) { /* what some gateways add at the end is no attribute that was cut off */
      *damaged = span.p[0] == 1 || span.p[0] == 2;
      break;
    }
    guint level = take(&span, 1);
    guint32 id = take(&span, 4), length = take(&span, 4);
    *damaged = level < 1 || level > 2 || length > span.n || span.n - length < 2;
    Span value = take_span(&span, length, length); /* of one that is cut off, what there is */
    take(&span, 2);                                /* a checksum that not all senders compute */
    if (id == ATT_RENDERING)
      file = mapi_add_file(message);
    else if (file)
      take_file_attribute(message, file, id, value, depth);
    else
      take_attribute(message, id, value, depth);
  }
  return message;
}

MapiMessage *
tnef_read(const guint8 *bytes, gsize n, gboolean *damaged)
{
  return read_message((Span){ bytes, n }, 0, damaged);
}

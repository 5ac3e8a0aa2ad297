/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A .msg file: a storage a mail or an attachment, a stream a property, and one stream of short properties in
 * each. Recipients are passed over. */
#include "reader/message/msg.h"
#include "reader/document/compound.h"
#include <stdlib.h>
#include <string.h>

enum {
  NESTING_LIMIT = 3,
  HEAD_OF_FILE = 32, /* bytes in front of the short properties of the mail */
  HEAD_OF_INNER = 24,
  HEAD_OF_ATTACHMENT = 8,
  SHORT = 16, /* bytes of a short property */
};

#define SHORTS "__properties_version1.0"
#define LONGS "__substg1.0_"
#define ATTACHMENT "__attach_version1.0_"
#define ATTACHED_MAIL LONGS "3701000D"

gboolean
msg_is(const guint8 *bytes, gsize n)
{
  g_autoptr(Compound) compound = compound_open(bytes, n);
  return compound && compound_find(compound, COMPOUND_ROOT, SHORTS) != COMPOUND_NONE;
}

static void
take(MapiMessage *message, MapiFile *file, guint id, guint type, const guint8 *bytes, gsize n)
{
  if (file)
    mapi_file_take(message, file, id, type, bytes, n);
  else
    mapi_message_take(message, id, type, bytes, n);
}

/* The properties in @storage: of the mail, or of @file. The short ones come first, for the code page is one
 * of them. */
static void
read_properties(Compound *compound, guint storage, gsize head, MapiMessage *message, MapiFile *file)
{
  g_autoptr(GBytes) shorts = compound_read(compound, compound_find(compound, storage, SHORTS));
  gsize n = 0;
  const guint8 *p = shorts ? g_bytes_get_data(shorts, &n) : NULL;
  for (gsize at = head; at + SHORT <= n; at += SHORT) {
    guint type = p[at] | (guint) p[at + 1] << 8;
    if (type == MAPI_LONG || type == MAPI_TIME)
      take(message, file, p[at + 2] | (guint) p[at + 3] << 8, type, p + at + 8, 8);
  }
  guint i = COMPOUND_NONE;
  while ((i = compound_next(compound, storage, i)) != COMPOUND_NONE) {
    const char *name = compound_name(compound, i);
    if (!g_str_has_prefix(name, LONGS) || strlen(name) != strlen(LONGS) + 8)
      continue;
    guint32 tag = (guint32) strtoul(name + strlen(LONGS), NULL, 16);
    g_autoptr(GBytes) value = compound_read(compound, i);
    const guint8 *bytes = value ? g_bytes_get_data(value, &n) : NULL;
    if (value)
      take(message, file, tag >> 16, tag & 0xffff, bytes ? bytes : (const guint8 *) "", n);
  }
}

static MapiMessage *
read_message(Compound *compound, guint storage, guint depth)
{
  MapiMessage *message = mapi_message_new();
  guint i = COMPOUND_NONE;
  read_properties(compound, storage, depth ? HEAD_OF_INNER : HEAD_OF_FILE, message, NULL);
  while ((i = compound_next(compound, storage, i)) != COMPOUND_NONE) {
    MapiFile *file = g_str_has_prefix(compound_name(compound, i), ATTACHMENT) ? mapi_add_file(message) : NULL;
    if (!file)
      continue;
    read_properties(compound, i, HEAD_OF_ATTACHMENT, message, file);
    guint inner = compound_find(compound, i, ATTACHED_MAIL);
    if (inner != COMPOUND_NONE && depth < NESTING_LIMIT)
      file->message = read_message(compound, inner, depth + 1);
  }
  return message;
}

MapiMessage *
msg_read(const guint8 *bytes, gsize n)
{
  g_autoptr(Compound) compound = compound_open(bytes, n);
  return compound ? read_message(compound, COMPOUND_ROOT, 0) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Just enough BER (X.690) to walk from a ContentInfo (RFC 5652) to the octets that were signed. */
#include "reader/message/smime.h"
#include <string.h>

enum {
  OBJECT_ID = 0x06,
  OCTETS = 0x04,
  OCTETS_IN_PARTS = 0x24,
  SEQUENCE = 0x30,
  EXPLICIT_0 = 0xa0,
  END = 0x00
};

static const guint8 SIGNED_DATA[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02 };

typedef struct {
  const guint8 *p;
  gsize n;
} Span;

/* The next element of @in: its tag and contents; FALSE at the end or where it is broken. One of indefinite
 * length takes all that is left, which its reader ends at the end mark. */
static gboolean
next(Span *in, guint *tag, Span *contents)
{
  if (in->n < 2 || in->p[0] == END)
    return FALSE;
  gsize length = in->p[1], head = 2;
  *tag = in->p[0];
  if (length == 0x80) {
    length = in->n - head;
  } else if (length > 0x80) {
    gsize bytes = length & 0x7f;
    if (bytes > 4 || in->n < 2 + bytes)
      return FALSE;
    for (length = 0; head < 2 + bytes; head++)
      length = length << 8 | in->p[head];
  }
  if (length > in->n - head)
    return FALSE;
  *contents = (Span){ in->p + head, length };
  in->p += head + length;
  in->n -= head + length;
  return TRUE;
}

/* Goes into the first element of @in that has @tag. */
static gboolean
enter(Span in, guint tag, Span *contents)
{
  guint found;
  while (next(&in, &found, contents))
    if (found == tag)
      return TRUE;
  return FALSE;
}

static GBytes *
octets(Span in)
{
  GByteArray *out = g_byte_array_new();
  Span part;
  guint tag;
  while (next(&in, &tag, &part)) {
    if (tag == OCTETS)
      g_byte_array_append(out, part.p, (guint) part.n);
    else if (tag == OCTETS_IN_PARTS)
      in = part;
  }
  return g_byte_array_free_to_bytes(out);
}

GBytes *
smime_content(const guint8 *bytes, gsize n, const char **problem)
{
  Span whole = { bytes, n }, info, type, wrapped, data, encapsulated, content;
  *problem = "damaged";
  if (!enter(whole, SEQUENCE, &info) || !enter(info, OBJECT_ID, &type) || !enter(info, EXPLICIT_0, &wrapped))
    return NULL;
  if (type.n != sizeof SIGNED_DATA || memcmp(type.p, SIGNED_DATA, type.n)) {
    *problem = "encrypted";
    return NULL;
  }
  if (!enter(wrapped, SEQUENCE, &data) || !enter(data, SEQUENCE, &encapsulated) ||
      !enter(encapsulated, EXPLICIT_0, &content))
    return NULL;
  g_autoptr(GBytes) inner = octets(content);
  if (!g_bytes_get_size(inner)) {
    *problem = "empty";
    return NULL;
  }
  return g_steal_pointer(&inner);
}

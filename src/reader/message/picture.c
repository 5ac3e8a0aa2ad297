/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Heads of pictures: PNG (ISO 15948 11.2.2), GIF89a, JPEG (T.81 B.2.2). Decodes no picture. */
#include "reader/message/picture.h"
#include <string.h>

static guint
big(const guint8 *p)
{
  return (guint) p[0] << 8 | p[1];
}

/* From segment to segment, up to the one that begins a frame. */
static gboolean
jpeg_size(const guint8 *p, gsize n, guint *width, guint *height)
{
  for (gsize at = 2; at + 9 < n && p[at] == 0xff;) {
    guint mark = p[at + 1];
    if (mark == 0xff) {
      at++;
      continue;
    }
    if (mark >= 0xc0 && mark <= 0xcf && mark != 0xc4 && mark != 0xc8 && mark != 0xcc) {
      *height = big(p + at + 5);
      *width = big(p + at + 7);
      return TRUE;
    }
    at += 2 + big(p + at + 2);
  }
  return FALSE;
}

gboolean
picture_size(const guint8 *bytes, gsize n, guint *width, guint *height)
{
  if (n >= 24 && !memcmp(bytes, "\x89PNG", 4)) {
    *width = big(bytes + 16) << 16 | big(bytes + 18);
    *height = big(bytes + 20) << 16 | big(bytes + 22);
    return TRUE;
  }
  if (n >= 10 && !memcmp(bytes, "GIF8", 4)) {
    *width = bytes[6] | (guint) bytes[7] << 8;
    *height = bytes[8] | (guint) bytes[9] << 8;
    return TRUE;
  }
  return n >= 4 && !memcmp(bytes, "\xff\xd8", 2) && jpeg_size(bytes, n, width, height);
}

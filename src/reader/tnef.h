/* SPDX-License-Identifier: GPL-3.0-or-later */
/* winmail.dat (TNEF, MS-OXTNEF): the files in it. */
#pragma once
#include <glib.h>

typedef struct {
  char *name;
  const guint8 *data; /* within the bytes given */
  gsize n;
} TnefFile;

/* The files in @bytes, in order, at most 100: an array of TnefFile, to be freed. *damaged when the rest could
 * not be read; what stood before the damage is returned. */
GPtrArray *tnef_read(const guint8 *bytes, gsize n, gboolean *damaged);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ZIP writer for tests that lets every lie through: members are stored, names, sizes, checksums and flags
 * are as asked. */
#pragma once
#include <glib.h>

typedef struct {
  const char *name, *data;
  gsize n; /* 0: the length of @data */
  gboolean wrong_crc;
  guint16 flags;   /* 1: encrypted */
  guint32 claimed; /* another size in the headers; 0: the true one */
} ZipMember;

GBytes *zip_write(const ZipMember *members, guint n_members);
/* The same for one member that is deflated, by libzip: @n bytes of 'a'. */
GBytes *zip_bomb(const char *name, gsize n);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes into a descriptor. Makes nothing durable. */
#pragma once
#include <glib.h>

/* All of @bytes into @fd, which waits; interrupted or taken in part, it goes on. FALSE: errno says why, and a
 * part may be written. */
gboolean write_all(int fd, const char *bytes, gsize length);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message, or one file, as a reading. Runs in the sandboxed child, and unsandboxed in tests. */
#pragma once
#include "reader/reader.h"

void message_start(void); /* once, before lock-down */
/* A pure function of its arguments; see ServeRead. */
Reading *message_read(const guint8 *bytes, gsize n, ReadAs as, const char *name);

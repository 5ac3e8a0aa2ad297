/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a child of the reader tries that has been taken over, one function a deed. */
#pragma once
#include <glib.h>

/* The key that the test plants in the engine's environment and memory, each byte one less than it is, so that
 * nobody who looks for it finds this. */
#define MISDEED_SECRET_SHIFTED "tbojuz.lfz.pg.uif.fohjof"

/* In the warm parent, while files can still be opened: notes where memory is. */
void misdeeds_start(void);
/* Does what @what says. TRUE: it succeeded. FALSE: it was refused, or there is no such deed. Most do not come
 * back. @bytes are the message as the child has it. */
gboolean misdeed(const char *what, const guint8 *bytes, gsize n);

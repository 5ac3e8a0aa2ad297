/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How large a picture is, by its head alone. */
#pragma once
#include <glib.h>

/* Width and height in dots of a PNG, GIF or JPEG; FALSE for others and for what is cut off before it says. */
gboolean picture_size(const guint8 *bytes, gsize n, guint *width, guint *height);

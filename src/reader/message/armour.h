/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PGP's armour in texts and files (RFC 9580 6 and 7). */
#pragma once
#include <glib.h>

/* Takes the frame of a signed text, its signature, and blocks that are encrypted out of @text, in place; TRUE
 * when something was encrypted. */
gboolean armour_strip(char *text);
gboolean armour_is_message(const guint8 *bytes, gsize n);
gboolean armour_is_signature(const guint8 *bytes, gsize n);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encoded words of header fields (RFC 2047), as they really come: split within a letter, in quotes, too long.
 */
#pragma once
#include <glib.h>

/* Appends a field to @out, neighbouring words of one character set made one: a library that decodes each for
 * itself loses what was split between them. */
void words_mend(GByteArray *out, const guint8 *field, gsize n);
/* @text (bytes of any kind) with its encoded words decoded, as UTF-8; 8-bit bytes are UTF-8 or else
 * Windows-1252. g_free. */
char *words_decode(const char *text, gsize n);

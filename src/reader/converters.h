/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Character sets. glibc's converters are shared objects: one that was not opened before the doors are shut
 * cannot be opened after, and text is then lost without a word. */
#pragma once
#include <glib.h>

/* Opens, and never closes, every converter that mail and documents are known to ask for; the few of ordinary
 * mail in the quick process. */
void converters_open(void);
/* In the quick process: ends the child when a header or a part of the message names a character set that is
 * not open, so that the whole process reads it. Looks for the names without parsing; one too many costs time
 * alone. */
void converters_check(const guint8 *message, gsize n);
/* @bytes in @charset (NULL or unknown: guessed) as valid UTF-8; nothing is lost but what was broken. g_free.
 */
char *converters_to_utf8(const char *bytes, gsize n, const char *charset);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around a sender's words without being theirs: signatures, disclaimers, lines of phones and of
 * servers. */
#pragma once
#include <glib.h>

/* Takes them out of @lines (of char *, which stay their owner's): a run of lines between two quotes, or all.
 */
void signature_strip(GPtrArray *lines);

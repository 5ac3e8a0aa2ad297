/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cairo's PDF lacks: language, title in the window's bar, words for pictures, an identity that is the
 * same from run to run. */
#pragma once
#include <glib.h>

/* @alternative is read out in place of the first figure, if there is one. FAULT_SOFTWARE. */
GBytes *pdf_finish(const guint8 *bytes, gsize length, const char *language, const char *alternative,
                   GError **error);

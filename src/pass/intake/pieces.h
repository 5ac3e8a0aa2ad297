/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a box of type evidence: a rationale, pieces of evidence and perhaps targets, as people write
 * them into one cell: a line each, a link, a document's name, a conversation with whom and when. C3.20, C3.22
 */
#pragma once
#include <glib.h>

typedef struct {
  guint pieces;       /* each once, however often it is named */
  gboolean rationale; /* something is said beside the pieces */
} Pieces;

/* Never too many: a line that does not say that it is a piece (a dash, a number, a link, "Evidence:", a
 * conversation with its date) is taken for the rationale; targets are neither. */
Pieces pieces_count(const char *text);
/* What stands in the box (@before, or NULL) and one thing more. g_free. */
char *pieces_add(const char *before, const char *more);

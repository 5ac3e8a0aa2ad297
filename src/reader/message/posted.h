/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form that was sent from a page of ours: what a browser posts (application/x-www-form-urlencoded, WHATWG
 * URL 5.1), behind what the engine knows of it. */
#pragma once
#include "reader/reading.h"

#define POSTED_LIMIT (80u << 10) /* bytes of the body, and of the engine's lines before it */

/* @bytes: the engine's lines "From: ADDRESS", "Subject: WORDS", "Ref: REF" and "Form: ID", an empty line, and
 * the body as it was posted. Nothing of the body is taken for one of those lines. A reading of the kind
 * "return" with one document of the format "form": a field "ID=VALUE" is a field with that tag; "N.ID=VALUE",
 * and "N=ID=VALUE" for a choice between columns, is a cell of row N of its one table, whose first row names
 * the columns by their ids. Of a name that comes twice the first counts; a name of any other shape is passed
 * over. A body that is no form, or holds more than its bounds, has a problem and no values. */
Reading *posted_read(const guint8 *bytes, gsize n);
/* All of it as text without its escapes, to be looked through. g_free. */
char *posted_text(const guint8 *bytes, gsize n);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Word and Excel packages have in common: where their parts are, and custom properties. */
#pragma once
#include "reader/package.h"
#include "reader/reading.h"

/* The targets of @part's relationships by id, as names in the package; empty if there are none. */
GHashTable *ooxml_relationships(Package *package, const char *part);
/* The part that the package is about ("word/document.xml"), by its relationships; NULL if it names none.
 * g_free. */
char *ooxml_main(Package *package);
/* The custom properties into document->properties. */
void ooxml_properties(Package *package, ReadingDocument *document);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Word and Excel packages have in common: where their parts are, and custom properties. */
#pragma once
#include "reader/document/package.h"
#include "reader/reading.h"

/* The targets of @part's relationships by id, as names in the package; empty if there are none. */
GHashTable *ooxml_relationships(Package *package, const char *part);
/* One relationship to another part of the package. */
typedef struct {
  char *kind; /* the last word of its type: header, custom-properties; the same in Strict and Transitional */
  char *target; /* the part's name in the package */
} OoxmlRelation;

/* @part's relationships in their order, of OoxmlRelation; empty if there are none. "" is the package itself.
 */
GPtrArray *ooxml_relations(Package *package, const char *part);
/* The target of the first of @relations of this @kind that is there from @from on, which is set beyond it;
 * NULL if there is none. */
const char *ooxml_next(const GPtrArray *relations, const char *kind, guint *from);
/* The part that the package is about ("word/document.xml"), by its relationships; NULL if it names none.
 * g_free. */
char *ooxml_main(Package *package);
/* The custom properties into document->properties. */
void ooxml_properties(Package *package, ReadingDocument *document);

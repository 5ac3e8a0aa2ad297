/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxml2's tree as office files need it: elements by their local names, since prefixes and namespaces differ
 * from program to program. Knows no format. */
#pragma once
#include <glib.h>
#include <libxml/tree.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)

/* NULL when @bytes are no well-formed XML, or bring a document type along. Nothing is fetched. */
xmlDoc *tree_parse(const char *bytes, gsize n);

gboolean tree_is(const xmlNode *node, const char *name);
/* The first child element called @name, or the next sibling; NULL: any name. */
xmlNode *tree_child(const xmlNode *parent, const char *name);
xmlNode *tree_next(const xmlNode *node, const char *name);
/* The first element called @name below @top, in the order of the document; NULL: there is none. */
xmlNode *tree_find(const xmlNode *top, const char *name);
/* All of them, @top aside: of xmlNode, borrowed. */
GPtrArray *tree_all(const xmlNode *top, const char *name);
/* The nearest element called @name around @node, @node aside. */
xmlNode *tree_around(const xmlNode *node, const char *name);
/* A new element in the namespace of @parent: its last child, or in front of @before. */
xmlNode *tree_add(xmlNode *parent, const char *name);
xmlNode *tree_add_before(xmlNode *before, const char *name);
void tree_remove(xmlNode *node);
/* By its local name; NULL: there is none. g_free. */
char *tree_attribute(const xmlNode *node, const char *name);
/* In no namespace. */
void tree_set(xmlNode *node, const char *name, const char *value);
/* In the namespace of @node, as WordprocessingML has its attributes. */
void tree_set_own(xmlNode *node, const char *name, const char *value);

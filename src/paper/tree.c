/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks and changes a tree. Text is cleaned by those who put it in. */
#include "paper/tree.h"
#include <libxml/parser.h>
#include <string.h>

xmlDoc *
tree_parse(const char *bytes, gsize n)
{
  if (n > G_MAXINT)
    return NULL;
  xmlDoc *document =
      xmlReadMemory(bytes, (int) n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (document && !document->intSubset && xmlDocGetRootElement(document))
    return document;
  xmlFreeDoc(document);
  return NULL;
}

gboolean
tree_is(const xmlNode *node, const char *name)
{
  return node && node->type == XML_ELEMENT_NODE && (!name || !strcmp((const char *) node->name, name));
}

static xmlNode *
from(xmlNode *node, const char *name)
{
  while (node && !tree_is(node, name))
    node = node->next;
  return node;
}

xmlNode *
tree_child(const xmlNode *parent, const char *name)
{
  return parent ? from(parent->children, name) : NULL;
}

xmlNode *
tree_next(const xmlNode *node, const char *name)
{
  return from(node->next, name);
}

/* The element after @node in the order of the document, within @top. */
static xmlNode *
following(const xmlNode *node, const xmlNode *top)
{
  xmlNode *child = tree_child(node, NULL);
  if (child)
    return child;
  for (; node && node != top; node = node->parent) {
    xmlNode *next = tree_next(node, NULL);
    if (next)
      return next;
  }
  return NULL;
}

xmlNode *
tree_find(const xmlNode *top, const char *name)
{
  xmlNode *node = following(top, top);
  while (node && !tree_is(node, name))
    node = following(node, top);
  return node;
}

GPtrArray *
tree_all(const xmlNode *top, const char *name)
{
  GPtrArray *found = g_ptr_array_new();
  for (xmlNode *node = following(top, top); node; node = following(node, top))
    if (tree_is(node, name))
      g_ptr_array_add(found, node);
  return found;
}

xmlNode *
tree_around(const xmlNode *node, const char *name)
{
  xmlNode *around = node->parent;
  while (around && !tree_is(around, name))
    around = around->parent;
  return around;
}

xmlNode *
tree_add(xmlNode *parent, const char *name)
{
  return xmlNewChild(parent, parent->ns, BAD_CAST name, NULL);
}

xmlNode *
tree_add_before(xmlNode *before, const char *name)
{
  xmlNode *node = xmlNewDocNode(before->doc, before->ns, BAD_CAST name, NULL);
  return xmlAddPrevSibling(before, node);
}

void
tree_remove(xmlNode *node)
{
  xmlUnlinkNode(node);
  xmlFreeNode(node);
}

char *
tree_attribute(const xmlNode *node, const char *name)
{
  for (const xmlAttr *one = node ? node->properties : NULL; one; one = one->next) {
    if (strcmp((const char *) one->name, name))
      continue;
    xmlChar *value = xmlNodeListGetString(node->doc, one->children, 1);
    char *copy = g_strdup(value ? (const char *) value : "");
    xmlFree(value);
    return copy;
  }
  return NULL;
}

void
tree_set(xmlNode *node, const char *name, const char *value)
{
  xmlSetProp(node, BAD_CAST name, BAD_CAST value);
}

void
tree_set_own(xmlNode *node, const char *name, const char *value)
{
  xmlSetNsProp(node, node->ns, BAD_CAST name, BAD_CAST value);
}

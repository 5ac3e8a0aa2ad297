/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML of strangers, as a stream of events. Bounded before libxml2 sees a byte: no DOCTYPE, 256 levels, 1,000
 * attributes an element, 5 million nodes. Elements arrive as small numbers, so that a format's reader is a
 * switch. */
#pragma once
#include <glib.h>

typedef struct XmlAttributes XmlAttributes;

/* One format's ear. @names are sorted by strcmp, as "w:p": the prefix is this reader's own word for a
 * namespace (see the table in xml.c), whatever the file calls it. An element's number is its place in @names,
 * or -1 for any other. */
typedef struct {
  const char *const *names;
  guint n_names;
  void (*start)(gpointer self, int element, const XmlAttributes *attributes);
  void (*end)(gpointer self, int element);
  void (*text)(gpointer self, const char *text, gsize n);
} XmlEar;

/* Reads @bytes to its end. NULL if it was well formed, else the problem ("damaged", "too-large"): what was
 * heard before the fault has been heard. */
const char *xml_read(const char *bytes, gsize n, const XmlEar *ear, gpointer self);

/* The value of the attribute "prefix:name", or of any namespace with "name"; NULL if there is none. g_free.
 */
char *xml_attribute(const XmlAttributes *attributes, const char *name);
/* The same without a copy: its first byte and *n; not terminated. */
const char *xml_attribute_span(const XmlAttributes *attributes, const char *name, gsize *n);
/* Whether it is there and equals @value. */
gboolean xml_attribute_is(const XmlAttributes *attributes, const char *name, const char *value);
/* Its number, or @otherwise if it is not there or no number. */
gint64 xml_attribute_number(const XmlAttributes *attributes, const char *name, gint64 otherwise);
/* An on/off attribute (w:val and its like): absent means on. */
gboolean xml_attribute_on(const XmlAttributes *attributes, const char *name);

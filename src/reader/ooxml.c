/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Relationships and custom properties of Office Open XML (ISO/IEC 29500-2). Targets are looked up in the
 * package alone: an external one leads nowhere. */
#include "reader/ooxml.h"
#include "reader/xml.h"
#include <string.h>

typedef struct {
  const char *folder; /* of the part they belong to, with its slash; "" at the root */
  GHashTable *targets;
  char *main;
} Relationships;

static const char *const relationship_names[] = { "rel:Relationship" };

/* @target as a name in the package. */
static char *
resolve(const char *folder, const char *target)
{
  g_autofree char *path = *target == '/' ? g_strdup(target + 1) : g_strconcat(folder, target, NULL);
  g_auto(GStrv) steps = g_strsplit(g_strdelimit(path, "\\", '/'), "/", -1);
  g_autoptr(GPtrArray) kept = g_ptr_array_new();
  for (guint i = 0; steps[i]; i++) {
    if (!strcmp(steps[i], "..")) {
      if (kept->len)
        g_ptr_array_remove_index(kept, kept->len - 1);
    } else if (*steps[i] && strcmp(steps[i], ".")) {
      g_ptr_array_add(kept, steps[i]);
    }
  }
  g_ptr_array_add(kept, NULL);
  return g_strjoinv("/", (char **) kept->pdata);
}

static void
relationship(gpointer self, int element, const XmlAttributes *attributes)
{
  Relationships *relationships = self;
  if (element != 0 || xml_attribute_is(attributes, "TargetMode", "External"))
    return;
  g_autofree char *target = xml_attribute(attributes, "Target");
  g_autofree char *type = xml_attribute(attributes, "Type");
  char *id = xml_attribute(attributes, "Id");
  if (!target || !type || !id) {
    g_free(id);
    return;
  }
  char *name = resolve(relationships->folder, target);
  if (!relationships->main && g_str_has_suffix(type, "/officeDocument"))
    relationships->main = g_strdup(name);
  g_hash_table_insert(relationships->targets, id, name);
}

static void
no_end(gpointer self, int element)
{
  (void) self, (void) element;
}

static void
no_text(gpointer self, const char *text, gsize n)
{
  (void) self, (void) text, (void) n;
}

static void
read_relationships(Package *package, const char *part, Relationships *relationships)
{
  static const XmlEar ear = { relationship_names, G_N_ELEMENTS(relationship_names), relationship, no_end,
                              no_text };
  const char *slash = strrchr(part, '/');
  g_autofree char *folder = slash ? g_strndup(part, (gsize) (slash - part) + 1) : g_strdup("");
  g_autofree char *name = g_strdup_printf("%s_rels/%s.rels", folder, slash ? slash + 1 : part);
  gsize n;
  const char *problem;
  g_autofree char *bytes = package_has(package, name) ? package_read(package, name, &n, &problem) : NULL;
  relationships->folder = folder;
  relationships->targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  if (bytes)
    xml_read(bytes, n, &ear, relationships);
}

GHashTable *
ooxml_relationships(Package *package, const char *part)
{
  Relationships relationships = { 0 };
  read_relationships(package, part, &relationships);
  g_free(relationships.main);
  return relationships.targets;
}

char *
ooxml_main(Package *package)
{
  Relationships relationships = { 0 };
  read_relationships(package, "", &relationships);
  g_hash_table_unref(relationships.targets);
  return relationships.main;
}

enum { CP_PROPERTY };
static const char *const property_names[] = { "cp:property" };

typedef struct {
  GHashTable *properties;
  char *name;
  GString *value;
} Properties;

static void
property_start(gpointer self, int element, const XmlAttributes *attributes)
{
  Properties *properties = self;
  if (element != CP_PROPERTY)
    return;
  g_free(properties->name);
  properties->name = xml_attribute(attributes, "name");
  g_string_truncate(properties->value, 0);
}

static void
property_end(gpointer self, int element)
{
  Properties *properties = self;
  if (element == CP_PROPERTY && properties->name)
    g_hash_table_insert(properties->properties, g_steal_pointer(&properties->name),
                        g_strstrip(g_strdup(properties->value->str)));
}

static void
property_text(gpointer self, const char *text, gsize n)
{
  g_string_append_len(((Properties *) self)->value, text, (gssize) n);
}

void
ooxml_properties(Package *package, ReadingDocument *document)
{
  static const XmlEar ear = { property_names, G_N_ELEMENTS(property_names), property_start, property_end,
                              property_text };
  gsize n;
  const char *problem;
  if (!package_has(package, "docProps/custom.xml"))
    return;
  g_autofree char *bytes = package_read(package, "docProps/custom.xml", &n, &problem);
  g_autoptr(GString) value = g_string_new(NULL);
  Properties properties = { document->properties, NULL, value };
  if (bytes)
    xml_read(bytes, n, &ear, &properties);
  g_free(properties.name);
}

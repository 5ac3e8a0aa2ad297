/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Relationships and custom properties of Office Open XML (ISO/IEC 29500-2). Targets are looked up in the
 * package alone: an external one leads nowhere. */
#include "reader/document/ooxml.h"
#include "reader/document/xml.h"
#include <string.h>

typedef struct {
  const char *folder;  /* of the part they belong to, with its slash; "" at the root */
  GHashTable *targets; /* by id, or NULL */
  GPtrArray *relations;
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
relation_free(gpointer data)
{
  OoxmlRelation *relation = data;
  g_free(relation->kind);
  g_free(relation->target);
  g_free(relation);
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
  const char *slash = strrchr(type, '/');
  OoxmlRelation *relation = g_new(OoxmlRelation, 1);
  relation->kind = g_strdup(slash ? slash + 1 : type);
  relation->target = resolve(relationships->folder, target);
  g_ptr_array_add(relationships->relations, relation);
  if (relationships->targets)
    g_hash_table_insert(relationships->targets, id, g_strdup(relation->target));
  else
    g_free(id);
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

/* The relationships of @part; @targets (NULL for none wanted) gets them by id too. */
static GPtrArray *
read_relationships(Package *package, const char *part, GHashTable *targets)
{
  static const XmlEar ear = { relationship_names, G_N_ELEMENTS(relationship_names), relationship, no_end,
                              no_text };
  const char *slash = strrchr(part, '/');
  g_autofree char *folder = slash ? g_strndup(part, (gsize) (slash - part) + 1) : g_strdup("");
  g_autofree char *name = g_strdup_printf("%s_rels/%s.rels", folder, slash ? slash + 1 : part);
  gsize n;
  const char *problem;
  g_autofree char *bytes = package_has(package, name) ? package_read(package, name, &n, &problem) : NULL;
  Relationships relationships = { folder, targets, g_ptr_array_new_with_free_func(relation_free) };
  if (bytes)
    xml_read(bytes, n, &ear, &relationships);
  return relationships.relations;
}

GPtrArray *
ooxml_relations(Package *package, const char *part)
{
  return read_relationships(package, part, NULL);
}

const char *
ooxml_next(const GPtrArray *relations, const char *kind, guint *from)
{
  while (*from < relations->len) {
    const OoxmlRelation *relation = relations->pdata[(*from)++];
    if (!strcmp(relation->kind, kind))
      return relation->target;
  }
  return NULL;
}

GHashTable *
ooxml_relationships(Package *package, const char *part)
{
  GHashTable *targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_unref(read_relationships(package, part, targets));
  return targets;
}

char *
ooxml_main(Package *package)
{
  guint from = 0;
  g_autoptr(GPtrArray) relations = read_relationships(package, "", NULL);
  return g_strdup(ooxml_next(relations, "officeDocument", &from));
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

/* The part that has them: Strict has a word of its own for it, and some programs forget to say. */
static const char *
custom_properties(const GPtrArray *relations)
{
  guint from = 0, strict = 0;
  const char *part = ooxml_next(relations, "custom-properties", &from);
  if (!part)
    part = ooxml_next(relations, "customProperties", &strict);
  return part ? part : "docProps/custom.xml";
}

void
ooxml_properties(Package *package, ReadingDocument *document)
{
  static const XmlEar ear = { property_names, G_N_ELEMENTS(property_names), property_start, property_end,
                              property_text };
  gsize n;
  const char *problem;
  g_autoptr(GPtrArray) relations = ooxml_relations(package, "");
  const char *part = custom_properties(relations);
  if (!package_has(package, part))
    return;
  g_autofree char *bytes = package_read(package, part, &n, &problem);
  g_autoptr(GString) value = g_string_new(NULL);
  Properties properties = { document->properties, NULL, value };
  if (bytes)
    xml_read(bytes, n, &ear, &properties);
  g_free(properties.name);
}

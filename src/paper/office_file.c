/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts out of the zip and back into it. Parts that nobody asked for are never unpacked. */
#include "paper/office_file.h"
#include "base/fault.h"
#include "paper/package.h"
#include <string.h>
#include <zip.h>

#define RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"

enum { FILE_MOST = 20 << 20, PART_MOST = 32 << 20, PARTS_MOST = 4000 };

struct OfficeFile {
  zip_source_t *source;
  zip_t *zip;
  char *main;
  GHashTable *changed; /* part -> xmlDoc */
  GHashTable *seen;    /* part -> xmlDoc, only looked at */
};

void
office_file_free(OfficeFile *file)
{
  if (!file)
    return;
  if (file->zip)
    zip_discard(file->zip);
  if (file->source)
    zip_source_free(file->source);
  g_hash_table_unref(file->changed);
  g_hash_table_unref(file->seen);
  g_free(file->main);
  g_free(file);
}

static void
free_tree(gpointer data)
{
  xmlFreeDoc(data);
}

static xmlDoc *
unpack(OfficeFile *file, const char *name)
{
  zip_stat_t about;
  if (zip_stat(file->zip, name, ZIP_FL_NOCASE, &about) || about.size > PART_MOST)
    return NULL;
  zip_file_t *part = zip_fopen_index(file->zip, about.index, 0);
  if (!part)
    return NULL;
  g_autofree char *bytes = g_malloc(about.size + 1);
  zip_int64_t n = zip_fread(part, bytes, about.size);
  gboolean whole = zip_fclose(part) == 0 && n == (zip_int64_t) about.size;
  return whole ? tree_parse(bytes, (gsize) n) : NULL;
}

xmlDoc *
office_file_look(OfficeFile *file, const char *name)
{
  xmlDoc *tree = g_hash_table_lookup(file->changed, name);
  tree = tree ? tree : g_hash_table_lookup(file->seen, name);
  if (tree)
    return tree;
  tree = unpack(file, name);
  if (tree)
    g_hash_table_insert(file->seen, g_strdup(name), tree);
  return tree;
}

xmlDoc *
office_file_part(OfficeFile *file, const char *name)
{
  xmlDoc *tree = office_file_look(file, name);
  gpointer key, value;
  if (tree && g_hash_table_steal_extended(file->seen, name, &key, &value))
    g_hash_table_insert(file->changed, key, value);
  return tree;
}

/* "word/_rels/document.xml.rels" for "word/document.xml", "_rels/.rels" for "". */
static char *
relations_part(const char *part)
{
  const char *slash = strrchr(part, '/');
  int directory = slash ? (int) (slash + 1 - part) : 0;
  return g_strdup_printf("%.*s_rels/%s.rels", directory, part, part + directory);
}

/* @target as @part names it, from the root; NULL when it is none within the package. */
static char *
resolve(const char *part, const char *target)
{
  g_autofree char *directory = g_path_get_dirname(part);
  g_autofree char *root = g_strconcat("/", *part && strcmp(directory, ".") ? directory : "", NULL);
  g_autofree char *whole = g_canonicalize_filename(target, root);
  return strstr(target, "://") ? NULL : g_strdup(whole + 1);
}

static char *
target_of(const char *part, const xmlNode *relation)
{
  g_autofree char *mode = tree_attribute(relation, "TargetMode"),
                  *target = tree_attribute(relation, "Target");
  return target && g_strcmp0(mode, "External") ? resolve(part, target) : NULL;
}

static xmlNode *
relations_of(OfficeFile *file, const char *part)
{
  g_autofree char *name = relations_part(part);
  xmlDoc *tree = office_file_look(file, name);
  return tree ? xmlDocGetRootElement(tree) : NULL;
}

GPtrArray *
office_file_related(OfficeFile *file, const char *part, const char *type)
{
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  const xmlNode *relations = relations_of(file, part);
  for (const xmlNode *one = tree_child(relations, NULL); one; one = tree_next(one, NULL)) {
    g_autofree char *its = tree_attribute(one, "Type"), *target = target_of(part, one);
    if (its && target && g_str_has_suffix(its, type))
      g_ptr_array_add(found, g_steal_pointer(&target));
  }
  return found;
}

char *
office_file_relation(OfficeFile *file, const char *part, const char *id)
{
  const xmlNode *relations = relations_of(file, part);
  for (const xmlNode *one = tree_child(relations, NULL); one; one = tree_next(one, NULL)) {
    g_autofree char *its = tree_attribute(one, "Id");
    if (!g_strcmp0(its, id))
      return target_of(part, one);
  }
  return NULL;
}

const char *
office_file_main(const OfficeFile *file)
{
  return file->main;
}

static OfficeFile *
refuse(OfficeFile *file, GError **error, const char *words)
{
  office_file_free(file);
  g_set_error_literal(error, FAULT, FAULT_DATA, words);
  return NULL;
}

static gboolean
holds_macros(OfficeFile *file)
{
  g_autoptr(GPtrArray) macros = office_file_related(file, file->main, "/vbaProject");
  return macros->len > 0;
}

OfficeFile *
office_file_open(GBytes *bytes, GError **error)
{
  static const guint8 ole[] = { 0xd0, 0xcf, 0x11, 0xe0 };
  gsize n;
  const guint8 *data = g_bytes_get_data(bytes, &n);
  OfficeFile *file = g_new0(OfficeFile, 1);
  file->changed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_tree);
  file->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_tree);
  if (n > sizeof ole && !memcmp(data, ole, sizeof ole))
    return refuse(
        file, error,
        "is kept by a password, or is of Word or Excel before 2007: save it anew as .docx or .xlsx");
  if (n > FILE_MOST)
    return refuse(file, error, "is larger than 20 MB: are there pictures in it that could be smaller?");
  file->source = zip_source_buffer_create(data, n, 0, NULL);
  if (file->source)
    zip_source_keep(file->source); /* the zip takes one, office_file_free() the other */
  file->zip = file->source ? zip_open_from_source(file->source, ZIP_CHECKCONS, NULL) : NULL;
  if (file->source && !file->zip)
    zip_source_free(file->source);
  if (!file->zip || zip_get_num_entries(file->zip, 0) > PARTS_MOST)
    return refuse(file, error, "is no Word or Excel file");
  g_autoptr(GPtrArray) documents = office_file_related(file, "", "/officeDocument");
  file->main = documents->len ? g_strdup(documents->pdata[0]) : g_strdup("");
  if (!office_file_look(file, file->main))
    return refuse(file, error, "is no Word or Excel file, or is damaged");
  if (holds_macros(file))
    return refuse(file, error, "holds macros, which people's programs warn of: save it without them");
  return file;
}

static void
add_content_type(OfficeFile *file, const char *name, const char *content_type)
{
  xmlDoc *types = office_file_part(file, "[Content_Types].xml");
  if (!types)
    return;
  g_autofree char *path = g_strconcat("/", name, NULL);
  xmlNode *override = tree_add(xmlDocGetRootElement(types), "Override");
  tree_set(override, "PartName", path);
  tree_set(override, "ContentType", content_type);
}

/* The id of a new relation to the part @name, which is written from the root. */
static char *
add_relation(OfficeFile *file, const char *part, const char *name, const char *type)
{
  static const char none[] = "<Relationships xmlns=\"" RELATIONS "\"/>";
  g_autofree char *relations = relations_part(part);
  xmlDoc *tree = office_file_part(file, relations);
  if (!tree) {
    tree = tree_parse(none, strlen(none));
    g_hash_table_insert(file->changed, g_strdup(relations), tree);
  }
  g_autofree char *target = g_strconcat("/", name, NULL);
  char *id = g_strdup_printf("rIdMentord%u", (guint) xmlChildElementCount(xmlDocGetRootElement(tree)) + 1);
  xmlNode *relation = tree_add(xmlDocGetRootElement(tree), "Relationship");
  tree_set(relation, "Id", id);
  tree_set(relation, "Type", type);
  tree_set(relation, "Target", target);
  return id;
}

char *
office_file_add(OfficeFile *file, const char *part, const char *name, const char *content_type,
                const char *type, const char *xml)
{
  xmlDoc *tree = office_file_look(file, name) ? NULL : tree_parse(xml, strlen(xml));
  if (!tree)
    return NULL;
  g_hash_table_insert(file->changed, g_strdup(name), tree);
  add_content_type(file, name, content_type);
  return add_relation(file, part, name, type);
}

static xmlNode *
custom_properties(OfficeFile *file)
{
  static const char none[] =
      "<Properties xmlns=\"" OFFICE "custom-properties\" xmlns:vt=\"" OFFICE "docPropsVTypes\"/>";
  g_autoptr(GPtrArray) known = office_file_related(file, "", "/custom-properties");
  const char *name = known->len ? known->pdata[0] : "docProps/custom.xml";
  if (!known->len)
    g_free(office_file_add(file, "", name,
                           "application/vnd.openxmlformats-officedocument.custom-properties+xml",
                           OFFICE "relationships/custom-properties", none));
  xmlDoc *tree = office_file_part(file, name);
  return tree ? xmlDocGetRootElement(tree) : NULL;
}

/* MS-OSHARED 2.3.3.2: the format's id is fixed, property ids begin at 2. */
void
office_file_set_property(OfficeFile *file, const char *name, const char *value)
{
  xmlNode *properties = custom_properties(file);
  int most = 1;
  if (!properties)
    return;
  for (xmlNode *one = tree_child(properties, NULL), *next; one; one = next) {
    next = tree_next(one, NULL);
    g_autofree char *its = tree_attribute(one, "name"), *pid = tree_attribute(one, "pid");
    most = MAX(most, pid ? (int) g_ascii_strtoll(pid, NULL, 10) : 0);
    if (!g_strcmp0(its, name))
      tree_remove(one);
  }
  g_autofree char *pid = g_strdup_printf("%d", most + 1);
  xmlNode *property = tree_add(properties, "property");
  tree_set(property, "fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}");
  tree_set(property, "pid", pid);
  tree_set(property, "name", name);
  xmlNs *types = xmlSearchNsByHref(property->doc, property, BAD_CAST OFFICE "docPropsVTypes");
  if (!types)
    types = xmlNewNs(properties, BAD_CAST OFFICE "docPropsVTypes", BAD_CAST "vt");
  xmlNewTextChild(property, types, BAD_CAST "lpwstr", BAD_CAST value);
}

static gboolean
put_part(OfficeFile *file, const char *name, xmlDoc *tree)
{
  xmlChar *bytes = NULL;
  int n = 0;
  xmlDocDumpMemoryEnc(tree, &bytes, &n, "UTF-8");
  zip_source_t *source = bytes ? zip_source_buffer(file->zip, bytes, (zip_uint64_t) n, 1) : NULL;
  zip_int64_t known = zip_name_locate(file->zip, name, ZIP_FL_NOCASE), at = -1;
  if (source && known >= 0)
    at = zip_file_replace(file->zip, (zip_uint64_t) known, source, 0) ? -1 : known;
  else if (source)
    at = zip_file_add(file->zip, name, source, ZIP_FL_ENC_UTF_8);
  if (source && at < 0)
    zip_source_free(source);
  else if (!source)
    xmlFree(bytes);
  return at >= 0 && package_settle(file->zip, (zip_uint64_t) at, (gsize) n);
}

/* In the order of their names, so that the same values give the same bytes. */
static gboolean
put_parts(OfficeFile *file)
{
  g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(file->changed), (GCompareFunc) strcmp);
  gboolean ok = TRUE;
  for (const GList *name = names; name && ok; name = name->next)
    ok = put_part(file, name->data, g_hash_table_lookup(file->changed, name->data));
  return ok;
}

GBytes *
office_file_write(OfficeFile *file, GError **error)
{
  GBytes *bytes = NULL;
  if (put_parts(file) && zip_close(file->zip) == 0) {
    file->zip = NULL;
    bytes = package_read_back(file->source);
  }
  if (!bytes)
    g_set_error(error, FAULT, FAULT_SOFTWARE, "The document could not be packed%s%s.", file->zip ? ": " : "",
                file->zip ? zip_strerror(file->zip) : "");
  return bytes;
}

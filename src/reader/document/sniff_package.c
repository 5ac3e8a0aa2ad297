/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a ZIP file is, by its members. */
#include "reader/document/formats.h"
#include <string.h>

/* By the package's own word for its kind (OpenDocument 1.3 part 2, 3.3), which its manifest repeats. */
static const char *
odf_format(Package *package)
{
  static const struct {
    const char *word, *format;
  } kinds[] = { { "opendocument.text", "odt" },     { "opendocument.spreadsheet", "ods" },
                { "opendocument.graphics", "odg" }, { "opendocument.presentation", "odp" },
                { "opendocument.formula", "odf" },  { "opendocument.chart", "odc" },
                { "opendocument.base", "odb" },     { "opendocument.database", "odb" } };
  gsize n;
  const char *problem;
  g_autofree char *type =
      package_has(package, "mimetype") ? package_read(package, "mimetype", &n, &problem) : NULL;
  const char *word = type ? strstr(type, "opendocument.") : NULL;
  g_autofree char *manifest = !word && package_has(package, "META-INF/manifest.xml")
                                  ? package_read(package, "META-INF/manifest.xml", &n, &problem)
                                  : NULL;
  word = manifest ? strstr(manifest, "opendocument.") : word;
  const char *old = type ? strstr(type, "vnd.sun.xml.") : NULL;
  if (old && package_has(package, "content.xml")) /* OpenOffice.org 1 */
    return g_str_has_prefix(old, "vnd.sun.xml.writer") ? "sxw"
           : g_str_has_prefix(old, "vnd.sun.xml.calc") ? "sxc"
                                                       : "odg";
  if (type && strstr(type, "application/epub+zip"))
    return "epub";
  for (guint i = 0; word && package_has(package, "content.xml") && i < G_N_ELEMENTS(kinds); i++)
    if (g_str_has_prefix(word, kinds[i].word))
      return kinds[i].format;
  return NULL;
}

/* By the content type of the main part, for packages whose parts have names of their own. */
static const char *
main_format(Package *package)
{
  static const struct {
    const char *type, *format;
  } kinds[] = { { "wordprocessingml.document.main", "docx" },
                { "wordprocessingml.template.main", "docx" },
                { "ms-word.document.macroEnabled.main", "docx" },
                { "spreadsheetml.sheet.main", "xlsx" },
                { "spreadsheetml.template.main", "xlsx" },
                { "ms-excel.sheet.macroEnabled.main", "xlsx" },
                { "presentationml.presentation.main", "pptx" },
                { "presentationml.slideshow.main", "pptx" },
                { "ms-visio.drawing.main", "visio" } };
  gsize n;
  const char *problem;
  g_autofree char *types = package_has(package, "[Content_Types].xml")
                               ? package_read(package, "[Content_Types].xml", &n, &problem)
                               : NULL;
  for (guint i = 0; types && i < G_N_ELEMENTS(kinds); i++)
    if (strstr(types, kinds[i].type))
      return kinds[i].format;
  return NULL;
}

/* Apple's three programs pack alike: slides are those of one alone; a name in .numbers tells the second. */
static const char *
apple_format(const Package *package, const char *name)
{
  g_autofree char *lower = g_ascii_strdown(name ? name : "", -1);
  gboolean packed = package_has(package, "Index/Document.iwa") || package_has(package, "Index.zip");
  for (guint i = 0; i < package_size(package); i++)
    if (packed && (!g_ascii_strncasecmp(package_name(package, i), "Index/Slide", 11) ||
                   !g_ascii_strncasecmp(package_name(package, i), "Index/MasterSlide", 17)))
      return "key";
  if (!packed && !package_has(package, "index.xml"))
    return NULL;
  if (packed || package_has(package, "QuickLook/Preview.pdf") ||
      package_has(package, "QuickLook/Thumbnail.jpg"))
    return g_str_has_suffix(lower, ".numbers") ? "numbers"
           : g_str_has_suffix(lower, ".key")   ? "key"
                                               : "pages";
  return NULL;
}

const char *
sniff_package(Package *package, const char *name)
{
  static const struct {
    const char *member, *format;
  } kinds[] = { { "word/document.xml", "docx" },
                { "xl/workbook.xml", "xlsx" },
                { "xl/workbook.bin", "xlsb" },
                { "ppt/presentation.xml", "pptx" },
                { "FixedDocSeq.fdseq", "xps" },
                { "FixedDocumentSequence.fdseq", "xps" },
                { "index.apxl", "key" },
                { "index.apxl.gz", "key" },
                { "META-INF/MANIFEST.MF", "executable" },
                { "AndroidManifest.xml", "executable" } };
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (package_has(package, kinds[i].member))
      return kinds[i].format;
  const char *format = odf_format(package);
  format = format ? format : main_format(package);
  format = format ? format : apple_format(package, name);
  return format ? format : "zip";
}

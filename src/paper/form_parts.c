/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of a WordprocessingML package (ECMA-376 parts 1 and 2): what never changes from form to form.
 * Draws no box. */
#include "paper/form_parts.h"
#include "paper/form_styles.h"

#define XML_START "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define PACKAGES "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define WORD_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define OVERRIDE(part, type) "<Override PartName=\"" part "\" ContentType=\"" type "\"/>"
#define RELATION(id, type, target) "<Relationship Id=\"" id "\" Type=\"" type "\" Target=\"" target "\"/>"

static const char content_types[] = XML_START
    "<Types xmlns=\"" PACKAGES "content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" OVERRIDE("/word/document.xml",
                                                                            WORD_TYPE "document.main+xml")
        OVERRIDE("/word/styles.xml", WORD_TYPE "styles+xml") OVERRIDE("/word/settings.xml",
                                                                      WORD_TYPE "settings+xml")
            OVERRIDE("/word/fontTable.xml", WORD_TYPE "fontTable+xml") OVERRIDE("/word/footer1.xml",
                                                                                WORD_TYPE "footer+xml")
                OVERRIDE("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
                    OVERRIDE("/docProps/app.xml",
                             "application/vnd.openxmlformats-officedocument.extended-properties+xml")
                        OVERRIDE(
                            "/docProps/custom.xml",
                            "application/vnd.openxmlformats-officedocument.custom-properties+xml") "</Types>";

static const char package_relations[] = XML_START
    "<Relationships xmlns=\"" PACKAGES
    "relationships\">" RELATION("rId1", OFFICE "relationships/officeDocument", "word/document.xml")
        RELATION("rId2", PACKAGES "relationships/metadata/core-properties", "docProps/core.xml")
            RELATION("rId3", OFFICE "relationships/extended-properties", "docProps/app.xml") RELATION(
                "rId4", OFFICE "relationships/custom-properties", "docProps/custom.xml") "</Relationships>";

static const char document_relations[] =
    XML_START "<Relationships xmlns=\"" PACKAGES
              "relationships\">" RELATION("rId1", OFFICE "relationships/styles", "styles.xml")
                  RELATION("rId2", OFFICE "relationships/settings", "settings.xml")
                      RELATION("rId3", OFFICE "relationships/fontTable", "fontTable.xml")
                          RELATION("rId4", OFFICE "relationships/footer", "footer1.xml") "</Relationships>";

static const char application[] = XML_START
    "<Properties xmlns=\"" OFFICE "extended-properties\"><Application>mentord</Application></Properties>";

/* compatibilityMode 15: without it Word opens the form in "compatibility mode" and hides the modern controls.
 */
static const char settings[] =
    XML_START "<w:settings xmlns:w=\"" WORD "\"><w:defaultTabStop w:val=\"720\"/><w:compat>"
              "<w:compatSetting w:name=\"compatibilityMode\" "
              "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>"
              "</w:compat><w:themeFontLang w:val=\"en-GB\"/><w:decimalSymbol w:val=\".\"/><w:listSeparator "
              "w:val=\",\"/></w:settings>";

/* A machine without Calibri takes Carlito, which is as wide, or else any sans serif. */
static const char fonts[] = XML_START
    "<w:fonts xmlns:w=\"" WORD "\"><w:font w:name=\"Calibri\"><w:altName w:val=\"Carlito\"/>"
    "<w:panose1 w:val=\"020F0502020204030204\"/><w:charset w:val=\"00\"/><w:family w:val=\"swiss\"/>"
    "<w:pitch w:val=\"variable\"/></w:font></w:fonts>";

void
form_parts_add(Package *package)
{
  package_add(package, "[Content_Types].xml", content_types);
  package_add(package, "_rels/.rels", package_relations);
  package_add(package, "word/_rels/document.xml.rels", document_relations);
  form_styles_add(package);
  package_add(package, "word/settings.xml", settings);
  package_add(package, "word/fontTable.xml", fonts);
  package_add(package, "docProps/app.xml", application);
}

/* The date is the first that a zip can name, so that the same form gives the same bytes on every day. */
static void
add_core(Package *package, const char *title)
{
  g_autoptr(GString) xml = g_string_new(
      XML_START "<cp:coreProperties xmlns:cp=\"" PACKAGES "metadata/core-properties\" "
                "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
  package_escape(xml, title);
  g_string_append(xml, "</dc:title><dc:language>en-GB</dc:language>"
                       "<dcterms:created xsi:type=\"dcterms:W3CDTF\">1980-01-01T00:00:00Z</dcterms:created>"
                       "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">1980-01-01T00:00:00Z</dcterms:modified>"
                       "</cp:coreProperties>");
  package_add(package, "docProps/core.xml", xml->str);
}

/* MS-OSHARED 2.3.3.2: the format's id is fixed, property ids begin at 2. */
static void
append_property(GString *xml, int pid, const char *name, const char *value)
{
  g_string_append_printf(
      xml, "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"%d\" name=\"%s\"><vt:lpwstr>",
      pid, name);
  package_escape(xml, value);
  g_string_append(xml, "</vt:lpwstr></property>");
}

void
form_parts_add_properties(Package *package, const char *title, const char *ref, const char *form,
                          const char *version)
{
  add_core(package, title);
  g_autoptr(GString) xml = g_string_new(XML_START "<Properties xmlns=\"" OFFICE "custom-properties\" "
                                                  "xmlns:vt=\"" OFFICE "docPropsVTypes\">");
  append_property(xml, 2, "mentord-ref", ref);
  append_property(xml, 3, "mentord-form", form);
  if (version)
    append_property(xml, 4, "mentord-version", version);
  g_string_append(xml, "</Properties>");
  package_add(package, "docProps/custom.xml", xml->str);
}

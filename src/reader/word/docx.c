/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word documents (ISO/IEC 29500, transitional and strict; .docm and templates alike): which parts are read,
 * and in which order. They are found by their relationships, since programs name them as they please: the
 * body, footnotes and endnotes with what is filled in there, comments as text alone, headers and footers.
 * Styles, pictures and macros are not unpacked; that there are macros is said. */
#include "reader/word/docx.h"
#include "reader/document/document.h"
#include "reader/document/formats.h"
#include "reader/document/ooxml.h"
#include <string.h>

#define USUAL_PART "word/document.xml"
#define PARTS_LIMIT 500 /* of one kind: three headers a section are many in an honest document */

static const struct {
  const char *relation;
  DocxKind kind;
} others[] = {
  { "footnotes", DOCX_NOTE }, { "endnotes", DOCX_NOTE }, { "comments", DOCX_COMMENT },
  { "header", DOCX_MARGIN },  { "footer", DOCX_MARGIN },
};

static const char *
read_related(DocxFile *file, const char *relation, DocxKind kind)
{
  const char *problem = NULL, *part;
  guint parts = 0;
  for (guint from = 0; (part = ooxml_next(file->relations, relation, &from));) {
    if (parts++ == PARTS_LIMIT)
      return "too-large";
    const char *fault = package_has(file->package, part) ? docx_text(file, part, kind) : NULL;
    problem = problem ? problem : fault;
  }
  return problem;
}

/* Headers and footers by their usual names, for packages that say nothing of relationships. */
static const char *
read_by_name(DocxFile *file)
{
  const char *problem = NULL;
  for (guint i = 0; i < package_size(file->package); i++) {
    const char *name = package_name(file->package, i);
    gboolean margin = g_str_has_prefix(name, "word/header") || g_str_has_prefix(name, "word/footer");
    const char *fault = margin && g_str_has_suffix(name, ".xml") ? docx_text(file, name, DOCX_MARGIN) : NULL;
    problem = problem ? problem : fault;
  }
  return problem;
}

/* The main part by the package's word, or where nearly everybody has it. */
static char *
main_part(Package *package)
{
  char *part = ooxml_main(package);
  if (part && package_has(package, part))
    return part;
  g_free(part);
  return g_strdup(USUAL_PART);
}

void
docx_read(Package *package, ReadingDocument *document)
{
  g_autoptr(GString) text = g_string_sized_new(4096);
  g_autofree char *part = main_part(package);
  g_autoptr(GPtrArray) relations = ooxml_relations(package, part);
  DocxFile file = { .package = package, .relations = relations, .document = document, .text = text };
  const char *problem = docx_text(&file, part, DOCX_BODY);
  for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
    const char *fault = read_related(&file, others[i].relation, others[i].kind);
    problem = problem ? problem : fault;
  }
  if (!relations->len) {
    const char *fault = read_by_name(&file);
    problem = problem ? problem : fault;
  }
  ooxml_properties(package, document);
  g_free(document->text);
  document->text = g_strdup(text->str);
  reading_problem(document, problem);
  guint from = 0;
  if (ooxml_next(relations, "vbaProject", &from))
    reading_problem(document, "macro");
  g_clear_pointer(&file.prompts, g_hash_table_unref);
}

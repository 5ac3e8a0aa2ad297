/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form as a Word document: heading, words, tables of labels and answers, the ref in the footer. Made from
 * nothing; filling an office's own master is not done here. Element names and their order: ECMA-376-1
 * (transitional), part 17. */
#include "paper/form.h"
#include "paper/form_box.h"
#include "paper/form_control.h"
#include "paper/form_parts.h"
#include "paper/form_table.h"
#include "paper/package.h"

#define XML_START "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WORD_SPACE "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

enum { LISTED_MOST = 5 }; /* labels in a sentence that somebody still reads */

/* What must not be left empty, in the shorter way of saying it; NULL: nothing. g_free. */
static char *
needed_words(const Box *boxes, gsize n)
{
  guint n_needed, n_others;
  g_autofree char *needed = box_labels(boxes, n, TRUE, &n_needed);
  g_autofree char *others = box_labels(boxes, n, FALSE, &n_others);
  if (!n_needed)
    return NULL;
  if (n_needed <= LISTED_MOST)
    return g_strdup_printf("We cannot file this form without an answer to %s.", needed);
  if (!n_others)
    return g_strdup("We cannot file this form before every question is answered.");
  return n_others <= LISTED_MOST
             ? g_strdup_printf("We cannot file this form before every question but %s is answered.", others)
             : g_strdup_printf("We cannot file this form without an answer to %s.", needed);
}

static void
append_intro(GString *xml, const FormDocument *form, const Box *boxes, gsize n)
{
  g_auto(GStrv) paragraphs = box_paragraphs(form->intro);
  for (char **paragraph = paragraphs; *paragraph; paragraph++)
    form_paragraph(xml, "Normal", *paragraph);
  g_autofree char *needed = needed_words(boxes, n);
  if (needed)
    form_paragraph(xml, "Normal", needed);
}

static void
add_document(Package *package, const FormDocument *form)
{
  g_autoptr(GStringChunk) words = g_string_chunk_new(1024);
  g_autoptr(GArray) boxes = boxes_in_pieces(form->boxes, form->n_boxes, words);
  const Box *first = (const Box *) boxes->data;
  g_autoptr(GString) xml = g_string_sized_new(4096 + boxes->len * 1536);
  g_string_append(xml, XML_START
                  "<w:document " WORD_SPACE " "
                  "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>");
  form_paragraph(xml, "Heading1", form->title ? form->title : "");
  append_intro(xml, form, first, boxes->len);
  form_tables(xml, form->title, first, boxes->len);
  g_string_append(
      xml, "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
           "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
           "<w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" "
           "w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
  package_add(package, "word/document.xml", xml->str);
}

static void
append_field(GString *xml, const char *code)
{
  g_string_append_printf(xml, "<w:fldSimple w:instr=\" %s \"><w:r><w:t>1</w:t></w:r></w:fldSimple>", code);
}

static void
add_footer(Package *package, const FormDocument *form)
{
  g_autoptr(GString) xml = g_string_new(XML_START "<w:ftr " WORD_SPACE ">");
  g_auto(GStrv) paragraphs = box_paragraphs(form->footer);
  for (char **paragraph = paragraphs; *paragraph; paragraph++)
    form_paragraph(xml, "Footer", *paragraph);
  g_string_append(xml, "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>");
  g_autofree char *ref =
      g_strdup_printf("Ref %s%s%s", form->ref ? form->ref : "", form->version ? " · Version " : "",
                      form->version ? form->version : "");
  form_run(xml, NULL, ref);
  g_string_append(xml, "<w:r><w:tab/><w:t xml:space=\"preserve\">Page </w:t></w:r>");
  append_field(xml, "PAGE");
  g_string_append(xml, "<w:r><w:t xml:space=\"preserve\"> of </w:t></w:r>");
  append_field(xml, "NUMPAGES");
  g_string_append(xml, "</w:p></w:ftr>");
  package_add(package, "word/footer1.xml", xml->str);
}

GBytes *
form_document_draw(const FormDocument *form, GError **error)
{
  g_autoptr(Package) package = package_new();
  form_parts_add(package);
  form_parts_add_properties(package, form->title, form->ref, form->form, form->version);
  add_document(package, form);
  add_footer(package, form);
  return package_close(package, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ref in the footers of a Word document, beneath what stands there already; a footer is made where there
 * is none. Element names: ECMA-376-1, part 17.10. */
#include "paper/master_inside.h"
#include <string.h>

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define FOOTER "word/footer-mentord.xml"

/* Small print, in half points, and grey. */
static void
add_words(xmlNode *footer, const char *words)
{
  xmlNode *run = tree_add(tree_add(footer, "p"), "r"), *look = tree_add(run, "rPr");
  tree_set_own(tree_add(look, "color"), "val", "595959");
  tree_set_own(tree_add(look, "sz"), "val", "16");
  xmlNode *text = tree_add(run, "t");
  xmlNodeAddContent(text, BAD_CAST words);
}

static gboolean
has_usual_footer(const xmlNode *section)
{
  for (const xmlNode *one = tree_child(section, "footerReference"); one;
       one = tree_next(one, "footerReference")) {
    g_autofree char *type = tree_attribute(one, "type");
    if (!type || !strcmp(type, "default"))
      return TRUE;
  }
  return FALSE;
}

/* For the first section, from which the others have theirs. */
static void
make_footer(OfficeFile *file, xmlNode *section, const char *words)
{
  g_autofree char *id =
      office_file_add(file, office_file_main(file), FOOTER,
                      "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
                      OFFICE "relationships/footer", "<w:ftr xmlns:w=\"" WORD "\"/>");
  xmlDoc *footer = id ? office_file_part(file, FOOTER) : NULL;
  if (!footer)
    return;
  add_words(xmlDocGetRootElement(footer), words);
  xmlNode *first = tree_child(section, NULL);
  xmlNode *reference =
      first ? tree_add_before(first, "footerReference") : tree_add(section, "footerReference");
  tree_set_own(reference, "type", "default");
  xmlNs *relations = xmlSearchNsByHref(section->doc, section, BAD_CAST OFFICE "relationships");
  if (!relations)
    relations = xmlNewNs(xmlDocGetRootElement(section->doc), BAD_CAST OFFICE "relationships", BAD_CAST "mr");
  xmlSetNsProp(reference, relations, BAD_CAST "id", BAD_CAST id);
}

void
word_footers(OfficeFile *file, const char *words)
{
  xmlDoc *document = office_file_part(file, office_file_main(file));
  xmlNode *root = document ? xmlDocGetRootElement(document) : NULL, *body = tree_child(root, "body");
  if (!body)
    return;
  g_autoptr(GPtrArray) footers = office_file_related(file, office_file_main(file), "/footer");
  for (guint i = 0; i < footers->len; i++) {
    xmlDoc *footer = office_file_part(file, footers->pdata[i]);
    gboolean known = FALSE; /* two relations may name one part */
    for (guint j = 0; j < i; j++)
      known = known || !strcmp(footers->pdata[j], footers->pdata[i]);
    if (footer && !known)
      add_words(xmlDocGetRootElement(footer), words);
  }
  xmlNode *section = tree_find(body, "sectPr");
  if (!section)
    section = tree_add(body, "sectPr");
  if (!has_usual_footer(section))
    make_footer(file, section, words);
}

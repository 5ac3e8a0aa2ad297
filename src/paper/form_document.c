/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form as a Word document: heading, words, one table of label and answer, the ref in the footer. Made from
 * nothing; filling an office's own master is not done here. Element names and their order: ECMA-376-1
 * (transitional), part 17. */
#include "base/text.h"
#include "paper/form.h"
#include "paper/form_box.h"
#include "paper/form_parts.h"
#include "paper/package.h"
#include <string.h>

#define XML_START "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WORD_SPACE "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

/* Twentieths of a point: A4 less 2 cm on each side is 9638 wide. */
enum { LABEL_WIDTH = 3402, ANSWER_WIDTH = 6236, ROW_HEIGHT = 480, WRITING_HEIGHT = 960 };
/* Word calls a file damaged whose tag or title is longer than 64 characters, or a list's entry longer than
 * 255. */
enum { TITLE_BYTES = 64, ENTRY_BYTES = 255, FIRST_CONTROL = 1001 };

typedef struct {
  const char *prompt;
  gboolean writing; /* people will write sentences: leave room */
} Face;

/* Word's own prompts: readers of forms, ours among them, know them as "nothing was answered". */
static const Face faces[] = {
  [BOX_TEXT] = { "Click or tap here to enter text.", TRUE },
  [BOX_EMAIL] = { "Click or tap here to enter text.", FALSE },
  [BOX_DATE] = { "Click or tap to enter a date.", FALSE },
  [BOX_NUMBER] = { "Click or tap here to enter text.", FALSE },
  [BOX_YES_NO] = { "Choose an item.", FALSE },
  [BOX_CHOICE] = { "Choose an item.", FALSE },
};

static void
append_attribute(GString *xml, const char *element, const char *value, gssize limit)
{
  g_autofree char *cut = text_clean(value ? value : "", -1, limit, FALSE);
  g_string_append_printf(xml, "<w:%s w:val=\"", element);
  package_escape(xml, cut);
  g_string_append(xml, "\"/>");
}

/* One run, newlines as breaks. */
static void
append_run(GString *xml, const char *style, const char *words)
{
  g_auto(GStrv) lines = g_strsplit(words, "\n", -1);
  g_string_append(xml, "<w:r>");
  if (style)
    g_string_append_printf(xml, "<w:rPr><w:rStyle w:val=\"%s\"/></w:rPr>", style);
  for (char **line = lines; *line; line++) {
    g_string_append(xml,
                    line == lines ? "<w:t xml:space=\"preserve\">" : "<w:br/><w:t xml:space=\"preserve\">");
    package_escape(xml, *line);
    g_string_append(xml, "</w:t>");
  }
  g_string_append(xml, "</w:r>");
}

static void
append_paragraph(GString *xml, const char *style, const char *words)
{
  g_string_append_printf(xml, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
  append_run(xml, NULL, words);
  g_string_append(xml, "</w:p>");
}

static void
append_choices(GString *xml, const GStrv choices)
{
  g_string_append(xml, "<w:dropDownList>");
  for (char **choice = choices; *choice; choice++) {
    g_autofree char *cut = text_clean(*choice, -1, ENTRY_BYTES, FALSE);
    g_autofree char *escaped = text_escape_markup(cut);
    g_string_append_printf(xml, "<w:listItem w:displayText=\"%s\" w:value=\"%s\"/>", escaped, escaped);
  }
  g_string_append(xml, "</w:dropDownList>");
}

static void
append_date(GString *xml, const char *value)
{
  g_string_append(xml, "<w:date");
  if (value && day_parse(value) != DAY_NONE)
    g_string_append_printf(xml, " w:fullDate=\"%sT00:00:00Z\"", value);
  g_string_append(xml, "><w:dateFormat w:val=\"dd/MM/yyyy\"/><w:lid w:val=\"en-GB\"/>"
                       "<w:storeMappedDataAs w:val=\"dateTime\"/><w:calendar w:val=\"gregorian\"/></w:date>");
}

/* Only a prefilled box is a plain text control. LibreOffice (7.4) turns those into fields that keep the title
 * but take the prompt for an answer, to which people then append theirs; of a control without a kind (rich
 * text) it keeps the prompt a prompt. */
static void
append_control_kind(GString *xml, const Box *box, gboolean empty)
{
  g_auto(GStrv) choices = box_choices(box);
  if (choices)
    append_choices(xml, choices);
  else if (box->kind == BOX_DATE)
    append_date(xml, box->value);
  else if (!empty)
    g_string_append(xml, box->kind == BOX_TEXT ? "<w:text w:multiLine=\"1\"/>" : "<w:text/>");
}

/* sdtLocked: the answer may be changed, the control with its tag cannot be deleted by a backspace too many.
 */
static void
append_control(GString *xml, const Box *box, guint number)
{
  g_autofree char *shown = box_shown(box, box->value);
  gboolean empty = !*shown;
  g_string_append(xml, "<w:sdt><w:sdtPr>");
  append_attribute(xml, "alias", box->label, TITLE_BYTES);
  append_attribute(xml, "tag", box->id, TITLE_BYTES);
  g_string_append_printf(xml, "<w:id w:val=\"%u\"/><w:lock w:val=\"sdtLocked\"/>%s", FIRST_CONTROL + number,
                         empty ? "<w:showingPlcHdr/>" : "");
  append_control_kind(xml, box, empty);
  g_string_append(xml, "</w:sdtPr><w:sdtContent>");
  append_run(xml, empty ? "PlaceholderText" : NULL, empty ? faces[box->kind].prompt : shown);
  g_string_append(xml, "</w:sdtContent></w:sdt>");
}

static void
append_cell_start(GString *xml, int width, const char *fill)
{
  g_string_append_printf(xml, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", width);
  if (fill)
    g_string_append_printf(xml, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%s\"/>", fill);
  g_string_append(xml, "<w:vAlign w:val=\"center\"/></w:tcPr>");
}

static void
append_head_row(GString *xml)
{
  g_string_append(xml, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
  append_cell_start(xml, LABEL_WIDTH, "1F4E79");
  append_paragraph(xml, "ColumnHead", "Question");
  g_string_append(xml, "</w:tc>");
  append_cell_start(xml, ANSWER_WIDTH, "1F4E79");
  append_paragraph(xml, "ColumnHead", "Your answer");
  g_string_append(xml, "</w:tc></w:tr>");
}

static void
append_row(GString *xml, const Box *box, guint number)
{
  gboolean writing = faces[box->kind].writing && (!box->value || !*box->value);
  g_string_append_printf(
      xml, "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"%d\" w:hRule=\"atLeast\"/></w:trPr>",
      writing ? WRITING_HEIGHT : ROW_HEIGHT);
  append_cell_start(xml, LABEL_WIDTH, "E8EFF6");
  append_paragraph(xml, "Label", box->label ? box->label : "");
  g_string_append(xml, "</w:tc>");
  append_cell_start(xml, ANSWER_WIDTH, NULL);
  g_string_append(xml, "<w:p><w:pPr><w:pStyle w:val=\"Answer\"/></w:pPr>");
  append_control(xml, box, number);
  g_string_append(xml, "</w:p></w:tc></w:tr>");
}

static void
append_table(GString *xml, const FormDocument *form)
{
  g_string_append(
      xml,
      "<w:tbl><w:tblPr><w:tblStyle w:val=\"FormTable\"/><w:tblW w:w=\"9638\" w:type=\"dxa\"/>"
      "<w:tblLayout w:type=\"fixed\"/>"
      "<w:tblLook w:val=\"04A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" "
      "w:noHBand=\"0\" w:noVBand=\"1\"/>");
  append_attribute(xml, "tblCaption", form->title, 0);
  append_attribute(xml, "tblDescription", "Questions in the first column, your answers in the second.", 0);
  g_string_append_printf(xml,
                         "</w:tblPr><w:tblGrid><w:gridCol w:w=\"%d\"/><w:gridCol w:w=\"%d\"/></w:tblGrid>",
                         LABEL_WIDTH, ANSWER_WIDTH);
  append_head_row(xml);
  for (gsize i = 0; i < form->n_boxes; i++)
    append_row(xml, &form->boxes[i], (guint) i);
  g_string_append(xml, "</w:tbl>");
}

static void
append_intro(GString *xml, const FormDocument *form)
{
  g_auto(GStrv) paragraphs = box_paragraphs(form->intro);
  for (char **paragraph = paragraphs; *paragraph; paragraph++)
    append_paragraph(xml, "Normal", *paragraph);
  g_autofree char *needed = box_labels_needed(form->boxes, form->n_boxes);
  g_autofree char *words =
      needed ? g_strdup_printf("We cannot file this form without an answer to %s.", needed) : NULL;
  if (words)
    append_paragraph(xml, "Normal", words);
}

/* The section comes after the last paragraph, which a table may not be. */
static void
add_document(Package *package, const FormDocument *form)
{
  g_autoptr(GString) xml = g_string_sized_new(4096 + form->n_boxes * 1536);
  g_string_append(xml, XML_START
                  "<w:document " WORD_SPACE " "
                  "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>");
  append_paragraph(xml, "Heading1", form->title ? form->title : "");
  append_intro(xml, form);
  append_table(xml, form);
  g_string_append(
      xml, "<w:p/><w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
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
    append_paragraph(xml, "Footer", *paragraph);
  g_string_append(xml, "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>");
  g_autofree char *ref = g_strdup_printf("Ref %s", form->ref ? form->ref : "");
  append_run(xml, NULL, ref);
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
  form_parts_add_properties(package, form->title, form->ref, form->form);
  add_document(package, form);
  add_footer(package, form);
  return package_close(package, error);
}

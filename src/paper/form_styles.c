/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Styles as a table, so that a change of look is one line. Element names and their order: ECMA-376-1
 * (transitional), part 17.7. */
#include "paper/form_styles.h"

#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define TIGHT " w:line=\"240\" w:lineRule=\"auto\"/>"
#define SIZE(half_points) "<w:sz w:val=\"" half_points "\"/><w:szCs w:val=\"" half_points "\"/>"

typedef struct {
  const char *id, *name;
  const char *paragraph, *run; /* properties */
} Style;

static const Style styles[] = {
  { "Heading1", "heading 1",
    "<w:keepNext/><w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"6\" w:color=\"1F4E79\"/></w:pBdr>"
    "<w:spacing w:before=\"0\" w:after=\"240\"/><w:outlineLvl w:val=\"0\"/>",
    "<w:b/><w:color w:val=\"1F4E79\"/>" SIZE("36") },
  { "SectionHead", "Section head",
    "<w:keepNext/><w:spacing w:before=\"80\" w:after=\"80\"" TIGHT "<w:outlineLvl w:val=\"1\"/>",
    "<w:b/><w:color w:val=\"FFFFFF\"/>" SIZE("24") },
  { "ColumnHead", "Column head", "<w:keepNext/><w:spacing w:before=\"60\" w:after=\"60\"" TIGHT,
    "<w:b/><w:color w:val=\"FFFFFF\"/>" },
  { "Label", "Label", "<w:spacing w:before=\"80\" w:after=\"80\"" TIGHT,
    "<w:b/><w:color w:val=\"1F3347\"/>" },
  { "Answer", "Answer", "<w:spacing w:before=\"80\" w:after=\"80\"" TIGHT, "" },
  { "Help", "Help", "<w:keepNext/><w:spacing w:before=\"60\" w:after=\"60\"" TIGHT,
    "<w:i/><w:color w:val=\"404040\"/>" SIZE("20") },
  { "Gap", "Gap", "<w:spacing w:before=\"0\" w:after=\"60\"" TIGHT, SIZE("12") },
  { "Footer", "footer",
    "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs><w:spacing w:after=\"0\"" TIGHT,
    "<w:color w:val=\"595959\"/>" SIZE("17") },
};

static const char start[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<w:styles xmlns:w=\"" WORD "\"><w:docDefaults><w:rPrDefault><w:rPr>"
    "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" w:cs=\"Calibri\"/>" SIZE(
        "22") "<w:lang w:val=\"en-GB\" w:eastAsia=\"en-GB\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>"
              "<w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"264\" "
              "w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>"
              "</w:docDefaults>"
              "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
              "w:val=\"Normal\"/><w:qFormat/>"
              "</w:style>"
              "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">"
              "<w:name w:val=\"Default Paragraph Font\"/></w:style>"
              "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal "
              "Table\"/>"
              "<w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/></w:tblPr></w:style>";

#define LINE(side) "<w:" side " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A9BACB\"/>"
static const char end[] =
    "<w:style w:type=\"character\" w:styleId=\"PlaceholderText\"><w:name w:val=\"Placeholder Text\"/>"
    "<w:rPr><w:color w:val=\"666666\"/></w:rPr></w:style>"
    "<w:style w:type=\"table\" w:styleId=\"FormTable\"><w:name w:val=\"Form Table\"/>"
    "<w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>" LINE("top") LINE("left") LINE("bottom")
        LINE("right") LINE("insideH") LINE("insideV") "</w:tblBorders><w:tblCellMar><w:left w:w=\"142\" "
                                                      "w:type=\"dxa\"/><w:right w:w=\"142\" w:type=\"dxa\"/>"
                                                      "</w:tblCellMar></w:tblPr></w:style></w:styles>";

void
form_styles_add(Package *package)
{
  g_autoptr(GString) xml = g_string_new(start);
  for (guint i = 0; i < G_N_ELEMENTS(styles); i++)
    g_string_append_printf(
        xml,
        "<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/>"
        "<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>",
        styles[i].id, styles[i].name, styles[i].paragraph, styles[i].run);
  g_string_append(xml, end);
  package_add(package, "word/styles.xml", xml->str);
}

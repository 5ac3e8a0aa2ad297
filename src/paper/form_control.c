/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs, paragraphs and content controls in WordprocessingML (ECMA-376-1, part 17.5.2). Knows nothing of
 * tables. */
#include "paper/form_control.h"
#include "base/text.h"
#include "paper/form_box.h"
#include "paper/package.h"

/* Word calls a file damaged whose tag or title is longer than 64 characters, or a list's entry longer than
 * 255. */
enum { TITLE_BYTES = 64, ENTRY_BYTES = 255, FIRST_CONTROL = 1001 };

/* Word's own prompts: readers of forms, ours among them, know them as "nothing was answered". */
static const char *
prompt_of(const Box *box)
{
  switch (box->kind) {
  case BOX_DATE: return "Click or tap to enter a date.";
  case BOX_YES_NO:
  case BOX_CHOICE:
  case BOX_RATING: return "Choose an item.";
  case BOX_TEXT:
  case BOX_LINE:
  case BOX_EMAIL:
  case BOX_NUMBER:
  case BOX_EVIDENCE: break;
  }
  return "Click or tap here to enter text.";
}

void
form_run(GString *xml, const char *style, const char *words)
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

void
form_paragraph(GString *xml, const char *style, const char *words)
{
  g_string_append_printf(xml, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
  form_run(xml, NULL, words);
  g_string_append(xml, "</w:p>");
}

static void
append_name(GString *xml, const char *element, const char *value)
{
  g_autofree char *cut = text_clean(value ? value : "", -1, TITLE_BYTES, FALSE);
  g_string_append_printf(xml, "<w:%s w:val=\"", element);
  package_escape(xml, cut);
  g_string_append(xml, "\"/>");
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
append_kind(GString *xml, const Box *box, gboolean empty)
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
void
form_control(GString *xml, const Box *box, guint number)
{
  g_autofree char *shown = box_shown(box, box->value);
  gboolean empty = !*shown;
  g_string_append(xml, "<w:sdt><w:sdtPr>");
  append_name(xml, "alias", box->label);
  append_name(xml, "tag", box->id);
  g_string_append_printf(xml, "<w:id w:val=\"%u\"/><w:lock w:val=\"sdtLocked\"/>%s", FIRST_CONTROL + number,
                         empty ? "<w:showingPlcHdr/>" : "");
  append_kind(xml, box, empty);
  g_string_append(xml, "</w:sdtPr><w:sdtContent>");
  form_run(xml, empty ? "PlaceholderText" : NULL, empty ? prompt_of(box) : shown);
  g_string_append(xml, "</w:sdtContent></w:sdt>");
}

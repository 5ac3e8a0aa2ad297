/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content controls (ISO/IEC 29500-1 17.5.2) of Word documents: where they begin and end in the text, and what
 * their value is. What a reader of the page would see decides wherever the file says two things. */
#include "reader/document/boxes.h"
#include "reader/word/docx.h"
#include <stdio.h>
#include <string.h>

void
docx_sdt_begin(Docx *docx)
{
  DocxSdt *sdt = g_new0(DocxSdt, 1);
  sdt->below = docx->sdt;
  docx->sdt = sdt;
}

/* Around rows or cells: the table is open, and no cell of it is. */
static gboolean
is_around_cells(const Docx *docx)
{
  return docx->table && !docx->table->in_cell;
}

void
docx_sdt_content(Docx *docx)
{
  DocxSdt *sdt = docx->sdt;
  if (!sdt)
    return;
  if (is_around_cells(docx)) {
    sdt->row = docx->table->row;
    sdt->cells = sdt->row ? sdt->row->cells->len : 0;
    return;
  }
  sdt->flow = docx->flow;
  sdt->start = docx->flow->text->len;
  sdt->controls = docx->flow->controls ? docx->flow->controls->len : 0;
  sdt->holds = sdt->kind != SDT_HOLDER && !docx->flow->cell && !docx->flow->in_paragraph;
  if (sdt->holds)
    docx->flow->held++;
}

/* Whether what @sdt shows, @shown, is its prompt. Marked or not, the prompt's own words decide where the file
 * has them: programs that fill in forms leave the mark behind, and others lose it. LibreOffice does, and
 * gives controls the names of others' prompts; it also drops the number that Word gives to every control. */
static gboolean
is_prompt(Docx *docx, const DocxSdt *sdt, const char *shown)
{
  gsize n = strlen(shown);
  if (!n || (sdt->prompt && shown[0] == '[' && shown[n - 1] == ']'))
    return TRUE;
  if (!sdt->prompt && sdt->known && !sdt->faint && shown[0] != '[')
    return FALSE;
  switch (docx_prompt(docx->file, sdt->part, shown, !sdt->known)) {
  case PROMPT_SAME: return TRUE;
  case PROMPT_OTHER: return sdt->prompt && sdt->faint;
  default: return sdt->prompt;
  }
}

/* Whether the numbers in @shown are those of @date, YYYY-MM-DDThh:mm: else it was typed over. */
static gboolean
agrees(const char *shown, const char *date)
{
  guint part[5] = { 0 };
  if (sscanf(date, "%4u-%2u-%2uT%2u:%2u", &part[0], &part[1], &part[2], &part[3], &part[4]) < 3)
    return FALSE;
  for (const char *p = shown; *p;) {
    if (!g_ascii_isdigit(*p)) {
      p++;
      continue;
    }
    guint64 number = g_ascii_strtoull(p, (char **) &p, 10);
    gboolean found = number == part[0] % 100 || number + 12 == part[3] || (number == 12 && !part[3]);
    for (guint i = 0; i < G_N_ELEMENTS(part); i++)
      found |= number == part[i];
    if (!found)
      return FALSE;
  }
  return TRUE;
}

/* What a person put into a box by hand counts, unless it is the sign of an empty one. */
static gboolean
is_ticked(const DocxSdt *sdt, const char *shown)
{
  if (sdt->checked || (sdt->unticked && !strcmp(shown, sdt->unticked)))
    return sdt->checked;
  return box_sign(shown) == BOX_TICKED || !g_ascii_strcasecmp(shown, "x");
}

/* The value of @sdt which shows @shown. */
static char *
sdt_value(Docx *docx, const DocxSdt *sdt, const char *shown)
{
  if (sdt->kind == SDT_BOX)
    return g_strdup(is_ticked(sdt, shown) ? "true" : "false");
  if (is_prompt(docx, sdt, shown))
    return g_strdup("");
  if (sdt->kind == SDT_DATE && sdt->date && strlen(sdt->date) >= 10 && agrees(shown, sdt->date))
    return g_strndup(sdt->date, 10);
  return g_strdup(shown);
}

static const char *
sdt_as(const DocxSdt *sdt)
{
  return sdt->kind == SDT_BOX ? "checkbox" : "content-control";
}

/* What is to stand in the text for @value where @shown stood, NULL for itself: marked prompts are not there,
 * a box always is. */
static const char *
standing(const DocxSdt *sdt, const char *shown, const char *value)
{
  if (sdt->kind != SDT_BOX)
    return *value || !sdt->prompt ? NULL : "";
  gboolean ticked = !strcmp(value, "true");
  BoxSign box = box_sign(shown);
  if (*shown && (box == BOX_NONE || (box == BOX_TICKED) == ticked))
    return NULL;
  return ticked ? DOCX_BOX_TICKED : DOCX_BOX_EMPTY;
}

/* A control that holds others, and has words of its own beside theirs. */
static void
hold_others(Docx *docx, const DocxSdt *sdt, const char *text, const GPtrArray *controls)
{
  const char *name = sdt->alias ? sdt->alias : sdt->tag;
  g_autoptr(GString) own = g_string_new(NULL);
  gsize at = sdt->row ? 0 : sdt->start;
  for (guint i = sdt->row ? 0 : sdt->controls; i < controls->len; i++) {
    const Control *control = controls->pdata[i];
    if (control->start > at)
      g_string_append_len(own, text + at, (gssize) (control->start - at));
    at = MAX(at, control->end);
  }
  g_string_append(own, text + MIN(at, strlen(text)));
  g_autofree char *words = passage_answer(own->str);
  g_autofree char *value = passage_answer(text + (sdt->row ? 0 : sdt->start));
  if (name && *name && *words && !docx->mute)
    reading_add_field(docx->file->document, name, value, sdt_as(sdt), sdt->tag);
}

/* A control around one whole cell. */
static void
close_around_cell(Docx *docx, const DocxSdt *sdt)
{
  if (!sdt->row || sdt->kind == SDT_HOLDER || sdt->row->cells->len != sdt->cells + 1)
    return;
  GridCell *cell = sdt->row->cells->pdata[sdt->cells];
  if (cell->nested)
    return;
  if (cell->controls) {
    hold_others(docx, sdt, cell->text, cell->controls);
    return;
  }
  g_autofree char *shown = passage_answer(cell->text);
  char *value = sdt_value(docx, sdt, shown);
  const char *other = standing(sdt, shown, value);
  if (other) {
    g_free(cell->text);
    cell->text = g_strdup(other);
  }
  cell->controls = controls_new();
  Control *control = controls_add(cell->controls, sdt_as(sdt), sdt->alias, sdt->tag, value);
  control->end = strlen(cell->text);
}

/* A control around text or paragraphs: what it shows is what came since it began. */
static void
close_around_text(Docx *docx, const DocxSdt *sdt)
{
  DocxFlow *flow = sdt->flow;
  gsize start = MIN(sdt->start, flow->text->len);
  if (sdt->kind == SDT_HOLDER)
    return;
  if (flow->controls && flow->controls->len > sdt->controls) {
    hold_others(docx, sdt, flow->text->str, flow->controls);
    return;
  }
  if (flow->text->str[start] == '\n')
    start++;
  g_autofree char *shown = passage_answer(flow->text->str + start);
  char *value = sdt_value(docx, sdt, shown);
  const char *other = standing(sdt, shown, value);
  if (other) {
    g_string_truncate(flow->text, start);
    g_string_append(flow->text, other);
  }
  Control *control = controls_add(docx_controls(flow), sdt_as(sdt), sdt->alias, sdt->tag, value);
  control->start = start;
  control->end = flow->text->len;
}

void
docx_sdt_content_end(Docx *docx)
{
  DocxSdt *sdt = docx->sdt;
  if (!sdt)
    return;
  if (sdt->flow && sdt->flow == docx->flow)
    close_around_text(docx, sdt);
  else if (!sdt->flow)
    close_around_cell(docx, sdt);
  if (sdt->holds && sdt->flow->held && !--sdt->flow->held && !sdt->flow->in_paragraph)
    docx_flush(docx);
  sdt->holds = FALSE;
}

void
docx_sdt_end(Docx *docx)
{
  DocxSdt *sdt = docx->sdt;
  if (!sdt)
    return;
  docx->sdt = sdt->below;
  g_free(sdt->alias);
  g_free(sdt->tag);
  g_free(sdt->date);
  g_free(sdt->part);
  g_free(sdt->unticked);
  g_free(sdt);
}

void
docx_sdt_release(Docx *docx)
{
  for (DocxSdt *sdt = docx->sdt; sdt && sdt->flow == docx->flow; sdt = sdt->below) {
    sdt->kind = SDT_HOLDER;
    sdt->holds = FALSE;
  }
  docx->flow->held = 0;
}

static void
take(char **place, const XmlAttributes *attributes, const char *name)
{
  g_free(*place);
  *place = xml_attribute(attributes, name);
}

/* Google Docs puts controls around words that somebody suggested or commented on: they ask for nothing. */
static void
sdt_tag(DocxSdt *sdt, const XmlAttributes *attributes)
{
  take(&sdt->tag, attributes, "val");
  if (sdt->tag && g_str_has_prefix(sdt->tag, "goog_rdk_"))
    sdt->kind = SDT_HOLDER;
}

/* How a box looks, w14:val being the code of a sign of w14:font. */
static char *
look_of(const XmlAttributes *attributes)
{
  char other[7] = "";
  gsize n;
  const char *name = xml_attribute_span(attributes, "font", &n);
  const char *font = name ? symbol_font(name, n) : NULL;
  g_autofree char *digits = xml_attribute(attributes, "val");
  gunichar code = digits ? (gunichar) g_ascii_strtoull(digits, NULL, 16) : 0;
  const char *sign = font ? symbol_sign(font, code) : NULL;
  if (!sign && code && g_unichar_validate(code))
    other[g_unichar_to_utf8(code, other)] = '\0';
  return g_strdup(sign ? sign : other);
}

void
docx_sdt_property(DocxSdt *sdt, int element, const XmlAttributes *attributes)
{
  switch (element) {
  case W_ALIAS: take(&sdt->alias, attributes, "val"); break;
  case W_ID: sdt->known = TRUE; break;
  case W_TAG: sdt_tag(sdt, attributes); break;
  case W_SHOWINGPLCHDR: sdt->prompt = xml_attribute_on(attributes, "val"); break;
  case W_DOCPART: take(&sdt->part, attributes, "val"); break;
  case W_DATE:
    sdt->kind = SDT_DATE;
    take(&sdt->date, attributes, "fullDate");
    break;
  case W14_CHECKBOX: sdt->kind = SDT_BOX; break;
  case W14_CHECKED: sdt->checked = xml_attribute_on(attributes, "val"); break;
  case W14_UNCHECKEDSTATE:
    g_free(sdt->unticked);
    sdt->unticked = look_of(attributes);
    break;
  case W_DOCPARTOBJ:
  case W_DOCPARTLIST:
  case W_GROUP:
  case W_CITATION:
  case W_BIBLIOGRAPHY:
  case W_EQUATION:
  case W15_REPEATING:
  case W15_REPEATING_ITEM: sdt->kind = SDT_HOLDER; break;
  default: break;
  }
}

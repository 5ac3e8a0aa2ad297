/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content controls (ISO/IEC 29500-1 17.5.2) and legacy form fields (17.16.5) of Word documents: where they
 * begin and end in the text, and what their value is. */
#include "reader/docx.h"
#include <string.h>

#define BOX_EMPTY "\u2610"
#define BOX_TICKED "\u2612"

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

/* The value of @sdt which shows @shown. */
static char *
sdt_value(const DocxSdt *sdt, const char *shown)
{
  if (sdt->kind == SDT_BOX)
    return g_strdup(sdt->checked ? "true" : "false");
  if (sdt->prompt)
    return g_strdup("");
  if (sdt->kind == SDT_DATE && sdt->date && strlen(sdt->date) >= 10 && *shown)
    return g_strndup(sdt->date, 10);
  return g_strdup(shown);
}

static const char *
sdt_as(const DocxSdt *sdt)
{
  return sdt->kind == SDT_BOX ? "checkbox" : "content-control";
}

/* A control around one whole cell. */
static void
close_around_cell(const DocxSdt *sdt)
{
  if (!sdt->row || sdt->kind == SDT_HOLDER || sdt->row->cells->len != sdt->cells + 1)
    return;
  GridCell *cell = sdt->row->cells->pdata[sdt->cells];
  if (cell->controls || cell->nested)
    return;
  g_autofree char *shown = passage_answer(cell->text);
  char *value = sdt_value(sdt, shown);
  if (sdt->kind == SDT_BOX || !*value) {
    g_free(cell->text);
    cell->text = g_strdup(sdt->kind != SDT_BOX ? "" : sdt->checked ? BOX_TICKED : BOX_EMPTY);
  }
  cell->controls = controls_new();
  Control *control = controls_add(cell->controls, sdt_as(sdt), sdt->alias, sdt->tag, value);
  control->end = strlen(cell->text);
}

/* A control around text or paragraphs: what it shows is what came since it began. */
static void
close_around_text(const DocxSdt *sdt)
{
  DocxFlow *flow = sdt->flow;
  gsize start = MIN(sdt->start, flow->text->len);
  if (sdt->kind == SDT_HOLDER || (flow->controls && flow->controls->len > sdt->controls))
    return;
  if (flow->text->str[start] == '\n')
    start++;
  g_autofree char *shown = passage_answer(flow->text->str + start);
  char *value = sdt_value(sdt, shown);
  if (sdt->kind == SDT_BOX || !*value) {
    g_string_truncate(flow->text, start);
    g_string_append(flow->text, sdt->kind != SDT_BOX ? "" : sdt->checked ? BOX_TICKED : BOX_EMPTY);
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
    close_around_text(sdt);
  else if (!sdt->flow)
    close_around_cell(sdt);
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

void
docx_form_free(Docx *docx)
{
  DocxForm *form = docx->form;
  docx->form = form->below;
  g_free(form->name);
  g_ptr_array_unref(form->entries);
  g_free(form);
}

static void
form_begin(Docx *docx)
{
  DocxForm *form = g_new0(DocxForm, 1);
  form->below = docx->form;
  form->entries = g_ptr_array_new_with_free_func(g_free);
  form->flow = docx->flow;
  form->start = docx->flow->text->len;
  docx->form = form;
}

static void
form_separate(Docx *docx)
{
  DocxForm *form = docx->form;
  form->start = docx->flow->text->len;
  form->holds = form->kind == FORM_TEXT && !docx->flow->cell;
  if (form->holds)
    docx->flow->held++;
}

static char *
form_value(const DocxForm *form, const char *shown)
{
  if (form->kind == FORM_BOX)
    return g_strdup(form->checked ? "true" : "false");
  if (form->kind == FORM_LIST && form->chosen >= 0 && form->chosen < (gint64) form->entries->len)
    return g_strdup(form->entries->pdata[form->chosen]);
  return g_strdup(shown);
}

static void
form_end(Docx *docx)
{
  DocxForm *form = docx->form;
  DocxFlow *flow = form->flow;
  if (form->holds && flow == docx->flow && flow->held)
    flow->held--;
  if (form->kind != FORM_NONE && flow == docx->flow) {
    gsize start = MIN(form->start, flow->text->len);
    g_autofree char *shown = passage_answer(flow->text->str + start);
    char *value = form_value(form, shown);
    if (form->kind == FORM_BOX || !*shown) {
      g_string_truncate(flow->text, start);
      g_string_append(flow->text, form->kind != FORM_BOX ? value : form->checked ? BOX_TICKED : BOX_EMPTY);
    }
    const char *as = form->kind == FORM_BOX ? "checkbox" : "form-field";
    Control *control = controls_add(docx_controls(flow), as, NULL, form->name, value);
    control->start = start;
    control->end = flow->text->len;
  }
  docx_form_free(docx);
}

void
docx_form_mark(Docx *docx, const XmlAttributes *attributes)
{
  if (xml_attribute_is(attributes, "fldCharType", "begin"))
    form_begin(docx);
  else if (docx->form && xml_attribute_is(attributes, "fldCharType", "separate"))
    form_separate(docx);
  else if (docx->form && xml_attribute_is(attributes, "fldCharType", "end"))
    form_end(docx);
}

void
docx_sdt_property(DocxSdt *sdt, int element, const XmlAttributes *attributes)
{
  switch (element) {
  case W_ALIAS:
    g_free(sdt->alias);
    sdt->alias = xml_attribute(attributes, "val");
    break;
  case W_TAG:
    g_free(sdt->tag);
    sdt->tag = xml_attribute(attributes, "val");
    break;
  case W_SHOWINGPLCHDR: sdt->prompt = xml_attribute_on(attributes, "val"); break;
  case W_DATE:
    sdt->kind = SDT_DATE;
    g_free(sdt->date);
    sdt->date = xml_attribute(attributes, "fullDate");
    break;
  case W14_CHECKBOX: sdt->kind = SDT_BOX; break;
  case W14_CHECKED: sdt->checked = xml_attribute_on(attributes, "val"); break;
  case W_DOCPARTOBJ:
  case W_DOCPARTLIST:
  case W_GROUP:
  case W_PICTURE:
  case W_CITATION:
  case W_BIBLIOGRAPHY:
  case W_EQUATION:
  case W15_REPEATING:
  case W15_REPEATING_ITEM: sdt->kind = SDT_HOLDER; break;
  default: break;
  }
}

void
docx_form_property(DocxForm *form, int element, const XmlAttributes *attributes)
{
  switch (element) {
  case W_NAME:
    g_free(form->name);
    form->name = xml_attribute(attributes, "val");
    break;
  case W_TEXTINPUT: form->kind = FORM_TEXT; break;
  case W_CHECKBOX: form->kind = FORM_BOX; break;
  case W_DDLIST: form->kind = FORM_LIST; break;
  case W_DEFAULT:
    if (form->kind == FORM_BOX && !form->explicit)
      form->checked = xml_attribute_on(attributes, "val");
    else if (form->kind == FORM_LIST && !form->explicit)
      form->chosen = xml_attribute_number(attributes, "val", 0);
    break;
  case W_CHECKED:
    form->checked = xml_attribute_on(attributes, "val");
    form->explicit = TRUE;
    break;
  case W_RESULT:
    form->chosen = xml_attribute_number(attributes, "val", 0);
    form->explicit = TRUE;
    break;
  case W_LISTENTRY: g_ptr_array_add(form->entries, xml_attribute(attributes, "val")); break;
  default: break;
  }
}

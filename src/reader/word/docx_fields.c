/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of Word documents (ISO/IEC 29500-1 17.16): form fields have values, all others are their results.
 * Instructions are never text. */
#include "reader/word/docx.h"
#include <string.h>

static void
end_code(Docx *docx, DocxField *field)
{
  docx->codes -= field->code;
  field->code = FALSE;
}

void
docx_field_free(Docx *docx)
{
  DocxField *field = docx->field;
  end_code(docx, field);
  docx->field = field->below;
  g_free(field->name);
  g_free(field->initial);
  g_ptr_array_unref(field->entries);
  g_free(field);
}

void
docx_field_paragraph(Docx *docx)
{
  for (DocxField *field = docx->codes ? docx->field : NULL; field; field = field->below)
    end_code(docx, field);
}

static void
field_begin(Docx *docx)
{
  DocxField *field = g_new0(DocxField, 1);
  field->below = docx->field;
  field->code = TRUE;
  field->entries = g_ptr_array_new_with_free_func(g_free);
  field->flow = docx->flow;
  field->start = docx->flow->text->len;
  docx->field = field;
  docx->codes++;
}

static void
field_separate(Docx *docx)
{
  DocxField *field = docx->field;
  end_code(docx, field);
  field->start = docx->flow->text->len;
  field->holds = field->kind == FIELD_TEXT && !docx->flow->cell;
  if (field->holds)
    docx->flow->held++;
}

/* The words with which a form was sent out, if they ask for others. */
static gboolean
is_initial_prompt(const DocxField *field, const char *shown)
{
  g_autofree char *initial = field->initial ? passage_answer(field->initial) : NULL;
  return initial && !strcmp(initial, shown) && passage_is_instruction(shown);
}

static char *
field_value(const DocxField *field, const char *shown)
{
  if (field->kind == FIELD_BOX)
    return g_strdup(field->checked ? "true" : "false");
  if (field->kind == FIELD_LIST && field->chosen >= 0 && field->chosen < (gint64) field->entries->len) {
    const char *entry = field->entries->pdata[field->chosen];
    return passage_answer(entry ? entry : "");
  }
  return g_strdup(is_initial_prompt(field, shown) ? "" : shown);
}

/* The value of a form field, and in the text what a reader of the page sees: a box or the entry chosen, which
 * Word paints. */
static void
form_end(const DocxField *field)
{
  DocxFlow *flow = field->flow;
  gsize start = MIN(field->start, flow->text->len);
  g_autofree char *shown = passage_answer(flow->text->str + start);
  char *value = field_value(field, shown);
  if (field->kind == FIELD_BOX || strcmp(value, shown)) {
    g_string_truncate(flow->text, start);
    g_string_append(flow->text, field->kind != FIELD_BOX ? value
                                : field->checked         ? DOCX_BOX_TICKED
                                                         : DOCX_BOX_EMPTY);
  }
  const char *as = field->kind == FIELD_BOX ? "checkbox" : "form-field";
  Control *control = controls_add(docx_controls(flow), as, NULL, field->name, value);
  control->start = start;
  control->end = flow->text->len;
}

static void
field_end(Docx *docx)
{
  DocxField *field = docx->field;
  if (field->holds && field->flow == docx->flow && docx->flow->held)
    docx->flow->held--;
  if (field->kind != FIELD_OTHER && field->flow == docx->flow)
    form_end(field);
  docx_field_free(docx);
}

void
docx_field_mark(Docx *docx, const XmlAttributes *attributes)
{
  if (xml_attribute_is(attributes, "fldCharType", "begin"))
    field_begin(docx);
  else if (docx->field && xml_attribute_is(attributes, "fldCharType", "separate"))
    field_separate(docx);
  else if (docx->field && xml_attribute_is(attributes, "fldCharType", "end"))
    field_end(docx);
}

static void
initial_value(DocxField *field, const XmlAttributes *attributes)
{
  if (field->kind == FIELD_TEXT) {
    g_free(field->initial);
    field->initial = xml_attribute(attributes, "val");
  } else if (field->kind == FIELD_BOX && !field->explicit) {
    field->checked = xml_attribute_on(attributes, "val");
  } else if (field->kind == FIELD_LIST && !field->explicit) {
    field->chosen = xml_attribute_number(attributes, "val", 0);
  }
}

void
docx_field_property(DocxField *field, int element, const XmlAttributes *attributes)
{
  switch (element) {
  case W_NAME:
    g_free(field->name);
    field->name = xml_attribute(attributes, "val");
    break;
  case W_TEXTINPUT: field->kind = FIELD_TEXT; break;
  case W_CHECKBOX: field->kind = FIELD_BOX; break;
  case W_DDLIST: field->kind = FIELD_LIST; break;
  case W_DEFAULT: initial_value(field, attributes); break;
  case W_CHECKED:
    field->checked = xml_attribute_on(attributes, "val");
    field->explicit = TRUE;
    break;
  case W_RESULT:
    field->chosen = xml_attribute_number(attributes, "val", 0);
    field->explicit = TRUE;
    break;
  case W_LISTENTRY: g_ptr_array_add(field->entries, xml_attribute(attributes, "val")); break;
  default: break;
  }
}

void
docx_active_control(Docx *docx, const XmlAttributes *attributes)
{
  DocxFlow *flow = docx->flow;
  g_autofree char *name = xml_attribute(attributes, "name");
  Control *control = controls_add(docx_controls(flow), "form-field", NULL, name, g_strdup(READING_CONTROL));
  control->start = control->end = flow->text->len;
}

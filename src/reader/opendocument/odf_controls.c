/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be filled in in the text of an OpenDocument: LibreOffice's content controls, input fields, form
 * fields that came out of Word. Form controls are odf_forms.c's. */
#include "reader/opendocument/odf.h"
#include <string.h>

static void
open_control(Odf *odf, const char *as, char *alias, char *tag, char *value)
{
  OdfOpen *open = g_new0(OdfOpen, 1);
  open->below = odf->open;
  open->as = as;
  open->alias = alias;
  open->tag = tag;
  open->value = value;
  open->flow = odf->flow;
  open->start = odf->flow->text->len;
  odf->open = open;
}

void
odf_control_drop(Odf *odf)
{
  OdfOpen *open = odf->open;
  odf->open = open->below;
  g_free(open->alias);
  g_free(open->tag);
  g_free(open->value);
  g_clear_pointer(&open->entries, g_ptr_array_unref);
  g_free(open);
}

void
odf_control_end(Odf *odf)
{
  OdfOpen *open = odf->open;
  OdfFlow *flow = odf->flow;
  if (open && open->entries && open->chosen >= 0 && open->chosen < (gint64) open->entries->len &&
      !open->value)
    open->value = g_strdup(open->entries->pdata[open->chosen]);
  if (open && open->flow == flow && open->start <= flow->text->len) {
    g_autofree char *shown = passage_answer(flow->text->str + open->start);
    gboolean box = !strcmp(open->as, "checkbox"), blank = open->prompt || !*shown;
    char *value = open->value ? g_steal_pointer(&open->value) : g_strdup(blank ? "" : shown);
    if (box || blank) {
      g_string_truncate(flow->text, open->start);
      g_string_append(flow->text, !box ? value : !strcmp(value, "true") ? "\u2612" : "\u2610");
    }
    if (!flow->controls)
      flow->controls = controls_new();
    Control *control = controls_add(flow->controls, open->as, open->alias, open->tag, value);
    control->start = open->start;
    control->end = flow->text->len;
  }
  if (open)
    odf_control_drop(odf);
}

static void
content_control(Odf *odf, const XmlAttributes *attributes)
{
  gboolean box = xml_attribute_is(attributes, "loext:checkbox", "true");
  char *date = xml_attribute_is(attributes, "loext:date", "true")
                   ? xml_attribute(attributes, "loext:current-date")
                   : NULL;
  char *value = box ? g_strdup(xml_attribute_is(attributes, "loext:checked", "true") ? "true" : "false")
                : date && strlen(date) >= 10 ? g_strndup(date, 10)
                                             : NULL;
  g_free(date);
  open_control(odf, box ? "checkbox" : "content-control", xml_attribute(attributes, "loext:alias"),
               xml_attribute(attributes, "loext:tag"), value);
  odf->open->prompt = xml_attribute_is(attributes, "loext:showing-place-holder", "true");
}

/* Form fields that came out of Word: field:fieldmark stands alone for boxes and lists, its start and end go
 * round text. */
static void
fieldmark(Odf *odf, int element, const XmlAttributes *attributes)
{
  g_autofree char *type = xml_attribute(attributes, "field:type");
  gboolean box = type && g_str_has_suffix(type, "CHECKBOX");
  open_control(odf, box ? "checkbox" : "form-field", NULL, xml_attribute(attributes, "text:name"),
               box ? g_strdup("false") : NULL);
  if (element == FIELDMARK && !box)
    odf->open->entries = g_ptr_array_new_with_free_func(g_free);
}

void
odf_fieldmark_param(Odf *odf, const XmlAttributes *attributes)
{
  OdfOpen *open = odf->open;
  if (!open)
    return;
  if (xml_attribute_is(attributes, "field:name", "Checkbox_Checked")) {
    g_free(open->value);
    open->value = g_strdup(xml_attribute_is(attributes, "field:value", "true") ? "true" : "false");
  } else if (open->entries && xml_attribute_is(attributes, "field:name", "Dropdown_ListEntry")) {
    g_ptr_array_add(open->entries, xml_attribute(attributes, "field:value"));
  } else if (xml_attribute_is(attributes, "field:name", "Dropdown_Selected")) {
    open->chosen = xml_attribute_number(attributes, "field:value", -1);
  }
}

void
odf_control_start(Odf *odf, int element, const XmlAttributes *attributes)
{
  if (element == CONTENT_CONTROL)
    content_control(odf, attributes);
  else if (element == TEXT_INPUT || element == VARIABLE_INPUT)
    open_control(odf, "form-field", xml_attribute(attributes, "text:description"), NULL, NULL);
  else if (element == DROP_DOWN)
    open_control(odf, "form-field", xml_attribute(attributes, "text:name"), NULL, NULL);
  else
    fieldmark(odf, element, attributes);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Controls of forms in OpenDocument: text boxes, check boxes, lists. They stand together before the text, and
 * the text says where each is drawn. A control within a text takes its label from the words around it, like
 * everything that is filled in there; one that is drawn freely, or in a spreadsheet, has only its own name.
 */
#include "reader/opendocument/odf.h"
#include <string.h>

#define FORM_LIMIT 1000 /* controls of one document */

static void
form_free(gpointer data)
{
  OdfForm *form = data;
  g_free(form->id);
  g_free(form->name);
  g_free(form->label);
  g_free(form->value);
  g_free(form);
}

GPtrArray *
odf_forms_new(void)
{
  return g_ptr_array_new_with_free_func(form_free);
}

/* The attribute of what stands there now, else of what stood there when the form was new. */
static char *
now_or_first(const XmlAttributes *attributes, const char *now, const char *first)
{
  char *value = xml_attribute(attributes, now);
  return value ? value : xml_attribute(attributes, first);
}

/* An entry of the list that was opened last. */
static void
take_option(Odf *odf, const XmlAttributes *attributes)
{
  OdfForm *list = odf->forms->len ? odf->forms->pdata[odf->forms->len - 1] : NULL;
  gboolean chosen = xml_attribute_is(attributes, "form:current-selected", "true");
  if (!list || (!chosen && (list->chosen || !xml_attribute_is(attributes, "form:selected", "true"))))
    return;
  g_autofree char *label = xml_attribute(attributes, "form:label");
  g_autofree char *before = g_steal_pointer(&list->value);
  gboolean several = chosen == list->chosen && before && *before;
  list->value = several ? g_strconcat(before, ", ", label, NULL) : g_strdup(label ? label : "");
  list->chosen = chosen;
}

void
odf_form_control(Odf *odf, int element, const XmlAttributes *attributes)
{
  if (element == FORM_OPTION) {
    take_option(odf, attributes);
    return;
  }
  if (odf->forms->len >= FORM_LIMIT) {
    reading_problem(odf->document, "too-large");
    return;
  }
  gboolean box = element == FORM_CHECKBOX, radio = element == FORM_RADIO;
  OdfForm *form = g_new0(OdfForm, 1);
  form->id = now_or_first(attributes, "form:id", "xml:id");
  form->name = xml_attribute(attributes, "form:name");
  form->label = xml_attribute(attributes, "form:label");
  form->as = box || radio ? "checkbox" : "form-field";
  g_autofree char *state = box     ? now_or_first(attributes, "form:current-state", "form:state")
                           : radio ? now_or_first(attributes, "form:current-selected", "form:selected")
                                   : NULL;
  if (box || radio)
    form->value = g_strdup(!g_strcmp0(state, box ? "checked" : "true") ? "true" : "false");
  else
    form->value = now_or_first(attributes, "form:current-value", "form:value");
  if (!form->value)
    form->value = g_strdup("");
  g_ptr_array_add(odf->forms, form);
}

/* Puts @form at the end of the text that is open. */
static void
put(Odf *odf, OdfForm *form)
{
  OdfFlow *flow = odf->flow;
  gboolean box = !strcmp(form->as, "checkbox"), on = !strcmp(form->value, "true");
  if (!flow->controls)
    flow->controls = controls_new();
  Control *control =
      controls_add(flow->controls, form->as, box ? NULL : form->label, form->name, g_strdup(form->value));
  control->start = flow->text->len;
  g_string_append(flow->text, !box ? form->value : on ? "\u2612" : "\u2610");
  control->end = flow->text->len;
  if (box && form->label)
    g_string_append_printf(flow->text, " %s ", form->label);
  form->drawn = TRUE;
}

void
odf_form_drawn(Odf *odf, const XmlAttributes *attributes)
{
  g_autofree char *id = xml_attribute(attributes, "draw:control");
  OdfForm *form = NULL;
  for (guint i = 0; id && i < odf->forms->len && !form; i++)
    if (!g_strcmp0(((OdfForm *) odf->forms->pdata[i])->id, id))
      form = odf->forms->pdata[i];
  if (!form || odf->sheets || !odf->in_paragraph || form->drawn)
    return;
  gboolean freely = xml_attribute_is(attributes, "text:anchor-type", "paragraph") ||
                    xml_attribute_is(attributes, "text:anchor-type", "page");
  if (freely)
    g_ptr_array_add(odf->pending, form);
  else
    put(odf, form);
}

void
odf_form_pending(Odf *odf)
{
  if (odf->pending->len == 1) /* of several nobody knows which lies where */
    put(odf, odf->pending->pdata[0]);
  g_ptr_array_set_size(odf->pending, 0);
}

void
odf_form_rest(Odf *odf)
{
  for (guint i = 0; i < odf->forms->len; i++) {
    const OdfForm *form = odf->forms->pdata[i];
    const char *shown = form->label && *form->label ? form->label : form->name;
    if (shown && !form->drawn)
      reading_add_field(odf->document, shown, form->value, form->as, form->name);
  }
}

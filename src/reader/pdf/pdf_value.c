/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of a form field (ISO 32000-1 12.7.4) as the person saw it: the words of a choice rather than
 * what is kept for them, true and false for boxes. A default that nobody confirmed is no answer. Runs no
 * script. */
#include "reader/document/html.h"
#include "reader/pdf/pdf.h"
#include <string.h>

#define FLAG_RADIO (1 << 15)
#define FLAG_PUSH (1 << 16)
#define LONG_TEXT (64 << 10)

static gboolean
is_type(const Pdf *pdf, const PdfField *field, const char *type)
{
  return qpdf_oh_is_name_and_equals(pdf->q, field->type, type);
}

/* The text of the option that is kept as @kept, else NULL: options may be pairs of both (12.7.4.4). */
static char *
option_text(const Pdf *pdf, qpdf_oh options, const char *kept)
{
  for (guint i = 0; i < MIN(pdf_items(pdf, options), PDF_FIELDS); i++) {
    qpdf_oh option = pdf_item(pdf, options, i);
    if (pdf_items(pdf, option) != 2)
      continue;
    g_autofree char *export = pdf_string(pdf, pdf_item(pdf, option, 0));
    if (!strcmp(export, kept))
      return pdf_string(pdf, pdf_item(pdf, option, 1));
  }
  return NULL;
}

/* The words of the @i-th option. */
static char *
option_at(const Pdf *pdf, qpdf_oh options, guint i)
{
  qpdf_oh option = pdf_item(pdf, options, i);
  return pdf_string(pdf, pdf_items(pdf, option) == 2 ? pdf_item(pdf, option, 1) : option);
}

static void
append_choice(GString *out, char *words)
{
  if (*words)
    g_string_append_printf(out, "%s%s", out->len ? "; " : "", words);
  g_free(words);
}

static char *
choice_value(const Pdf *pdf, const PdfField *field)
{
  g_autoptr(GString) out = g_string_new(NULL);
  guint n = pdf_items(pdf, field->value);
  qpdf_oh places = pdf_key(pdf, field->node, "/I");
  for (guint i = 0; i < MIN(MAX(n, 1), PDF_FIELDS); i++) {
    char *kept = pdf_string(pdf, n ? pdf_item(pdf, field->value, i) : field->value);
    char *words = option_text(pdf, field->options, kept);
    append_choice(out, words ? words : g_strdup(kept));
    g_free(kept);
  }
  if (qpdf_oh_is_null(pdf->q, field->value))
    for (guint i = 0; i < MIN(pdf_items(pdf, places), PDF_FIELDS); i++) {
      gint64 place = pdf_integer(pdf, pdf_item(pdf, places, i), -1);
      if (place >= 0 && place < pdf_items(pdf, field->options))
        append_choice(out, option_at(pdf, field->options, (guint) place));
    }
  return g_strdup(out->str);
}

static guint
count_widgets(const Pdf *pdf, const PdfField *field)
{
  return MIN(MAX(pdf_items(pdf, field->kids), 1), PDF_FIELDS);
}

static qpdf_oh
widget(const Pdf *pdf, const PdfField *field, guint i)
{
  return pdf_items(pdf, field->kids) ? pdf_item(pdf, field->kids, i) : field->node;
}

/* What a widget is called when it is on: the appearance that is not "Off". */
static char *
on_state(const Pdf *pdf, qpdf_oh box)
{
  qpdf_oh looks = pdf_key(pdf, pdf_key(pdf, box, "/AP"), "/N");
  char *state = NULL;
  if (!qpdf_oh_is_dictionary(pdf->q, looks))
    return g_strdup("");
  qpdf_oh_begin_dict_key_iter(pdf->q, looks);
  while (qpdf_oh_dict_more_keys(pdf->q)) {
    const char *key = qpdf_oh_dict_next_key(pdf->q);
    if (!state && strcmp(key, "/Off")) /* the rest is run through: an iteration must come to its end */
      state = pdf_string(pdf, qpdf_oh_new_name(pdf->q, key));
  }
  return state ? state : g_strdup("");
}

/* The state that a set of buttons is in; where the field itself says nothing, that of the button which shows
 * itself on. "" for none. */
static char *
button_state(const Pdf *pdf, const PdfField *field)
{
  char *state = pdf_string(pdf, field->value);
  if (qpdf_oh_is_null(pdf->q, field->value))
    for (guint i = 0; i < count_widgets(pdf, field) && (!*state || !strcmp(state, "Off")); i++) {
      g_free(state);
      state = pdf_key_string(pdf, widget(pdf, field, i), "/AS");
    }
  if (!strcmp(state, "Off"))
    *state = 0;
  return state;
}

/* Boxes of one name that turn on by different names are a choice between them, radio buttons or not. */
static gboolean
is_set(const Pdf *pdf, const PdfField *field)
{
  if (field->flags & FLAG_RADIO)
    return TRUE;
  g_autofree char *first = on_state(pdf, widget(pdf, field, 0));
  for (guint i = 1; i < count_widgets(pdf, field); i++) {
    g_autofree char *other = on_state(pdf, widget(pdf, field, i));
    if (*first && *other && strcmp(first, other))
      return TRUE;
  }
  return FALSE;
}

/* The words of the pressed one: options stand in the order of the buttons, whose states are then numbers
 * (12.7.4.2.3), or another name for the same place. */
static char *
set_value(const Pdf *pdf, const PdfField *field)
{
  g_autofree char *state = button_state(pdf, field);
  guint n = pdf_items(pdf, field->options);
  char *end;
  guint64 place = g_ascii_strtoull(state, &end, 10);
  if (!*state || !n)
    return g_steal_pointer(&state);
  if (!*end && place < n)
    return option_at(pdf, field->options, (guint) place);
  for (guint i = 0; i < MIN(count_widgets(pdf, field), n); i++) {
    g_autofree char *on = on_state(pdf, widget(pdf, field, i));
    if (!strcmp(on, state))
      return option_at(pdf, field->options, i);
  }
  return g_steal_pointer(&state);
}

/* A string, or a stream for what is long. */
static char *
text_of(const Pdf *pdf, qpdf_oh object)
{
  gsize n;
  if (!qpdf_oh_is_stream(pdf->q, object))
    return pdf_string(pdf, object);
  g_autofree char *bytes = pdf_stream(pdf, object, 1 << 20, &n);
  return bytes ? document_decode((const guint8 *) bytes, MIN(n, LONG_TEXT)) : g_strdup("");
}

static char *
text_value(const Pdf *pdf, const PdfField *field)
{
  char *text = text_of(pdf, field->value);
  if (*text)
    return pdf_date(pdf, field->node, text);
  g_free(text);
  g_autofree char *rich = text_of(pdf, field->rich);
  return *rich ? html_to_text(rich) : g_strdup("");
}

/* Who signed, as far as the signature says. It is not checked. */
static char *
signature_value(const Pdf *pdf, const PdfField *field)
{
  if (!qpdf_oh_is_dictionary(pdf->q, field->value))
    return g_strdup("");
  char *name = pdf_key_string(pdf, field->value, "/Name");
  if (*name)
    return name;
  g_free(name);
  return g_strdup("signed");
}

char *
pdf_value(const Pdf *pdf, const PdfField *field)
{
  if (is_type(pdf, field, "/Tx"))
    return text_value(pdf, field);
  if (is_type(pdf, field, "/Ch"))
    return choice_value(pdf, field);
  if (is_type(pdf, field, "/Sig"))
    return signature_value(pdf, field);
  if (!is_type(pdf, field, "/Btn") || field->flags & FLAG_PUSH)
    return NULL;
  if (is_set(pdf, field))
    return set_value(pdf, field);
  g_autofree char *state = button_state(pdf, field);
  return g_strdup(*state ? "true" : "false");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms in PDF files (ISO 32000-1 12.7): the values of AcroForm fields, by libqpdf, which does not hang on
 * fields that are their own ancestors. Draws nothing, runs no script. The text of a printed PDF is not read
 * here. */
#include "reader/formats.h"
#include "reader/passage.h"
#include <qpdf/qpdf-c.h>
#include <string.h>

#define FIELD_LIMIT 1000
#define NODE_LIMIT 20000
#define DEPTH_LIMIT 16

#define FLAG_RADIO (1 << 15)
#define FLAG_PUSH (1 << 16)

typedef struct {
  qpdf_data pdf;
  ReadingDocument *document;
  guint nodes;
} Pdf;

/* What a field takes from those above it. */
typedef struct {
  const char *name; /* with those of its ancestors, dots between */
  qpdf_oh type, value, options;
  gint64 flags;
} Inherited;

/* A string or name as UTF-8, without the slash of a name; "" for anything else. */
static char *
text_of(const Pdf *pdf, qpdf_oh object)
{
  if (qpdf_oh_is_string(pdf->pdf, object))
    return g_utf8_make_valid(qpdf_oh_get_utf8_value(pdf->pdf, object), -1);
  if (qpdf_oh_is_name(pdf->pdf, object))
    return g_utf8_make_valid(qpdf_oh_get_name(pdf->pdf, object) + 1, -1);
  return g_strdup("");
}

static guint
items_of(const Pdf *pdf, qpdf_oh array)
{
  return qpdf_oh_is_array(pdf->pdf, array) ? (guint) qpdf_oh_get_array_n_items(pdf->pdf, array) : 0;
}

static qpdf_oh
item(const Pdf *pdf, qpdf_oh array, guint i)
{
  return qpdf_oh_get_array_item(pdf->pdf, array, (int) i);
}

static qpdf_oh
key_or(const Pdf *pdf, qpdf_oh field, const char *key, qpdf_oh otherwise)
{
  return qpdf_oh_has_key(pdf->pdf, field, key) ? qpdf_oh_get_key(pdf->pdf, field, key) : otherwise;
}

/* The words that a choice shows for the value it keeps: options may be pairs of both. */
static char *
option_text(const Pdf *pdf, qpdf_oh options, char *kept)
{
  for (guint i = 0; i < MIN(items_of(pdf, options), FIELD_LIMIT); i++) {
    qpdf_oh option = item(pdf, options, i);
    if (items_of(pdf, option) != 2)
      continue;
    g_autofree char *export = text_of(pdf, item(pdf, option, 0));
    if (strcmp(export, kept))
      continue;
    g_free(kept);
    return text_of(pdf, item(pdf, option, 1));
  }
  return kept;
}

static char *
choice_value(const Pdf *pdf, const Inherited *field)
{
  guint n = items_of(pdf, field->value);
  if (!n)
    return option_text(pdf, field->options, text_of(pdf, field->value));
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < MIN(n, FIELD_LIMIT); i++) {
    g_autofree char *one = option_text(pdf, field->options, text_of(pdf, item(pdf, field->value, i)));
    g_string_append_printf(out, "%s%s", i ? "; " : "", one);
  }
  return g_strdup(out->str);
}

/* A set of radio buttons keeps the name of the pressed one, or its place among the options. */
static char *
radio_value(const Pdf *pdf, const Inherited *field)
{
  char *value = text_of(pdf, field->value), *end;
  guint64 place = g_ascii_strtoull(value, &end, 10);
  if (!strcmp(value, "Off"))
    *value = 0;
  else if (*value && !*end && place < items_of(pdf, field->options)) {
    g_free(value);
    value = text_of(pdf, item(pdf, field->options, (guint) place));
  }
  return value;
}

/* Long or styled text may be kept in a stream. */
static char *
long_text(const Pdf *pdf, qpdf_oh stream)
{
  unsigned char *bytes = NULL;
  size_t n = 0;
  QPDF_BOOL filtered;
  if (qpdf_oh_get_stream_data(pdf->pdf, stream, qpdf_dl_all, &filtered, &bytes, &n) & QPDF_ERRORS || !bytes)
    return g_strdup("");
  char *text = document_decode(bytes, MIN(n, 1 << 16));
  free(bytes);
  return text;
}

static void
add_field(Pdf *pdf, qpdf_oh node, const Inherited *field)
{
  qpdf_data q = pdf->pdf;
  g_autofree char *tip = text_of(pdf, qpdf_oh_get_key(q, node, "/TU"));
  const char *dot = strrchr(field->name, '.');
  const char *label = *tip ? tip : dot ? dot + 1 : field->name;
  g_autofree char *value = NULL;
  const char *as = "acroform";
  if (qpdf_oh_is_name_and_equals(q, field->type, "/Btn") && !(field->flags & (FLAG_RADIO | FLAG_PUSH))) {
    qpdf_oh shown = qpdf_oh_is_null(q, field->value) ? qpdf_oh_get_key(q, node, "/AS") : field->value;
    g_autofree char *state = text_of(pdf, shown);
    value = g_strdup(*state && strcmp(state, "Off") ? "true" : "false");
  } else if (qpdf_oh_is_name_and_equals(q, field->type, "/Btn") && !(field->flags & FLAG_PUSH)) {
    value = radio_value(pdf, field);
  } else if (qpdf_oh_is_name_and_equals(q, field->type, "/Ch")) {
    value = choice_value(pdf, field);
  } else if (qpdf_oh_is_name_and_equals(q, field->type, "/Tx")) {
    value = qpdf_oh_is_stream(q, field->value) ? long_text(pdf, field->value) : text_of(pdf, field->value);
  }
  if (!value) /* a button to press, a signature */
    return;
  g_autofree char *answer = passage_answer(value);
  g_autofree char *words = passage_label(label, -1);
  reading_add_field(pdf->document, words, answer, as, field->name);
}

static void
walk(Pdf *pdf, qpdf_oh node, const Inherited *above, guint depth)
{
  qpdf_data q = pdf->pdf;
  if (depth > DEPTH_LIMIT || pdf->nodes++ > NODE_LIMIT || pdf->document->fields->len >= FIELD_LIMIT ||
      !qpdf_oh_is_dictionary(q, node))
    return;
  g_autofree char *part = text_of(pdf, qpdf_oh_get_key(q, node, "/T"));
  g_autofree char *name = g_strconcat(above->name, *above->name && *part ? "." : "", part, NULL);
  qpdf_oh flags = qpdf_oh_get_key(q, node, "/Ff"), kids = qpdf_oh_get_key(q, node, "/Kids");
  Inherited field = { name, key_or(pdf, node, "/FT", above->type), key_or(pdf, node, "/V", above->value),
                      key_or(pdf, node, "/Opt", above->options),
                      qpdf_oh_is_integer(q, flags) ? qpdf_oh_get_int_value(q, flags) : above->flags };
  gboolean parent = FALSE;
  for (guint i = 0; i < items_of(pdf, kids) && pdf->nodes <= NODE_LIMIT; i++) {
    qpdf_oh kid = item(pdf, kids, i);
    if (!qpdf_oh_has_key(q, kid, "/T")) /* a place on the page where the field shows, no field */
      continue;
    parent = TRUE;
    walk(pdf, kid, &field, depth + 1);
  }
  if (!parent)
    add_field(pdf, node, &field);
}

static void
read_form(Pdf *pdf)
{
  qpdf_oh root = qpdf_get_root(pdf->pdf);
  if (!qpdf_oh_is_initialized(pdf->pdf, root) || !qpdf_oh_is_dictionary(pdf->pdf, root)) {
    document_problem(pdf->document, "damaged");
    return;
  }
  qpdf_oh form = qpdf_oh_get_key(pdf->pdf, root, "/AcroForm");
  if (!qpdf_oh_is_dictionary(pdf->pdf, form))
    return;
  qpdf_oh fields = qpdf_oh_get_key(pdf->pdf, form, "/Fields"), nothing = qpdf_oh_new_null(pdf->pdf);
  Inherited top = { "", nothing, nothing, nothing, 0 };
  for (guint i = 0; i < items_of(pdf, fields) && pdf->nodes <= NODE_LIMIT; i++)
    walk(pdf, item(pdf, fields, i), &top, 0);
  if (pdf->nodes > NODE_LIMIT || pdf->document->fields->len >= FIELD_LIMIT)
    document_problem(pdf->document, "too-large");
}

void
pdf_read(const guint8 *bytes, gsize n, ReadingDocument *document)
{
  Pdf pdf = { qpdf_init(), document, 0 };
  qpdf_set_suppress_warnings(pdf.pdf, QPDF_TRUE);
  qpdf_silence_errors(pdf.pdf);
  if (qpdf_read_memory(pdf.pdf, "", (const char *) bytes, n, NULL) & QPDF_ERRORS) {
    qpdf_error error = qpdf_get_error(pdf.pdf);
    document_problem(document,
                     qpdf_get_error_code(pdf.pdf, error) == qpdf_e_password ? "encrypted" : "damaged");
  } else {
    read_form(&pdf);
    if (!document->fields->len) /* printed, scanned or of another kind of form */
      document_problem(document, "unsupported");
  }
  while (qpdf_has_error(pdf.pdf)) /* one that nobody asked for is printed at the end */
    qpdf_get_error(pdf.pdf);
  qpdf_cleanup(&pdf.pdf);
}

/* Reads a small form, so that what libqpdf sets up at its first use is set up. */
void
pdf_start(void)
{
  static const char form[] =
      "%PDF-1.4\n1 0 obj<</AcroForm<</Fields[<</FT/Tx/T(a)/V(b)>>]>>>>endobj\ntrailer<</Root 1 0 R>>\n";
  ReadingDocument *document = reading_document_new("pdf");
  pdf_read((const guint8 *) form, sizeof form - 1, document);
  reading_document_free(document);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a form in a PDF file (AcroForm, ISO 32000-1 12.7), by libqpdf, which does not hang on fields
 * that are their own ancestors; poppler does. First those that the form lists, then those that only a page
 * shows. What a field's value is: pdf_value.c. */
#include "base/text.h"
#include "reader/document/passage.h"
#include "reader/pdf/pdf.h"
#include <string.h>

#define NODE_LIMIT 20000
#define DEPTH_LIMIT 16

typedef struct {
  Pdf *pdf;
  PdfForm form;
  GHashTable *seen; /* numbers of the objects that were walked */
  guint nodes;
} Walk;

/* Whether the object was met before; those without a number cannot be met twice. */
static gboolean
is_new(Walk *walk, qpdf_oh node)
{
  int id = qpdf_oh_is_indirect(walk->pdf->q, node) ? qpdf_oh_get_object_id(walk->pdf->q, node) : 0;
  return !id || g_hash_table_add(walk->seen, GINT_TO_POINTER(id));
}

/* A field's name as people would write it: without the numbers that form designers add ("f1[0]"), blanks
 * for underscores and before the capitals of a name written together. */
static char *
readable(const char *name)
{
  const char *dot = strrchr(name, '.');
  GString *out = g_string_new(NULL);
  gunichar before = ' ';
  for (const char *p = dot && dot[1] ? dot + 1 : name; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gsize digits = c == '[' ? strspn(p + 1, "0123456789") : 0;
    if (digits && p[1 + digits] == ']' && !p[2 + digits])
      break;
    if (g_unichar_isupper(c) && g_unichar_islower(before))
      g_string_append_c(out, ' ');
    g_string_append_unichar(out, c == '_' ? ' ' : c);
    before = c;
  }
  return g_string_free(out, FALSE);
}

/* The words that a screen reader says for the field, which are those of the form; else its name. */
static char *
label_of(const Pdf *pdf, const PdfField *field)
{
  g_autofree char *own = pdf_key_string(pdf, field->node, "/TU");
  g_autofree char *only =
      pdf_items(pdf, field->kids) == 1 ? pdf_key_string(pdf, pdf_item(pdf, field->kids, 0), "/TU") : NULL;
  g_autofree char *name = readable(field->name);
  const char *label = *own ? own : only && *only ? only : name;
  return passage_label(label, -1);
}

static void
add_field(Walk *walk, const PdfField *field)
{
  g_autofree char *value = pdf_value(walk->pdf, field);
  if (!value)
    return;
  g_autofree char *answer = passage_answer(value);
  g_autofree char *label = label_of(walk->pdf, field);
  walk->form.answered += *answer && strcmp(answer, "false");
  reading_add_field(walk->pdf->document, label, answer, "acroform", field->name);
}

static qpdf_oh
key_or(const Pdf *pdf, qpdf_oh node, const char *key, qpdf_oh otherwise)
{
  return pdf_has(pdf, node, key) ? pdf_key(pdf, node, key) : otherwise;
}

/* @node with what it takes from @above; @name is what it is called with those above it. */
static PdfField
field_of(const Pdf *pdf, qpdf_oh node, const PdfField *above, const char *name)
{
  return (PdfField){
    .name = name,
    .node = node,
    .type = key_or(pdf, node, "/FT", above->type),
    .value = key_or(pdf, node, "/V", above->value),
    .rich = key_or(pdf, node, "/RV", above->rich),
    .options = key_or(pdf, node, "/Opt", above->options),
    .kids = pdf_key(pdf, node, "/Kids"),
    .flags = pdf_integer(pdf, pdf_key(pdf, node, "/Ff"), above->flags),
  };
}

static char *
full_name(const Pdf *pdf, qpdf_oh node, const char *above)
{
  g_autofree char *part = pdf_key_string(pdf, node, "/T");
  return g_strconcat(above, *above && *part ? "." : "", part, NULL);
}

static gboolean
is_full(const Walk *walk)
{
  return walk->nodes > NODE_LIMIT || walk->pdf->document->fields->len >= PDF_FIELDS;
}

static void
walk_field(Walk *walk, qpdf_oh node, const PdfField *above, guint depth)
{
  const Pdf *pdf = walk->pdf;
  walk->nodes++;
  if (depth > DEPTH_LIMIT || is_full(walk) || !qpdf_oh_is_dictionary(pdf->q, node) || !is_new(walk, node))
    return;
  g_autofree char *name = full_name(pdf, node, above->name);
  PdfField field = field_of(pdf, node, above, name);
  gboolean shown = !pdf_items(pdf, field.kids);
  for (guint i = 0; i < pdf_items(pdf, field.kids) && !is_full(walk); i++) {
    qpdf_oh kid = pdf_item(pdf, field.kids, i);
    if (pdf_has(pdf, kid, "/T") || pdf_has(pdf, kid, "/Kids")) {
      walk_field(walk, kid, &field, depth + 1);
    } else { /* a place on the page where the field shows, no field */
      shown = TRUE;
      walk->nodes++;
      is_new(walk, kid);
    }
  }
  if (shown)
    add_field(walk, &field);
}

/* A widget whose field the form does not list: what it has from above is looked for by way of its parents.
 * Several of one field count once. */
static void
add_stray(Walk *walk, qpdf_oh node, const PdfField *top)
{
  const Pdf *pdf = walk->pdf;
  qpdf_oh line[DEPTH_LIMIT];
  guint n = 0;
  g_autofree char *name = g_strdup("");
  PdfField field = *top;
  if (!pdf_has(pdf, node, "/T") && pdf_has(pdf, node, "/Parent") &&
      !is_new(walk, pdf_key(pdf, node, "/Parent")))
    return;
  for (qpdf_oh at = node; n < DEPTH_LIMIT && qpdf_oh_is_dictionary(pdf->q, at);
       at = pdf_key(pdf, at, "/Parent"))
    line[n++] = at;
  while (n--) {
    char *longer = full_name(pdf, line[n], name);
    g_free(name);
    name = longer;
    field = field_of(pdf, line[n], &field, name);
  }
  if (*name)
    add_field(walk, &field);
}

static void
walk_pages(Walk *walk, const PdfField *top)
{
  const Pdf *pdf = walk->pdf;
  for (guint i = 0; i < MIN(pdf->pages, PDF_PAGES) && !is_full(walk); i++) {
    qpdf_oh annotations = pdf_key(pdf, qpdf_get_page_n(pdf->q, i), "/Annots");
    for (guint a = 0; a < pdf_items(pdf, annotations) && !is_full(walk); a++) {
      qpdf_oh one = pdf_item(pdf, annotations, a);
      walk->nodes++;
      if (qpdf_oh_is_name_and_equals(pdf->q, pdf_key(pdf, one, "/Subtype"), "/Widget") && is_new(walk, one))
        add_stray(walk, one, top);
    }
  }
}

PdfForm
pdf_form_read(Pdf *pdf)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  Walk walk = { .pdf = pdf, .seen = seen };
  qpdf_oh form = pdf_key(pdf, pdf->root, "/AcroForm"), fields = pdf_key(pdf, form, "/Fields");
  qpdf_oh nothing = qpdf_oh_new_null(pdf->q);
  PdfField top = { "", nothing, nothing, nothing, nothing, nothing, nothing, 0 };
  for (guint i = 0; i < pdf_items(pdf, fields) && !is_full(&walk); i++) {
    qpdf_oh field = pdf_item(pdf, fields, i);
    if (!pdf_has(pdf, field, "/Parent"))
      walk_field(&walk, field, &top, 0);
    else if (is_new(&walk, field))
      add_stray(&walk, field, &top);
  }
  walk_pages(&walk, &top);
  if (is_full(&walk))
    reading_problem(pdf->document, "too-large");
  walk.form.dynamic =
      pdf_has(pdf, form, "/XFA") &&
      (!pdf->document->fields->len || qpdf_oh_is_bool(pdf->q, pdf_key(pdf, pdf->root, "/NeedsRendering")));
  walk.form.fields = pdf->document->fields->len;
  return walk.form;
}

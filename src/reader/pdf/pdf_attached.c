/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in a PDF file. In a portfolio (ISO 32000-1 12.3.5) they are what was sent, and the page is a cover:
 * they are read like the members of a ZIP. In any other PDF they are extras: their names are said in its
 * text, so that whoever reviews it knows of them. */
#include "reader/pdf/pdf.h"
#include <string.h>

#define FILE_LIMIT (25 << 20)
#define FILES 50
#define DEPTH_LIMIT 8

typedef struct {
  const Pdf *pdf;
  GPtrArray *out; /* NULL: only named */
  GString *text;
  guint files, nodes;
} Attached;

static void
take(Attached *attached, qpdf_oh specification)
{
  const Pdf *pdf = attached->pdf;
  qpdf_oh streams = pdf_key(pdf, specification, "/EF");
  g_autofree char *unicode = pdf_key_string(pdf, specification, "/UF");
  g_autofree char *plain = pdf_key_string(pdf, specification, "/F");
  gsize n;
  if (attached->files >= FILES || !qpdf_oh_is_dictionary(pdf->q, streams))
    return;
  attached->files++;
  if (qpdf_oh_is_name_and_equals(pdf->q, pdf_key(pdf, specification, "/AFRelationship"), "/EncryptedPayload"))
    reading_problem(pdf->document, "encrypted"); /* the page is a cover that says so (ISO 32000-2 7.6.7) */
  if (!attached->out) {
    g_string_append_printf(attached->text, "Attached: %s\n", *unicode ? unicode : plain);
    return;
  }
  ReadingDocument *member = reading_document_new("unknown");
  g_free(member->name);
  member->name = g_strdup(*unicode ? unicode : plain);
  member->in = g_strdup(pdf->document->name);
  char *bytes = pdf_stream(pdf, pdf_key(pdf, streams, "/F"), FILE_LIMIT, &n);
  if (bytes)
    member->content = g_bytes_new_take(bytes, n);
  else
    reading_problem(member, "damaged");
  g_ptr_array_add(attached->out, member);
}

/* A name tree (7.9.6): names and files in turn at its leaves. */
static void
walk_names(Attached *attached, qpdf_oh node, guint depth)
{
  const Pdf *pdf = attached->pdf;
  qpdf_oh names = pdf_key(pdf, node, "/Names"), kids = pdf_key(pdf, node, "/Kids");
  if (depth > DEPTH_LIMIT || attached->nodes++ > PDF_FIELDS)
    return;
  for (guint i = 1; i < MIN(pdf_items(pdf, names), 2 * PDF_FIELDS); i += 2)
    take(attached, pdf_item(pdf, names, i));
  for (guint i = 0; i < MIN(pdf_items(pdf, kids), PDF_FIELDS); i++)
    walk_names(attached, pdf_item(pdf, kids, i), depth + 1);
}

gboolean
pdf_attached_read(Pdf *pdf, GPtrArray *out, GString *text)
{
  gboolean portfolio = qpdf_oh_is_dictionary(pdf->q, pdf_key(pdf, pdf->root, "/Collection"));
  Attached attached = { .pdf = pdf, .out = portfolio ? out : NULL, .text = text };
  guint before = out ? out->len : 0;
  walk_names(&attached, pdf_key(pdf, pdf_key(pdf, pdf->root, "/Names"), "/EmbeddedFiles"), 0);
  if (!pdf->document->problem)
    return attached.out && attached.files;
  while (out && out->len > before) /* what is locked is not taken out */
    reading_document_free(g_ptr_array_steal_index(out, out->len - 1));
  return FALSE;
}

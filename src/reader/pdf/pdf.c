/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PDF files (ISO 32000-1): a form's fields by libqpdf, text by poppler. A print gives its text, and as
 * proposals what stands in it like a label and its value. Says of a scan, of an XFA form and of a form filled
 * in by hand that a human must look. Draws nothing, runs no script, checks no signature. */
#include "reader/pdf/pdf.h"
#include <malloc.h>
#include <string.h>

#define PAGES_LEFT 1000 /* in the tree, of which the first PDF_PAGES are looked at */
#define TREE_DEPTH 64   /* levels of the page tree */

/* An XFA form is drawn by one program alone; others see a page that asks to wait (XFA 3.3). */
#define XFA_WORDS "This is an XFA form: its answers can be seen in Adobe Acrobat alone."

static void
pdf_clear(Pdf *pdf)
{
  while (qpdf_has_error(pdf->q)) /* one that nobody asked for is printed at the end */
    qpdf_get_error(pdf->q);
  qpdf_cleanup(&pdf->q);
}

/* A scheme of encryption that is not known is one, too. */
static const char *
problem_of(const Pdf *pdf)
{
  qpdf_error error = qpdf_get_error(pdf->q);
  const char *words = error ? qpdf_get_error_full_text(pdf->q, error) : "";
  if (error && qpdf_get_error_code(pdf->q, error) == qpdf_e_password)
    return "encrypted";
  return strstr(words, "encrypt") ? "encrypted" : "damaged";
}

typedef struct {
  const Pdf *pdf;
  GHashTable *seen; /* numbers of the nodes that were met */
  guint left;       /* pages that may still come */
} Tree;

/* The kids of a node; of too many the first, which is quicker than to take out the others one by one. */
static qpdf_oh
first_kids(const Pdf *pdf, qpdf_oh node)
{
  qpdf_oh kids = pdf_key(pdf, node, "/Kids");
  if (pdf_items(pdf, kids) <= PAGES_LEFT)
    return kids;
  qpdf_oh few = qpdf_oh_new_array(pdf->q);
  for (guint i = 0; i < PAGES_LEFT; i++)
    qpdf_oh_append_item(pdf->q, few, pdf_item(pdf, kids, i));
  qpdf_oh_replace_key(pdf->q, node, "/Kids", few);
  return pdf_key(pdf, node, "/Kids");
}

/* Takes out of the page tree whatever leads back into it, and the pages that are too many: libqpdf, asked for
 * the pages of such a tree, would not return. */
static void
prune(Tree *tree, qpdf_oh node, guint depth)
{
  const Pdf *pdf = tree->pdf;
  qpdf_oh kids = first_kids(pdf, node);
  for (guint i = 0; i < pdf_items(pdf, kids);) {
    qpdf_oh kid = pdf_item(pdf, kids, i);
    int id = qpdf_oh_is_indirect(pdf->q, kid) ? qpdf_oh_get_object_id(pdf->q, kid) : 0;
    gboolean parent = pdf_has(pdf, kid, "/Kids");
    gboolean again =
        parent && (depth > TREE_DEPTH || (id && !g_hash_table_add(tree->seen, GINT_TO_POINTER(id))));
    if (again || !tree->left) {
      qpdf_oh_erase_item(pdf->q, kids, (int) i);
      continue;
    }
    if (parent)
      prune(tree, kid, depth + 1);
    else
      tree->left--;
    i++;
  }
}

static guint
count_pages(const Pdf *pdf)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  Tree tree = { pdf, seen, PAGES_LEFT };
  qpdf_oh top = pdf_key(pdf, pdf->root, "/Pages");
  g_hash_table_add(seen, GINT_TO_POINTER(qpdf_oh_get_object_id(pdf->q, top)));
  prune(&tree, top, 0);
  return (guint) MAX(qpdf_get_num_pages(pdf->q), 0);
}

/* What libqpdf could not mend may still have text for poppler. A human looks at it all the same. */
static void
read_damaged(const guint8 *bytes, gsize n, ReadingDocument *document)
{
  PdfPage any = { 0 };
  g_autoptr(GBytes) copy = g_bytes_new(bytes, n);
  g_autoptr(GArray) pages = pdf_pages_new();
  for (guint i = 0; i < PDF_PAGES; i++)
    g_array_append_val(pages, any);
  PdfText text = pdf_text_read(copy, pages, NULL);
  g_free(document->text);
  document->text = g_string_free(text.text, FALSE);
  g_strchomp(document->text);
}

static gboolean
pdf_open(Pdf *pdf, const guint8 *bytes, gsize n, ReadingDocument *document)
{
  *pdf = (Pdf){ .q = qpdf_init(), .document = document };
  qpdf_set_suppress_warnings(pdf->q, QPDF_TRUE);
  qpdf_silence_errors(pdf->q);
  if (qpdf_read_memory(pdf->q, "", (const char *) bytes, n, NULL) & QPDF_ERRORS) {
    reading_problem(document, problem_of(pdf));
    return FALSE;
  }
  pdf->root = qpdf_get_root(pdf->q);
  if (!qpdf_oh_is_initialized(pdf->q, pdf->root) || !qpdf_oh_is_dictionary(pdf->q, pdf->root)) {
    reading_problem(document, "damaged");
    return FALSE;
  }
  pdf->pages = count_pages(pdf);
  pdf->tamed = !pdf_tame(pdf);
  return TRUE;
}

/* What a human must look at, and why. */
static const char *
judge(const Pdf *pdf, const PdfForm *form, const PdfPages *pages, const PdfText *text)
{
  if (form->dynamic)
    return "unsupported";
  if (pdf->tamed)
    return "too-large";
  if (form->answered)
    return NULL;
  if (form->fields) /* written on top of the form, not into it */
    return pages->drawings ? "scanned" : NULL;
  if (text->scans || (!text->letters && (text->drawn || pages->drawings)))
    return "scanned";
  if (!pdf->pages)
    return "damaged";
  if (!text->letters && pages->remarks->len == 0) /* of a file that had to be mended, something may be lost */
    return qpdf_more_warnings(pdf->q) ? "damaged" : "empty";
  return text->late ? "timeout" : pdf->pages > PDF_PAGES ? "too-large" : NULL;
}

/* Proposals come from prints, and from forms on top of which somebody wrote. */
static void
read_pages(Pdf *pdf, const PdfForm *form, GString *attached)
{
  g_autoptr(GString) all = g_string_new(form->dynamic ? XFA_WORDS "\n" : "");
  PdfPages pages = pdf_pages_flatten(pdf);
  PdfText text = { 0 };
  if (pages.bytes)
    text = pdf_text_read(pages.bytes, pages.pages, form->fields && !pages.drawings ? NULL : pdf->document);
  g_string_append_printf(all, "%s%s%s", text.text ? text.text->str : "", pages.remarks->str, attached->str);
  g_free(pdf->document->text);
  pdf->document->text = g_strdup(g_strchomp(all->str));
  reading_problem(pdf->document, pages.bytes ? judge(pdf, form, &pages, &text) : "damaged");
  if (text.text)
    g_string_free(text.text, TRUE);
  g_clear_pointer(&pages.bytes, g_bytes_unref);
  g_string_free(pages.remarks, TRUE);
  g_array_unref(pages.pages);
}

void
pdf_read(const guint8 *bytes, gsize n, ReadingDocument *document, GPtrArray *out)
{
  Pdf pdf;
  g_autoptr(GString) attached = g_string_new(NULL);
  if (pdf_open(&pdf, bytes, n, document) && !pdf_attached_read(&pdf, out, attached) && !document->problem) {
    PdfForm form = pdf_form_read(&pdf);
    read_pages(&pdf, &form, attached);
  }
  pdf_clear(&pdf);
  if (!g_strcmp0(document->problem, "damaged") && !*document->text)
    read_damaged(bytes, n, document);
}

/* Reads a small form, so that what the libraries set up at their first use is set up. */
void
pdf_start(void)
{
  static const char form[] =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[<</FT/Tx/T(a)/V(b)>>]>>>>endobj\n"
      "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
      "/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
      "4 0 obj<</Length 31>>stream\nBT/F 9 Tf 9 9 Td(Name: a)Tj ET\n\nendstream endobj\ntrailer<</Root 1 0 "
      "R>>\n";
  g_autoptr(GPtrArray) out = g_ptr_array_new();
  ReadingDocument *document = reading_document_new("pdf");
  pdf_text_start();
  pdf_read((const guint8 *) form, sizeof form - 1, document, out);
  reading_document_free(document);
  malloc_trim(0); /* what was freed is put in order once, here, and not in every child */
}

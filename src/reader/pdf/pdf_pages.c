/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plain file of the first pages. What lies on top of a page (annotations: text that somebody typed over a
 * print, stamps, what form fields show) is drawn into the page itself, as ISO 32000-1 12.5.5 places it; then
 * annotations, form, scripts and attachments are taken out. So text is found in its place, and the library
 * that looks for it never meets a form. */
#include "reader/pdf/pdf.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ANNOTATION_LIMIT 5000
#define REMARKS_LIMIT (16 << 10)

#define CONTENT_LIMIT (1u << 20) /* of a page's operators that are looked at */
#define FORMS_LIMIT 20
#define BUSY 2000 /* bytes of operators: more than a frame or a line */

#define FLAG_HIDDEN (1 << 1)
#define FLAG_NO_VIEW (1 << 5)

typedef struct {
  Pdf *pdf;
  PdfPages pages;
  guint annotations;
} Flatten;

/* Where the box (left, bottom, right, top) lies once @m is applied, as (left, bottom, width, height). */
static void
transform(const double m[6], const double box[4], double out[4])
{
  double x[4], y[4];
  for (guint i = 0; i < 4; i++) {
    double px = box[i & 1 ? 2 : 0], py = box[i & 2 ? 3 : 1];
    x[i] = m[0] * px + m[2] * py + m[4];
    y[i] = m[1] * px + m[3] * py + m[5];
  }
  out[0] = fmin(fmin(x[0], x[1]), fmin(x[2], x[3]));
  out[1] = fmin(fmin(y[0], y[1]), fmin(y[2], y[3]));
  out[2] = fmax(fmax(x[0], x[1]), fmax(x[2], x[3])) - out[0];
  out[3] = fmax(fmax(y[0], y[1]), fmax(y[2], y[3])) - out[1];
}

/* The operators that draw the appearance @name of @look into its rectangle; FALSE if it has no place. */
static gboolean
placed(const Pdf *pdf, qpdf_oh annotation, qpdf_oh look, const char *name, GString *out)
{
  double rectangle[4], box[4], matrix[6] = { 1, 0, 0, 1, 0, 0 }, shown[4];
  char number[4][G_ASCII_DTOSTR_BUF_SIZE];
  if (!pdf_numbers(pdf, pdf_key(pdf, annotation, "/Rect"), rectangle, 4) ||
      !pdf_numbers(pdf, pdf_key(pdf, look, "/BBox"), box, 4))
    return FALSE;
  (void) pdf_numbers(pdf, pdf_key(pdf, look, "/Matrix"), matrix, 6);
  transform(matrix, box, shown);
  double width = fabs(rectangle[2] - rectangle[0]), height = fabs(rectangle[3] - rectangle[1]);
  double across = shown[2] > 0 ? width / shown[2] : 1, up = shown[3] > 0 ? height / shown[3] : 1;
  double values[4] = { across, up, fmin(rectangle[0], rectangle[2]) - shown[0] * across,
                       fmin(rectangle[1], rectangle[3]) - shown[1] * up };
  for (guint i = 0; i < 4; i++) {
    if (!isfinite(values[i]) || fabs(values[i]) > 1e6)
      return FALSE;
    g_ascii_formatd(number[i], sizeof number[i], "%.5f", values[i]);
  }
  g_string_append_printf(out, "q %s 0 0 %s %s %s cm %s Do Q\n", number[0], number[1], number[2], number[3],
                         name);
  return TRUE;
}

/* The appearance that shows now: of several the one of its state. */
static qpdf_oh
appearance(const Pdf *pdf, qpdf_oh annotation)
{
  qpdf_oh look = pdf_key(pdf, pdf_key(pdf, annotation, "/AP"), "/N");
  qpdf_oh state = pdf_key(pdf, annotation, "/AS");
  if (qpdf_oh_is_dictionary(pdf->q, look) && qpdf_oh_is_name(pdf->q, state))
    return qpdf_oh_get_key(pdf->q, look, qpdf_oh_get_name(pdf->q, state));
  return look;
}

static qpdf_oh
dictionary_in(const Pdf *pdf, qpdf_oh owner, const char *key)
{
  qpdf_oh inner = pdf_key(pdf, owner, key);
  if (qpdf_oh_is_dictionary(pdf->q, inner))
    return inner;
  inner = qpdf_oh_new_dictionary(pdf->q);
  qpdf_oh_replace_key(pdf->q, owner, key, inner);
  return pdf_key(pdf, owner, key);
}

static gboolean
is_kind(const Pdf *pdf, qpdf_oh annotation, const char *const *kinds)
{
  const char *const none[] = { NULL };
  qpdf_oh subtype = pdf_key(pdf, annotation, "/Subtype");
  const char *name = qpdf_oh_is_name(pdf->q, subtype) ? qpdf_oh_get_name(pdf->q, subtype) : NULL;
  return name && g_strv_contains(kinds ? kinds : none, name);
}

/* What somebody wrote and no page shows: the text of a note, or of typed text whose look was left to the
 * reader. */
static void
remark(Flatten *flatten, qpdf_oh annotation)
{
  static const char *const kinds[] = { "/Text",      "/FreeText", "/Highlight", "/Underline",
                                       "/StrikeOut", "/Square",   "/Circle",    NULL };
  const Pdf *pdf = flatten->pdf;
  if (!is_kind(pdf, annotation, kinds) || flatten->pages.remarks->len > REMARKS_LIMIT)
    return;
  g_autofree char *words = pdf_key_string(pdf, annotation, "/Contents");
  if (*words)
    g_string_append_printf(flatten->pages.remarks, "%s\n", words);
}

/* Draws one annotation into @page, its operators going to @out. */
static void
draw(Flatten *flatten, qpdf_oh page, qpdf_oh annotation, GString *out)
{
  static const char *const hand[] = { "/Ink", "/Stamp", "/FreeText", NULL };
  static const char *const unseen[] = { "/Popup", "/Link", NULL };
  const Pdf *pdf = flatten->pdf;
  gint64 flags = pdf_integer(pdf, pdf_key(pdf, annotation, "/F"), 0);
  qpdf_oh look = appearance(pdf, annotation);
  g_autofree char *name = g_strdup_printf("/mentord%u", flatten->annotations);
  if (flags & (FLAG_HIDDEN | FLAG_NO_VIEW) || is_kind(pdf, annotation, unseen))
    return;
  flatten->pages.drawings += is_kind(pdf, annotation, hand);
  gboolean shown = qpdf_oh_is_stream(pdf->q, look) && placed(pdf, annotation, look, name, out);
  if (!shown || is_kind(pdf, annotation, (const char *const[]){ "/Text", "/Highlight", NULL }))
    remark(flatten, annotation);
  if (!shown)
    return;
  qpdf_oh dictionary = qpdf_oh_get_dict(pdf->q, look);
  qpdf_oh_replace_key(pdf->q, dictionary, "/Subtype", qpdf_oh_new_name(pdf->q, "/Form"));
  qpdf_oh_replace_key(pdf->q, dictionary_in(pdf, dictionary_in(pdf, page, "/Resources"), "/XObject"), name,
                      look);
}

static qpdf_oh
new_stream(const Pdf *pdf, const char *text)
{
  qpdf_oh stream = qpdf_oh_new_stream(pdf->q), nothing = qpdf_oh_new_null(pdf->q);
  qpdf_oh_replace_stream_data(pdf->q, stream, (const unsigned char *) text, strlen(text), nothing, nothing);
  return stream;
}

/* @operators behind what the page draws itself, which may leave its coordinates anywhere. */
static void
append_to(const Pdf *pdf, qpdf_oh page, const char *operators)
{
  qpdf_oh old = pdf_key(pdf, page, "/Contents"), all = qpdf_oh_new_array(pdf->q);
  g_autofree char *end = g_strdup_printf("\nQ\n%s", operators);
  qpdf_oh_append_item(pdf->q, all, new_stream(pdf, "q\n"));
  if (qpdf_oh_is_stream(pdf->q, old))
    qpdf_oh_append_item(pdf->q, all, old);
  for (guint i = 0; i < MIN(pdf_items(pdf, old), PDF_FIELDS); i++)
    qpdf_oh_append_item(pdf->q, all, pdf_item(pdf, old, i));
  qpdf_oh_append_item(pdf->q, all, new_stream(pdf, end));
  qpdf_oh_replace_key(pdf->q, page, "/Contents", all);
}

/* Whether @operators set text that is not painted ("3 Tr", ISO 32000-1 9.3.6). */
static gboolean
sets_unseen(const char *operators)
{
  for (const char *p = operators; (p = strstr(p, "Tr")); p += 2) {
    const char *before = p;
    while (before > operators && g_ascii_isspace(before[-1]))
      before--;
    if (before < p && before > operators && before[-1] == '3' &&
        (before - 1 == operators || !g_ascii_isdigit(before[-2])))
      return TRUE;
  }
  return FALSE;
}

/* Programs that read scans put what they read into the page, or into forms that it draws. */
static gboolean
forms_set_unseen(const Pdf *pdf, qpdf_oh page)
{
  qpdf_oh forms = pdf_key(pdf, pdf_key(pdf, page, "/Resources"), "/XObject");
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  gboolean unseen = FALSE;
  if (!qpdf_oh_is_dictionary(pdf->q, forms))
    return FALSE;
  qpdf_oh_begin_dict_key_iter(pdf->q, forms);
  while (qpdf_oh_dict_more_keys(pdf->q))
    g_ptr_array_add(names, g_strdup(qpdf_oh_dict_next_key(pdf->q)));
  for (guint i = 0; i < MIN(names->len, FORMS_LIMIT) && !unseen; i++) {
    gsize n;
    qpdf_oh form = qpdf_oh_get_key(pdf->q, forms, names->pdata[i]);
    if (!qpdf_oh_is_name_and_equals(pdf->q, pdf_key(pdf, form, "/Subtype"), "/Form"))
      continue;
    g_autofree char *operators = pdf_stream(pdf, form, CONTENT_LIMIT, &n);
    unseen = operators && sets_unseen(operators);
  }
  return unseen;
}

static void
page_clear(gpointer data)
{
  g_clear_pointer(&((PdfPage *) data)->rules, g_array_unref);
}

GArray *
pdf_pages_new(void)
{
  GArray *pages = g_array_new(FALSE, TRUE, sizeof(PdfPage));
  g_array_set_clear_func(pages, page_clear);
  return pages;
}

/* The part of a page that shows, its corners in order. */
static PdfBox
box_of(const Pdf *pdf, qpdf_oh page)
{
  double n[4] = { 0, 0, 595, 842 };
  if (!pdf_numbers(pdf, pdf_key(pdf, page, "/CropBox"), n, 4))
    (void) pdf_numbers(pdf, pdf_key(pdf, page, "/MediaBox"), n, 4);
  return (PdfBox){ fmin(n[0], n[2]), fmin(n[1], n[3]), fmax(n[0], n[2]), fmax(n[1], n[3]) };
}

static PdfPage
look_at(const Pdf *pdf, qpdf_oh page)
{
  unsigned char *bytes = NULL;
  size_t n = 0;
  PdfPage seen = { 0 };
  PdfBox box = box_of(pdf, page);
  seen.box = (PdfBox){ 0, 0, box.right - box.left, box.bottom - box.top };
  if (!(qpdf_oh_get_page_content_data(pdf->q, page, &bytes, &n) & QPDF_ERRORS) && bytes) {
    g_autofree char *operators = g_strndup((const char *) bytes, MIN(n, CONTENT_LIMIT));
    seen.busy = n > BUSY;
    if (!pdf_integer(pdf, pdf_key(pdf, page, "/Rotate"), 0))
      seen.rules = pdf_rules(operators, &box);
    seen.unseen = sets_unseen(operators) || forms_set_unseen(pdf, page);
  }
  free(bytes);
  return seen;
}

static void
flatten_page(Flatten *flatten, qpdf_oh page)
{
  const Pdf *pdf = flatten->pdf;
  qpdf_oh annotations = pdf_key(pdf, page, "/Annots");
  g_autoptr(GString) operators = g_string_new(NULL);
  PdfPage seen = look_at(pdf, page);
  g_array_append_val(flatten->pages.pages, seen);
  for (guint i = 0; i < pdf_items(pdf, annotations) && flatten->annotations < ANNOTATION_LIMIT; i++) {
    flatten->annotations++;
    draw(flatten, page, pdf_item(pdf, annotations, i), operators);
  }
  if (operators->len)
    append_to(pdf, page, operators->str);
  qpdf_oh_remove_key(pdf->q, page, "/Annots");
  qpdf_oh_remove_key(pdf->q, page, "/AA");
}

static GBytes *
written(const Pdf *pdf)
{
  if (qpdf_init_write_memory(pdf->q) & QPDF_ERRORS)
    return NULL;
  qpdf_set_object_stream_mode(pdf->q, qpdf_o_disable);
  qpdf_set_compress_streams(pdf->q, QPDF_FALSE);
  qpdf_set_stream_data_mode(pdf->q, qpdf_s_preserve);
  qpdf_set_preserve_encryption(pdf->q, QPDF_FALSE);
  qpdf_set_static_ID(pdf->q, QPDF_TRUE); /* nobody will see it, and chance has no place in a reading */
  if (qpdf_write(pdf->q) & QPDF_ERRORS)
    return NULL;
  return g_bytes_new(qpdf_get_buffer(pdf->q), qpdf_get_buffer_length(pdf->q));
}

PdfPages
pdf_pages_flatten(Pdf *pdf)
{
  static const char *const extras[] = { "/AcroForm",       "/Names",      "/OpenAction", "/AA",
                                        "/StructTreeRoot", "/Collection", "/Outlines",   "/Metadata" };
  Flatten flatten = { .pdf = pdf, .pages.remarks = g_string_new(NULL) };
  flatten.pages.pages = pdf_pages_new();
  (void) qpdf_push_inherited_attributes_to_page(pdf->q);
  for (guint i = 0; i < MIN(pdf->pages, PDF_PAGES); i++)
    flatten_page(&flatten, qpdf_get_page_n(pdf->q, i));
  for (guint i = 0; i < G_N_ELEMENTS(extras); i++)
    qpdf_oh_remove_key(pdf->q, pdf->root, extras[i]);
  flatten.pages.bytes = written(pdf);
  return flatten.pages;
}

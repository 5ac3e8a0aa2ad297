/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a PDF by poppler, page by page in reading order, and which pages are pictures. Only text is
 * asked of poppler: its forms hang on fields that are their own ancestors, and drawing would want fonts. */
#include "base/clock.h"
#include "reader/pdf/pdf.h"
#include <poppler.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)

#define TIME_LIMIT 6000 /* milliseconds: what is read by then is kept */
#define TEXT_LIMIT (1u << 20)
#define FEW 100 /* letters: no more than a scanner's own footer */
#define NEXT_TO_NONE 20
#define MOST 0.6 /* of a page under pictures: the page is one */
#define SOME 0.1

/* Marks that turn the direction of writing. */
static gboolean
is_direction(gunichar c)
{
  return c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Letters joined into one sign are letters again, for labels are compared by them. */
void
pdf_append_plain(GString *out, gunichar c)
{
  static const char *const joined[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };
  if (c >= 0xfb00 && c <= 0xfb06)
    g_string_append(out, joined[c - 0xfb00]);
  else if (c == 0xa0 || c == 0x2007 || c == 0x202f)
    g_string_append_c(out, ' ');
  else if (c == '\n' || c == '\t' || (!g_unichar_iscntrl(c) && c != 0xad && !is_direction(c)))
    g_string_append_unichar(out, c);
}

static void
append_plain(GString *out, const char *text)
{
  for (; *text; text = g_utf8_next_char(text))
    pdf_append_plain(out, g_utf8_get_char(text));
}

/* Whether @c is a Latin letter whose bytes were swapped. */
static gboolean
is_swapped(gunichar c)
{
  return c < 0x10000 && !(c & 0xff) && g_ascii_isalpha((char) (c >> 8));
}

/* Ghostscript 10.0 writes joined letters so that they read as Chinese: beside Latin ones they are put right.
 * As many characters as before. g_free. */
static char *
unswap(const char *text)
{
  GString *out = g_string_new(NULL);
  gunichar before = 0;
  for (const char *p = text; *p;) {
    const char *end = p;
    while (*end && is_swapped(g_utf8_get_char(end)))
      end = g_utf8_next_char(end);
    gunichar behind = *end ? g_utf8_get_char(end) : 0;
    gboolean latin = (before < 0x80 && g_ascii_isalpha((char) before)) ||
                     (behind < 0x80 && g_ascii_isalpha((char) behind));
    for (; p < end; p = g_utf8_next_char(p))
      g_string_append_unichar(out, latin ? g_utf8_get_char(p) >> 8 : g_utf8_get_char(p));
    before = behind;
    if (*p) {
      g_string_append_unichar(out, behind);
      p = g_utf8_next_char(p);
    }
  }
  return g_string_free(out, FALSE);
}

/* Letters and digits; signs of fonts that do not say what they mean are none. */
static guint
count_letters(const char *text)
{
  guint n = 0;
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    n += g_unichar_isalnum(g_utf8_get_char(p)) != 0;
  return n;
}

/* How much of the page lies under pictures, from 0 to 1. */
static double
pictured(PopplerPage *page)
{
  double width, height, area = 0;
  GList *all = poppler_page_get_image_mapping(page);
  poppler_page_get_size(page, &width, &height);
  for (GList *one = all; one; one = one->next) {
    const PopplerRectangle *r = &((const PopplerImageMapping *) one->data)->area;
    double across = MIN(MAX(r->x1, r->x2), width) - MAX(MIN(r->x1, r->x2), 0);
    double down = MIN(MAX(r->y1, r->y2), height) - MAX(MIN(r->y1, r->y2), 0);
    area += across > 0 && down > 0 ? across * down : 0;
  }
  poppler_page_free_image_mapping(all);
  return width > 0 && height > 0 ? MIN(area / (width * height), 1) : 0;
}

static gboolean
is_right_to_left(const char *text)
{
  for (; *text; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if ((c >= 0x590 && c < 0x900) || (c >= 0xfb1d && c < 0xff00))
      return TRUE;
  }
  return FALSE;
}

/* The text of a page, and the corners between which it was asked for: poppler selects from the first corner
 * to the second in the direction of reading, and loses most of a page that reads from the right unless it is
 * asked from there. g_free. */
static char *
text_of(PopplerPage *page, PopplerRectangle *corners)
{
  double width, height;
  poppler_page_get_size(page, &width, &height);
  *corners = (PopplerRectangle){ .x1 = 0, .y1 = 0, .x2 = width, .y2 = height };
  char *text = poppler_page_get_text_for_area(page, corners);
  if (text && *text && !is_right_to_left(text))
    return text;
  PopplerRectangle turned = { .x1 = width, .y1 = 0, .x2 = 0, .y2 = height };
  char *other = poppler_page_get_text_for_area(page, &turned);
  if (!other || strlen(other) <= (text ? strlen(text) : 0)) {
    g_free(other);
    return text;
  }
  g_free(text);
  *corners = turned;
  return other;
}

/* Where each character of @text stands; NULL if that cannot be known. */
static PdfBox *
boxes_of(PopplerPage *page, PopplerRectangle *corners, const char *text)
{
  PopplerRectangle *places = NULL;
  guint n = 0;
  PdfBox *boxes = NULL;
  if (poppler_page_get_text_layout_for_area(page, corners, &places, &n) && g_utf8_strlen(text, -1) == n) {
    boxes = g_new(PdfBox, n);
    for (guint i = 0; i < n; i++)
      boxes[i] = (PdfBox){ places[i].x1, places[i].y1, places[i].x2, places[i].y2 };
  }
  g_free(places);
  return boxes;
}

static void
read_page(PdfText *out, PopplerPage *page, const PdfPage *known, ReadingDocument *proposals)
{
  PopplerRectangle corners;
  g_autofree char *raw = text_of(page, &corners);
  g_autofree char *valid = g_utf8_make_valid(raw ? raw : "", -1), *text = unswap(valid);
  g_autofree PdfBox *boxes = boxes_of(page, &corners, text);
  g_autofree char *apart = boxes ? pdf_layout_text(text, boxes) : g_strdup(text);
  guint letters = count_letters(text);
  append_plain(out->text, apart);
  g_string_append_c(out->text, '\n');
  out->letters += letters;
  if (letters < FEW || known->unseen) {
    double part = pictured(page);
    gboolean scan = part >= MOST || (part >= SOME && letters < NEXT_TO_NONE);
    out->scans += scan;
    out->drawn += !scan && !letters && known->busy;
  }
  if (proposals && boxes)
    pdf_layout_fields(text, boxes, known, proposals);
}

PdfText
pdf_text_read(GBytes *bytes, const GArray *pages, ReadingDocument *proposals)
{
  PdfText out = { .text = g_string_new(NULL) };
  gint64 end = clock_monotonic() + TIME_LIMIT;
  g_autoptr(PopplerDocument) file = poppler_document_new_from_bytes(bytes, NULL, NULL);
  guint n = file ? (guint) MAX(poppler_document_get_n_pages(file), 0) : 0;
  for (guint i = 0; i < MIN(n, pages->len) && out.text->len < TEXT_LIMIT && !out.late; i++) {
    g_autoptr(PopplerPage) page = poppler_document_get_page(file, (int) i);
    if (page)
      read_page(&out, page, &g_array_index(pages, PdfPage, i), proposals);
    out.late = clock_monotonic() > end;
  }
  return out;
}

void
pdf_text_start(void)
{
  static const char page[] = "%PDF-1.4\n"
                             "1 0 obj<</Type/Catalog/Pages 2 0 R>> endobj\n"
                             "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n"
                             "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj\n"
                             "xref\n"
                             "0 4\n"
                             "0000000000 65535 f \n"
                             "0000000009 00000 n \n"
                             "0000000053 00000 n \n"
                             "0000000103 00000 n \n"
                             "trailer<</Size 4/Root 1 0 R>>\n"
                             "startxref\n"
                             "163\n"
                             "%%EOF\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static(page, sizeof page - 1);
  PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, NULL);
  /* its tables go with the last document: this one lives as long as its type does */
  g_type_set_qdata(POPPLER_TYPE_DOCUMENT, g_quark_from_static_string("mentord"), document);
}

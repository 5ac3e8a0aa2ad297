/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws certificates: the template's drawing, then each value in its box, as large as it fits. Knows nothing
 * of who earns one, and reads no clock. */
#include "paper/certificate.h"
#include "base/fault.h"
#include "base/text.h"
#include "paper/pdf.h"
#include "paper/plate.h"
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qrencode.h>
#include <string.h>

#define DEFAULT_FONT "Noto Serif,Noto Sans"
#define QUIET_ZONE 4 /* modules, round the QR code */
#define QR_PIXELS 4  /* of a module */

struct Certificates {
  char *directory;
  GHashTable *plates; /* name -> Plate */
  PangoContext *pango;
};

Certificates *
certificates_new(const char *directory)
{
  Certificates *certificates = g_new0(Certificates, 1);
  certificates->directory = g_strdup(directory);
  certificates->plates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) plate_free);
  g_autoptr(PangoFontMap) fonts = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  certificates->pango = pango_font_map_create_context(fonts);
  cairo_font_options_t *options = cairo_font_options_create();
  /* paper has no pixels: nothing is rounded, so that text keeps its shape at every size */
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(certificates->pango, options);
  pango_cairo_context_set_resolution(certificates->pango, 72);
  pango_context_set_round_glyph_positions(certificates->pango, FALSE);
  cairo_font_options_destroy(options);
  return certificates;
}

void
certificates_free(Certificates *certificates)
{
  if (!certificates)
    return;
  g_hash_table_unref(certificates->plates);
  g_object_unref(certificates->pango);
  g_free(certificates->directory);
  g_free(certificates);
}

static Plate *
plate_of(Certificates *certificates, const char *name, GError **error)
{
  Plate *plate = g_hash_table_lookup(certificates->plates, name);
  if (plate)
    return plate;
  if (strchr(name, '/') || *name == '.' || !*name) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s:1: \"%s\" is no name of a certificate's template",
                certificates->directory, name);
    return NULL;
  }
  g_autofree char *path = g_build_filename(certificates->directory, name, NULL);
  plate = plate_load(path, error);
  if (plate)
    g_hash_table_insert(certificates->plates, g_strdup(name), plate);
  return plate;
}

gboolean
certificates_check(Certificates *certificates, const char *template_name, GError **error)
{
  return plate_of(certificates, template_name, error) != NULL;
}

static void
set_size(PangoLayout *layout, const PlateField *field, double points)
{
  PangoFontDescription *font = pango_font_description_from_string(field->font ? field->font : DEFAULT_FONT);
  pango_font_description_set_absolute_size(font, points * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
}

static gboolean
fits(PangoLayout *layout, const PlateField *field, double points, int lines)
{
  PangoRectangle logical;
  set_size(layout, field, points);
  pango_layout_get_extents(layout, NULL, &logical);
  return pango_layout_get_line_count(layout) <= lines && logical.width <= field->width * PANGO_SCALE &&
         logical.height <= field->height * PANGO_SCALE;
}

/* As large as it fits on one line, else on two; FALSE if it would have to be smaller than the template
 * allows. */
static gboolean
fit(PangoLayout *layout, const PlateField *field)
{
  for (int lines = 1; lines <= 2; lines++) {
    pango_layout_set_width(layout, lines == 1 ? -1 : (int) (field->width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    double low = field->least, high = field->size;
    if (fits(layout, field, high, lines))
      return TRUE;
    if (!fits(layout, field, low, lines))
      continue;
    while (high - low > 0.25) {
      double middle = (low + high) / 2;
      if (fits(layout, field, middle, lines))
        low = middle;
      else
        high = middle;
    }
    return fits(layout, field, low, lines);
  }
  return FALSE;
}

/* Always NULL, with the error set. */
static gpointer
refuse(const PlateField *field, const char *text, GError **error, const char *words)
{
  const char *name = field->which == FIELD_OWN ? field->id : plate_name(field->which);
  g_autofree char *shown = text_clean(text, -1, 80, FALSE);
  g_set_error(error, FAULT, FAULT_DATA, "the %s \"%s\" cannot be printed: %s", name, shown, words);
  return NULL;
}

/* Whether a certificate without it would certify nothing. */
static gboolean
is_needed(const PlateField *field)
{
  return field->which == FIELD_NAME || field->which == FIELD_WORDS || field->which == FIELD_ISSUED ||
         field->which == FIELD_CODE;
}

static PangoAttrList *
text_attributes(const char *text)
{
  PangoAttrList *attributes = pango_attr_list_new();
  /* a ligature is one glyph: some readers copy "Certificate" without its f and i */
  pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0, clig=0"));
  /* a line that ends in the hyphen of a double name is read as a word that was divided */
  for (const char *hyphen = strchr(text, '-'); hyphen; hyphen = strchr(hyphen + 1, '-')) {
    PangoAttribute *whole = pango_attr_allow_breaks_new(FALSE);
    whole->start_index = (guint) (hyphen - text);
    whole->end_index = whole->start_index + 2;
    pango_attr_list_insert(attributes, whole);
  }
  return attributes;
}

static PangoLayout *
lay_out(Certificates *certificates, const PlateField *field, const char *text, GError **error)
{
  g_autoptr(PangoLayout) layout = pango_layout_new(certificates->pango);
  PangoAttrList *attributes = text_attributes(text);
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_single_paragraph_mode(layout, TRUE);
  pango_layout_set_text(layout, text, -1);
  pango_layout_set_alignment(layout, field->align);
  if (!fit(layout, field))
    return refuse(field, text, error, "the certificate has no room for it: shorten it");
  if (pango_layout_get_unknown_glyphs_count(layout) > 0)
    return refuse(field, text, error,
                  "no font has all of its characters: install the font of its script (Debian: fonts-noto)");
  return g_steal_pointer(&layout);
}

static void
show(cairo_t *page, const PlateField *field, PangoLayout *layout)
{
  PangoRectangle logical;
  pango_layout_set_width(layout, (int) (field->width * PANGO_SCALE)); /* what the alignment refers to */
  pango_layout_get_extents(layout, NULL, &logical);
  double height = (double) logical.height / PANGO_SCALE;
  cairo_set_source_rgb(page, field->red, field->green, field->blue);
  cairo_move_to(page, field->x, field->y + (field->height - height) / 2);
  pango_cairo_show_layout(page, layout);
}

static const char *
value_of(const CertificateWords *words, const PlateField *field)
{
  switch (field->which) {
  case FIELD_TITLE: return words->title;
  case FIELD_NAME: return words->name;
  case FIELD_WORDS: return words->words;
  case FIELD_DETAIL: return words->detail;
  case FIELD_ISSUER: return words->issuer;
  case FIELD_ISSUED: return words->date;
  case FIELD_CODE: return words->code;
  case FIELD_QR: return words->verify;
  case FIELD_OWN: return field->text;
  }
  return NULL;
}

static gboolean
draw_words(Certificates *certificates, const PlateField *field, const char *value, cairo_t *page,
           GError **error)
{
  g_autofree char *clean = text_clean(value ? value : "", -1, 0, FALSE);
  if (!*clean)
    return !is_needed(field) || refuse(field, clean, error, "it is empty");
  g_autofree char *text =
      g_strconcat(field->before ? field->before : "", clean, field->after ? field->after : "", NULL);
  g_autoptr(PangoLayout) layout = lay_out(certificates, field, text, error);
  if (!layout)
    return FALSE;
  const char *tag = field->which == FIELD_TITLE ? "H1" : "P";
  cairo_tag_begin(page, tag, NULL);
  show(page, field, layout);
  cairo_tag_end(page, tag);
  return TRUE;
}

/* The code as a picture, which a PDF holds in far fewer bytes than as many rectangles. With one pixel a
 * module some viewers would smooth it. */
static cairo_surface_t *
qr_modules(const QRcode *code, const PlateField *field)
{
  cairo_surface_t *picture =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, code->width * QR_PIXELS, code->width * QR_PIXELS);
  int stride = cairo_image_surface_get_stride(picture) / (int) sizeof(guint32);
  guint32 *pixels = (guint32 *) (void *) cairo_image_surface_get_data(picture);
  guint32 dark = (guint32) (field->red * 255) << 16 | (guint32) (field->green * 255) << 8 |
                 (guint32) (field->blue * 255);
  for (int y = 0; y < code->width * QR_PIXELS; y++)
    for (int x = 0; x < code->width * QR_PIXELS; x++)
      pixels[y * stride + x] = code->data[y / QR_PIXELS * code->width + x / QR_PIXELS] & 1 ? dark : 0xffffff;
  cairo_surface_mark_dirty(picture);
  return picture;
}

static gboolean
draw_qr(const PlateField *field, const char *text, cairo_t *page, GError **error)
{
  if (!text || !*text)
    return TRUE;
  QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
  if (!code)
    return refuse(field, text, error, "it is too long for a QR code") != NULL;
  cairo_surface_t *modules = qr_modules(code, field);
  double module = MIN(field->width, field->height) / (code->width + 2 * QUIET_ZONE);
  cairo_tag_begin(page, "Figure", NULL);
  cairo_save(page);
  cairo_translate(page, field->x + QUIET_ZONE * module, field->y + QUIET_ZONE * module);
  cairo_scale(page, module / QR_PIXELS, module / QR_PIXELS);
  cairo_set_source_surface(page, modules, 0, 0);
  cairo_pattern_set_filter(cairo_get_source(page), CAIRO_FILTER_NEAREST);
  cairo_paint(page);
  cairo_restore(page);
  cairo_tag_end(page, "Figure");
  cairo_surface_destroy(modules);
  QRcode_free(code);
  return TRUE;
}

static cairo_status_t
append_bytes(void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append(closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata(cairo_surface_t *surface, const CertificateWords *words)
{
  g_autofree char *title = g_strdup_printf("%s: %s", words->title, words->name);
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(words->issued);
  g_autofree char *issued = when ? g_date_time_format(when, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, words->issuer);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, words->code);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "mentord");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, issued);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, issued);
}

static gboolean
draw_page(Certificates *certificates, const Plate *plate, const CertificateWords *words, cairo_t *page,
          GError **error)
{
  RsvgRectangle paper = { 0, 0, plate->width, plate->height };
  g_autoptr(GError) cause = NULL;
  gboolean ok = rsvg_handle_render_document(plate->drawing, page, &paper, &cause);
  if (!ok)
    g_set_error(error, FAULT, FAULT_CONFIG, "%s:1: the drawing cannot be drawn: %s", plate->path,
                cause->message);
  cairo_tag_begin(page, "Document", NULL); /* the drawing stays outside: there is nothing in it to read */
  for (guint i = 0; i < plate->fields->len && ok; i++) {
    const PlateField *field = g_ptr_array_index(plate->fields, i);
    const char *value = value_of(words, field);
    ok = field->which == FIELD_QR ? draw_qr(field, value, page, error)
                                  : draw_words(certificates, field, value, page, error);
  }
  cairo_tag_end(page, "Document");
  cairo_show_page(page);
  return ok;
}

GBytes *
certificates_draw(Certificates *certificates, const char *template_name, const CertificateWords *words,
                  GError **error)
{
  const Plate *plate = plate_of(certificates, template_name, error);
  if (!plate)
    return NULL;
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream(append_bytes, bytes, plate->width, plate->height);
  set_metadata(surface, words);
  cairo_t *page = cairo_create(surface);
  gboolean ok = draw_page(certificates, plate, words, page, error);
  cairo_destroy(page);
  cairo_surface_finish(surface);
  cairo_status_t status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (ok && status != CAIRO_STATUS_SUCCESS) {
    g_set_error(error, FAULT, FAULT_SOFTWARE, "the certificate cannot be drawn: %s",
                cairo_status_to_string(status));
    ok = FALSE;
  }
  g_autofree char *alternative =
      g_strdup_printf("QR code to verify certificate %s: %s", words->code, words->verify);
  return ok ? pdf_finish(bytes->data, bytes->len, "en-GB", alternative, error) : NULL;
}

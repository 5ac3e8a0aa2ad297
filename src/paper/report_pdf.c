/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report on one page of A4, to be pinned up or handed round. What does not fit in letters that can be read
 * is left out, and the page says so. */
#include "base/fault.h"
#include "base/text.h"
#include "paper/form_box.h"
#include "paper/pdf.h"
#include "paper/report_write.h"
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/* Points. */
#define PAGE_WIDTH 595.0
#define PAGE_HEIGHT 842.0
#define MARGIN 36.0
#define PAD 4.0
#define BAR 14.0
#define LEAST_SCALE 0.62 /* the text of 10 points is then 6.2: the least that can be read */
#define FONT "Noto Sans"

typedef struct {
  double red, green, blue;
} Color;

static const Color ink = { 0.11, 0.15, 0.2 }, soft = { 0.29, 0.35, 0.41 }, accent = { 0.12, 0.31, 0.47 },
                   line_color = { 0.66, 0.73, 0.8 }, white = { 1, 1, 1 };
static const Color shades[REPORT_SHADES] = {
  { 0.07, 0.23, 0.37 }, { 0.13, 0.35, 0.55 }, { 0.66, 0.78, 0.89 }, { 0.81, 0.88, 0.93 }, { 0.93, 0.95, 0.98 }
};
static const Color tones[] = {
  [TONE_GOOD] = { 0.89, 0.95, 0.9 }, [TONE_WAIT] = { 1, 0.95, 0.8 }, [TONE_BAD] = { 0.56, 0.11, 0.11 }
};

/* A page being laid out: the same calls measure it and draw it. */
typedef struct {
  cairo_t *cairo;
  PangoContext *pango;
  double width, y;
  gboolean draws;
  guint rows_most; /* of each table */
} Sheet;

static gboolean
is_dark(Color color)
{
  return 0.3 * color.red + 0.6 * color.green + 0.1 * color.blue < 0.5;
}

static void
set_color(const Sheet *sheet, Color color)
{
  cairo_set_source_rgb(sheet->cairo, color.red, color.green, color.blue);
}

static void
fill_box(const Sheet *sheet, double x, double y, double width, double height, Color color)
{
  if (!sheet->draws)
    return;
  set_color(sheet, color);
  cairo_rectangle(sheet->cairo, x, y, width, height);
  cairo_fill(sheet->cairo);
}

typedef struct {
  double size;
  gboolean bold;
  PangoAlignment align;
  Color color;
} Type;

/* Words within @width at @x, @y; the height that they take. */
static double
put_words(const Sheet *sheet, const char *words, double x, double y, double width, Type type)
{
  g_autoptr(PangoLayout) layout = pango_layout_new(sheet->pango);
  PangoFontDescription *font = pango_font_description_from_string(FONT);
  pango_font_description_set_absolute_size(font, type.size * PANGO_SCALE);
  pango_font_description_set_weight(font, type.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_width(layout, (int) (MAX(width, 1) * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout, type.align);
  pango_layout_set_text(layout, words, -1);
  PangoRectangle logical;
  pango_layout_get_extents(layout, NULL, &logical);
  if (sheet->draws) {
    set_color(sheet, type.color);
    cairo_move_to(sheet->cairo, x, y);
    pango_cairo_show_layout(sheet->cairo, layout);
  }
  return (double) logical.height / PANGO_SCALE;
}

static void
tag(const Sheet *sheet, const char *name, gboolean begins)
{
  if (sheet->draws && begins)
    cairo_tag_begin(sheet->cairo, name, NULL);
  else if (sheet->draws)
    cairo_tag_end(sheet->cairo, name);
}

static void
put_paragraph(Sheet *sheet, const char *element, const char *words, Type type, double after)
{
  tag(sheet, element, TRUE);
  sheet->y += put_words(sheet, words, 0, sheet->y, sheet->width, type) + after;
  tag(sheet, element, FALSE);
}

static Color
part_color(const ReportTable *table, int part)
{
  ReportTone tone = report_tone(table, table->columns->pdata[table->chart_value + part]);
  return tone ? tones[tone] : shades[report_part_shade(table, part)];
}

static void
put_legend(Sheet *sheet, const ReportTable *table)
{
  const Type type = { 8, FALSE, PANGO_ALIGN_LEFT, soft };
  int parts = report_chart_parts(table);
  double step = sheet->width / parts, most = 0;
  for (int part = 0; parts > 1 && part < parts; part++) {
    const char *words = table->columns->pdata[table->chart_value + part];
    fill_box(sheet, part * step, sheet->y + 1, 9, 9, part_color(table, part));
    double height = put_words(sheet, words, part * step + 13, sheet->y, step - 17, type);
    most = MAX(most, height);
  }
  sheet->y += most + (most > 0 ? PAD : 0);
}

/* One bar with its number, or its parts with theirs. */
static void
put_bar(const Sheet *sheet, const ReportTable *table, guint row, double x, double width, double most)
{
  int parts = report_chart_parts(table);
  double sum = 0, left = x;
  for (int part = 0; part < parts; part++)
    sum += report_chart_number(table, row, table->chart_value + part);
  for (int part = 0; sum > 0 && part < parts; part++) {
    double number = report_chart_number(table, row, table->chart_value + part);
    double length = number / (parts > 1 ? sum : most) * width;
    Color color = part_color(table, part);
    const Type type = { 8, FALSE, PANGO_ALIGN_CENTER, is_dark(color) ? white : ink };
    g_autofree char *words = g_strdup_printf("%.4g", number);
    fill_box(sheet, left, sheet->y, MAX(length - 0.7, 0.5), BAR, color);
    if (length > 14)
      put_words(sheet, words, left, sheet->y + 1, length, type);
    left += length;
  }
}

static void
put_chart(Sheet *sheet, const ReportTable *table)
{
  const Type type = { 9, FALSE, PANGO_ALIGN_LEFT, ink };
  double names = sheet->width * 0.36, most = 1;
  guint rows = MIN(table->rows->len, sheet->rows_most);
  for (guint r = 0; r < rows; r++)
    most = MAX(most, report_chart_number(table, r, table->chart_value));
  tag(sheet, "Figure", TRUE);
  put_legend(sheet, table);
  for (guint r = 0; r < rows; r++) {
    const char *name = ((GStrv) table->rows->pdata[r])[table->chart_label];
    double height = put_words(sheet, name, 0, sheet->y, names - 8, type);
    put_bar(sheet, table, r, names, sheet->width - names, most);
    sheet->y += MAX(height, BAR) + PAD;
  }
  tag(sheet, "Figure", FALSE);
  sheet->y += PAD;
}

/* Shares of the width by the longest word run of each column, so that names get more room than numbers. */
static double *
column_widths(const Sheet *sheet, const ReportTable *table)
{
  guint n = table->columns->len;
  double *widths = g_new0(double, n + 1), sum = 0;
  for (guint c = 0; c < n; c++) {
    glong longest = MIN(g_utf8_strlen(table->columns->pdata[c], -1), 12);
    for (guint r = 0; r < table->rows->len; r++)
      longest = MAX(longest, g_utf8_strlen(((GStrv) table->rows->pdata[r])[c], -1));
    widths[c] = (double) CLAMP(longest, 7, 40);
    sum += widths[c];
  }
  for (guint c = 0; c < n; c++)
    widths[c] *= sheet->width / sum;
  return widths;
}

static char *
cell_shown(const char *cell)
{
  Day day = day_parse(cell);
  return day == DAY_NONE ? g_strdup(cell) : box_day_shown(day);
}

/* @row -1: the headings. Measured first: the grounds of a row are as high as its highest cell. */
static void
put_row(Sheet *sheet, const ReportTable *table, int row, const double *widths)
{
  double height = 0;
  char *const *cells =
      row < 0 ? (char *const *) table->columns->pdata : (char *const *) table->rows->pdata[row];
  for (int pass = 0; pass < 2; pass++) {
    Sheet measured = *sheet;
    measured.draws = pass && sheet->draws;
    double x = 0;
    for (guint c = 0; c < table->columns->len; c++) {
      g_autofree char *shown = cell_shown(cells[c]);
      int shade = row < 0 ? -1 : report_cell_shade(table, (guint) row, c);
      ReportTone tone = row < 0 ? TONE_NONE : report_tone(table, cells[c]);
      Color ground = row < 0 ? accent : shade >= 0 ? shades[shade] : tone ? tones[tone] : white;
      gboolean right = c && report_column_is_numeric(table, c);
      const Type type = { 8.5, row < 0 || !c, right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT,
                          is_dark(ground) ? white : ink };
      if (row < 0 || shade >= 0 || tone)
        fill_box(&measured, x, sheet->y, widths[c] - 0.7, height, ground);
      double words = put_words(&measured, shown, x + PAD, sheet->y + 2, widths[c] - 2 * PAD, type);
      height = MAX(height, words + 4);
      x += widths[c];
    }
  }
  sheet->y += height;
  fill_box(sheet, 0, sheet->y - 0.3, sheet->width, 0.5, line_color);
}

static void
put_rows(Sheet *sheet, const ReportTable *table)
{
  const Type type = { 8, FALSE, PANGO_ALIGN_LEFT, soft };
  g_autofree double *widths = column_widths(sheet, table);
  guint rows = MIN(table->rows->len, sheet->rows_most);
  tag(sheet, "Table", TRUE);
  put_row(sheet, table, -1, widths);
  for (guint r = 0; r < rows; r++)
    put_row(sheet, table, (int) r, widths);
  tag(sheet, "Table", FALSE);
  sheet->y += 2 * PAD;
  if (rows < table->rows->len) {
    g_autofree char *more = g_strdup_printf("And %u more: see the workbook.", table->rows->len - rows);
    put_paragraph(sheet, "P", more, type, PAD);
  }
}

static void
put_report(Sheet *sheet, const Report *report)
{
  sheet->y = 0;
  put_paragraph(sheet, "H1", report->title, (Type){ 20, TRUE, PANGO_ALIGN_LEFT, accent }, 2);
  put_paragraph(sheet, "P", report->subtitle, (Type){ 10, FALSE, PANGO_ALIGN_LEFT, soft }, 10);
  for (guint i = 0; i < report->lines->len; i++) {
    g_autofree char *words = g_strconcat("• ", report->lines->pdata[i], NULL);
    put_paragraph(sheet, "P", words, (Type){ 10, FALSE, PANGO_ALIGN_LEFT, ink }, 3);
  }
  for (guint t = 0; t < report->tables->len; t++) {
    const ReportTable *table = report->tables->pdata[t];
    if (!table->rows->len)
      continue;
    sheet->y += 10;
    put_paragraph(sheet, "H2", table->title, (Type){ 12, TRUE, PANGO_ALIGN_LEFT, ink }, 4);
    if (table->note)
      put_paragraph(sheet, "P", table->note, (Type){ 8, FALSE, PANGO_ALIGN_LEFT, soft }, 4);
    if (report_table_has_chart(table))
      put_chart(sheet, table);
    put_rows(sheet, table);
  }
}

static gboolean
fits(Sheet *sheet, const Report *report, double scale)
{
  sheet->width = (PAGE_WIDTH - 2 * MARGIN) / scale;
  put_report(sheet, report);
  return sheet->y * scale <= PAGE_HEIGHT - 2 * MARGIN;
}

/* The scale at which it fits on the page, with as many rows of each table as can be read there. */
static double
fit(Sheet *sheet, const Report *report)
{
  static const guint rows[] = { G_MAXUINT, 60, 40, 30, 20, 15, 12, 10, 8, 6, 4, 3, 2, 1 };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    sheet->rows_most = rows[i];
    if (!fits(sheet, report, LEAST_SCALE))
      continue;
    double scale = 1;
    while (scale > LEAST_SCALE && !fits(sheet, report, scale))
      scale = MAX(scale - 0.03, LEAST_SCALE);
    return scale;
  }
  return (PAGE_HEIGHT - 2 * MARGIN) / sheet->y; /* better small than cut */
}

static cairo_status_t
append_bytes(void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append(closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static PangoContext *
paper_context(void)
{
  g_autoptr(PangoFontMap) fonts = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  PangoContext *context = pango_font_map_create_context(fonts);
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  pango_cairo_context_set_resolution(context, 72);
  cairo_font_options_destroy(options);
  return context;
}

static void
draw(cairo_surface_t *surface, const Report *report)
{
  cairo_t *cairo = cairo_create(surface);
  PangoContext *pango = paper_context();
  Sheet sheet = { .cairo = cairo, .pango = pango };
  double scale = fit(&sheet, report);
  sheet.draws = TRUE;
  cairo_translate(cairo, MARGIN, MARGIN);
  cairo_scale(cairo, scale, scale);
  tag(&sheet, "Document", TRUE);
  put_report(&sheet, report);
  tag(&sheet, "Document", FALSE);
  cairo_show_page(cairo);
  cairo_destroy(cairo);
  g_object_unref(pango);
}

GBytes *
report_write_pdf(const Report *report, GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream(append_bytes, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, report->title);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, report->subtitle);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "mentord");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "1980-01-01T00:00:00Z");
  draw(surface, report);
  cairo_surface_finish(surface);
  cairo_status_t status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error(error, FAULT, FAULT_SOFTWARE, "The report cannot be drawn: %s.",
                cairo_status_to_string(status));
    return NULL;
  }
  return pdf_finish(bytes->data, bytes->len, "en-GB", "Bar chart. The numbers stand in the table below it.",
                    error);
}

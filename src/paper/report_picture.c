/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of a table as a picture for mails, whose programs draw no SVG; and in words, for who does not see
 * it. */
#include "base/fault.h"
#include "paper/report_write.h"
#include <librsvg/rsvg.h>
#include <string.h>

#define SCALE 2.0 /* dots for one of CSS: sharp on a phone */

static cairo_status_t
append_bytes(void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append(closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
draw(RsvgHandle *drawing, double width, double height, GByteArray *png, GError **error)
{
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int) (width * SCALE + 0.5),
                                                        (int) (height * SCALE + 0.5));
  cairo_t *page = cairo_create(surface);
  RsvgRectangle whole = { 0, 0, width, height };
  cairo_scale(page, SCALE, SCALE);
  gboolean good = rsvg_handle_render_document(drawing, page, &whole, error);
  cairo_destroy(page);
  if (good && cairo_surface_write_to_png_stream(surface, append_bytes, png) != CAIRO_STATUS_SUCCESS) {
    g_set_error(error, FAULT, FAULT_SOFTWARE, "a chart could not be written as a picture");
    good = FALSE;
  }
  cairo_surface_destroy(surface);
  return good;
}

GBytes *
report_chart_png(const ReportTable *table, GError **error)
{
  if (!report_table_has_chart(table))
    return NULL;
  g_autofree char *svg = report_chart_svg(table);
  g_autoptr(GError) cause = NULL;
  RsvgHandle *drawing = rsvg_handle_new_from_data((const guint8 *) svg, strlen(svg), &cause);
  g_autoptr(GByteArray) png = g_byte_array_new();
  RsvgRectangle box = { 0, 0, 0, 0 };
  gboolean sized = FALSE;
  if (drawing)
    rsvg_handle_get_intrinsic_dimensions(drawing, NULL, NULL, NULL, NULL, &sized, &box);
  gboolean good = drawing && sized && draw(drawing, box.width, box.height, png, &cause);
  g_clear_object(&drawing);
  if (good)
    return g_byte_array_free_to_bytes(g_steal_pointer(&png));
  g_set_error(error, FAULT, FAULT_SOFTWARE, "a chart could not be drawn: %s",
              cause ? cause->message : "it has no size");
  return NULL;
}

/* "12 done, 3 overdue"; parts that are none are left out. */
static char *
row_words(const ReportTable *table, guint row)
{
  g_autoptr(GString) words = g_string_new(NULL);
  for (int part = 0; part < report_chart_parts(table); part++) {
    int column = table->chart_value + part;
    double number = report_chart_number(table, row, column);
    g_autofree char *name = g_utf8_strdown(table->columns->pdata[column], -1);
    if (number > 0)
      g_string_append_printf(words, "%s%g %s", words->len ? ", " : "", number, name);
  }
  return g_strdup(words->len ? words->str : "none");
}

char *
report_chart_words(const ReportTable *table)
{
  g_autoptr(GString) words = g_string_new("Bar chart.");
  for (guint r = 0; report_table_has_chart(table) && r < table->rows->len; r++) {
    g_autofree char *numbers = row_words(table, r);
    g_string_append_printf(words, " %s: %s.", ((GStrv) table->rows->pdata[r])[table->chart_label], numbers);
  }
  return g_strdup(words->str);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a certificate's template. <rect id="field-NAME"> is a box for a value, and so is a <text> with
 * {{NAME}} in it (plate_text.c); a rect with an id and data-text is one for those words, which are then read
 * out in their place, as <text> would not be. Attributes say how the text in a box looks: data-font,
 * data-size and data-least (points), data-align (left, center, right), data-colour (#rrggbb). data-font on
 * <svg> is every box's default. The drawing can load nothing from elsewhere: librsvg is not told where the
 * file lies. */
#include "paper/plate.h"
#include "base/fault.h"
#include "paper/plate_text.h"
#include <string.h>

#define POINTS_PER_INCH 72
#define LEAST_PAGE 100.0
#define LARGEST_PAGE 3000.0

static const char *const value_names[FIELD_OWN] = {
  [FIELD_TITLE] = "title",   [FIELD_NAME] = "name",   [FIELD_WORDS] = "words", [FIELD_DETAIL] = "detail",
  [FIELD_ISSUER] = "issuer", [FIELD_ISSUED] = "date", [FIELD_CODE] = "code",   [FIELD_QR] = "qr",
};

static void
field_free(gpointer data)
{
  PlateField *field = data;
  g_free(field->id);
  g_free(field->before);
  g_free(field->after);
  g_free(field->text);
  g_free(field->font);
  g_free(field);
}

void
plate_free(Plate *plate)
{
  if (!plate)
    return;
  g_ptr_array_unref(plate->fields);
  g_clear_object(&plate->drawing);
  g_free(plate->path);
  g_free(plate);
}

static gboolean
fault_on_line(const Plate *plate, GMarkupParseContext *context, GError **error, const char *words,
              const char *what)
{
  int line = 1;
  g_markup_parse_context_get_position(context, &line, NULL);
  g_set_error(error, FAULT, FAULT_CONFIG, "%s:%d: %s %s", plate->path, line, what, words);
  return FALSE;
}

static const char *
attribute(const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i]; i++)
    if (!strcmp(names[i], name))
      return values[i];
  return NULL;
}

static gboolean
read_points(const char *text, double *points)
{
  char *end = NULL;
  if (!text)
    return TRUE;
  *points = g_ascii_strtod(text, &end);
  return end != text && !*end && *points >= 4 && *points <= 200;
}

static gboolean
read_alignment(const char *text, PangoAlignment *align)
{
  static const char *const words[] = {
    [PANGO_ALIGN_LEFT] = "left", [PANGO_ALIGN_CENTER] = "center", [PANGO_ALIGN_RIGHT] = "right"
  };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (text && !strcmp(text, words[i])) {
      *align = (PangoAlignment) i;
      return TRUE;
    }
  return text == NULL;
}

gboolean
plate_colour(const char *text, PlateField *field)
{
  PangoColor colour;
  if (!pango_color_parse(&colour, text))
    return FALSE;
  field->red = colour.red / 65535.0;
  field->green = colour.green / 65535.0;
  field->blue = colour.blue / 65535.0;
  return TRUE;
}

static gboolean
read_look(Plate *plate, PlateField *field, GMarkupParseContext *context, const char **names,
          const char **values, GError **error)
{
  field->size = 16;
  field->align = PANGO_ALIGN_CENTER;
  field->font = g_strdup(attribute(names, values, "data-font"));
  if (!read_points(attribute(names, values, "data-size"), &field->size))
    return fault_on_line(plate, context, error, "must be 4 to 200 points", "data-size");
  field->least = field->size * 0.6;
  if (!read_points(attribute(names, values, "data-least"), &field->least) || field->least > field->size)
    return fault_on_line(plate, context, error, "must be 4 points or more, and no more than data-size",
                         "data-least");
  if (!read_alignment(attribute(names, values, "data-align"), &field->align))
    return fault_on_line(plate, context, error, "is left, center or right", "data-align");
  const char *colour = attribute(names, values, "data-colour");
  if (colour && !plate_colour(colour, field))
    return fault_on_line(plate, context, error, "is a colour such as #1f3a5f", "data-colour");
  return TRUE;
}

const char *
plate_name(PlateWhich which)
{
  return value_names[which];
}

gboolean
plate_which(const char *name, PlateWhich *which)
{
  for (PlateWhich i = 0; i < FIELD_OWN; i++)
    if (!strcmp(name, value_names[i])) {
      *which = i;
      return TRUE;
    }
  return FALSE;
}

static gboolean
has_id(gconstpointer field, gconstpointer id)
{
  return !strcmp(((const PlateField *) field)->id, id);
}

typedef struct {
  Plate *plate;
  char *font;     /* of <svg> */
  double scale;   /* points of a unit of the drawing */
  PlateText text; /* the one that is open, and the line on which it began */
  int text_line;
} Reading;

/* The drawing's own measures, and what every box has by default. */
static void
start_drawing(Reading *reading, const char **names, const char **values)
{
  const char *box = attribute(names, values, "viewBox");
  g_auto(GStrv) numbers = g_strsplit_set(box ? box : "", " ,", -1);
  double units = g_strv_length(numbers) == 4 ? g_ascii_strtod(numbers[2], NULL) : 0;
  reading->font = g_strdup(attribute(names, values, "data-font"));
  reading->scale = units > 0 ? reading->plate->width / units : (double) POINTS_PER_INCH / 96;
}

static void
start_element(GMarkupParseContext *context, const char *element, const char **names, const char **values,
              gpointer data, GError **error)
{
  Reading *reading = data;
  Plate *plate = reading->plate;
  const char *id = attribute(names, values, "id"), *text = attribute(names, values, "data-text");
  PlateWhich which = FIELD_OWN;
  gboolean is_value = id && g_str_has_prefix(id, "field-");
  if (!strcmp(element, "svg") && !(reading->scale > 0))
    start_drawing(reading, names, values);
  if (!strcmp(element, "text"))
    g_markup_parse_context_get_position(context, &reading->text_line, NULL);
  if (!strcmp(element, "text") || !strcmp(element, "tspan"))
    plate_text_begin(&reading->text, element, names, values);
  if ((!is_value && !text) || !strcmp(element, "text"))
    return;
  if (!id || strcmp(element, "rect"))
    fault_on_line(plate, context, error, "must be a rect with an id", id ? id : "data-text");
  else if (is_value && !plate_which(id + strlen("field-"), &which))
    fault_on_line(
        plate, context, error,
        "is no box of a certificate: they are title, name, words, detail, issuer, date, code and qr", id);
  else if (g_ptr_array_find_with_equal_func(plate->fields, id, has_id, NULL))
    fault_on_line(plate, context, error, "stands twice", id);
  else {
    PlateField *field = g_new0(PlateField, 1);
    field->which = which;
    field->id = g_strdup(id);
    field->text = g_strdup(text);
    g_ptr_array_add(plate->fields, field);
    read_look(plate, field, context, names, values, error);
  }
}

static void
take_text(GMarkupParseContext *context G_GNUC_UNUSED, const char *text, gsize length, gpointer data,
          GError **error G_GNUC_UNUSED)
{
  Reading *reading = data;
  if (reading->text.words)
    g_string_append_len(reading->text.words, text, (gssize) length);
}

static void
end_element(GMarkupParseContext *context G_GNUC_UNUSED, const char *element, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autofree char *fault = NULL;
  PlateField *field = strcmp(element, "text") ? NULL : plate_text_end(&reading->text, reading->scale, &fault);
  if (field)
    g_ptr_array_add(reading->plate->fields, field);
  if (fault)
    g_set_error(error, FAULT, FAULT_CONFIG, "%s:%d: %s", reading->plate->path, reading->text_line, fault);
}

/* The boxes' looks; where they lie librsvg knows better. */
static gboolean
read_fields(Plate *plate, const char *text, gsize length, GError **error)
{
  static const GMarkupParser parser = { .start_element = start_element,
                                        .end_element = end_element,
                                        .text = take_text };
  Reading reading = { .plate = plate };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, &reading, NULL);
  g_autoptr(GError) cause = NULL;
  gboolean ok = g_markup_parse_context_parse(context, text, (gssize) length, &cause) &&
                g_markup_parse_context_end_parse(context, &cause);
  if (!ok && cause->domain == FAULT)
    g_propagate_error(error, g_steal_pointer(&cause));
  else if (!ok)
    fault_on_line(plate, context, error, cause->message, "the drawing is broken:");
  for (guint i = 0; i < plate->fields->len; i++) {
    PlateField *field = g_ptr_array_index(plate->fields, i);
    if (!field->font)
      field->font = g_strdup(reading.font);
  }
  g_free(reading.font);
  plate_text_clear(&reading.text);
  return ok;
}

static gboolean
fault_of_file(const Plate *plate, GError **error, const char *words, const char *what)
{
  g_set_error(error, FAULT, FAULT_CONFIG, "%s:1: %s%s", plate->path, words, what);
  return FALSE;
}

static gboolean
open_drawing(Plate *plate, const char *text, gsize length, GError **error)
{
  g_autoptr(GError) cause = NULL;
  plate->drawing = rsvg_handle_new_from_data((const guint8 *) text, length, &cause);
  if (!plate->drawing)
    return fault_of_file(plate, error, "the drawing is broken: ", cause->message);
  /* at 72 dots to the inch librsvg's units are points, and boxes come out where the drawing is drawn */
  rsvg_handle_set_dpi(plate->drawing, POINTS_PER_INCH);
  if (!rsvg_handle_get_intrinsic_size_in_pixels(plate->drawing, &plate->width, &plate->height) ||
      plate->width < LEAST_PAGE || plate->height < LEAST_PAGE || plate->width > LARGEST_PAGE ||
      plate->height > LARGEST_PAGE)
    return fault_of_file(plate, error, "the svg needs the width and height of its paper",
                         ", such as 297mm and 210mm");
  return TRUE;
}

static gboolean
place_field(Plate *plate, PlateField *field, GError **error)
{
  RsvgRectangle page = { 0, 0, plate->width, plate->height }, ink, box;
  g_autofree char *id = g_strconcat("#", field->id, NULL);
  g_autoptr(GError) cause = NULL;
  if (!rsvg_handle_get_geometry_for_layer(plate->drawing, id, &page, &ink, &box, &cause))
    return fault_of_file(plate, error, field->id, cause->message);
  if (box.x < 0 || box.y < 0 || box.x + box.width > plate->width || box.y + box.height > plate->height ||
      box.width < 1 || box.height < 1)
    return fault_of_file(plate, error, field->id, " does not lie on the paper");
  field->x = box.x;
  field->y = box.y;
  field->width = box.width;
  field->height = box.height;
  if (field->is_text)
    plate_text_spread(field, plate->width);
  return TRUE;
}

static gboolean
has_value(const Plate *plate, PlateWhich which)
{
  for (guint i = 0; i < plate->fields->len; i++)
    if (((const PlateField *) plate->fields->pdata[i])->which == which)
      return TRUE;
  return FALSE;
}

/* The texts whose words are put in later are not drawn with the rest. */
static gboolean
hide_texts(Plate *plate, GError **error)
{
  g_autoptr(GString) style = g_string_new(NULL);
  for (guint i = 0; i < plate->fields->len; i++) {
    const PlateField *field = plate->fields->pdata[i];
    if (field->is_text)
      g_string_append_printf(style, "[id=\"%s\"], [id=\"%s\"] * { visibility: hidden !important }\n",
                             field->id, field->id);
  }
  g_autoptr(GError) cause = NULL;
  if (!rsvg_handle_set_stylesheet(plate->drawing, (const guint8 *) style->str, style->len, &cause))
    return fault_of_file(plate, error, "its texts cannot be hidden: ", cause->message);
  return TRUE;
}

static gboolean
place_fields(Plate *plate, GError **error)
{
  static const PlateWhich needed[] = { FIELD_NAME, FIELD_WORDS, FIELD_ISSUED, FIELD_CODE };
  for (guint i = 0; i < plate->fields->len; i++)
    if (!place_field(plate, g_ptr_array_index(plate->fields, i), error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(needed); i++)
    if (!has_value(plate, needed[i])) {
      g_autofree char *missing =
          g_strdup_printf("%s, nor a text with {{%s}}", value_names[needed[i]], value_names[needed[i]]);
      return fault_of_file(plate, error, "there is no rect with the id field-", missing);
    }
  return hide_texts(plate, error);
}

Plate *
plate_load(const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr(GError) cause = NULL;
  if (!g_file_get_contents(path, &text, &length, &cause)) {
    g_set_error(error, FAULT, FAULT_CONFIG, "%s:1: the certificate's template cannot be read: %s", path,
                cause->message);
    return NULL;
  }
  g_autoptr(Plate) plate = g_new0(Plate, 1);
  plate->path = g_strdup(path);
  plate->fields = g_ptr_array_new_with_free_func(field_free);
  if (!open_drawing(plate, text, length, error) || !read_fields(plate, text, length, error) ||
      !place_fields(plate, error))
    return NULL;
  return g_steal_pointer(&plate);
}

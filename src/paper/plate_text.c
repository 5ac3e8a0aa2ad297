/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a <text> as Inkscape writes it: presentation in style="" or in attributes, words in tspans. Letter
 * spacing and the scale of groups are not looked at. */
#include "paper/plate_text.h"
#include <string.h>

enum { MARGIN = 42 }; /* points: no word comes nearer to the paper's edge */
#define USUAL_SIZE 16.0
#define LEAST_SHARE 0.5
#define LINE_HEIGHT 1.6

void
plate_text_clear(PlateText *text)
{
  if (text->words)
    g_string_free(text->words, TRUE);
  char **const all[] = { &text->id, &text->family, &text->weight, &text->slant, &text->fill, &text->anchor };
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    g_free(*all[i]);
  *text = (PlateText){ 0 };
}

static void
take_property(PlateText *text, const char *name, const char *value)
{
  const struct {
    const char *name;
    char **into;
  } properties[] = {
    { "font-family", &text->family }, { "font-weight", &text->weight }, { "font-style", &text->slant },
    { "fill", &text->fill },          { "text-anchor", &text->anchor },
  };
  if (!strcmp(name, "font-size"))
    text->size = g_ascii_strtod(value, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(properties); i++)
    if (!strcmp(name, properties[i].name)) {
      g_free(*properties[i].into);
      *properties[i].into = g_strdup(value);
      g_strdelimit(*properties[i].into, "'\"", ' ');
      g_strstrip(*properties[i].into);
    }
}

static void
take_style(PlateText *text, const char *style)
{
  g_auto(GStrv) declarations = g_strsplit(style, ";", -1);
  for (char **one = declarations; *one; one++) {
    char *colon = strchr(*one, ':');
    if (!colon)
      continue;
    *colon = '\0';
    g_strstrip(*one);
    g_autofree char *value = g_strstrip(g_strdup(colon + 1));
    take_property(text, *one, value);
  }
}

void
plate_text_begin(PlateText *text, const char *element, const char **names, const char **values)
{
  gboolean outer = !strcmp(element, "text");
  if (outer) {
    plate_text_clear(text);
    text->words = g_string_new(NULL);
  }
  for (guint i = 0; text->words && names[i]; i++)
    if (outer && !strcmp(names[i], "id"))
      text->id = g_strdup(values[i]);
    else if (strcmp(names[i], "style"))
      take_property(text, names[i], values[i]);
  for (guint i = 0; text->words && names[i]; i++) /* a style counts before attributes */
    if (!strcmp(names[i], "style"))
      take_style(text, values[i]);
}

/* A font as Pango writes it: "Noto Serif,Noto Sans Semi-Bold". */
static char *
font_of(const PlateText *text)
{
  gboolean bold =
      text->weight && (!strcmp(text->weight, "bold") || g_ascii_strtoll(text->weight, NULL, 10) >= 600);
  gboolean italic = text->slant && strcmp(text->slant, "normal");
  return text->family ? g_strdup_printf("%s,%s%s", text->family, bold ? " Bold" : "", italic ? " Italic" : "")
                      : NULL;
}

static PangoAlignment
alignment_of(const PlateText *text)
{
  if (!g_strcmp0(text->anchor, "middle"))
    return PANGO_ALIGN_CENTER;
  return g_strcmp0(text->anchor, "end") ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT;
}

/* Which value @field is, by its id or by the {{name}} in its words; and what stands round that. */
static gboolean
take_words(PlateField *field, const char *words)
{
  const char *open = strstr(words, "{{"), *close = open ? strstr(open, "}}") : NULL;
  const char *of_id =
      field->id && g_str_has_prefix(field->id, "field-") ? field->id + strlen("field-") : NULL;
  g_autofree char *name =
      close ? g_strstrip(g_strndup(open + 2, (gsize) (close - open - 2))) : g_strdup(of_id);
  if (!name || (open && !close) || (close && strstr(close, "{{")) || !plate_which(name, &field->which))
    return FALSE;
  field->before = close ? g_strndup(words, (gsize) (open - words)) : NULL;
  field->after = close ? g_strdup(close + 2) : NULL;
  return field->which != FIELD_QR;
}

/* What is wrong with @field; NULL: nothing. */
static char *
fault_of(PlateField *field, const PlateText *text, const char *words)
{
  if (!take_words(field, words))
    return g_strdup_printf(
        "the text \"%s\" is no value of a certificate: it has one of {{title}}, {{name}}, {{words}}, "
        "{{detail}}, {{issuer}}, {{date}} and {{code}} in it; the square is a rect with the id field-qr",
        words);
  if (!field->id)
    return g_strdup_printf("the text \"%s\" needs an id", words);
  if (text->fill && strcmp(text->fill, "none") && !plate_colour(text->fill, field))
    return g_strdup_printf("the text \"%s\" has the colour \"%s\": write it as #1f3a5f", words, text->fill);
  return NULL;
}

PlateField *
plate_text_end(PlateText *text, double scale, char **fault)
{
  PlateField *field = NULL;
  g_autofree char *words = text->words ? g_strstrip(g_strdup(text->words->str)) : g_strdup("");
  if (strstr(words, "{{") || (text->id && g_str_has_prefix(text->id, "field-"))) {
    field = g_new0(PlateField, 1);
    field->is_text = TRUE;
    field->id = g_strdup(text->id);
    field->font = font_of(text);
    field->size = text->size > 0 ? text->size * scale : USUAL_SIZE;
    field->least = field->size * LEAST_SHARE;
    field->align = alignment_of(text);
    *fault = fault_of(field, text, words);
  }
  plate_text_clear(text);
  return field;
}

void
plate_text_spread(PlateField *field, double page)
{
  double middle = field->x + field->width / 2, right = field->x + field->width;
  double height = field->size * LINE_HEIGHT;
  field->y += (field->height - height) / 2;
  field->height = height;
  if (field->align == PANGO_ALIGN_CENTER) {
    field->width = 2 * (MIN(middle, page - middle) - MARGIN);
    field->x = middle - field->width / 2;
  } else if (field->align == PANGO_ALIGN_LEFT)
    field->width = page - MARGIN - field->x;
  else {
    field->x = MARGIN;
    field->width = right - MARGIN;
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certificate's template: an SVG drawing and the boxes in it that are filled in. Read once, drawn many
 * times. */
#pragma once
#include <librsvg/rsvg.h>
#include <pango/pango.h>

typedef enum {
  FIELD_TITLE,
  FIELD_NAME,
  FIELD_WORDS,
  FIELD_DETAIL,
  FIELD_ISSUER,
  FIELD_ISSUED,
  FIELD_CODE,
  FIELD_QR,
  FIELD_OWN, /* words of the template itself */
} PlateWhich;

typedef struct {
  PlateWhich which;
  char *id;                   /* of the rect, or of the text */
  gboolean is_text;           /* a <text> with {{name}} in it: plate_text.h */
  char *before, *after;       /* words round the value of such a one */
  char *text;                 /* FIELD_OWN */
  double x, y, width, height; /* points */
  char *font;                 /* families and style, as Pango writes them; NULL for the default */
  double size, least;         /* points: the wished one, and the smallest that may be printed */
  PangoAlignment align;
  double red, green, blue;
} PlateField;

typedef struct {
  char *path;
  RsvgHandle *drawing;
  double width, height; /* points */
  GPtrArray *fields;    /* of PlateField, in the order of the file, which is the order of reading */
} Plate;

/* FAULT_CONFIG "file:line: words". */
Plate *plate_load(const char *path, GError **error);
void plate_free(Plate *plate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plate, plate_free)

/* The value that @name names ("date"), but FIELD_OWN; and how it is named. */
gboolean plate_which(const char *name, PlateWhich *which);
const char *plate_name(PlateWhich which);
/* FALSE: @text is no colour. */
gboolean plate_colour(const char *text, PlateField *field);

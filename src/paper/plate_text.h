/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of a certificate's template with {{name}} in them, or with the id field-name, as drawing programs
 * make them: each becomes a box, with the text's own font, size, colour and alignment. */
#pragma once
#include "paper/plate.h"

/* One <text> on its way through the parser: its tspans' styles stand over its own. */
typedef struct {
  char *id;
  GString *words; /* NULL: no <text> is open */
  char *family, *weight, *slant, *fill, *anchor;
  double size; /* in the drawing's units; 0: not said */
} PlateText;
void plate_text_clear(PlateText *text);

/* A <text> or a <tspan> in it begins. */
void plate_text_begin(PlateText *text, const char *element, const char **names, const char **values);
/* The box that the finished <text> is, its words aside; NULL: it has no {{...}}, and stays a part of the
 * drawing. A word that is no value of a certificate is a fault in *words (g_free). @scale: points of a unit.
 */
PlateField *plate_text_end(PlateText *text, double scale, char **words);
/* Where @field, whose words as drawn reach over @x and @width, may spread on a page that is @page wide.
 * Points. */
void plate_text_spread(PlateField *field, double page);

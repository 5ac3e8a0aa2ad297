/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The boxes of a form by label and number, as people name them when they answer in words. */
#pragma once
#include "pass/intake/inbound.h"

/* What @field is called by in short: the number its label begins with ("B4"), else its place in the form
 * ("4"). g_free.
 */
char *box_number(const SchemeForm *form, const FormField *field);

/* One line of a mail that names a box. */
typedef struct {
  const FormField *field; /* borrowed */
  char *text;             /* what was typed behind it */
  gboolean by_number;     /* without a colon: "4. yes"; that is less sure */
} TypedLine;
void typed_line_free(TypedLine *line);
/* The lines "Label: value", "B4: value", "4: value", "4) value" of @text: of TypedLine, in their order. */
GPtrArray *typed_lines(const SchemeForm *form, const char *text);

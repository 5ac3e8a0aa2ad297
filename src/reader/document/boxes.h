/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes and ticks in text: those drawn by a control, and those typed. */
#pragma once
#include "reader/document/passage.h"

typedef struct {
  const char *at, *end; /* of the sign */
  gboolean ticked;
  gboolean drawn;         /* a box, empty or ticked; otherwise a bare tick */
  const Control *control; /* NULL if it was typed */
} Box;

/* The boxes of [from, end), which is a part of @text, in their order: of Box. @controls may be NULL. */
GArray *boxes_find(const char *text, const char *from, const char *end, const GPtrArray *controls);
/* The words that belong to box @i of [from, end): those after it, or, in a passage that ends with a box,
 * those before it. g_free. */
char *boxes_caption(const GArray *boxes, guint i, const char *from, const char *end);
/* What [from, end) says by its boxes: the words of those ticked of several, "; " between them, or true or
 * false where one stands for the whole. NULL if they say nothing. g_free. */
char *boxes_value(const GArray *boxes, const char *from, const char *end);

/* Whether @text is one sign of a box and nothing else. */
typedef enum { BOX_NONE, BOX_EMPTY, BOX_TICKED } BoxSign;
BoxSign box_sign(const char *text);
/* Whether @control is a box. */
gboolean control_is_box(const Control *control);

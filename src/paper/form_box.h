/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What documents and workbooks have in common about a box: how its values look to people. */
#pragma once
#include "base/day.h"
#include "paper/form.h"

/* The choices of a BOX_YES_NO, NULL-ended. */
extern const char *const box_yes_no[];

/* dd/mm/yyyy; g_free. */
char *box_day_shown(Day day);
/* @value as people see it: dates as dd/mm/yyyy, true and false as Yes and No, else the cleaned words; "" for
 * NULL. g_free. */
char *box_shown(const Box *box, const char *value);
/* What may be chosen for @box, as people see it, each once (Word refuses doubles); NULL if it is not chosen
 * from a list. */
GStrv box_choices(const Box *box);
/* The paragraphs of @text, which stand between blank lines, each on one line. */
GStrv box_paragraphs(const char *text);
/* “A”, “B” and “C”: the labels of the boxes without a value that are @required, or are not; NULL if there is
 * none. *count is how many there are. g_free. */
char *box_labels(const Box *boxes, gsize n_boxes, gboolean required, guint *count);
/* @boxes with each BOX_EVIDENCE as its rationale and its pieces, of Box: their words stand in @words. */
GArray *boxes_in_pieces(const Box *boxes, gsize n_boxes, GStringChunk *words);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a form in a Word document: labels and answers, one table a section. */
#pragma once
#include "paper/form.h"

/* One table for each section of @boxes, in which there is no BOX_EVIDENCE left (form_box.h, box_pieces). */
void form_tables(GString *xml, const char *title, const Box *boxes, gsize n_boxes);

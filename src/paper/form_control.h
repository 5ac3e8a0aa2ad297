/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a Word document is written of: runs, paragraphs, and the content controls in which people answer. */
#pragma once
#include "paper/form.h"

/* One run with the character style @style (or NULL); newlines become breaks. */
void form_run(GString *xml, const char *style, const char *words);
void form_paragraph(GString *xml, const char *style, const char *words);
/* The control of @box, the @number-th of the document; its tag is the box's id, its title the label. */
void form_control(GString *xml, const Box *box, guint number);

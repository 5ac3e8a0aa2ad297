/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which form a document is, and what stands in its boxes. Does not know whose it is. */
#pragma once
#include "reader/reading.h"
#include "scheme/scheme.h"

/* The form a document is, by its labels; *share of the form's labels that it has (0 to 1). NULL when it is
 * none of ours. */
typedef struct {
  const Scheme *scheme;
  const SchemeForm *form;
  double share;
} Recognised;
/* Whether a form was asked of whom the document may come from. */
typedef gboolean (*FormAsked)(const SchemeForm *form, gpointer data);
/* Of forms that are alike the one that was @asked (NULL: nothing is known of that), else the one with more of
 * its labels. */
Recognised form_recognise(const Schemes *schemes, const ReadingDocument *document, FormAsked asked,
                          gpointer data);

/* The box that @document has for @field: by the control's tag, else by its label. NULL: the box is not there.
 * Borrowed. */
const ReadingField *document_field(const ReadingDocument *document, const FormField *field);
/* What stands in it; of evidence the rationale, and behind it a line "Evidence N: words" for each piece that
 * has a box of its own (paper/form.h). NULL: the box is not there. g_free. */
char *document_value(const ReadingDocument *document, const FormField *field);
/* The value of the box with the id @id; NULL when there is none, or nothing in it. Borrowed. */
const char *document_answer(const ReadingDocument *document, const SchemeForm *form, const char *id);

/* Name, school, address: filled in when the form goes out, and known of the person anyway. */
gboolean field_is_prefilled(const FormField *field);
/* How many of the other boxes hold something; those of roles and attributes, which are filled in too as far
 * as they are known, count only where there are no others. */
guint document_filled(const ReadingDocument *document, const SchemeForm *form);
/* Whether something in it was read off a page, where a label and its value merely stand near each other: then
 * nothing of it is filed before a human has looked. doc/contract.md, "Who sent it". */
gboolean document_is_guessed(const ReadingDocument *document, const SchemeForm *form);

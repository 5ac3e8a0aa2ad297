/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms that are sent out and come back: a Word document of labels and answers, or a workbook of rows. Drawn
 * from a list of boxes; knows nothing of schemes. */
#pragma once
#include <glib.h>

typedef enum {
  BOX_TEXT, /* sentences */
  BOX_LINE, /* a name, say */
  BOX_EMAIL,
  BOX_DATE,
  BOX_NUMBER,
  BOX_YES_NO,
  BOX_CHOICE,
  BOX_RATING,
  BOX_EVIDENCE /* a rationale, and pieces of evidence below it */
} BoxKind;

typedef struct {
  const char *id; /* the content control's tag, the column's name */
  const char *label;
  BoxKind kind;
  const char *const *of; /* BOX_CHOICE, BOX_RATING: what may be chosen, the best mark last; BOX_DATE: the days
                            (YYYY-MM-DD) offered, or NULL for any; NULL-ended */
  const char *value;     /* prefilled, or NULL; dates YYYY-MM-DD, yes-no "true" or "false" */
  gboolean required;
  const char *section; /* a part of the document begins here, so called; or NULL */
  const char *help;    /* what explains it, above it in the document; or NULL */
  const char
      *date_of; /* BOX_DATE: id of the box above it whose date it is, in whose row it is drawn; or NULL */
  int lines;    /* BOX_TEXT: room for so many, 0 for three */
  int pieces;   /* BOX_EVIDENCE */
  const char *const *also; /* other labels under which an office\'s own form has it, NULL-ended; or NULL */
} Box;

typedef struct {
  const char *title;
  const char *intro;   /* paragraphs between blank lines */
  const char *footer;  /* small print, before the ref */
  const char *ref;     /* goes into the custom property mentord-ref and the footer */
  const char *form;    /* custom property mentord-form */
  const char *version; /* of the form: custom property mentord-version and the footer; or NULL */
  const Box *boxes;
  gsize n_boxes;
} FormDocument;

/* A .docx whose boxes are the cells beside their labels, each in a content control whose tag is the box's id
 * and whose title is its label (both cut to the 64 bytes that Word bears). Evidence is drawn as the box for
 * its rationale, and boxes "LABEL: evidence N" with the tags "ID.N"; a value of it holds lines "Evidence N:
 * words" behind the rationale. Text is cleaned (text_clean);
 * yes-no boxes are drop-downs of Yes and No, so that "no" and "not answered" differ. The same values give the
 * same bytes. FAULT_SOFTWARE if it cannot be packed. */
GBytes *form_document_draw(const FormDocument *form, GError **error);

typedef struct {
  const char *title; /* the sheet's heading */
  const char *intro;
  const char *ref, *form, *version;
  const Box *columns; /* value unused */
  gsize n_columns;
  GPtrArray *rows;  /* of GStrv: prefilled values, one for each column */
  guint empty_rows; /* rows to write into, below */
} FormWorkbook;

/* An .xlsx with one sheet, a header row, drop-downs for choices, date formats, ref in property and footer.
 * Long lists stand on a second, hidden sheet "Lists". A prefilled row shorter than the columns leaves the
 * rest empty; a value over the 32,767 characters that a cell bears is cut and says so. The same values give
 * the same bytes. FAULT_IO if it cannot be written. */
GBytes *form_workbook_draw(const FormWorkbook *form, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the PDF reader share: a file opened by libqpdf, and small words for its objects. Every
 * function takes whatever kind of object a stranger has put there, and says "nothing" for one of the wrong
 * kind. */
#pragma once
#include "reader/document/formats.h"
#include <qpdf/qpdf-c.h>

#define PDF_FIELDS 1000 /* fields, options of a choice, files in a portfolio */
#define PDF_PAGES 200   /* pages that are looked at */

typedef struct {
  qpdf_data q;
  ReadingDocument *document;
  qpdf_oh root;   /* the catalogue */
  guint pages;    /* all there are, or many */
  gboolean tamed; /* something was emptied that was too large */
} Pdf;

/* pdf_object.c */
/* A string or name as clean UTF-8, without the slash of a name; "" for anything else. g_free. */
char *pdf_string(const Pdf *pdf, qpdf_oh object);
/* The same of a key of a dictionary (or of a stream's). */
char *pdf_key_string(const Pdf *pdf, qpdf_oh dictionary, const char *key);
/* A key of a dictionary or of a stream's dictionary; null if there is none. */
qpdf_oh pdf_key(const Pdf *pdf, qpdf_oh object, const char *key);
/* Whether @object has @key with anything but null. */
gboolean pdf_has(const Pdf *pdf, qpdf_oh object, const char *key);
gint64 pdf_integer(const Pdf *pdf, qpdf_oh object, gint64 otherwise);
/* How many items an array has; 0 for what is none. */
guint pdf_items(const Pdf *pdf, qpdf_oh array);
qpdf_oh pdf_item(const Pdf *pdf, qpdf_oh array, guint i);
/* The first @n numbers of an array; FALSE if it has not so many. */
gboolean pdf_numbers(const Pdf *pdf, qpdf_oh array, double *numbers, guint n);
/* A stream unpacked, NUL-terminated; NULL if it cannot be, or is larger than @limit. g_free. */
char *pdf_stream(const Pdf *pdf, qpdf_oh stream, gsize limit, gsize *n);

/* pdf_tame.c: empties the streams that hold more than an honest file's would; FALSE if there was one. */
gboolean pdf_tame(const Pdf *pdf);

/* pdf_form.c: every field of the form, and the widgets that no form lists. */
typedef struct {
  guint fields;
  guint answered;   /* those with something in them, boxes that are ticked */
  gboolean dynamic; /* of a kind (XFA) that is not kept in fields */
} PdfForm;
PdfForm pdf_form_read(Pdf *pdf);

/* pdf_value.c */
/* What a field takes from those above it, and its places on the pages. */
typedef struct {
  const char *name; /* with those of its ancestors, dots between */
  qpdf_oh node, type, value, rich, options;
  qpdf_oh kids; /* widgets alone, or null where the field is its own */
  gint64 flags;
} PdfField;
/* The value as a person chose or wrote it; NULL for a button that is only pressed. g_free. */
char *pdf_value(const Pdf *pdf, const PdfField *field);

typedef struct {
  double left, top, right, bottom; /* points; from the upper left corner where nothing else is said */
} PdfBox;

/* pdf_rules.c: a line along an axis. */
typedef struct {
  double at, from, to; /* x of an upright one and its ends in y; else the other way round */
  gboolean upright;
} PdfRule;
/* The lines that @operators paint; @page as the file has it, bottom being its upper edge. Of PdfRule. */
GArray *pdf_rules(const char *operators, const PdfBox *page);

/* pdf_date.c: @value as YYYY-MM-DD where the field says in which order it shows a date and @value is one;
 * else as it is. Takes @value over. */
char *pdf_date(const Pdf *pdf, qpdf_oh node, char *value);

/* pdf_pages.c: what people put on top of pages (text typed over a print, ink, what fields show) drawn into
 * them, and the form taken out, so that text can be asked of a plain file. */
/* What is known of a page from its operators. */
typedef struct {
  gboolean unseen; /* it has text that is not painted: what a machine read in a scan */
  gboolean busy;   /* it paints a good deal of something */
  PdfBox box;
  GArray *rules; /* of PdfRule; none where the page is turned */
} PdfPage;
typedef struct {
  GBytes *bytes;    /* NULL if it could not be written */
  GString *remarks; /* words of notes that no page shows, a line each */
  GArray *pages;    /* of PdfPage, the first PDF_PAGES */
  guint drawings;   /* marks by hand: ink, stamps, typed over */
} PdfPages;
PdfPages pdf_pages_flatten(Pdf *pdf);
GArray *pdf_pages_new(void); /* of PdfPage, owning their rules */

/* pdf_text.c: text and what the pages are made of. */
typedef struct {
  GString *text;
  guint letters; /* in all of it */
  guint scans;   /* pages that are pictures, whether or not a machine has read them */
  guint drawn;   /* pages with strokes, and with neither letters nor pictures */
  gboolean late; /* time was up before the last page */
} PdfText;
/* Once, before lock-down: poppler builds tables and reads files for them at its first document, and frees
 * them with its last. */
void pdf_text_start(void);
/* @bytes is a file of pdf_pages_flatten(), @pages one PdfPage a page. What looks like a label and its value
 * is added to @proposals, NULL for none. */
PdfText pdf_text_read(GBytes *bytes, const GArray *pages, ReadingDocument *proposals);

/* One character more, joined letters apart, odd blanks plain, marks that do not show left out. */
void pdf_append_plain(GString *out, gunichar c);

/* pdf_layout.c: from where the words of a page stand. @boxes: one a character of @text. */
/* A run of words without a gap. */
typedef struct {
  GString *text;
  PdfBox box;
  gboolean ruled; /* in a cell of a table */
} PdfPiece;
/* @text with a tab where two runs on a line stand apart. g_free. */
char *pdf_layout_text(const char *text, const PdfBox *boxes);
/* Fields, appended to @document as "line", for they are guesses: those of tables, `Label: value` lines, and
 * labels with their values across a gap. */
void pdf_layout_fields(const char *text, const PdfBox *boxes, const PdfPage *page, ReadingDocument *document);

/* pdf_cells.c: the fields of ruled tables; marks the pieces that stand in one. @pieces from top and left. */
void pdf_cells_read(const PdfPage *page, GPtrArray *pieces, ReadingDocument *document);

/* pdf_attached.c: the files in a PDF. Those of a portfolio are documents of their own, appended to @out;
 * those of any other are named in its text. TRUE for a portfolio. */
gboolean pdf_attached_read(Pdf *pdf, GPtrArray *out, GString *text);

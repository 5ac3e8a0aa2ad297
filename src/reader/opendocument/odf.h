/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenDocument: what odf.c (the walk), odf_tables.c and odf_controls.c (content controls, form fields, forms)
 * share. */
#pragma once
#include "reader/document/formats.h"
#include "reader/document/xml.h"
#include "reader/workbook/sheet.h"

/* The elements that are heard, in the order of their names in odf.c. */
/* clang-format off */
enum {
  DRAW_CAPTION, DRAW_CONTROL, DRAW_CUSTOM_SHAPE, DRAW_OBJECT, DRAW_TEXT_BOX, FIELDMARK, FIELDMARK_END, FIELDMARK_START,
  FIELD_PARAM, FORM_CHECKBOX, FORM_COMBOBOX, FORM_DATE, FORM_FORMATTED, FORM_LISTBOX, FORM_NUMBER, FORM_OPTION,
  FORM_RADIO, FORM_TEXT, FORM_TEXTAREA, FORM_TIME, CONTENT_CONTROL, USER_DEFINED, ANNOTATION, BINARY_DATA, FOOTER,
  FOOTER_FIRST, FOOTER_LEFT, HEADER, HEADER_FIRST, HEADER_LEFT, STYLE, TABLE_PROPERTIES, TEXT_PROPERTIES, SVG_DESC,
  SVG_TITLE, CONTENT_VALIDATIONS, COVERED_CELL, TABLE, CELL, HEADER_ROWS, ROW, TABLE_TRACKED, DROP_DOWN, HEADING,
  LINE_BREAK, NOTE, PARAGRAPH, PLACEHOLDER, RUBY_TEXT, SPACES, SPAN, TAB, TEXT_INPUT, TRACKED, VARIABLE_INPUT,
  ODF_ELEMENTS
};
/* clang-format on */

typedef struct OdfFlow OdfFlow;
struct OdfFlow {
  OdfFlow *below;
  gboolean cell;
  gboolean begun;
  gboolean strong, plain; /* has seen bold text; has seen other text */
  GString *text;
  GPtrArray *controls;
};

typedef struct OdfTable OdfTable;
struct OdfTable {
  OdfTable *below;
  Grid *grid; /* of a text document */
  GridRow *row;
  gboolean heading, nested;
  guint column, repeat, span; /* of the cell that is open */
  char *value;                /* which it states beside its text, or NULL */
  gboolean string;            /* it is a text: what is shown comes first */
};

/* What is open and will be a control when it ends. */
typedef struct OdfOpen OdfOpen;
struct OdfOpen {
  OdfOpen *below;
  const char *as;
  char *alias, *tag, *value; /* value NULL: the text it shows */
  gboolean prompt;
  GPtrArray *entries; /* of a list, NULL for anything else */
  gint64 chosen;      /* one of them */
  const OdfFlow *flow;
  gsize start;
};

/* A control of a form. They are listed before the text, which then says where each is drawn. */
typedef struct {
  char *id, *name, *label, *value;
  const char *as;
  gboolean chosen; /* an entry of a list by the person, not by default */
  gboolean drawn;  /* within the text */
} OdfForm;

typedef struct {
  ReadingDocument *document;
  gboolean sheets, margins; /* a spreadsheet; styles.xml, of which headers and footers alone are read */
  guint in_margin, skip, in_paragraph;
  GString *text;
  char *previous;
  OdfFlow *flow;
  OdfTable *table;
  OdfOpen *open;
  GHashTable *hidden; /* names of styles of hidden sheets */
  GHashTable *bold;   /* names of styles of bold text */
  guint64 bolds;      /* a bit a paragraph or span that is open */
  char *style;
  Sheet *sheet;
  guint left, row, row_repeat;
  gboolean row_open;
  char *property;     /* the name of the one that is open */
  GPtrArray *forms;   /* of OdfForm */
  GPtrArray *pending; /* of OdfForm: drawn at the paragraph that is open, not at a place in its text */
} Odf;

/* In odf.c. */
void odf_push_flow(Odf *odf, gboolean cell);
void odf_pop_flow(Odf *odf);
void odf_flush(Odf *odf); /* ends a passage */

/* In odf_tables.c. */
void odf_table_start(Odf *odf, const XmlAttributes *attributes);
void odf_table_end(Odf *odf);
void odf_row_start(Odf *odf, const XmlAttributes *attributes);
void odf_row_end(Odf *odf);
void odf_cell_start(Odf *odf, int element, const XmlAttributes *attributes);
void odf_cell_end(Odf *odf, int element);
void odf_pop_table(Odf *odf); /* drops it, at a fault */
/* How often something is repeated: 1 to @limit, 1 if it does not say. */
guint odf_count(const XmlAttributes *attributes, const char *name, gint64 limit);

/* In odf_controls.c. */
/* Around text: begun and ended. What is shown in between is the value, unless one is stated. */
void odf_control_start(Odf *odf, int element, const XmlAttributes *attributes);
void odf_control_end(Odf *odf);
/* Drops what is open, at a fault. */
void odf_control_drop(Odf *odf);
void odf_fieldmark_param(Odf *odf, const XmlAttributes *attributes);
/* A control of a form, or an entry of one that is a list. */
void odf_form_control(Odf *odf, int element, const XmlAttributes *attributes);
/* Where a control is drawn in a text. */
void odf_form_drawn(Odf *odf, const XmlAttributes *attributes);
/* At the end of a paragraph: the one control that hangs on it stands behind its words. */
void odf_form_pending(Odf *odf);
/* The controls that are drawn nowhere in the text, by their labels or names. */
void odf_form_rest(Odf *odf);
GPtrArray *odf_forms_new(void);

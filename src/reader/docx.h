/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word documents: what docx.c (the walk through the text) and docx_controls.c (content controls and form
 * fields) share. */
#pragma once
#include "reader/grid.h"
#include "reader/package.h"
#include "reader/xml.h"

/* The elements that are heard, in the order of their names in docx.c. */
/* clang-format off */
enum {
  MC_ALTERNATE, MC_CHOICE, MC_FALLBACK, W14_CHECKBOX, W14_CHECKED, W15_REPEATING, W15_REPEATING_ITEM,
  W_ALIAS, W_B, W_BIBLIOGRAPHY, W_BR, W_CHECKBOX, W_CHECKED, W_CITATION, W_CR, W_DATE, W_DDLIST, W_DEFAULT,
  W_DEL, W_DOCPARTLIST, W_DOCPARTOBJ, W_EQUATION, W_FLDCHAR, W_GRIDSPAN, W_GROUP, W_LISTENTRY, W_MOVEFROM,
  W_NAME, W_NOBREAKHYPHEN, W_P, W_PPR, W_PICTURE, W_PTAB, W_R, W_RESULT, W_SDT, W_SDTCONTENT, W_SDTPR,
  W_SHOWINGPLCHDR, W_SYM, W_T, W_TAB, W_TAG, W_TBL, W_TBLHEADER, W_TC, W_TEXTINPUT, W_TR, W_TRPR,
  W_TXBXCONTENT, W_VMERGE, N_NAMES
};
/* clang-format on */

/* Text that is being collected: a paragraph of the body, a cell, a text box. */
typedef struct DocxFlow DocxFlow;
struct DocxFlow {
  DocxFlow *below;
  gboolean cell; /* kept whole until its cell ends; else a passage a paragraph */
  guint held;    /* controls that are open around paragraphs: the passage goes on until they end */
  gboolean in_paragraph;
  gboolean begun;         /* the next paragraph begins on a new line */
  gboolean joined;        /* this paragraph's mark was deleted: the next goes on */
  gboolean strong, plain; /* has seen bold text; has seen other text */
  GString *text;
  GPtrArray *controls; /* NULL until there is one */
};

typedef struct DocxTable DocxTable;
struct DocxTable {
  DocxTable *below;
  Grid *grid;
  GridRow *row;
  gboolean in_cell, deleted; /* the row was deleted */
  guint span;                /* of the cell that is open */
  gboolean above, nested;    /* likewise */
};

typedef enum { SDT_TEXT, SDT_DATE, SDT_BOX, SDT_HOLDER } SdtKind;

typedef struct DocxSdt DocxSdt;
struct DocxSdt {
  DocxSdt *below;
  SdtKind kind; /* a holder has no value of its own: groups, repeating sections, generated parts, whatever
                   holds controls */
  char *alias, *tag, *date;
  gboolean checked, prompt;
  DocxFlow *flow; /* where its content began; NULL around cells and rows */
  GridRow *row;   /* around cells of this row */
  gboolean holds; /* it counts in flow->held */
  gsize start;
  guint controls, cells; /* how many there were when it began */
};

typedef enum { FORM_NONE, FORM_TEXT, FORM_BOX, FORM_LIST } FormKind;

typedef struct DocxForm DocxForm;
struct DocxForm {
  DocxForm *below;
  FormKind kind;
  char *name;
  gboolean checked, explicit, holds;
  gint64 chosen;
  GPtrArray *entries;
  DocxFlow *flow;
  gsize start;
};

typedef struct {
  ReadingDocument *document;
  GString *text;  /* the running text so far */
  char *previous; /* the last passage, which may be the label of the control after it */
  DocxFlow *flow;
  DocxTable *table;
  DocxSdt *sdt;
  DocxForm *form;
  guint64 chosen;     /* a bit a level of mc:AlternateContent: one branch has been taken */
  guint alternatives; /* levels */
  guint skip;         /* levels inside of what is not read */
  guint in_paragraph_properties, in_row_properties, in_control_properties, in_text, in_run;
  gboolean bold, flat; /* flat: a header or footer, whose tables are layout */
  guint cells;
} Docx;

/* In docx.c */
void docx_flush(Docx *docx);
GPtrArray *docx_controls(DocxFlow *flow);

/* In docx_controls.c: content controls. */
void docx_sdt_begin(Docx *docx);
void docx_sdt_content(Docx *docx);
void docx_sdt_content_end(Docx *docx);
void docx_sdt_end(Docx *docx);
/* A table begins inside of the controls that are open: they hold it and have no value of their own. */
void docx_sdt_release(Docx *docx);
/* Legacy form fields: the begin, separate and end of any field. */
void docx_form_mark(Docx *docx, const XmlAttributes *attributes);
void docx_form_free(Docx *docx);
/* Inside of w:sdtPr; inside of w:ffData, between a field's begin and its end. */
void docx_sdt_property(DocxSdt *sdt, int element, const XmlAttributes *attributes);
void docx_form_property(DocxForm *form, int element, const XmlAttributes *attributes);

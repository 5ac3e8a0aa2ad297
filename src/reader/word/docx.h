/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word documents: what docx.c (the parts), docx_text.c (the walk through one), docx_controls.c (content
 * controls), docx_fields.c (fields), docx_prompts.c and docx_symbols.c share. */
#pragma once
#include "reader/document/grid.h"
#include "reader/document/package.h"
#include "reader/document/xml.h"

/* The elements that are heard, in the order of their names in docx_text.c. */
/* clang-format off */
enum {
  M_T, MC_ALTERNATE, MC_CHOICE, MC_FALLBACK, PIC_PIC, V_IMAGEDATA, W14_CHECKBOX, W14_CHECKED, W14_CHECKEDSTATE,
  W14_CONTENTPART, W14_UNCHECKEDSTATE, W15_REPEATING, W15_REPEATING_ITEM, W_ALIAS, W_ALTCHUNK, W_B,
  W_BIBLIOGRAPHY, W_BR, W_CELLDEL, W_CHECKBOX, W_CHECKED, W_CITATION, W_CONTROL, W_CR, W_DATE, W_DDLIST,
  W_DEFAULT, W_DEL, W_DOCPART, W_DOCPARTLIST, W_DOCPARTOBJ, W_EQUATION, W_FLDCHAR, W_GRIDBEFORE, W_GRIDSPAN,
  W_GROUP, W_ID, W_LISTENTRY, W_MOVEFROM, W_NAME, W_NOBREAKHYPHEN, W_P, W_PPR, W_PPRCHANGE, W_PTAB, W_R, W_RFONTS,
  W_RPRCHANGE, W_RSTYLE, W_RESULT, W_RT, W_SDT, W_SDTCONTENT, W_SDTPR, W_SHOWINGPLCHDR, W_SYM, W_T, W_TAB,
  W_TAG, W_TBL, W_TBLHEADER, W_TC, W_TCPRCHANGE, W_TEXTINPUT, W_TR, W_TRPR, W_TRPRCHANGE, W_TXBXCONTENT,
  W_VMERGE, N_NAMES
};
/* clang-format on */

/* Text that is being collected: a paragraph of the body, a cell, a text box. */
typedef struct DocxFlow DocxFlow;
struct DocxFlow {
  DocxFlow *below;
  gboolean cell;          /* kept whole until its cell ends; else a passage a paragraph */
  guint held;             /* controls that are open around paragraphs: the passage goes on until they end */
  guint in_paragraph;     /* levels: some programs put paragraphs into paragraphs */
  gboolean begun;         /* the next paragraph begins on a new line */
  gboolean joined;        /* this paragraph's mark was deleted: the next goes on */
  gboolean strong, plain; /* has seen bold text; has seen other text */
  GString *text;
  GPtrArray *controls; /* NULL until there is one */
};

typedef struct DocxTable DocxTable;
struct DocxTable {
  DocxTable *below;
  ReadingTable *reading;
  Grid *grid;
  GridRow *row;
  gboolean in_cell, deleted;     /* the row was deleted */
  guint span;                    /* of the cell that is open */
  gboolean above, nested, taken; /* likewise; taken: it was deleted */
  GString *inner;                /* likewise: the text of tables in it that gave no fields */
};

typedef enum { SDT_TEXT, SDT_DATE, SDT_BOX, SDT_HOLDER } SdtKind;

typedef struct DocxSdt DocxSdt;
struct DocxSdt {
  DocxSdt *below;
  SdtKind kind; /* a holder has no value of its own: groups, repeating sections, generated parts, whatever
                   holds controls */
  char *alias, *tag, *date;
  char *part;       /* the building block that has its prompt, or NULL */
  char *unticked;   /* how an empty box looks here, or NULL */
  gboolean checked; /* what the file says of a box */
  gboolean prompt;  /* it is marked as showing its prompt */
  gboolean faint;   /* some of its text is in the style of prompts */
  gboolean known;   /* it has a number, as Word gives to every one */
  DocxFlow *flow;   /* where its content began; NULL around cells and rows */
  GridRow *row;     /* around cells of this row */
  gboolean holds;   /* it counts in flow->held */
  gsize start;
  guint controls, cells; /* how many there were when it began */
};

typedef enum { FIELD_OTHER, FIELD_TEXT, FIELD_BOX, FIELD_LIST } FieldKind;

/* A field of Word's: a form field, or any other. */
typedef struct DocxField DocxField;
struct DocxField {
  DocxField *below;
  FieldKind kind;
  gboolean code; /* its instructions are being told: they are no text */
  char *name, *initial;
  gboolean checked, explicit, holds;
  gint64 chosen;
  GPtrArray *entries;
  DocxFlow *flow;
  gsize start;
};

typedef struct {
  Package *package;
  const GPtrArray *relations; /* of the main part: OoxmlRelation */
  ReadingDocument *document;
  GString *text;       /* the running text so far */
  GHashTable *prompts; /* by building block; NULL until one was asked for */
} DocxFile;

/* One part that is being walked through. */
typedef struct {
  DocxFile *file;
  char *previous; /* the last passage, which may be the label of the control after it */
  DocxFlow *flow;
  DocxTable *table;
  DocxSdt *sdt;
  DocxField *field;
  guint codes;        /* fields whose instructions are being told */
  guint64 chosen;     /* a bit a level of mc:AlternateContent: one branch has been taken */
  guint alternatives; /* levels */
  guint skip;         /* levels inside of what is not read */
  guint in_paragraph_properties, in_row_properties, in_control_properties, in_text, in_run;
  gboolean bold;
  const char *font; /* of the run, if it is one of signs; a static string */
  gboolean flat;    /* a header, footer or note, whose tables are layout */
  gboolean mute;    /* comments: text, and no fields */
  guint cells;
} Docx;

typedef enum { DOCX_BODY, DOCX_MARGIN, DOCX_NOTE, DOCX_COMMENT } DocxKind;

/* In docx_text.c: one part, its text, tables and fields appended. NULL, or the problem. */
const char *docx_text(DocxFile *file, const char *part, DocxKind kind);
void docx_append(Docx *docx, const char *text, gsize n);
void docx_flush(Docx *docx);
GPtrArray *docx_controls(DocxFlow *flow);
void docx_push_flow(Docx *docx, gboolean cell);
void docx_pop_flow(Docx *docx);

/* In docx_tables.c: the elements of tables. */
#define DOCX_CELL_LIMIT 100000 /* of a part; more is not kept */
void docx_table_start(Docx *docx, int element, const XmlAttributes *attributes);
void docx_table_end(Docx *docx, int element);
void docx_table_free(Docx *docx);

/* In docx_controls.c: content controls. */
void docx_sdt_begin(Docx *docx);
void docx_sdt_content(Docx *docx);
void docx_sdt_content_end(Docx *docx);
void docx_sdt_end(Docx *docx);
/* Inside of w:sdtPr. */
void docx_sdt_property(DocxSdt *sdt, int element, const XmlAttributes *attributes);
/* A table begins inside of the controls that are open: they hold it and have no value of their own. */
void docx_sdt_release(Docx *docx);
/* How a box shows its state where the file does not. */
#define DOCX_BOX_EMPTY "\u2610"
#define DOCX_BOX_TICKED "\u2612"

/* In docx_fields.c: the begin, separate and end of any field; what stands between its begin and its end. */
void docx_field_mark(Docx *docx, const XmlAttributes *attributes);
void docx_field_property(DocxField *field, int element, const XmlAttributes *attributes);
void docx_field_free(Docx *docx);
/* A paragraph ends: instructions do not go on beyond it, or a mark that is missing would swallow the rest. */
void docx_field_paragraph(Docx *docx);
/* An ActiveX control, whose value is in a part that is not read: a fault in its place. */
void docx_active_control(Docx *docx, const XmlAttributes *attributes);

/* In docx_prompts.c: whether @words are the prompt @part of the file (NULL for none), or, with @any, one of
 * its prompts; PROMPT_UNKNOWN if it does not keep that. */
typedef enum { PROMPT_UNKNOWN, PROMPT_SAME, PROMPT_OTHER } DocxPrompt;
DocxPrompt docx_prompt(DocxFile *file, const char *part, const char *words, gboolean any);

/* In docx_symbols.c: the name of a font of signs as kept here, or NULL if @font is none. */
const char *symbol_font(const char *font, gsize n);
/* What the sign @code of @font (as kept) means as text, NULL if that is not known. Static. */
const char *symbol_sign(const char *font, gunichar code);

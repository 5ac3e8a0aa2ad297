/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk through one part of a Word document: its text as it reads with all tracked changes accepted, its
 * tables as grids, its paragraphs as passages. Text boxes are read once, where an alternative repeats them
 * for older programs. A picture is a sign in the text, so that an answer that is one is no empty answer. */
#include "reader/document/document.h"
#include "reader/word/docx.h"
#include <string.h>

/* Sorted by strcmp: the numbers in docx.h are places in it. */
/* clang-format off */
static const char *const names[] = {
  "m:t", "mc:AlternateContent", "mc:Choice", "mc:Fallback", "pic:pic", "v:imagedata", "w14:checkbox",
  "w14:checked", "w14:checkedState", "w14:contentPart", "w14:uncheckedState", "w15:repeatingSection",
  "w15:repeatingSectionItem", "w:alias", "w:altChunk", "w:b", "w:bibliography", "w:br", "w:cellDel", "w:checkBox",
  "w:checked", "w:citation", "w:control", "w:cr", "w:date", "w:ddList", "w:default", "w:del", "w:docPart",
  "w:docPartList", "w:docPartObj", "w:equation", "w:fldChar", "w:gridBefore", "w:gridSpan", "w:group", "w:id",
  "w:listEntry", "w:moveFrom", "w:name", "w:noBreakHyphen", "w:p", "w:pPr", "w:pPrChange", "w:ptab", "w:r",
  "w:rFonts", "w:rPrChange", "w:rStyle", "w:result", "w:rt", "w:sdt", "w:sdtContent", "w:sdtPr",
  "w:showingPlcHdr", "w:sym", "w:t", "w:tab", "w:tag", "w:tbl", "w:tblHeader", "w:tc", "w:tcPrChange",
  "w:textInput", "w:tr", "w:trPr", "w:trPrChange", "w:txbxContent", "w:vMerge",
};
/* clang-format on */
G_STATIC_ASSERT(G_N_ELEMENTS(names) == N_NAMES);

GPtrArray *
docx_controls(DocxFlow *flow)
{
  if (!flow->controls)
    flow->controls = controls_new();
  return flow->controls;
}

void
docx_push_flow(Docx *docx, gboolean cell)
{
  DocxFlow *flow = g_new0(DocxFlow, 1);
  flow->below = docx->flow;
  flow->cell = cell;
  flow->text = g_string_sized_new(128);
  docx->flow = flow;
}

void
docx_pop_flow(Docx *docx)
{
  DocxFlow *flow = docx->flow;
  docx->flow = flow->below;
  g_string_free(flow->text, TRUE);
  g_clear_pointer(&flow->controls, g_ptr_array_unref);
  g_free(flow);
}

void
docx_flush(Docx *docx)
{
  DocxFlow *flow = docx->flow;
  flow->begun = flow->joined = FALSE;
  if (!docx->mute && (flow->text->len || flow->controls))
    passage_fields(docx->file->document, flow->text->str, flow->controls, docx->previous);
  g_autofree char *plain = passage_plain(flow->text->str);
  if (*plain) {
    g_string_append(docx->file->text, plain);
    g_string_append_c(docx->file->text, '\n');
    g_free(docx->previous);
    docx->previous = g_steal_pointer(&plain);
  }
  g_string_truncate(flow->text, 0);
  g_clear_pointer(&flow->controls, g_ptr_array_unref);
}

void
docx_append(Docx *docx, const char *text, gsize n)
{
  DocxFlow *flow = docx->flow;
  if (docx->codes)
    return;
  g_string_append_len(flow->text, text, (gssize) n);
  if (docx->bold)
    flow->strong = TRUE;
  else if (!flow->plain)
    for (gsize i = 0; i < n && !flow->plain; i++)
      flow->plain = (guchar) text[i] > ' ';
}

/* What a picture, a drawing by hand or an object leaves in the text. */
static void
append_picture(Docx *docx)
{
  if (!docx->codes)
    g_string_append(docx->flow->text, PASSAGE_PICTURE);
}

static void
begin_paragraph(Docx *docx)
{
  DocxFlow *flow = docx->flow;
  if (flow->begun && !flow->joined)
    g_string_append_c(flow->text, '\n');
  flow->begun = flow->joined = FALSE;
  flow->in_paragraph++;
}

static void
end_paragraph(Docx *docx)
{
  DocxFlow *flow = docx->flow;
  flow->in_paragraph--;
  flow->begun = TRUE;
  docx_field_paragraph(docx);
  if (!flow->cell && !flow->held && !flow->joined && !flow->in_paragraph)
    docx_flush(docx);
}

/* Whether an alternative is to be left out, its twin having been read; or because it is a sign as w16se has
 * it, which the twin has as text. */
static gboolean
is_other_branch(Docx *docx, int element, const XmlAttributes *attributes)
{
  guint64 bit =
      docx->alternatives && docx->alternatives <= 64 ? G_GUINT64_CONSTANT(1) << (docx->alternatives - 1) : 0;
  if (docx->chosen & bit || xml_attribute_is(attributes, "Requires", "w16se"))
    return TRUE;
  if (element == MC_CHOICE)
    docx->chosen |= bit;
  return FALSE;
}

static void
begin_alternatives(Docx *docx)
{
  docx->alternatives++;
  if (docx->alternatives <= 64)
    docx->chosen &= ~(G_GUINT64_CONSTANT(1) << (docx->alternatives - 1));
}

/* A sign whose meaning is not known is said to be one: it is no empty answer. */
static void
append_symbol(Docx *docx, const XmlAttributes *attributes)
{
  char other[6];
  gsize n, n_code;
  const char *name = xml_attribute_span(attributes, "font", &n);
  const char *digits = xml_attribute_span(attributes, "char", &n_code);
  if (!name || !digits || n_code > 6)
    return;
  gunichar code = (gunichar) g_ascii_strtoull(digits, NULL, 16);
  const char *font = symbol_font(name, n), *sign = font ? symbol_sign(font, code) : NULL;
  if (!sign && !font && code > ' ' && g_unichar_validate(code) && (code < 0xe000 || code > 0xf8ff)) {
    docx_append(docx, other, (gsize) g_unichar_to_utf8(code, other));
    return;
  }
  sign = sign ? sign : "\ufffd";
  docx_append(docx, sign, strlen(sign));
}

/* Letters in a font of signs. */
static void
append_signs(Docx *docx, const char *text, gsize n)
{
  for (const char *p = text, *end = text + n; p < end;) {
    const char *next = MIN(g_utf8_next_char(p), end);
    const char *sign = symbol_sign(docx->font, g_utf8_get_char_validated(p, end - p));
    docx_append(docx, sign ? sign : p, sign ? strlen(sign) : (gsize) (next - p));
    p = next;
  }
}

/* The style by which prompts are grey: the controls around it may be showing theirs. */
static void
run_style(Docx *docx, const XmlAttributes *attributes)
{
  if (xml_attribute_is(attributes, "val", "Strong"))
    docx->bold = docx->in_run;
  if (docx->sdt && xml_attribute_is(attributes, "val", "PlaceholderText"))
    docx->sdt->faint = TRUE;
}

static void
run_properties(Docx *docx, int element, const XmlAttributes *attributes)
{
  gsize n;
  const char *font;
  if (docx->in_paragraph_properties || !docx->in_run)
    return;
  switch (element) {
  case W_B: docx->bold = xml_attribute_on(attributes, "val"); break;
  case W_RSTYLE: run_style(docx, attributes); break;
  case W_RFONTS:
    font = xml_attribute_span(attributes, "ascii", &n);
    docx->font = font ? symbol_font(font, n) : NULL;
    break;
  case W_TAB:
  case W_PTAB: docx_append(docx, "\t", 1); break;
  default: break;
  }
}

static void
run_start(Docx *docx, int element, const XmlAttributes *attributes)
{
  switch (element) {
  case W_R:
    docx->in_run++;
    docx->bold = FALSE;
    docx->font = NULL;
    break;
  case W_T:
  case M_T: docx->in_text++; break;
  case W_BR:
  case W_CR: docx_append(docx, "\n", 1); break;
  case W_NOBREAKHYPHEN: docx_append(docx, "-", 1); break;
  case W_SYM: append_symbol(docx, attributes); break;
  case PIC_PIC:
  case V_IMAGEDATA:
  case W14_CONTENTPART: append_picture(docx); break;
  case W_CONTROL: docx_active_control(docx, attributes); break;
  case W_FLDCHAR: docx_field_mark(docx, attributes); break;
  case W_ALTCHUNK: reading_problem(docx->file->document, "unsupported"); break;
  default: run_properties(docx, element, attributes); break;
  }
}

/* What is left out of the accepted view, and marks of deletion. TRUE if @element and all in it is to be
 * skipped. */
static gboolean
is_left_out(Docx *docx, int element, const XmlAttributes *attributes)
{
  switch (element) {
  case W_DEL:
    if (docx->in_row_properties && docx->table)
      docx->table->deleted = TRUE;
    else if (docx->in_paragraph_properties)
      docx->flow->joined = TRUE;
    return TRUE;
  case W_MOVEFROM: docx->flow->joined |= docx->in_paragraph_properties > 0; return TRUE;
  case W_PPRCHANGE:
  case W_RPRCHANGE:
  case W_TCPRCHANGE:
  case W_TRPRCHANGE:
  case W_RT: return TRUE;
  case MC_CHOICE:
  case MC_FALLBACK: return is_other_branch(docx, element, attributes);
  default: return FALSE;
  }
}

static void
on_start(gpointer self, int element, const XmlAttributes *attributes)
{
  Docx *docx = self;
  if (docx->skip || is_left_out(docx, element, attributes)) {
    docx->skip++;
    return;
  }
  if (element < 0)
    return;
  if (docx->in_control_properties) {
    docx->in_control_properties += element == W_SDTPR;
    docx_sdt_property(docx->sdt, element, attributes);
    return;
  }
  if (docx->field)
    docx_field_property(docx->field, element, attributes);
  switch (element) {
  case MC_ALTERNATE: begin_alternatives(docx); break;
  case W_P: begin_paragraph(docx); break;
  case W_PPR: docx->in_paragraph_properties++; break;
  case W_TXBXCONTENT: docx_push_flow(docx, FALSE); break;
  case W_SDT: docx_sdt_begin(docx); break;
  case W_SDTPR: docx->in_control_properties = docx->sdt != NULL; break;
  case W_SDTCONTENT: docx_sdt_content(docx); break;
  case W_TBL:
  case W_TR:
  case W_TC:
  case W_TRPR:
  case W_TBLHEADER:
  case W_GRIDBEFORE:
  case W_GRIDSPAN:
  case W_VMERGE:
  case W_CELLDEL: docx_table_start(docx, element, attributes); break;
  default: run_start(docx, element, attributes); break;
  }
}

static void
end_text_box(Docx *docx)
{
  docx_flush(docx);
  docx_pop_flow(docx);
}

static void
on_end(gpointer self, int element)
{
  Docx *docx = self;
  if (docx->skip) {
    docx->skip--;
    return;
  }
  if (docx->in_control_properties && element != W_SDTPR)
    return;
  switch (element) {
  case MC_ALTERNATE: docx->alternatives--; break;
  case W_P: end_paragraph(docx); break;
  case W_PPR: docx->in_paragraph_properties--; break;
  case W_TRPR: docx->in_row_properties -= docx->in_row_properties > 0; break;
  case W_TXBXCONTENT: end_text_box(docx); break;
  case W_SDT: docx_sdt_end(docx); break;
  case W_SDTPR: docx->in_control_properties -= docx->in_control_properties > 0; break;
  case W_SDTCONTENT: docx_sdt_content_end(docx); break;
  case W_R: docx->in_run--; break;
  case W_T:
  case M_T: docx->in_text--; break;
  case W_TBL:
  case W_TR:
  case W_TC: docx_table_end(docx, element); break;
  default: break;
  }
}

static void
on_text(gpointer self, const char *text, gsize n)
{
  Docx *docx = self;
  if (!docx->in_text || docx->skip)
    return;
  if (docx->font)
    append_signs(docx, text, n);
  else
    docx_append(docx, text, n);
}

/* Lets go of what a fault left open. */
static void
close_all(Docx *docx)
{
  while (docx->field)
    docx_field_free(docx);
  while (docx->sdt)
    docx_sdt_end(docx);
  while (docx->table)
    docx_table_free(docx);
  while (docx->flow->below)
    docx_pop_flow(docx);
  docx_flush(docx);
  docx_pop_flow(docx);
}

const char *
docx_text(DocxFile *file, const char *part, DocxKind kind)
{
  static const XmlEar ear = { names, G_N_ELEMENTS(names), on_start, on_end, on_text };
  const char *problem;
  gsize n;
  g_autofree char *bytes = package_read(file->package, part, &n, &problem);
  if (!bytes)
    return problem;
  Docx docx = { .file = file, .flat = kind != DOCX_BODY, .mute = kind == DOCX_COMMENT };
  docx_push_flow(&docx, FALSE);
  problem = xml_read(bytes, n, &ear, &docx);
  close_all(&docx);
  g_free(docx.previous);
  return docx.cells > DOCX_CELL_LIMIT ? "too-large" : problem;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word documents (ISO/IEC 29500, transitional and strict; .docm alike, its macros never looked at): the text
 * as it reads with all tracked changes accepted, its tables as grids, its paragraphs as passages. One walk
 * over the events of document.xml, then over headers and footers; styles, pictures and all other parts are
 * not unpacked. Text boxes are read once, where an alternative repeats them for older programs. */
#include "reader/docx.h"
#include "reader/formats.h"
#include "reader/ooxml.h"
#include <string.h>

#define CELL_LIMIT 100000

/* Sorted by strcmp: the numbers below are places in it. */
/* clang-format off */
static const char *const names[] = {
  "mc:AlternateContent", "mc:Choice", "mc:Fallback", "w14:checkbox", "w14:checked", "w15:repeatingSection",
  "w15:repeatingSectionItem", "w:alias", "w:b", "w:bibliography", "w:br", "w:checkBox", "w:checked",
  "w:citation", "w:cr", "w:date", "w:ddList", "w:default", "w:del", "w:docPartList", "w:docPartObj",
  "w:equation", "w:fldChar", "w:gridSpan", "w:group", "w:listEntry", "w:moveFrom", "w:name",
  "w:noBreakHyphen", "w:p", "w:pPr", "w:picture", "w:ptab", "w:r", "w:result", "w:sdt", "w:sdtContent",
  "w:sdtPr", "w:showingPlcHdr", "w:sym", "w:t", "w:tab", "w:tag", "w:tbl", "w:tblHeader", "w:tc",
  "w:textInput", "w:tr", "w:trPr", "w:txbxContent", "w:vMerge",
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

static void
push_flow(Docx *docx, gboolean cell)
{
  DocxFlow *flow = g_new0(DocxFlow, 1);
  flow->below = docx->flow;
  flow->cell = cell;
  flow->text = g_string_sized_new(128);
  docx->flow = flow;
}

static void
pop_flow(Docx *docx)
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
  if (flow->text->len || flow->controls)
    passage_fields(docx->document, flow->text->str, flow->controls, docx->previous);
  if (flow->text->len) {
    g_string_append_len(docx->text, flow->text->str, (gssize) flow->text->len);
    g_string_append_c(docx->text, '\n');
    g_free(docx->previous);
    docx->previous = g_strdup(flow->text->str);
    g_string_truncate(flow->text, 0);
  }
  g_clear_pointer(&flow->controls, g_ptr_array_unref);
}

static void
append(Docx *docx, const char *text, gsize n)
{
  DocxFlow *flow = docx->flow;
  g_string_append_len(flow->text, text, (gssize) n);
  if (docx->bold)
    flow->strong = TRUE;
  else if (!flow->plain)
    for (gsize i = 0; i < n && !flow->plain; i++)
      flow->plain = (guchar) text[i] > ' ';
}

static void
begin_paragraph(Docx *docx)
{
  DocxFlow *flow = docx->flow;
  if (flow->begun && !flow->joined)
    g_string_append_c(flow->text, '\n');
  flow->begun = flow->joined = FALSE;
  flow->in_paragraph = TRUE;
}

static void
end_paragraph(Docx *docx)
{
  DocxFlow *flow = docx->flow;
  flow->in_paragraph = FALSE;
  flow->begun = TRUE;
  if (!flow->cell && !flow->held && !flow->joined)
    docx_flush(docx);
}

static void
begin_table(Docx *docx)
{
  docx_sdt_release(docx);
  if (!docx->flow->cell)
    docx_flush(docx);
  if (docx->table)
    docx->table->nested = TRUE;
  DocxTable *table = g_new0(DocxTable, 1);
  table->below = docx->table;
  table->grid = grid_new();
  docx->table = table;
}

static void
pop_table(Docx *docx)
{
  DocxTable *table = docx->table;
  docx->table = table->below;
  grid_free(table->grid);
  g_free(table);
}

static void
end_table(Docx *docx)
{
  grid_table(docx->table->grid, docx->document, "");
  grid_fields(docx->table->grid, docx->document);
  pop_table(docx);
}

static void
end_row(DocxTable *table)
{
  if (table->deleted || (table->row && !table->row->cells->len))
    g_ptr_array_remove_index(table->grid->rows, table->grid->rows->len - 1);
  table->row = NULL;
  table->deleted = FALSE;
}

static void
begin_cell(Docx *docx)
{
  docx->table->in_cell = TRUE;
  docx->table->span = 1;
  docx->table->above = docx->table->nested = FALSE;
  push_flow(docx, TRUE);
}

static void
end_cell(Docx *docx)
{
  DocxTable *table = docx->table;
  DocxFlow *flow = docx->flow;
  gsize n = flow->text->len;
  while (n && g_ascii_isspace(flow->text->str[n - 1]))
    n--;
  if (table->row && docx->cells++ < CELL_LIMIT) {
    GridCell *cell = grid_add_cell(table->grid, table->row, table->span, g_strndup(flow->text->str, n));
    cell->above = table->above;
    cell->nested = table->nested;
    cell->strong = flow->strong && !flow->plain;
    cell->controls = g_steal_pointer(&flow->controls);
    for (guint i = 0; cell->controls && i < cell->controls->len; i++) {
      Control *control = cell->controls->pdata[i];
      control->start = MIN(control->start, n);
      control->end = MIN(control->end, n);
    }
  }
  table->in_cell = FALSE;
  pop_flow(docx);
}

/* Whether an alternative is to be left out, its twin having been read. */
static gboolean
is_other_branch(Docx *docx, int element)
{
  guint64 bit =
      docx->alternatives && docx->alternatives <= 64 ? G_GUINT64_CONSTANT(1) << (docx->alternatives - 1) : 0;
  if (docx->chosen & bit)
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

/* Signs of symbol fonts that stand for boxes and ticks. */
static void
append_symbol(Docx *docx, const XmlAttributes *attributes)
{
  static const struct {
    const char *font, *code, *sign;
  } signs[] = {
    { "Wingdings", "A8", "\u2610" },   { "Wingdings", "6F", "\u2610" },
    { "Wingdings", "FE", "\u2611" },   { "Wingdings", "FD", "\u2612" },
    { "Wingdings", "78", "\u2612" },   { "Wingdings", "FC", "\u2713" },
    { "Wingdings", "71", "\u2751" },   { "Wingdings", "72", "\u2751" },
    { "Wingdings 2", "A3", "\u2610" }, { "Wingdings 2", "2A", "\u2610" },
    { "Wingdings 2", "52", "\u2611" }, { "Wingdings 2", "54", "\u2612" },
    { "Wingdings 2", "53", "\u2612" }, { "Wingdings 2", "51", "\u2612" },
    { "Wingdings 2", "50", "\u2713" }, { "Segoe UI Symbol", "2610", "\u2610" },
    { "MS Gothic", "2610", "\u2610" }, { "MS Gothic", "2612", "\u2612" },
  };
  g_autofree char *font = xml_attribute(attributes, "font");
  g_autofree char *code = xml_attribute(attributes, "char");
  if (!font || !code)
    return;
  const char *low =
      !g_ascii_strncasecmp(code, "F0", 2) || !g_ascii_strncasecmp(code, "00", 2) ? code + 2 : code;
  for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
    if (!g_ascii_strcasecmp(font, signs[i].font) && !g_ascii_strcasecmp(low, signs[i].code))
      append(docx, signs[i].sign, 3);
}

static void
table_start(Docx *docx, int element, const XmlAttributes *attributes)
{
  DocxTable *table = docx->table;
  if (docx->flat)
    return;
  if (element == W_TBL)
    begin_table(docx);
  if (!table)
    return;
  switch (element) {
  case W_TR: table->row = grid_add_row(table->grid); break;
  case W_TC: begin_cell(docx); break;
  case W_TRPR: docx->in_row_properties++; break;
  case W_TBLHEADER:
    if (table->row)
      table->row->header = xml_attribute_on(attributes, "val");
    break;
  case W_GRIDSPAN: table->span = (guint) CLAMP(xml_attribute_number(attributes, "val", 1), 1, 63); break;
  case W_VMERGE: table->above = !xml_attribute_is(attributes, "val", "restart"); break;
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
    break;
  case W_B: docx->bold = docx->in_run && xml_attribute_on(attributes, "val"); break;
  case W_T: docx->in_text++; break;
  case W_TAB:
  case W_PTAB:
    if (docx->in_run && !docx->in_paragraph_properties)
      append(docx, "\t", 1);
    break;
  case W_BR:
  case W_CR: append(docx, "\n", 1); break;
  case W_NOBREAKHYPHEN: append(docx, "-", 1); break;
  case W_SYM: append_symbol(docx, attributes); break;
  case W_FLDCHAR: docx_form_mark(docx, attributes); break;
  default: break;
  }
}

/* What is left out of the accepted view, and marks of deletion. TRUE if @element and all in it is to be
 * skipped. */
static gboolean
is_left_out(Docx *docx, int element)
{
  switch (element) {
  case W_DEL:
    if (docx->in_row_properties && docx->table)
      docx->table->deleted = TRUE;
    else if (docx->in_paragraph_properties)
      docx->flow->joined = TRUE;
    return TRUE;
  case W_MOVEFROM: return TRUE;
  case MC_CHOICE:
  case MC_FALLBACK: return is_other_branch(docx, element);
  default: return FALSE;
  }
}

static void
on_start(gpointer self, int element, const XmlAttributes *attributes)
{
  Docx *docx = self;
  if (docx->skip || is_left_out(docx, element)) {
    docx->skip++;
    return;
  }
  if (element < 0)
    return;
  if (docx->in_control_properties) {
    docx_sdt_property(docx->sdt, element, attributes);
    return;
  }
  if (docx->form)
    docx_form_property(docx->form, element, attributes);
  switch (element) {
  case MC_ALTERNATE: begin_alternatives(docx); break;
  case W_P: begin_paragraph(docx); break;
  case W_PPR: docx->in_paragraph_properties++; break;
  case W_TXBXCONTENT: push_flow(docx, FALSE); break;
  case W_SDT: docx_sdt_begin(docx); break;
  case W_SDTPR: docx->in_control_properties = docx->sdt != NULL; break;
  case W_SDTCONTENT: docx_sdt_content(docx); break;
  case W_TBL:
  case W_TR:
  case W_TC:
  case W_TRPR:
  case W_TBLHEADER:
  case W_GRIDSPAN:
  case W_VMERGE: table_start(docx, element, attributes); break;
  default: run_start(docx, element, attributes); break;
  }
}

static void
end_box(Docx *docx)
{
  docx_flush(docx);
  pop_flow(docx);
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
  DocxTable *table = docx->flat ? NULL : docx->table;
  switch (element) {
  case MC_ALTERNATE: docx->alternatives--; break;
  case W_P: end_paragraph(docx); break;
  case W_PPR: docx->in_paragraph_properties--; break;
  case W_TRPR: docx->in_row_properties -= docx->in_row_properties > 0; break;
  case W_TXBXCONTENT: end_box(docx); break;
  case W_SDT: docx_sdt_end(docx); break;
  case W_SDTPR: docx->in_control_properties = 0; break;
  case W_SDTCONTENT: docx_sdt_content_end(docx); break;
  case W_R: docx->in_run--; break;
  case W_T: docx->in_text--; break;
  case W_TBL:
    if (table)
      end_table(docx);
    break;
  case W_TR:
    if (table)
      end_row(table);
    break;
  case W_TC:
    if (table)
      end_cell(docx);
    break;
  default: break;
  }
}

static void
on_text(gpointer self, const char *text, gsize n)
{
  Docx *docx = self;
  if (docx->in_text && !docx->skip)
    append(docx, text, n);
}

/* Lets go of what a fault left open. */
static void
close_all(Docx *docx)
{
  while (docx->form)
    docx_form_free(docx);
  while (docx->sdt)
    docx_sdt_end(docx);
  while (docx->table)
    pop_table(docx);
  while (docx->flow->below)
    pop_flow(docx);
  docx_flush(docx);
  pop_flow(docx);
}

static const char *
read_part(Package *package, const char *part, Docx *docx)
{
  static const XmlEar ear = { names, G_N_ELEMENTS(names), on_start, on_end, on_text };
  const char *problem;
  gsize n;
  g_autofree char *bytes = package_read(package, part, &n, &problem);
  if (!bytes)
    return problem;
  Docx fresh = { .document = docx->document, .text = docx->text, .flat = docx->flat };
  *docx = fresh;
  push_flow(docx, FALSE);
  problem = xml_read(bytes, n, &ear, docx);
  close_all(docx);
  g_clear_pointer(&docx->previous, g_free);
  return docx->cells > CELL_LIMIT ? "too-large" : problem;
}

static gboolean
is_margin(const char *name)
{
  return g_str_has_suffix(name, ".xml") &&
         (g_str_has_prefix(name, "word/header") || g_str_has_prefix(name, "word/footer"));
}

void
docx_read(Package *package, ReadingDocument *document)
{
  g_autoptr(GString) text = g_string_sized_new(4096);
  Docx docx = { .document = document, .text = text };
  g_autofree char *part = package_has(package, "word/document.xml") ? NULL : ooxml_main(package);
  const char *problem = read_part(package, part ? part : "word/document.xml", &docx);
  docx.flat = TRUE;
  for (guint i = 0; i < package_size(package); i++)
    if (is_margin(package_name(package, i))) {
      const char *fault = read_part(package, package_name(package, i), &docx);
      problem = problem ? problem : fault;
    }
  ooxml_properties(package, document);
  g_free(document->text);
  document->text = g_strdup(text->str);
  if (problem) {
    g_free(document->problem);
    document->problem = g_strdup(problem);
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of Word documents (ISO/IEC 29500-1 17.4) into grids: rows and cells that were deleted are left out,
 * merged ones are said to be so. In headers, footers and notes a table is layout, and its paragraphs are
 * read like any other. */
#include "reader/word/docx.h"
#include <string.h>

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
  table->reading = reading_add_table(docx->file->document, "", FALSE); /* before those that stand in it */
  docx->table = table;
}

void
docx_table_free(Docx *docx)
{
  DocxTable *table = docx->table;
  docx->table = table->below;
  grid_free(table->grid);
  if (table->inner)
    g_string_free(table->inner, TRUE);
  g_free(table);
}

/* A table that only frames what stands in a cell: its text is that cell's. */
static void
hand_up(const DocxTable *table)
{
  DocxTable *outer = table->below;
  if (!outer->inner)
    outer->inner = g_string_new(NULL);
  grid_append_text(table->grid, outer->inner);
}

static void
end_table(Docx *docx)
{
  ReadingDocument *document = docx->file->document;
  DocxTable *table = docx->table;
  guint before = document->fields->len;
  if (table->grid->rows->len) {
    grid_fill(table->grid, table->reading);
    grid_fields(table->grid, document);
  } else {
    g_ptr_array_remove(document->tables, table->reading);
  }
  if (table->below && document->fields->len == before)
    hand_up(table);
  docx_table_free(docx);
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
  DocxTable *table = docx->table;
  table->in_cell = TRUE;
  table->span = 1;
  table->above = table->nested = table->taken = FALSE;
  if (table->inner)
    g_string_truncate(table->inner, 0);
  docx_push_flow(docx, TRUE);
}

/* The cell that was open, into its row. */
static void
keep_cell(DocxTable *table, DocxFlow *flow)
{
  gsize n = flow->text->len;
  while (n && g_ascii_isspace(flow->text->str[n - 1]))
    n--;
  GridCell *cell = grid_add_cell(table->grid, table->row, table->span, g_strndup(flow->text->str, n));
  cell->above = table->above;
  cell->nested = table->nested;
  cell->room = n < flow->text->len && strchr(flow->text->str + n, '\n');
  cell->inner = table->inner && table->inner->len ? g_strdup(table->inner->str) : NULL;
  cell->strong = flow->strong && !flow->plain;
  cell->controls = g_steal_pointer(&flow->controls);
  for (guint i = 0; cell->controls && i < cell->controls->len; i++) {
    Control *control = cell->controls->pdata[i];
    control->start = MIN(control->start, n);
    control->end = MIN(control->end, n);
  }
}

static void
end_cell(Docx *docx)
{
  DocxTable *table = docx->table;
  if (table->row && !table->taken && docx->cells++ < DOCX_CELL_LIMIT)
    keep_cell(table, docx->flow);
  table->in_cell = FALSE;
  docx_pop_flow(docx);
}

void
docx_table_start(Docx *docx, int element, const XmlAttributes *attributes)
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
  case W_GRIDBEFORE:
    if (table->row)
      table->row->before = (guint) CLAMP(xml_attribute_number(attributes, "val", 0), 0, 63);
    break;
  case W_GRIDSPAN: table->span = (guint) CLAMP(xml_attribute_number(attributes, "val", 1), 1, 63); break;
  case W_VMERGE: table->above = !xml_attribute_is(attributes, "val", "restart"); break;
  case W_CELLDEL: table->taken = TRUE; break;
  default: break;
  }
}

void
docx_table_end(Docx *docx, int element)
{
  if (docx->flat || !docx->table)
    return;
  if (element == W_TBL)
    end_table(docx);
  else if (element == W_TR)
    end_row(docx->table);
  else
    end_cell(docx);
}

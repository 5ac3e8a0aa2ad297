/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of OpenDocument: of a text into grids, of a spreadsheet into sheets. Repeated rows and columns are
 * written out within bounds, and only where they hold something. */
#include "reader/opendocument/odf.h"
#include "reader/workbook/numberformat.h"
#include <stdio.h>
#include <string.h>

#define REPEAT_LIMIT 1000

/* PT09H30M00S as 09:30, to the nearest second. */
static char *
stated_time(const XmlAttributes *attributes)
{
  g_autofree char *time = xml_attribute(attributes, "office:time-value");
  guint hours, minutes;
  int read = 0;
  if (!time || sscanf(time, "PT%7uH%2uM%n", &hours, &minutes, &read) != 2 || !read)
    return NULL;
  guint64 all =
      hours * 3600ull + minutes * 60 + (guint64) (CLAMP(g_ascii_strtod(time + read, NULL), 0, 60) + 0.5);
  guint seconds = (guint) (all % 60);
  hours = (guint) (all / 3600);
  minutes = (guint) (all / 60 % 60);
  return seconds ? g_strdup_printf("%02u:%02u:%02u", hours, minutes, seconds)
                 : g_strdup_printf("%02u:%02u", hours, minutes);
}

/* The value that a cell states beside its text; NULL if its text is all. */
static char *
stated_value(const XmlAttributes *attributes)
{
  g_autofree char *type = xml_attribute(attributes, "office:value-type");
  if (!type || !strcmp(type, "string")) /* said again, or alone, by programs that show nothing */
    return xml_attribute(attributes, "office:string-value");
  if (!strcmp(type, "boolean"))
    return xml_attribute(attributes, "office:boolean-value");
  if (!strcmp(type, "date")) {
    g_autofree char *date = xml_attribute(attributes, "office:date-value");
    return date ? number_iso_text(date) : NULL;
  }
  if (!strcmp(type, "time"))
    return stated_time(attributes);
  g_autofree char *raw = xml_attribute(attributes, "office:value");
  return raw ? number_text(raw, NUMBER_PLAIN, FALSE) : NULL;
}

guint
odf_count(const XmlAttributes *attributes, const char *name, gint64 limit)
{
  return (guint) CLAMP(xml_attribute_number(attributes, name, 1), 1, limit);
}

void
odf_table_start(Odf *odf, const XmlAttributes *attributes)
{
  if (odf->sheets && !odf->table) {
    g_autofree char *name = xml_attribute(attributes, "table:name");
    g_autofree char *style = xml_attribute(attributes, "table:style-name");
    odf->sheet = sheet_new(odf->document, name ? name : "",
                           style && g_hash_table_contains(odf->hidden, style), &odf->left);
    odf->row = 0;
  } else if (!odf->flow->cell) {
    odf_flush(odf);
  }
  if (odf->table)
    odf->table->nested = TRUE;
  OdfTable *table = g_new0(OdfTable, 1);
  table->below = odf->table;
  table->grid = grid_new();
  odf->table = table;
}

void
odf_pop_table(Odf *odf)
{
  OdfTable *table = odf->table;
  odf->table = table->below;
  grid_free(table->grid);
  g_free(table->value);
  g_free(table);
}

void
odf_table_end(Odf *odf)
{
  if (odf->sheet && !odf->table->below) {
    sheet_finish(odf->sheet, odf->document);
    if (odf->sheet->cut)
      reading_problem(odf->document, "too-large");
    g_clear_pointer(&odf->sheet, sheet_free);
  } else if (!odf->sheet) {
    grid_table(odf->table->grid, odf->document, "");
    grid_fields(odf->table->grid, odf->document);
  }
  odf_pop_table(odf);
}

/* Whether the table that is open is the sheet itself, not one within a cell of it. */
static gboolean
in_sheet(const Odf *odf)
{
  return odf->sheet && !odf->table->below;
}

void
odf_row_start(Odf *odf, const XmlAttributes *attributes)
{
  odf->row_repeat = odf_count(attributes, "table:number-rows-repeated", 1 << 20);
  odf->table->column = 0;
  odf->row_open = FALSE;
  if (!in_sheet(odf)) {
    odf->table->row = grid_add_row(odf->table->grid);
    odf->table->row->header = odf->table->heading;
  }
}

/* A row that says that it stands several times is written out as often. */
void
odf_row_end(Odf *odf)
{
  if (!in_sheet(odf)) {
    odf->table->row = NULL;
    return;
  }
  for (guint i = 1; odf->row_open && i < MIN(odf->row_repeat, REPEAT_LIMIT); i++) {
    const GPtrArray *rows = odf->sheet->table->rows;
    sheet_row(odf->sheet, odf->row + i);
    GStrv cells = rows->pdata[rows->len - 1];
    for (guint j = 0; cells[j]; j++)
      sheet_cell(odf->sheet, j, g_strdup(cells[j]));
  }
  if (odf->row_open && odf->row_repeat > REPEAT_LIMIT)
    odf->sheet->cut = TRUE;
  odf->row += odf->row_repeat;
}

void
odf_cell_start(Odf *odf, int element, const XmlAttributes *attributes)
{
  OdfTable *table = odf->table;
  table->repeat = odf_count(attributes, "table:number-columns-repeated", 1 << 14);
  table->span = odf_count(attributes, "table:number-columns-spanned", 63);
  table->nested = FALSE;
  g_free(table->value);
  table->value = odf->sheets ? stated_value(attributes) : NULL;
  table->string = xml_attribute_is(attributes, "office:value-type", "string");
  guint down = odf_count(attributes, "table:number-rows-spanned", 1 << 20);
  if (in_sheet(odf) && element == CELL && (table->span > 1 || down > 1))
    sheet_merge(odf->sheet,
                (SheetSpan){ odf->row, table->column, odf->row + down - 1, table->column + table->span - 1 });
  odf_push_flow(odf, TRUE);
}

static void
sheet_cell_end(Odf *odf)
{
  OdfTable *table = odf->table;
  gboolean stated = table->value && (!table->string || !odf->flow->text->len);
  const char *text = stated ? table->value : odf->flow->text->str;
  if (!strcmp(odf->flow->text->str, "TRUE") || !strcmp(odf->flow->text->str, "FALSE"))
    text = *odf->flow->text->str == 'T' ? "true" : "false"; /* =TRUE() states the number 1 */
  else if (*odf->flow->text->str == '#' || g_str_has_prefix(odf->flow->text->str, "Err:"))
    text = odf->flow->text->str; /* a fault states the number 0 */
  if (*text && table->repeat > REPEAT_LIMIT)
    odf->sheet->cut = TRUE;
  if (*text && !odf->row_open) {
    sheet_row(odf->sheet, odf->row);
    odf->row_open = TRUE;
  }
  for (guint i = 0; *text && i < MIN(table->repeat, REPEAT_LIMIT); i++)
    sheet_cell(odf->sheet, table->column + i, g_strdup(text));
  table->column += table->repeat;
}

/* A covered cell of a text table belongs to the span beside it, or to the cell above. */
static void
text_cell_end(Odf *odf, int element)
{
  OdfTable *table = odf->table;
  GridRow *row = table->row;
  if (!row)
    return;
  guint reached = row->cells->len ? ((GridCell *) row->cells->pdata[row->cells->len - 1])->column +
                                        ((GridCell *) row->cells->pdata[row->cells->len - 1])->span
                                  : 0;
  if (element == COVERED_CELL && table->column < reached) {
    table->column += table->repeat;
    return;
  }
  GridCell *cell = grid_add_cell(table->grid, row, table->span, g_strchomp(g_strdup(odf->flow->text->str)));
  cell->above = element == COVERED_CELL;
  cell->nested = table->nested;
  cell->strong = odf->flow->strong && !odf->flow->plain;
  cell->controls = g_steal_pointer(&odf->flow->controls);
  table->column++;
}

void
odf_cell_end(Odf *odf, int element)
{
  if (in_sheet(odf))
    sheet_cell_end(odf);
  else
    text_cell_end(odf, element);
  odf_pop_flow(odf);
}

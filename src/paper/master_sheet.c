/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in a workbook: the cell beside a label or below it; for rows the columns under a header; the footer
 * of the printed page. */
#include "base/text.h"
#include "paper/master_cells.h"
#include <string.h>

enum { HEADER_WITHIN = 40 /* rows */ };

/* Whether a label of the form stands at @row and @column. */
static gboolean
is_label(const Sheet *sheet, GHashTable *labels, guint row, guint column)
{
  const SheetRange *range = sheet_merged(sheet, row, column);
  for (guint i = 0; i < sheet->cells->len; i++) {
    const SheetCell *one = &g_array_index(sheet->cells, SheetCell, i);
    if (one->row != (range ? range->top : row) || one->column != (range ? range->left : column))
      continue;
    g_autofree char *key = text_key(one->text);
    return g_hash_table_contains(labels, key);
  }
  return FALSE;
}

/* Beside its label, or below it in a row of labels. */
static gboolean
fill_by_label(const Sheet *sheet, GHashTable *labels, const Box *box, const char *key)
{
  for (guint i = 0; i < sheet->cells->len; i++) {
    const SheetCell *label = &g_array_index(sheet->cells, SheetCell, i);
    g_autofree char *its = text_key(label->text);
    if (strcmp(its, key))
      continue;
    const SheetRange *range = sheet_merged(sheet, label->row, label->column);
    guint right = (range ? range->right : label->column) + 1,
          under = (range ? range->bottom : label->row) + 1;
    gboolean heading = is_label(sheet, labels, label->row, right) ||
                       (label->column > 1 && is_label(sheet, labels, label->row, label->column - 1));
    guint row = heading ? under : label->row, column = heading ? label->column : right;
    if (!sheet_is_free(sheet, row, column))
      continue;
    sheet_put(sheet, row, column, box, box->value, NULL);
    return TRUE;
  }
  return FALSE;
}

void
sheet_fill(OfficeFile *file, const Box *boxes, gsize n_boxes)
{
  g_autoptr(GPtrArray) parts = sheet_parts(file), strings = sheet_strings(file);
  g_autoptr(GHashTable) labels = master_labels(boxes, n_boxes);
  for (guint p = 0; p < parts->len; p++) {
    g_auto(Sheet) sheet = { 0 };
    if (!sheet_open(file, parts->pdata[p], strings, &sheet))
      continue;
    for (gsize i = 0; i < n_boxes; i++) {
      g_autofree char *words = box_shown(&boxes[i], boxes[i].value), *key = text_key(boxes[i].label);
      gboolean done = !*words || fill_by_label(&sheet, labels, &boxes[i], key);
      for (const char *const *also = boxes[i].also; !done && also && *also; also++) {
        g_autofree char *other = text_key(*also);
        done = fill_by_label(&sheet, labels, &boxes[i], other);
      }
    }
  }
}

/* The column of @label in @row; 0: it is not there. */
static guint
column_of(const Sheet *sheet, guint row, const char *label)
{
  g_autofree char *key = text_key(label);
  for (guint i = 0; i < sheet->cells->len; i++) {
    const SheetCell *one = &g_array_index(sheet->cells, SheetCell, i);
    g_autofree char *its = one->row == row ? text_key(one->text) : NULL;
    if (its && !strcmp(its, key))
      return one->column;
  }
  return 0;
}

/* The row with most of the labels, at least half of them; 0: there is none. */
static guint
header_of(const Sheet *sheet, const FormWorkbook *form)
{
  guint best = 0, most = 0;
  for (guint row = 1; row <= HEADER_WITHIN; row++) {
    guint found = 0;
    for (gsize i = 0; i < form->n_columns; i++)
      found += column_of(sheet, row, form->columns[i].label) != 0;
    if (found > most) {
      most = found;
      best = row;
    }
  }
  return 2 * most >= form->n_columns ? best : 0;
}

/* How the cells under the header look: as the first of them. */
static char *
style_under(const Sheet *sheet, guint header, guint column)
{
  return tree_attribute(sheet_cell(sheet, header + 1, column), "s");
}

static void
fill_rows(const Sheet *sheet, const FormWorkbook *form, guint header)
{
  for (gsize c = 0; c < form->n_columns; c++) {
    const Box *box = &form->columns[c];
    guint column = column_of(sheet, header, box->label);
    g_autofree char *style = column ? style_under(sheet, header, column) : NULL;
    for (guint r = 0; column && r < form->rows->len; r++) {
      GStrv row = form->rows->pdata[r];
      const char *value = c < g_strv_length(row) ? row[c] : NULL;
      if (value && *value && sheet_is_free(sheet, header + 1 + r, column))
        sheet_put(sheet, header + 1 + r, column, box, value, style);
    }
  }
}

void
sheet_fill_rows(OfficeFile *file, const FormWorkbook *form)
{
  g_autoptr(GPtrArray) parts = sheet_parts(file), strings = sheet_strings(file);
  for (guint p = 0; form->rows && p < parts->len; p++) {
    g_auto(Sheet) sheet = { 0 };
    guint header = sheet_open(file, parts->pdata[p], strings, &sheet) ? header_of(&sheet, form) : 0;
    if (header) {
      fill_rows(&sheet, form, header);
      return;
    }
  }
}

/* Where headerFooter may stand: behind pageSetup, or before what comes after it. */
static xmlNode *
add_header_footer(xmlNode *root)
{
  static const char *const after[] = { "rowBreaks",     "colBreaks",       "customProperties", "cellWatches",
                                       "ignoredErrors", "smartTags",       "drawing",          "drawingHF",
                                       "picture",       "legacyDrawing",   "legacyDrawingHF",  "oleObjects",
                                       "controls",      "webPublishItems", "tableParts",       "extLst" };
  for (guint i = 0; i < G_N_ELEMENTS(after); i++) {
    xmlNode *next = tree_child(root, after[i]);
    if (next)
      return tree_add_before(next, "headerFooter");
  }
  return tree_add(root, "headerFooter");
}

static void
add_to_footer(xmlNode *root, const char *words)
{
  xmlNode *group = tree_child(root, "headerFooter");
  group = group ? group : add_header_footer(root);
  xmlNode *footer = tree_child(group, "oddFooter"), *header = tree_child(group, "oddHeader");
  xmlChar *old = footer ? xmlNodeGetContent(footer) : NULL;
  gboolean right = old && strstr((const char *) old, "&R");
  g_autofree char *all =
      g_strdup_printf("%s%s%s", old ? (const char *) old : "", right ? " · " : "&R&8", words);
  xmlFree(old);
  if (!footer && header && tree_next(header, NULL))
    footer = tree_add_before(tree_next(header, NULL), "oddFooter");
  else if (!footer && !header && tree_child(group, NULL))
    footer = tree_add_before(tree_child(group, NULL), "oddFooter");
  else if (!footer)
    footer = tree_add(group, "oddFooter");
  xmlNodeSetContent(footer, NULL);
  xmlNodeAddContent(footer, BAD_CAST all);
}

void
sheet_footers(OfficeFile *file, const char *words)
{
  g_autoptr(GPtrArray) parts = sheet_parts(file);
  for (guint i = 0; i < parts->len; i++) {
    xmlDoc *tree = office_file_part(file, parts->pdata[i]);
    if (tree)
      add_to_footer(xmlDocGetRootElement(tree), words);
  }
}

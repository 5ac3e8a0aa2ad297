/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads cells and writes them. Values are written as inline strings, so that no other part changes; formulas
 * are left alone. Element names: ECMA-376-1, part 18. */
#include "paper/master_cells.h"
#include "base/text.h"
#include <string.h>

enum { ROWS_MOST = 1048576, COLUMNS_MOST = 16384 };

static void
cell_clear(gpointer data)
{
  g_free(((SheetCell *) data)->text);
}

/* "B12" into its row and column; what follows it, or NULL when it is none. */
static const char *
parse_place(const char *text, guint *row, guint *column)
{
  guint c = 0;
  for (; g_ascii_isupper(*text) && c <= COLUMNS_MOST; text++)
    c = c * 26 + (guint) (*text - 'A') + 1;
  char *end;
  guint64 r = g_ascii_strtoull(text, &end, 10);
  if (!c || c > COLUMNS_MOST || end == text || !r || r > ROWS_MOST)
    return NULL;
  *row = (guint) r;
  *column = c;
  return end;
}

static char *
place_name(guint row, guint column)
{
  char letters[8];
  int i = sizeof letters - 1;
  letters[i] = '\0';
  for (; column; column = (column - 1) / 26)
    letters[--i] = (char) ('A' + (column - 1) % 26);
  return g_strdup_printf("%s%u", letters + i, row);
}

/* The text of a string: all of its runs, phonetic ones aside. */
static char *
text_of(const xmlNode *string)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GPtrArray) runs = string ? tree_all(string, "t") : g_ptr_array_new();
  for (guint i = 0; i < runs->len; i++) {
    if (tree_is(((xmlNode *) runs->pdata[i])->parent, "rPh"))
      continue;
    xmlChar *words = xmlNodeGetContent(runs->pdata[i]);
    g_string_append(text, words ? (const char *) words : "");
    xmlFree(words);
  }
  return text_clean(text->str, -1, 0, FALSE);
}

GPtrArray *
sheet_strings(OfficeFile *file)
{
  g_autoptr(GPtrArray) parts = office_file_related(file, office_file_main(file), "/sharedStrings");
  xmlDoc *tree = parts->len ? office_file_look(file, parts->pdata[0]) : NULL;
  GPtrArray *strings = g_ptr_array_new();
  for (xmlNode *one = tree ? tree_child(xmlDocGetRootElement(tree), "si") : NULL; one;
       one = tree_next(one, "si"))
    g_ptr_array_add(strings, one);
  return strings;
}

static char *
cell_text(const xmlNode *cell, const GPtrArray *strings)
{
  g_autofree char *type = tree_attribute(cell, "t");
  const xmlNode *value = tree_child(cell, "v");
  if (!g_strcmp0(type, "inlineStr"))
    return text_of(tree_child(cell, "is"));
  xmlChar *content = value ? xmlNodeGetContent(value) : NULL;
  g_autofree char *words = g_strdup(content ? (const char *) content : "");
  xmlFree(content);
  guint64 index = g_ascii_strtoull(words, NULL, 10);
  if (!g_strcmp0(type, "s"))
    return *words && index < strings->len ? text_of(strings->pdata[index]) : g_strdup("");
  return g_steal_pointer(&words);
}

static void
read_cells(Sheet *sheet, const GPtrArray *strings)
{
  for (xmlNode *row = tree_child(sheet->data, "row"); row; row = tree_next(row, "row"))
    for (xmlNode *cell = tree_child(row, "c"); cell; cell = tree_next(cell, "c")) {
      SheetCell one = { .node = cell };
      g_autofree char *place = tree_attribute(cell, "r");
      if (!place || !parse_place(place, &one.row, &one.column))
        continue;
      one.text = tree_child(cell, "f") ? g_strdup("=") : cell_text(cell, strings);
      if (*one.text)
        g_array_append_val(sheet->cells, one);
      else
        g_free(one.text);
    }
}

static void
read_merged(Sheet *sheet)
{
  const xmlNode *list = tree_child(sheet->root, "mergeCells");
  for (const xmlNode *one = tree_child(list, "mergeCell"); one; one = tree_next(one, "mergeCell")) {
    g_autofree char *ref = tree_attribute(one, "ref");
    SheetRange range;
    const char *rest = ref ? parse_place(ref, &range.top, &range.left) : NULL;
    if (rest && *rest == ':' && parse_place(rest + 1, &range.bottom, &range.right))
      g_array_append_val(sheet->merged, range);
  }
}

void
sheet_clear(Sheet *sheet)
{
  g_array_unref(sheet->cells);
  g_array_unref(sheet->merged);
}

GPtrArray *
sheet_parts(OfficeFile *file)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  xmlDoc *book = office_file_look(file, office_file_main(file));
  const xmlNode *sheets = tree_child(xmlDocGetRootElement(book), "sheets");
  for (const xmlNode *one = tree_child(sheets, "sheet"); one; one = tree_next(one, "sheet")) {
    g_autofree char *id = tree_attribute(one, "id"), *state = tree_attribute(one, "state");
    g_autofree char *part = office_file_relation(file, office_file_main(file), id);
    if (part && (!state || !strcmp(state, "visible")))
      g_ptr_array_add(parts, g_steal_pointer(&part));
  }
  return parts;
}

gboolean
sheet_open(OfficeFile *file, const char *part, const GPtrArray *strings, Sheet *sheet)
{
  xmlDoc *tree = office_file_part(file, part);
  sheet->root = tree ? xmlDocGetRootElement(tree) : NULL;
  sheet->data = tree_child(sheet->root, "sheetData");
  sheet->cells = g_array_new(FALSE, FALSE, sizeof(SheetCell));
  g_array_set_clear_func(sheet->cells, cell_clear);
  sheet->merged = g_array_new(FALSE, FALSE, sizeof(SheetRange));
  if (!sheet->data)
    return FALSE;
  read_cells(sheet, strings);
  read_merged(sheet);
  return TRUE;
}

const SheetRange *
sheet_merged(const Sheet *sheet, guint row, guint column)
{
  for (guint i = 0; i < sheet->merged->len; i++) {
    const SheetRange *one = &g_array_index(sheet->merged, SheetRange, i);
    if (one->top <= row && row <= one->bottom && one->left <= column && column <= one->right)
      return one;
  }
  return NULL;
}

gboolean
sheet_is_free(const Sheet *sheet, guint row, guint column)
{
  const SheetRange *range = sheet_merged(sheet, row, column);
  if (range && (range->top != row || range->left != column))
    return FALSE;
  for (guint i = 0; i < sheet->cells->len; i++) {
    const SheetCell *one = &g_array_index(sheet->cells, SheetCell, i);
    if (one->row == row && one->column == column)
      return master_is_room(one->text) && strcmp(one->text, "=");
  }
  return TRUE;
}

/* The element of @number among the children @name of @parent, which stand in the order of the numbers that
 * @number_of reads; made where there is none. */
static xmlNode *
row_at(const Sheet *sheet, guint number)
{
  xmlNode *row = tree_child(sheet->data, "row");
  guint64 its = 0;
  for (; row; row = tree_next(row, "row")) {
    g_autofree char *r = tree_attribute(row, "r");
    its = r ? g_ascii_strtoull(r, NULL, 10) : its + 1;
    if (its >= number)
      break;
  }
  if (row && its == number)
    return row;
  g_autofree char *r = g_strdup_printf("%u", number);
  row = row ? tree_add_before(row, "row") : tree_add(sheet->data, "row");
  tree_set(row, "r", r);
  return row;
}

xmlNode *
sheet_cell(const Sheet *sheet, guint row, guint column)
{
  xmlNode *line = row_at(sheet, row), *cell = tree_child(line, "c");
  guint its_row = 0, its_column = 0;
  for (; cell; cell = tree_next(cell, "c")) {
    g_autofree char *place = tree_attribute(cell, "r");
    if (place && parse_place(place, &its_row, &its_column) && its_column >= column)
      break;
  }
  if (cell && its_column == column)
    return cell;
  g_autofree char *name = place_name(row, column);
  cell = cell ? tree_add_before(cell, "c") : tree_add(line, "c");
  tree_set(cell, "r", name);
  return cell;
}

/* Excel reckons days from 30 December 1899. */
static char *
serial_of(Day day)
{
  return g_strdup_printf("%d", (int) (day - day_from_ymd(1899, 12, 30)));
}

void
sheet_put(const Sheet *sheet, guint row, guint column, const Box *box, const char *value, const char *style)
{
  xmlNode *cell = sheet_cell(sheet, row, column);
  g_autofree char *shown = box_shown(box, value), *own = tree_attribute(cell, "s");
  while (tree_child(cell, NULL))
    tree_remove(tree_child(cell, NULL));
  if (!own && style)
    tree_set(cell, "s", style);
  char *end = NULL;
  gboolean number = box->kind == BOX_NUMBER && (g_ascii_strtod(value, &end), end != value && !*end);
  gboolean day = box->kind == BOX_DATE && day_parse(value) != DAY_NONE && own;
  g_autofree char *serial = day ? serial_of(day_parse(value)) : g_strdup(value);
  if (number || day) {
    xmlUnsetProp(cell, BAD_CAST "t");
    xmlNodeAddContent(tree_add(cell, "v"), BAD_CAST serial);
    return;
  }
  tree_set(cell, "t", "inlineStr");
  xmlNode *text = tree_add(tree_add(cell, "is"), "t");
  xmlNodeAddContent(text, BAD_CAST shown);
  xmlNodeSetSpacePreserve(text, 1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excel workbooks (ISO/IEC 29500 SpreadsheetML; .xlsm alike, its macros never looked at): every sheet as a
 * table of what its cells show, dates by their number format. Formulas are not computed: what the last
 * program kept is taken. Charts, comments and links to other workbooks are not unpacked; drawings are
 * xlsx_drawings.c's. */
#include "reader/document/attendance.h"
#include "reader/document/formats.h"
#include "reader/document/ooxml.h"
#include "reader/document/xml.h"
#include "reader/workbook/numberformat.h"
#include "reader/workbook/sheet.h"
#include "reader/workbook/xlsx_drawings.h"
#include <string.h>

typedef struct {
  char *name, *part;
  gboolean hidden;
} SheetEntry;

typedef enum { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOLEAN, CELL_DATE } CellType;

typedef struct {
  Package *package;
  ReadingDocument *document;
  GHashTable *relationships;
  GPtrArray *sheets; /* of SheetEntry */
  gboolean epoch1904;
  GString *pool;     /* the shared strings, each ended by a NUL */
  GArray *shared;    /* their offsets in it */
  GHashTable *codes; /* own number formats: id to kind */
  GArray *kinds;     /* kind of each cell format */
  gboolean in_formats;
  GString *margins; /* headers and footers */
  guint left;       /* cells that may still be taken */
  /* of the sheet that is being read */
  Sheet *sheet;
  guint row, column;
  CellType type;
  gboolean in_cell, formula, heard;
  NumberKind kind;
  GString *text;
  guint in_text, in_phonetic;
} Xlsx;

static void
ignore_end(gpointer self, int element)
{
  (void) self, (void) element;
}

static void
ignore_text(gpointer self, const char *text, gsize n)
{
  (void) self, (void) text, (void) n;
}

static void
sheet_entry_free(gpointer data)
{
  SheetEntry *entry = data;
  g_free(entry->name);
  g_free(entry->part);
  g_free(entry);
}

/* A part that may be missing; the problem is said. */
static void
read_part(Xlsx *xlsx, const char *part, const XmlEar *ear, gboolean needed)
{
  gsize n;
  const char *problem;
  if (!needed && !package_has(xlsx->package, part))
    return;
  g_autofree char *bytes = package_read(xlsx->package, part, &n, &problem);
  if (bytes)
    problem = xml_read(bytes, n, ear, xlsx);
  reading_problem(xlsx->document, problem);
}

enum { WORKBOOK_SHEET, WORKBOOK_PR };
static const char *const workbook_names[] = { "s:sheet", "s:workbookPr" };

static void
workbook_start(gpointer self, int element, const XmlAttributes *attributes)
{
  Xlsx *xlsx = self;
  if (element == WORKBOOK_PR)
    xlsx->epoch1904 =
        xml_attribute_is(attributes, "date1904", "1") || xml_attribute_is(attributes, "date1904", "true");
  if (element != WORKBOOK_SHEET)
    return;
  g_autofree char *id = xml_attribute(attributes, "r:id");
  const char *part = id ? g_hash_table_lookup(xlsx->relationships, id) : NULL;
  g_autofree char *usual = g_strdup_printf("xl/worksheets/sheet%u.xml", xlsx->sheets->len + 1);
  if (!part && !g_hash_table_size(xlsx->relationships) && package_has(xlsx->package, usual))
    part = usual;
  SheetEntry *entry = g_new0(SheetEntry, 1);
  entry->name = xml_attribute(attributes, "name");
  entry->part = g_strdup(part);
  entry->hidden =
      xml_attribute_is(attributes, "state", "hidden") || xml_attribute_is(attributes, "state", "veryHidden");
  g_ptr_array_add(xlsx->sheets, entry);
}

enum { STYLES_CELLXFS, STYLES_NUMFMT, STYLES_XF };
static const char *const styles_names[] = { "s:cellXfs", "s:numFmt", "s:xf" };

static void
styles_start(gpointer self, int element, const XmlAttributes *attributes)
{
  Xlsx *xlsx = self;
  gint64 id = xml_attribute_number(attributes, "numFmtId", 0);
  if (element == STYLES_CELLXFS)
    xlsx->in_formats = TRUE;
  if (element == STYLES_NUMFMT) {
    g_autofree char *code = xml_attribute(attributes, "formatCode");
    NumberKind kind = number_kind_of_code(code ? code : "");
    g_hash_table_insert(xlsx->codes, GINT_TO_POINTER((int) id), GINT_TO_POINTER((int) kind));
  }
  if (element == STYLES_XF && xlsx->in_formats) {
    gpointer own;
    NumberKind kind = number_kind_of_id(id);
    if (g_hash_table_lookup_extended(xlsx->codes, GINT_TO_POINTER((int) id), NULL, &own))
      kind = (NumberKind) GPOINTER_TO_INT(own);
    g_array_append_val(xlsx->kinds, kind);
  }
}

static void
styles_end(gpointer self, int element)
{
  if (element == STYLES_CELLXFS)
    ((Xlsx *) self)->in_formats = FALSE;
}

enum { SHARED_RPH, SHARED_SI, SHARED_T };
static const char *const shared_names[] = { "s:rPh", "s:si", "s:t" };

static void
shared_start(gpointer self, int element, const XmlAttributes *attributes)
{
  (void) attributes;
  Xlsx *xlsx = self;
  if (element == SHARED_SI)
    g_array_append_val(xlsx->shared, xlsx->pool->len);
  xlsx->in_text += element == SHARED_T;
  xlsx->in_phonetic += element == SHARED_RPH;
}

static void
shared_end(gpointer self, int element)
{
  Xlsx *xlsx = self;
  if (element == SHARED_SI)
    g_string_append_c(xlsx->pool, '\0');
  xlsx->in_text -= element == SHARED_T;
  xlsx->in_phonetic -= element == SHARED_RPH;
}

static void
shared_text(gpointer self, const char *text, gsize n)
{
  Xlsx *xlsx = self;
  if (xlsx->in_text && !xlsx->in_phonetic)
    g_string_append_len(xlsx->pool, text, (gssize) n);
}

enum {
  SHEET_C,
  SHEET_EVENFOOTER,
  SHEET_EVENHEADER,
  SHEET_F,
  SHEET_FIRSTFOOTER,
  SHEET_FIRSTHEADER,
  SHEET_MERGECELL,
  SHEET_ODDFOOTER,
  SHEET_ODDHEADER,
  SHEET_RPH,
  SHEET_ROW,
  SHEET_T,
  SHEET_V
};
static const char *const sheet_names[] = {
  "s:c",         "s:evenFooter", "s:evenHeader", "s:f",   "s:firstFooter", "s:firstHeader", "s:mergeCell",
  "s:oddFooter", "s:oddHeader",  "s:rPh",        "s:row", "s:t",           "s:v",
};

/* "BC12" as column 54 and row 11; what is missing keeps its value. The rest of the text. */
static const char *
parse_place(const char *p, const char *end, guint *column, guint *row)
{
  guint letters = 0, digits = 0;
  for (; p < end && g_ascii_isalpha(*p) && letters < 1u << 20; p++)
    letters = letters * 26 + (guint) (g_ascii_toupper(*p) - 'A') + 1;
  for (; p < end && g_ascii_isdigit(*p) && digits < 1u << 24; p++)
    digits = digits * 10 + (guint) (*p - '0');
  if (letters)
    *column = letters - 1;
  if (digits)
    *row = digits - 1;
  return p;
}

static void
merge_start(Xlsx *xlsx, const XmlAttributes *attributes)
{
  gsize n;
  SheetSpan span = { 0 };
  const char *ref = xml_attribute_span(attributes, "ref", &n);
  if (!ref)
    return;
  const char *rest = parse_place(ref, ref + n, &span.left, &span.top);
  span.right = span.left;
  span.bottom = span.top;
  if (rest < ref + n && *rest == ':')
    parse_place(rest + 1, ref + n, &span.right, &span.bottom);
  if (span.right >= span.left && span.bottom >= span.top)
    sheet_merge(xlsx->sheet, span);
}

static CellType
cell_type(const XmlAttributes *attributes)
{
  gsize n;
  const char *type = xml_attribute_span(attributes, "t", &n);
  if (!type || !n || *type == 'n')
    return CELL_NUMBER;
  if (n == 1 && *type == 's')
    return CELL_SHARED;
  if (n == 1 && *type == 'd')
    return CELL_DATE;
  if (n == 1 && *type == 'b')
    return CELL_BOOLEAN;
  return CELL_TEXT; /* str, inlineStr and e are what they say */
}

static void
cell_start(Xlsx *xlsx, const XmlAttributes *attributes)
{
  gsize n;
  guint row = xlsx->row;
  const char *place = xml_attribute_span(attributes, "r", &n);
  xlsx->column++;
  if (place)
    parse_place(place, place + n, &xlsx->column, &row);
  xlsx->in_cell = TRUE;
  xlsx->formula = xlsx->heard = FALSE;
  xlsx->type = cell_type(attributes);
  gint64 style = xlsx->type == CELL_NUMBER ? xml_attribute_number(attributes, "s", 0) : 0;
  xlsx->kind =
      style >= 0 && style < xlsx->kinds->len ? g_array_index(xlsx->kinds, NumberKind, style) : NUMBER_PLAIN;
  g_string_truncate(xlsx->text, 0);
}

/* _x000D_ is how a character is written that XML has no room for (18.18.89); a carriage return
 * is a line end, alone or with the newline after it. */
static char *
unescaped(char *text)
{
  char *first = strstr(text, "_x"), *out = first;
  for (const char *p = first; p && *p;) {
    gboolean escape =
        p[0] == '_' && p[1] == 'x' && strspn(p + 2, "0123456789abcdefABCDEF") == 4 && p[6] == '_';
    gunichar c = escape ? (gunichar) g_ascii_strtoull((char[]){ p[2], p[3], p[4], p[5], 0 }, NULL, 16) : 0;
    if (!escape || !g_unichar_validate(c)) {
      *out++ = *p++;
      continue;
    }
    p += 7;
    if (c == '\r')
      c = *p == '\n' ? 0 : '\n';
    if (c)
      out += g_unichar_to_utf8(c, out);
  }
  if (out)
    *out = 0;
  return text;
}

static char *
shared_string(const Xlsx *xlsx)
{
  guint64 i = g_ascii_strtoull(xlsx->text->str, NULL, 10);
  if (i >= xlsx->shared->len)
    return g_strdup(READING_TEXT);
  return unescaped(g_strdup(xlsx->pool->str + g_array_index(xlsx->shared, gsize, i)));
}

static char *
cell_value(const Xlsx *xlsx)
{
  if (!xlsx->heard || (xlsx->type == CELL_NUMBER && !xlsx->text->len)) /* some write an empty value */
    return g_strdup(xlsx->formula ? READING_FORMULA : "");
  switch (xlsx->type) {
  case CELL_SHARED: return shared_string(xlsx);
  case CELL_BOOLEAN: return g_strdup(*xlsx->text->str == '1' || *xlsx->text->str == 't' ? "true" : "false");
  case CELL_NUMBER: return number_text(xlsx->text->str, xlsx->kind, xlsx->epoch1904);
  case CELL_DATE: return number_iso_text(xlsx->text->str);
  case CELL_TEXT: break;
  }
  return unescaped(g_strdup(xlsx->text->str));
}

static void
row_start(Xlsx *xlsx, const XmlAttributes *attributes)
{
  xlsx->row = (guint) MAX(xml_attribute_number(attributes, "r", (gint64) xlsx->sheet->next + 1), 1) - 1;
  xlsx->column = G_MAXUINT; /* the first cell without a place is in column 0 */
  sheet_row(xlsx->sheet, xlsx->row);
}

static void
sheet_start(gpointer self, int element, const XmlAttributes *attributes)
{
  Xlsx *xlsx = self;
  switch (element) {
  case SHEET_ROW: row_start(xlsx, attributes); break;
  case SHEET_C: cell_start(xlsx, attributes); break;
  case SHEET_F: xlsx->formula = TRUE; break;
  case SHEET_V:
  case SHEET_T:
    xlsx->in_text++;
    xlsx->heard = TRUE;
    break;
  case SHEET_RPH: xlsx->in_phonetic++; break;
  case SHEET_MERGECELL: merge_start(xlsx, attributes); break;
  case SHEET_EVENFOOTER:
  case SHEET_EVENHEADER:
  case SHEET_FIRSTFOOTER:
  case SHEET_FIRSTHEADER:
  case SHEET_ODDFOOTER:
  case SHEET_ODDHEADER:
    g_string_truncate(xlsx->text, 0);
    xlsx->in_text++;
    break;
  default: break;
  }
}

/* A header or footer without its codes: &L, &"Arial,Bold", &12, &P ... (18.3.1.46). */
static void
add_margin(Xlsx *xlsx)
{
  for (const char *p = xlsx->text->str; *p; p++) {
    if (*p != '&') {
      g_string_append_c(xlsx->margins, *p);
      continue;
    }
    p++;
    if (*p == '"')
      p += 1 + strcspn(p + 1, "\"");
    else if (g_ascii_isdigit(*p))
      p += strspn(p, "0123456789") - 1;
    else if (*p == 'K')
      p += strspn(p + 1, "0123456789ABCDEFabcdef") >= 6 ? 6 : 0;
    else if (*p == '&')
      g_string_append_c(xlsx->margins, '&');
    else if (strchr("LCR", *p) && *p)
      g_string_append_c(xlsx->margins, '\n');
    if (!*p)
      break;
  }
  g_string_append_c(xlsx->margins, '\n');
}

static void
sheet_end(gpointer self, int element)
{
  Xlsx *xlsx = self;
  switch (element) {
  case SHEET_C:
    xlsx->in_cell = FALSE;
    sheet_cell(xlsx->sheet, xlsx->column, cell_value(xlsx));
    break;
  case SHEET_V:
  case SHEET_T: xlsx->in_text--; break;
  case SHEET_RPH: xlsx->in_phonetic--; break;
  case SHEET_EVENFOOTER:
  case SHEET_EVENHEADER:
  case SHEET_FIRSTFOOTER:
  case SHEET_FIRSTHEADER:
  case SHEET_ODDFOOTER:
  case SHEET_ODDHEADER:
    xlsx->in_text--;
    add_margin(xlsx);
    break;
  default: break;
  }
}

static void
sheet_text(gpointer self, const char *text, gsize n)
{
  Xlsx *xlsx = self;
  if (xlsx->in_text && !xlsx->in_phonetic)
    g_string_append_len(xlsx->text, text, (gssize) n);
}

static void
read_sheet(Xlsx *xlsx, const SheetEntry *entry)
{
  static const XmlEar ear = { sheet_names, G_N_ELEMENTS(sheet_names), sheet_start, sheet_end, sheet_text };
  if (!entry->part) {
    reading_problem(xlsx->document, "damaged"); /* a sheet of which nobody says where it lies */
    return;
  }
  if (strstr(entry->part, "chartsheets/") || strstr(entry->part, "dialogsheets/") ||
      strstr(entry->part, "macrosheets/"))
    return;
  xlsx->sheet = sheet_new(xlsx->document, entry->name ? entry->name : "", entry->hidden, &xlsx->left);
  xlsx->in_text = xlsx->in_phonetic = 0;
  read_part(xlsx, entry->part, &ear, TRUE);
  sheet_finish(xlsx->sheet, xlsx->document);
  if (xlsx->sheet->cut)
    reading_problem(xlsx->document, "too-large");
  if (!entry->hidden)
    xlsx_drawings(xlsx->package, entry->part, xlsx->sheet->table, xlsx->document, xlsx->margins);
  g_clear_pointer(&xlsx->sheet, sheet_free);
}

/* The part of the workbook's relationships whose name ends so, or the usual one. */
static const char *
part_of(const Xlsx *xlsx, const char *end, const char *usual)
{
  GHashTableIter iter;
  gpointer target;
  g_hash_table_iter_init(&iter, xlsx->relationships);
  while (g_hash_table_iter_next(&iter, NULL, &target)) {
    g_autofree char *lower = g_ascii_strdown(target, -1);
    if (g_str_has_suffix(lower, end))
      return target;
  }
  return usual;
}

static void
xlsx_clear(Xlsx *xlsx)
{
  g_hash_table_unref(xlsx->relationships);
  g_hash_table_unref(xlsx->codes);
  g_ptr_array_unref(xlsx->sheets);
  g_array_unref(xlsx->shared);
  g_array_unref(xlsx->kinds);
  g_string_free(xlsx->pool, TRUE);
  g_string_free(xlsx->text, TRUE);
  g_string_free(xlsx->margins, TRUE);
}

void
xlsx_read(Package *package, ReadingDocument *document)
{
  static const XmlEar workbook = { workbook_names, G_N_ELEMENTS(workbook_names), workbook_start, ignore_end,
                                   ignore_text };
  static const XmlEar styles = { styles_names, G_N_ELEMENTS(styles_names), styles_start, styles_end,
                                 ignore_text };
  static const XmlEar shared = { shared_names, G_N_ELEMENTS(shared_names), shared_start, shared_end,
                                 shared_text };
  g_autofree char *other = package_has(package, "xl/workbook.xml") ? NULL : ooxml_main(package);
  const char *main = other ? other : "xl/workbook.xml";
  Xlsx xlsx = { .package = package, .document = document, .left = SHEET_ROOM };
  xlsx.relationships = ooxml_relationships(package, main);
  xlsx.codes = g_hash_table_new(NULL, NULL);
  xlsx.sheets = g_ptr_array_new_with_free_func(sheet_entry_free);
  xlsx.shared = g_array_new(FALSE, FALSE, sizeof(gsize));
  xlsx.kinds = g_array_new(FALSE, FALSE, sizeof(NumberKind));
  xlsx.pool = g_string_sized_new(8192);
  xlsx.text = g_string_sized_new(256);
  xlsx.margins = g_string_new(NULL);
  read_part(&xlsx, main, &workbook, TRUE);
  read_part(&xlsx, part_of(&xlsx, "styles.xml", "xl/styles.xml"), &styles, FALSE);
  read_part(&xlsx, part_of(&xlsx, "sharedstrings.xml", "xl/sharedStrings.xml"), &shared, FALSE);
  for (guint i = 0; i < xlsx.sheets->len; i++)
    read_sheet(&xlsx, xlsx.sheets->pdata[i]);
  attendance_recognise(document);
  if (package_has(package, part_of(&xlsx, "vbaproject.bin", "xl/vbaProject.bin")))
    reading_problem(document, "macro");
  ooxml_properties(package, document);
  g_free(document->text);
  document->text = g_strstrip(g_strdup(xlsx.margins->str));
  xlsx_clear(&xlsx);
}

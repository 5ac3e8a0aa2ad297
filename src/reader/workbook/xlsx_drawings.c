/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Form controls stand in a VML drawing of the sheet, in each program that writes them, with their state and
 * the cells that they lie over; shapes in a DrawingML one, where controls appear once more, hidden. Comments
 * are notes about the form, not answers, and are left out. */
#include "reader/workbook/xlsx_drawings.h"
#include "reader/document/ooxml.h"
#include "reader/document/passage.h"
#include "reader/document/xml.h"
#include <stdio.h>
#include <string.h>

/* What a cell measures where the sheet does not say: good for finding the row that a box lies in. */
#define ROW_PIXELS 20.0
#define COLUMN_PIXELS 64.0
#define CONTROL_LIMIT 1000 /* of one sheet */

enum { V_SHAPE, V_TEXTBOX, X_ANCHOR, X_CHECKED, X_CLIENTDATA, X_FMLARANGE, X_SEL };
static const char *const vml_names[] = { "v:shape",      "v:textbox",   "x:Anchor", "x:Checked",
                                         "x:ClientData", "x:FmlaRange", "x:Sel" };

typedef enum { CONTROL_NONE, CONTROL_BOX, CONTROL_LIST } ControlKind;

typedef struct {
  const ReadingTable *table;
  ReadingDocument *document;
  GString *caption, *value; /* of the shape; of the element that is open */
  ControlKind kind;
  gboolean checked, in_caption, in_value;
  guint chosen;   /* of a list, counted from 1 */
  guint controls; /* so far */
  char *range, *anchor;
} Vml;

static void
vml_start(gpointer self, int element, const XmlAttributes *attributes)
{
  Vml *vml = self;
  switch (element) {
  case V_SHAPE:
    g_string_truncate(vml->caption, 0);
    vml->kind = CONTROL_NONE;
    vml->checked = FALSE;
    vml->chosen = 0;
    g_clear_pointer(&vml->range, g_free);
    g_clear_pointer(&vml->anchor, g_free);
    break;
  case V_TEXTBOX: vml->in_caption = TRUE; break;
  case X_CLIENTDATA:
    if (xml_attribute_is(attributes, "ObjectType", "Checkbox") ||
        xml_attribute_is(attributes, "ObjectType", "Radio"))
      vml->kind = CONTROL_BOX;
    else if (xml_attribute_is(attributes, "ObjectType", "Drop") ||
             xml_attribute_is(attributes, "ObjectType", "List"))
      vml->kind = CONTROL_LIST;
    break;
  case X_ANCHOR:
  case X_CHECKED:
  case X_FMLARANGE:
  case X_SEL:
    g_string_truncate(vml->value, 0);
    vml->in_value = TRUE;
    break;
  default: break;
  }
}

static void
vml_text(gpointer self, const char *text, gsize n)
{
  Vml *vml = self;
  if (vml->in_value)
    g_string_append_len(vml->value, text, (gssize) n);
  else if (vml->in_caption)
    g_string_append_len(vml->caption, text, (gssize) n);
}

static const char *
cell_at(const ReadingTable *table, gint64 row, gint64 column)
{
  if (row < 0 || column < 0 || row >= (gint64) table->rows->len)
    return "";
  GStrv cells = table->rows->pdata[row];
  return column < (gint64) g_strv_length(cells) ? cells[column] : "";
}

/* A box that nobody has given words of its own is called after what it is, and numbered. */
static gboolean
is_plain_name(const char *caption)
{
  static const char *const names[] = { "Check Box ", "Option Button ", "Checkbox ", "Drop Down ",
                                       "List Box " };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    gsize n = strlen(names[i]);
    if (!g_ascii_strncasecmp(caption, names[i], n) && !caption[n + strspn(caption + n, "0123456789")])
      return TRUE;
  }
  return FALSE;
}

/* The words of the cell beneath the control, to its left or right: "" when there are none. The anchor is
 * column, offset, row, offset of its two corners. */
static const char *
words_beside(const Vml *vml)
{
  int a[8];
  if (!vml->anchor || sscanf(vml->anchor, "%d , %d , %d , %d , %d , %d , %d , %d", a, a + 1, a + 2, a + 3,
                             a + 4, a + 5, a + 6, a + 7) != 8)
    return "";
  gint64 row = (gint64) ((a[2] + a[3] / ROW_PIXELS + a[6] + a[7] / ROW_PIXELS) / 2);
  gint64 left = (gint64) (a[0] + a[1] / COLUMN_PIXELS), right = (gint64) a[4];
  const char *words = cell_at(vml->table, row, left);
  for (gint64 column = MIN(left, 100) - 1; !*words && column >= 0; column--)
    words = cell_at(vml->table, row, column);
  for (gint64 column = MAX(left, 0) + 1; !*words && column <= MIN(right, 100) + 1; column++)
    words = cell_at(vml->table, row, column);
  return words;
}

static const ReadingTable *
table_called(const Vml *vml, const char *sheet, gsize n)
{
  for (guint i = 0; i < vml->document->tables->len; i++) {
    const ReadingTable *table = vml->document->tables->pdata[i];
    if (strlen(table->sheet) == n && !strncmp(table->sheet, sheet, n))
      return table;
  }
  return NULL;
}

/* The entry that is chosen of those in "$D$1:$D$4" or "Lists!$A$1:$A$4"; NULL when the range is another kind
 * of formula. */
static const char *
chosen_entry(const Vml *vml)
{
  if (!vml->chosen)
    return "";
  const char *mark = vml->range ? strrchr(vml->range, '!') : NULL, *place = mark ? mark + 1 : vml->range;
  const ReadingTable *table = vml->table;
  if (mark) {
    gboolean quoted = *vml->range == '\'' && mark > vml->range + 2;
    table = table_called(vml, vml->range + quoted, (gsize) (mark - vml->range) - 2 * (gsize) quoted);
  }
  if (!table || !place || *place++ != '$' || !g_ascii_isupper(*place))
    return NULL;
  gint64 column = 0;
  for (; g_ascii_isupper(*place) && column < 20000; place++)
    column = column * 26 + (*place - 'A') + 1;
  if (*place++ != '$')
    return NULL;
  return cell_at(table, g_ascii_strtoll(place, NULL, 10) - 2 + vml->chosen, column - 1);
}

/* The cell beneath a control is empty: where the cells alone gave a label without an answer, this is the
 * answer. */
static void
answer(ReadingDocument *document, const char *label, const char *value, const char *as)
{
  for (guint i = 0; i < document->fields->len; i++) {
    ReadingField *field = document->fields->pdata[i];
    if (*field->value || strcmp(field->label, label))
      continue;
    g_free(field->value);
    g_free(field->as);
    field->value = g_strdup(value);
    field->as = g_strdup(as);
    return;
  }
  reading_add_field(document, label, value, as, NULL);
}

static void
add_control(Vml *vml)
{
  if (vml->controls++ >= CONTROL_LIMIT) {
    reading_problem(vml->document, "too-large");
    return;
  }
  g_autofree char *caption = g_strstrip(g_strdup(vml->caption->str));
  gboolean box = vml->kind == CONTROL_BOX, named = box && *caption && !is_plain_name(caption);
  g_autofree char *label = passage_label(named ? caption : words_beside(vml), -1);
  const char *entry = box ? NULL : chosen_entry(vml);
  if (box)
    answer(vml->document, *label ? label : caption, vml->checked ? "true" : "false", "checkbox");
  else if (entry)
    answer(vml->document, label, entry, "form-field");
  else
    reading_problem(vml->document, "unsupported"); /* a list whose entries stand where we do not look */
}

static void
vml_end(gpointer self, int element)
{
  Vml *vml = self;
  switch (element) {
  case V_TEXTBOX: vml->in_caption = FALSE; break;
  case V_SHAPE:
    if (vml->kind != CONTROL_NONE)
      add_control(vml);
    vml->kind = CONTROL_NONE;
    break;
  case X_ANCHOR: vml->anchor = g_strdup(vml->value->str); break;
  case X_CHECKED: vml->checked = g_ascii_strtoll(vml->value->str, NULL, 10) == 1; break;
  case X_FMLARANGE: vml->range = g_strstrip(g_strdup(vml->value->str)); break;
  case X_SEL: vml->chosen = (guint) CLAMP(g_ascii_strtoll(vml->value->str, NULL, 10), 0, 10000); break;
  default: break;
  }
  if (element >= X_ANCHOR)
    vml->in_value = FALSE;
}

/* Excel itself writes <br> without an end into the text of comments: what is no XML is only told of when it
 * holds controls. */
static void
read_controls(Vml *vml, Package *package, const char *part)
{
  static const XmlEar ear = { vml_names, G_N_ELEMENTS(vml_names), vml_start, vml_end, vml_text };
  gsize n;
  const char *problem;
  g_autofree char *bytes = package_read(package, part, &n, &problem);
  if (bytes)
    problem = xml_read(bytes, n, &ear, vml);
  if (!bytes || strstr(bytes, "\"Checkbox\"") || strstr(bytes, "\"Drop\""))
    reading_problem(vml->document, problem);
  vml->in_caption = vml->in_value = FALSE;
  g_clear_pointer(&vml->range, g_free);
  g_clear_pointer(&vml->anchor, g_free);
}

enum { A_BR, A_P, A_T, MC_FALLBACK, XDR_CNVPR, XDR_SP };
static const char *const shape_names[] = { "a:br", "a:p", "a:t", "mc:Fallback", "xdr:cNvPr", "xdr:sp" };

typedef struct {
  ReadingDocument *document;
  GString *text, *line;
  guint skip; /* how deep in what is shown nowhere */
  gboolean in_shape, in_text;
} Shapes;

static void
shape_start(gpointer self, int element, const XmlAttributes *attributes)
{
  Shapes *shapes = self;
  if (shapes->skip || element == MC_FALLBACK) {
    shapes->skip += element == MC_FALLBACK || element == XDR_SP;
    return;
  }
  shapes->in_shape = shapes->in_shape || element == XDR_SP;
  if (element == XDR_CNVPR && shapes->in_shape && xml_attribute_is(attributes, "hidden", "1"))
    shapes->skip = 1;
  shapes->in_text = element == A_T;
  if (element == A_BR)
    g_string_append_c(shapes->line, '\n');
}

static void
shape_end(gpointer self, int element)
{
  Shapes *shapes = self;
  shapes->in_text = FALSE;
  shapes->in_shape = shapes->in_shape && element != XDR_SP;
  if (shapes->skip) {
    shapes->skip -= element == MC_FALLBACK || element == XDR_SP;
    return;
  }
  if (element != A_P || !shapes->line->len)
    return;
  passage_fields(shapes->document, shapes->line->str, NULL, NULL);
  g_string_append_printf(shapes->text, "%s\n", shapes->line->str);
  g_string_truncate(shapes->line, 0);
}

static void
shape_text(gpointer self, const char *text, gsize n)
{
  Shapes *shapes = self;
  if (shapes->in_text && !shapes->skip)
    g_string_append_len(shapes->line, text, (gssize) n);
}

static void
read_shapes(Shapes *shapes, Package *package, const char *part)
{
  static const XmlEar ear = { shape_names, G_N_ELEMENTS(shape_names), shape_start, shape_end, shape_text };
  gsize n;
  const char *problem;
  g_autofree char *bytes = package_read(package, part, &n, &problem);
  if (bytes)
    problem = xml_read(bytes, n, &ear, shapes);
  reading_problem(shapes->document, problem);
  shapes->skip = 0;
  shapes->in_text = shapes->in_shape = FALSE;
  g_string_truncate(shapes->line, 0);
}

/* ActiveX controls keep what was filled in as bytes of their own ([MS-OFORMS]): that there is one is said. Of
 * buttons, labels and pictures nothing is lost. */
static void
tell_of_activex(Package *package, const char *part, ReadingDocument *document)
{
  static const char *const answers[] = { "{8BD21D10", "{8BD21D20", "{8BD21D30", "{8BD21D40", "{8BD21D50" };
  gsize n;
  const char *problem;
  g_autofree char *bytes = package_read(package, part, &n, &problem);
  for (guint i = 0; bytes && i < G_N_ELEMENTS(answers); i++)
    if (strstr(bytes, answers[i]))
      reading_problem(document, "unsupported");
}

void
xlsx_drawings(Package *package, const char *part, const ReadingTable *table, ReadingDocument *document,
              GString *text)
{
  g_autoptr(GHashTable) relationships = ooxml_relationships(package, part);
  g_autoptr(GString) caption = g_string_new(NULL), value = g_string_new(NULL), line = g_string_new(NULL);
  Vml vml = { .table = table, .document = document, .caption = caption, .value = value };
  Shapes shapes = { .document = document, .text = text, .line = line };
  g_autoptr(GList) parts = g_hash_table_get_values(relationships);
  parts = g_list_sort(parts, (GCompareFunc) strcmp); /* in an order that does not change from run to run */
  for (GList *p = parts; p; p = p->next) {
    const char *target = p->data;
    if (!package_has(package, target))
      continue;
    if (g_str_has_suffix(target, ".vml"))
      read_controls(&vml, package, target);
    else if (strstr(target, "drawings/"))
      read_shapes(&shapes, package, target);
    else if (strstr(target, "activeX/"))
      tell_of_activex(package, target, document);
  }
}

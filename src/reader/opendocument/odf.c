/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenDocument text and spreadsheets (OASIS ODF 1.3), zipped or as one flat XML file: content.xml, headers
 * and footers of styles.xml, user-defined properties of meta.xml. Tracked deletions stand in a part of their
 * own and are left out; so are notes, comments, what describes a picture, and the words of a cell's rule. */
#include "reader/opendocument/odf.h"
#include "reader/document/attendance.h"
#include <string.h>

/* clang-format off */
static const char *const names[] = {
  "draw:caption", "draw:control", "draw:custom-shape", "draw:object", "draw:text-box", "field:fieldmark",
  "field:fieldmark-end", "field:fieldmark-start", "field:param", "form:checkbox", "form:combobox", "form:date",
  "form:formatted-text", "form:listbox", "form:number", "form:option", "form:radio", "form:text", "form:textarea",
  "form:time", "loext:content-control", "meta:user-defined", "office:annotation", "office:binary-data", "style:footer",
  "style:footer-first", "style:footer-left", "style:header", "style:header-first", "style:header-left", "style:style",
  "style:table-properties", "style:text-properties", "svg:desc", "svg:title", "table:content-validations",
  "table:covered-table-cell", "table:table", "table:table-cell", "table:table-header-rows", "table:table-row",
  "table:tracked-changes", "text:drop-down", "text:h", "text:line-break", "text:note", "text:p", "text:placeholder",
  "text:ruby-text", "text:s", "text:span", "text:tab", "text:text-input", "text:tracked-changes",
  "text:variable-input",
};
/* clang-format on */
G_STATIC_ASSERT(G_N_ELEMENTS(names) == ODF_ELEMENTS);

void
odf_push_flow(Odf *odf, gboolean cell)
{
  OdfFlow *flow = g_new0(OdfFlow, 1);
  flow->below = odf->flow;
  flow->cell = cell;
  flow->text = g_string_new(NULL);
  odf->flow = flow;
}

void
odf_pop_flow(Odf *odf)
{
  OdfFlow *flow = odf->flow;
  odf->flow = flow->below;
  g_string_free(flow->text, TRUE);
  g_clear_pointer(&flow->controls, g_ptr_array_unref);
  g_free(flow);
}

void
odf_flush(Odf *odf)
{
  OdfFlow *flow = odf->flow;
  flow->begun = FALSE;
  if (flow->text->len || flow->controls)
    passage_fields(odf->document, flow->text->str, flow->controls, odf->previous);
  if (flow->text->len) {
    g_string_append_printf(odf->text, "%s\n", flow->text->str);
    g_free(odf->previous);
    odf->previous = g_strdup(flow->text->str);
    g_string_truncate(flow->text, 0);
  }
  g_clear_pointer(&flow->controls, g_ptr_array_unref);
}

/* A paragraph or a span of it begins: whether its text is bold. */
static void
style_text(Odf *odf, const XmlAttributes *attributes)
{
  g_autofree char *style = xml_attribute(attributes, "text:style-name");
  gboolean bold =
      style && (g_hash_table_contains(odf->bold, style) || g_str_has_prefix(style, "Table_20_Heading"));
  odf->bolds = odf->bolds << 1 | (bold || (odf->bolds & 1));
}

static void
paragraph_start(Odf *odf, const XmlAttributes *attributes)
{
  odf->bolds = odf->bolds << 1; /* nothing is taken from around a text box */
  style_text(odf, attributes);
  if (odf->flow->begun)
    g_string_append_c(odf->flow->text, '\n');
  odf->flow->begun = FALSE;
  odf->in_paragraph++;
}

static void
paragraph_end(Odf *odf)
{
  odf_form_pending(odf);
  odf->in_paragraph--;
  odf->bolds >>= 2;
  odf->flow->begun = TRUE;
  if (!odf->flow->cell)
    odf_flush(odf);
}

static void
append_blanks(Odf *odf, const XmlAttributes *attributes)
{
  for (guint i = odf_count(attributes, "text:c", 1000); i; i--)
    g_string_append_c(odf->flow->text, ' ');
}

static void
style_start(Odf *odf, int element, const XmlAttributes *attributes)
{
  if (element == STYLE) {
    g_free(odf->style);
    odf->style = xml_attribute(attributes, "style:name");
  } else if (odf->style && xml_attribute_is(attributes, "table:display", "false")) {
    g_hash_table_add(odf->hidden, g_strdup(odf->style));
  } else if (odf->style && xml_attribute_is(attributes, "font-weight", "bold")) {
    g_hash_table_add(odf->bold, g_strdup(odf->style));
  }
}

static void
text_start(Odf *odf, int element, const XmlAttributes *attributes)
{
  switch (element) {
  case HEADING:
  case PARAGRAPH: paragraph_start(odf, attributes); break;
  case SPAN: style_text(odf, attributes); break;
  case SPACES: append_blanks(odf, attributes); break;
  case TAB: g_string_append_c(odf->flow->text, '\t'); break;
  case LINE_BREAK: g_string_append_c(odf->flow->text, '\n'); break;
  case DRAW_CAPTION:
  case DRAW_CUSTOM_SHAPE:
  case DRAW_TEXT_BOX: odf_push_flow(odf, FALSE); break;
  case DRAW_CONTROL: odf_form_drawn(odf, attributes); break;
  case TEXT_INPUT:
  case VARIABLE_INPUT:
  case DROP_DOWN:
  case CONTENT_CONTROL:
  case FIELDMARK:
  case FIELDMARK_START: odf_control_start(odf, element, attributes); break;
  case FIELDMARK_END: odf_control_end(odf); break;
  case FIELD_PARAM: odf_fieldmark_param(odf, attributes); break;
  default:
    if (element >= FORM_CHECKBOX && element <= FORM_TIME)
      odf_form_control(odf, element, attributes);
    break;
  }
}

/* Whether an element of styles.xml stands outside of headers and footers; keeps count of them. */
static gboolean
is_elsewhere(Odf *odf, int element, int step)
{
  if (!odf->margins)
    return FALSE;
  if (element >= FOOTER && element <= HEADER_LEFT)
    odf->in_margin = (guint) ((int) odf->in_margin + step);
  return !odf->in_margin || (element >= COVERED_CELL && element <= ROW); /* tables in there are layout */
}

/* What is no text of the document. Headers and footers have their own turn. */
static gboolean
is_left_out(const Odf *odf, int element)
{
  switch (element) {
  case ANNOTATION:
  case BINARY_DATA:
  case CONTENT_VALIDATIONS:
  case DRAW_OBJECT:
  case NOTE:
  case PLACEHOLDER:
  case RUBY_TEXT:
  case SVG_DESC:
  case SVG_TITLE:
  case TABLE_TRACKED:
  case TRACKED: return TRUE;
  default: return !odf->margins && element >= FOOTER && element <= HEADER_LEFT;
  }
}

static void
on_start(gpointer self, int element, const XmlAttributes *attributes)
{
  Odf *odf = self;
  if (odf->skip || is_left_out(odf, element)) {
    odf->skip++;
    return;
  }
  if (is_elsewhere(odf, element, 1))
    return;
  switch (element) {
  case STYLE:
  case TEXT_PROPERTIES:
  case TABLE_PROPERTIES: style_start(odf, element, attributes); break;
  case TABLE: odf_table_start(odf, attributes); break;
  case HEADER_ROWS:
    if (odf->table)
      odf->table->heading = TRUE;
    break;
  case ROW:
    if (odf->table)
      odf_row_start(odf, attributes);
    break;
  case CELL:
  case COVERED_CELL:
    if (odf->table)
      odf_cell_start(odf, element, attributes);
    break;
  default: text_start(odf, element, attributes); break;
  }
}

static void
box_end(Odf *odf)
{
  odf_flush(odf);
  odf_pop_flow(odf);
}

static void
table_part_end(Odf *odf, int element)
{
  if (element == TABLE)
    odf_table_end(odf);
  else if (element == ROW)
    odf_row_end(odf);
  else if (element == HEADER_ROWS)
    odf->table->heading = FALSE;
  else
    odf_cell_end(odf, element);
}

static void
on_end(gpointer self, int element)
{
  Odf *odf = self;
  if (odf->skip) {
    odf->skip--;
    return;
  }
  if (is_elsewhere(odf, element, -1))
    return;
  switch (element) {
  case TABLE:
  case HEADER_ROWS:
  case ROW:
  case CELL:
  case COVERED_CELL:
    if (odf->table)
      table_part_end(odf, element);
    break;
  case HEADING:
  case PARAGRAPH: paragraph_end(odf); break;
  case SPAN: odf->bolds >>= 1; break;
  case DRAW_CAPTION:
  case DRAW_CUSTOM_SHAPE:
  case DRAW_TEXT_BOX: box_end(odf); break;
  case TEXT_INPUT:
  case VARIABLE_INPUT:
  case DROP_DOWN:
  case FIELDMARK:
  case CONTENT_CONTROL: odf_control_end(odf); break;
  default: break;
  }
}

/* Runs of blanks and line ends are one blank, as in HTML (ODF 1.3 part 3, 6.1.2). */
static void
on_text(gpointer self, const char *text, gsize n)
{
  Odf *odf = self;
  if (!odf->in_paragraph || odf->skip)
    return;
  GString *out = odf->flow->text;
  gboolean seen = FALSE;
  for (gsize i = 0; i < n; i++)
    if (!strchr(" \t\r\n", text[i])) {
      g_string_append_c(out, text[i]);
      seen = TRUE;
    } else if (out->len && out->str[out->len - 1] != ' ' && out->str[out->len - 1] != '\n') {
      g_string_append_c(out, ' ');
    }
  odf->flow->strong |= seen && (odf->bolds & 1);
  odf->flow->plain |= seen && !(odf->bolds & 1);
}

static void
close_all(Odf *odf)
{
  while (odf->open)
    odf_control_drop(odf);
  while (odf->table)
    odf_pop_table(odf);
  while (odf->flow->below)
    odf_pop_flow(odf);
  odf_flush(odf);
  odf->skip = odf->in_margin = odf->in_paragraph = 0;
  g_clear_pointer(&odf->sheet, sheet_free);
}

static void
read_content(Odf *odf, const char *bytes, gsize n)
{
  static const XmlEar ear = { names, G_N_ELEMENTS(names), on_start, on_end, on_text };
  const char *problem = xml_read(bytes, n, &ear, odf);
  close_all(odf);
  reading_problem(odf->document, problem);
}

static void
property_start(gpointer self, int element, const XmlAttributes *attributes)
{
  Odf *odf = self;
  if (element != USER_DEFINED)
    return;
  g_free(odf->property);
  odf->property = xml_attribute(attributes, "meta:name");
  g_string_truncate(odf->flow->text, 0);
}

static void
property_end(gpointer self, int element)
{
  Odf *odf = self;
  if (element == USER_DEFINED && odf->property)
    g_hash_table_insert(odf->document->properties, g_steal_pointer(&odf->property),
                        g_strstrip(g_strdup(odf->flow->text->str)));
}

static void
property_text(gpointer self, const char *text, gsize n)
{
  g_string_append_len(((Odf *) self)->flow->text, text, (gssize) n);
}

static void
read_properties(Odf *odf, const char *bytes, gsize n)
{
  static const XmlEar ear = { names, G_N_ELEMENTS(names), property_start, property_end, property_text };
  xml_read(bytes, n, &ear, odf);
  g_clear_pointer(&odf->property, g_free);
  g_string_truncate(odf->flow->text, 0);
}

/* Encrypted parts are marked in the manifest; it is not parsed, for honest ones have a DOCTYPE. */
static gboolean
is_encrypted(Package *package)
{
  gsize n;
  const char *problem;
  g_autofree char *manifest = package_has(package, "META-INF/manifest.xml")
                                  ? package_read(package, "META-INF/manifest.xml", &n, &problem)
                                  : NULL;
  return manifest && strstr(manifest, "encryption-data");
}

/* One member of the package, or the whole of a flat file, to @read. */
typedef void (*ReadPart)(Odf *odf, const char *bytes, gsize n);

typedef struct {
  Package *package; /* NULL: a flat file */
  const char *bytes;
  gsize n;
} Source;

static void
read_part(Odf *odf, const Source *source, const char *part, ReadPart read)
{
  gsize n;
  const char *problem;
  if (!source->package) {
    read(odf, source->bytes, source->n);
    return;
  }
  g_autofree char *bytes = package_read(source->package, part, &n, &problem);
  if (bytes)
    read(odf, bytes, n);
  else
    reading_problem(odf->document, problem);
}

static gboolean
has_part(const Source *source, const char *part)
{
  return !source->package || package_has(source->package, part);
}

static void
read_source(const Source *source, ReadingDocument *document, gboolean sheets)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GHashTable) hidden = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) bold = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) forms = odf_forms_new(), pending = g_ptr_array_new();
  Odf odf = { .document = document,
              .sheets = sheets,
              .text = text,
              .hidden = hidden,
              .bold = bold,
              .forms = forms,
              .pending = pending,
              .left = SHEET_ROOM };
  odf_push_flow(&odf, FALSE);
  read_part(&odf, source, "content.xml", read_content);
  odf_form_rest(&odf);
  odf.margins = TRUE;
  if (has_part(source, "styles.xml"))
    read_part(&odf, source, "styles.xml", read_content);
  if (has_part(source, "meta.xml"))
    read_part(&odf, source, "meta.xml", read_properties);
  odf_pop_flow(&odf);
  g_free(odf.previous);
  g_free(odf.style);
  g_free(document->text);
  document->text = g_strdup(text->str);
  if (sheets)
    attendance_recognise(document);
}

void
odf_read(Package *package, ReadingDocument *document, gboolean sheets)
{
  Source source = { package, NULL, 0 };
  if (is_encrypted(package))
    reading_problem(document, "encrypted");
  else
    read_source(&source, document, sheets);
}

void
odf_read_flat(const guint8 *bytes, gsize n, ReadingDocument *document, gboolean sheets)
{
  Source source = { NULL, (const char *) bytes, n };
  read_source(&source, document, sheets);
}

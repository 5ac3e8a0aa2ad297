/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in a Word document: content controls by their tag, title or the words in front of them, legacy form
 * fields, cells beside and below labels. Labels may be split into as many runs as Word likes. Element names:
 * ECMA-376-1, part 17. */
#include "base/text.h"
#include "paper/master_inside.h"
#include <string.h>

/* A cell, or a paragraph outside of tables, which has no neighbours. */
typedef struct {
  xmlNode *node, *table; /* table NULL: a paragraph */
  guint row, column, span;
  gboolean above; /* the cell above reaches down into it */
  char *key;      /* of its own words, controls and fields aside */
} Spot;

static void
spot_clear(gpointer data)
{
  g_free(((Spot *) data)->key);
}

/* What stands in @node: with @own without controls, form fields and tables in it, which are no label. */
static void
append_text(const xmlNode *node, gboolean own, GString *text, guint *in_field)
{
  for (const xmlNode *child = tree_child(node, NULL); child; child = tree_next(child, NULL)) {
    if (tree_is(child, "fldChar")) {
      g_autofree char *kind = tree_attribute(child, "fldCharType");
      *in_field += !g_strcmp0(kind, "begin");
      *in_field -= *in_field && !g_strcmp0(kind, "end");
    } else if (tree_is(child, "t")) {
      xmlChar *words = own && *in_field ? NULL : xmlNodeGetContent(child);
      g_string_append(text, words ? (const char *) words : "");
      xmlFree(words);
    } else if (tree_is(child, "br") || tree_is(child, "tab"))
      g_string_append_c(text, ' ');
    else if (!(own && (tree_is(child, "sdt") || tree_is(child, "tbl"))) && !tree_is(child, "del"))
      append_text(child, own, text, in_field);
    if (tree_is(child, "p"))
      g_string_append_c(text, ' ');
  }
}

static char *
text_in(const xmlNode *node, gboolean own)
{
  g_autoptr(GString) text = g_string_new(NULL);
  guint in_field = 0;
  append_text(node, own, text, &in_field);
  return text_clean(text->str, -1, 0, FALSE);
}

static void
add_spot(GArray *spots, Spot spot)
{
  g_autofree char *text = text_in(spot.node, TRUE);
  spot.key = text_key(text);
  g_array_append_val(spots, spot);
}

static guint
span_of(const xmlNode *cell)
{
  const xmlNode *properties = tree_child(cell, "tcPr");
  g_autofree char *span = tree_attribute(tree_child(properties, "gridSpan"), "val");
  return span ? (guint) CLAMP(g_ascii_strtoll(span, NULL, 10), 1, 63) : 1;
}

static gboolean
reaches_down(const xmlNode *cell)
{
  const xmlNode *merge = tree_child(tree_child(cell, "tcPr"), "vMerge");
  g_autofree char *how = tree_attribute(merge, "val");
  return merge && g_strcmp0(how, "restart");
}

static void
add_row(GArray *spots, xmlNode *table, xmlNode *row, guint number)
{
  guint column = 0;
  g_autoptr(GPtrArray) cells = tree_all(row, "tc");
  for (guint i = 0; i < cells->len; i++) {
    xmlNode *cell = cells->pdata[i];
    if (tree_around(cell, "tbl") != table)
      continue;
    Spot spot = { .node = cell,
                  .table = table,
                  .row = number,
                  .column = column,
                  .span = span_of(cell),
                  .above = reaches_down(cell) };
    column += spot.span;
    add_spot(spots, spot);
  }
}

/* Every cell and every paragraph outside of tables, in the order of the document. */
static GArray *
find_spots(xmlNode *body)
{
  GArray *spots = g_array_new(FALSE, FALSE, sizeof(Spot));
  g_array_set_clear_func(spots, spot_clear);
  g_autoptr(GPtrArray) tables = tree_all(body, "tbl"), paragraphs = tree_all(body, "p");
  for (guint i = 0; i < tables->len; i++) {
    xmlNode *table = tables->pdata[i];
    g_autoptr(GPtrArray) rows = tree_all(table, "tr");
    for (guint r = 0; r < rows->len; r++)
      if (tree_around(rows->pdata[r], "tbl") == table)
        add_row(spots, table, rows->pdata[r], r);
  }
  for (guint i = 0; i < paragraphs->len; i++)
    if (!tree_around(paragraphs->pdata[i], "tbl"))
      add_spot(spots, (Spot){ .node = paragraphs->pdata[i] });
  return spots;
}

/* The cell to the right of @label, or to its left. */
static const Spot *
beside(const GArray *spots, const Spot *label, gboolean left)
{
  for (guint i = 0; label->table && i < spots->len; i++) {
    const Spot *one = &g_array_index(spots, Spot, i);
    const Spot *first = left ? one : label, *second = left ? label : one;
    if (one->table == label->table && one->row == label->row && second->column == first->column + first->span)
      return one;
  }
  return NULL;
}

static const Spot *
below(const GArray *spots, const Spot *label)
{
  for (guint i = 0; label->table && i < spots->len; i++) {
    const Spot *one = &g_array_index(spots, Spot, i);
    if (one->table == label->table && one->row > label->row && one->column == label->column && !one->above)
      return one;
  }
  return NULL;
}

/* A run of @words in place of @old, or at the end of @parent; it looks like @old. */
static void
put_run(xmlNode *parent, xmlNode *old, const char *words)
{
  xmlNode *run = old ? tree_add_before(old, "r") : tree_add(parent, "r");
  xmlNode *look = tree_child(old, "rPr");
  if (!old && tree_is(parent, "p"))
    look = tree_child(tree_child(parent, "pPr"), "rPr");
  if (look) {
    xmlNode *copy = xmlAddChild(run, xmlCopyNode(look, 1));
    xmlNode *style = tree_child(copy, "rStyle");
    g_autofree char *name = tree_attribute(style, "val");
    if (name && strstr(name, "laceholder"))
      tree_remove(style);
  }
  g_auto(GStrv) lines = g_strsplit(words, "\n", -1);
  for (char **line = lines; *line; line++) {
    if (line != lines)
      tree_add(run, "br");
    xmlNode *text = tree_add(run, "t");
    xmlNodeAddContent(text, BAD_CAST * line);
    xmlNodeSetSpacePreserve(text, 1);
  }
}

/* In place of all runs below @place, or in its first paragraph. */
static void
replace_runs(xmlNode *place, const char *words)
{
  g_autoptr(GPtrArray) runs = tree_all(place, "r");
  xmlNode *paragraph = tree_is(place, "p") ? place : tree_find(place, "p");
  xmlNode *first = runs->len ? runs->pdata[0] : NULL;
  if (!first && !paragraph && tree_is(place, "tc"))
    paragraph = tree_add(place, "p");
  put_run(paragraph ? paragraph : place, first, words);
  for (guint i = runs->len; i-- > 0;) /* those within others, of text boxes, before these */
    tree_remove(runs->pdata[i]);
}

static void
fill_control(xmlNode *control, const Box *box, const char *words)
{
  static const char *const marks[] = { "showingPlcHdr",
                                       "dataBinding" }; /* bound, Word would show the bound value */
  xmlNode *properties = tree_child(control, "sdtPr"), *content = tree_child(control, "sdtContent");
  if (!content)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
    xmlNode *mark = tree_child(properties, marks[i]);
    if (mark)
      tree_remove(mark);
  }
  xmlNode *date = tree_child(properties, "date");
  if (date && day_parse(box->value) != DAY_NONE) {
    g_autofree char *full = g_strconcat(box->value, "T00:00:00Z", NULL);
    tree_set_own(date, "fullDate", full);
  }
  replace_runs(content, words);
}

/* The runs of the text form field in @place, between what begins its result and what ends it. FALSE: there is
 * none. */
static gboolean
fill_form_field(xmlNode *place, const char *words)
{
  g_autoptr(GPtrArray) marks = tree_all(place, "fldChar");
  xmlNode *first = NULL;
  for (guint i = 0; i < marks->len && !first; i++) {
    g_autofree char *kind = tree_attribute(marks->pdata[i], "fldCharType");
    if (!g_strcmp0(kind, "separate") && i && tree_find(marks->pdata[i - 1], "textInput"))
      first = tree_around(marks->pdata[i], "r");
  }
  if (!first)
    return FALSE;
  xmlNode *run = tree_next(first, NULL);
  for (gboolean put = FALSE; run && !tree_find(run, "fldChar"); run = put ? tree_next(first, NULL) : run) {
    if (put) {
      tree_remove(run);
      continue;
    }
    put_run(run->parent, run, words);
    first = run->prev;
    put = TRUE;
  }
  return TRUE;
}

/* Something that is no text, and would be lost. */
static gboolean
holds_more(const xmlNode *cell)
{
  static const char *const more[] = { "drawing", "pict", "object", "sym", "tbl" };
  for (guint i = 0; i < G_N_ELEMENTS(more); i++)
    if (tree_find(cell, more[i]))
      return TRUE;
  return FALSE;
}

static gboolean
fill_cell(xmlNode *cell, const Box *box, const char *words)
{
  xmlNode *control = tree_find(cell, "sdt");
  g_autofree char *text = text_in(cell, FALSE);
  if (control)
    fill_control(control, box, words);
  else if (!fill_form_field(cell, words)) {
    if (!master_is_room(text) || holds_more(cell))
      return FALSE;
    replace_runs(cell, words);
  }
  return TRUE;
}

static xmlNode *
control_called(const GPtrArray *controls, const Box *box, const char *key)
{
  for (guint i = 0; i < controls->len; i++) {
    const xmlNode *properties = tree_child(controls->pdata[i], "sdtPr");
    g_autofree char *tag = tree_attribute(tree_child(properties, "tag"), "val");
    g_autofree char *title = tree_attribute(tree_child(properties, "alias"), "val");
    g_autofree char *its = text_key(title ? title : "");
    if (!g_strcmp0(tag, box->id) || !strcmp(its, key))
      return controls->pdata[i];
  }
  return NULL;
}

/* Where the value of @label is written: below it in a row of labels, or where nothing is beside it. */
static const Spot *
place_of(const GArray *spots, const Spot *label, GHashTable *labels)
{
  const Spot *right = beside(spots, label, FALSE), *left = beside(spots, label, TRUE);
  gboolean heading = (right && g_hash_table_contains(labels, right->key)) ||
                     (left && g_hash_table_contains(labels, left->key));
  return heading || !right ? below(spots, label) : right;
}

static gboolean
fill_by_label(const GArray *spots, GHashTable *labels, const Box *box, const char *key, const char *words)
{
  for (guint i = 0; i < spots->len; i++) {
    const Spot *label = &g_array_index(spots, Spot, i);
    if (label->above || strcmp(label->key, key))
      continue;
    xmlNode *own = tree_find(label->node, "sdt");
    const Spot *place = place_of(spots, label, labels);
    if (own)
      fill_control(own, box, words);
    if (own || fill_form_field(label->node, words) || (place && fill_cell(place->node, box, words)))
      return TRUE;
  }
  return FALSE;
}

void
word_fill(OfficeFile *file, const Box *boxes, gsize n_boxes)
{
  xmlDoc *document = office_file_part(file, office_file_main(file));
  xmlNode *body = document ? tree_child(xmlDocGetRootElement(document), "body") : NULL;
  if (!body)
    return;
  g_autoptr(GArray) spots = find_spots(body);
  g_autoptr(GHashTable) labels = master_labels(boxes, n_boxes);
  g_autoptr(GPtrArray) controls = tree_all(body, "sdt");
  for (gsize i = 0; i < n_boxes; i++) {
    g_autofree char *words = box_shown(&boxes[i], boxes[i].value), *key = text_key(boxes[i].label);
    xmlNode *control = *words ? control_called(controls, &boxes[i], key) : NULL;
    if (control)
      fill_control(control, &boxes[i], words);
    gboolean done = !*words || control || fill_by_label(spots, labels, &boxes[i], key, words);
    for (const char *const *also = boxes[i].also; !done && also && *also; also++) {
      g_autofree char *other = text_key(*also);
      done = fill_by_label(spots, labels, &boxes[i], other, words);
    }
  }
}

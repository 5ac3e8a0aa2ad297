/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guesses at the fields of a printed form, from where its words stand: a line that says `Label: value`, and
 * a line of two pieces with a gap between, as a table of two columns prints. Lines of more pieces are lists,
 * and left alone. What is found is proposed to a human, never filed. */
#include "reader/document/grid.h"
#include "reader/pdf/pdf.h"
#include <math.h>
#include <string.h>

#define GAP 1.0       /* heights of a line between two pieces, where a blank takes a third of one */
#define LEVEL 0.25    /* what is less off the line is a raised figure */
#define NARROW 0.3    /* what is less apart has no line between */
#define NEXT_LINE 1.7 /* heights from a line to the next of the same cell */
#define ALIGNED 4.0   /* points by which the edges of a column may differ */
#define LABEL_LIMIT 160

typedef struct {
  GPtrArray *pieces; /* of PdfPiece, from the left */
  PdfBox box;
} Row;

static void
piece_free(gpointer data)
{
  PdfPiece *piece = data;
  g_string_free(piece->text, TRUE);
  g_free(piece);
}

static void
row_free(gpointer data)
{
  Row *row = data;
  g_ptr_array_unref(row->pieces);
  g_free(row);
}

static void
widen(PdfBox *box, const PdfBox *by)
{
  *box = (PdfBox){ MIN(box->left, by->left), MIN(box->top, by->top), MAX(box->right, by->right),
                   MAX(box->bottom, by->bottom) };
}

static double
middle(const PdfBox *box)
{
  return (box->top + box->bottom) / 2;
}

static gboolean
is_on_line(const PdfBox *before, const PdfBox *box)
{
  return middle(box) > before->top && middle(box) < before->bottom;
}

/* How far apart two neighbours are, in heights of a line. */
static double
gap(const PdfBox *before, const PdfBox *box)
{
  return (box->left - before->right) / MAX(before->bottom - before->top, 1);
}

/* Whether the text goes on in another place: across a gap, or in the next cell, which may begin higher. */
static gboolean
leaps(const PdfBox *before, const PdfBox *box)
{
  double height = MAX(before->bottom - before->top, 1), down = fabs(middle(box) - middle(before));
  return gap(before, box) > (down > LEVEL * height ? LEVEL : GAP);
}

char *
pdf_layout_text(const char *text, const PdfBox *boxes)
{
  GString *out = g_string_new(NULL);
  gboolean blank = TRUE;
  for (guint i = 0; *text; i++, text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if (!blank && !g_unichar_isspace(c) && leaps(&boxes[i - 1], &boxes[i]))
      g_string_append_c(out, '\t');
    g_string_append_unichar(out, c);
    blank = g_unichar_isspace(c);
  }
  return g_string_free(out, FALSE);
}

/* Whether a ruled line stands between two neighbours. */
static gboolean
is_parted(const GArray *rules, const PdfBox *before, const PdfBox *box)
{
  for (guint i = 0; rules && i < rules->len; i++) {
    const PdfRule *rule = &g_array_index(rules, PdfRule, i);
    if (rule->upright && rule->at > before->right - 1 && rule->at < box->left + 1 &&
        rule->from < middle(box) && rule->to > middle(box))
      return TRUE;
  }
  return FALSE;
}

static gboolean
continues(const PdfPiece *piece, const PdfBox *box, const GArray *rules)
{
  double apart = gap(&piece->box, box);
  return is_on_line(&piece->box, box) && apart < GAP && apart > -1 &&
         (apart < NARROW || !is_parted(rules, &piece->box, box));
}

/* The pieces of a page in the order of its text. */
static GPtrArray *
find_pieces(const char *text, const PdfBox *boxes, const GArray *rules)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func(piece_free);
  PdfPiece *piece = NULL;
  gboolean blank = FALSE;
  for (; *text; boxes++, text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if (g_unichar_isspace(c)) {
      blank = TRUE;
      continue;
    }
    if (!piece || !continues(piece, boxes, rules)) {
      piece = g_new(PdfPiece, 1);
      *piece = (PdfPiece){ g_string_new(NULL), *boxes, FALSE };
      g_ptr_array_add(pieces, piece);
    } else if (blank) {
      g_string_append_c(piece->text, ' ');
    }
    pdf_append_plain(piece->text, c);
    widen(&piece->box, boxes);
    blank = FALSE;
  }
  return pieces;
}

static gint
by_top(gconstpointer a, gconstpointer b)
{
  const PdfPiece *one = *(PdfPiece *const *) a, *other = *(PdfPiece *const *) b;
  double down = middle(&one->box) - middle(&other->box);
  return down < 0 ? -1 : down > 0;
}

static gint
by_left(gconstpointer a, gconstpointer b)
{
  const PdfPiece *one = *(PdfPiece *const *) a, *other = *(PdfPiece *const *) b;
  return one->box.left < other->box.left ? -1 : one->box.left > other->box.left;
}

/* Pieces whose middles lie within one another's height are one line, whatever the order of the text. */
static GPtrArray *
find_rows(GPtrArray *pieces)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
  Row *row = NULL;
  g_ptr_array_sort(pieces, by_top);
  for (guint i = 0; i < pieces->len; i++) {
    PdfPiece *piece = pieces->pdata[i];
    if (!row || middle(&piece->box) > row->box.bottom || middle(&row->box) < piece->box.top) {
      row = g_new(Row, 1);
      *row = (Row){ g_ptr_array_new(), piece->box };
      g_ptr_array_add(rows, row);
    }
    g_ptr_array_add(row->pieces, piece);
    widen(&row->box, &piece->box);
  }
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_sort(((Row *) rows->pdata[i])->pieces, by_left);
  return rows;
}

/* A label with its value, while lines are added to either. */
typedef struct {
  GString *label, *value;
  const Row *last;
  double label_left, value_left;
  ReadingDocument *document;
} Pair;

static void
finish(Pair *pair)
{
  if (pair->label->len && pair->value->len && pair->document->fields->len < PDF_FIELDS) {
    g_autofree char *label = passage_label(pair->label->str, -1);
    passage_value(pair->document, label, pair->value->str, NULL, "line");
  }
  g_string_truncate(pair->label, 0);
  g_string_truncate(pair->value, 0);
}

static gboolean
is_label(const char *text)
{
  gboolean letters = FALSE;
  for (const char *p = text; *p && !letters; p = g_utf8_next_char(p))
    letters = g_unichar_isalpha(g_utf8_get_char(p));
  return letters && strlen(text) <= LABEL_LIMIT && !grid_is_data(text);
}

/* The end of a footer, which is nobody's answer. */
static gboolean
is_page_number(const char *text)
{
  return g_str_has_prefix(text, "Page ") && g_ascii_isdigit(text[5]);
}

/* Adds a line to the side of the pair that it stands under, if it does. */
static gboolean
add_line(Pair *pair, const Row *row, const PdfPiece *piece)
{
  double down = row->box.top - (pair->last ? pair->last->box.top : 0),
         height = row->box.bottom - row->box.top;
  if (!pair->value->len || down > NEXT_LINE * MAX(height, 1))
    return FALSE;
  gunichar first = g_utf8_get_char(piece->text->str);
  if (fabs(piece->box.left - pair->value_left) <= ALIGNED)
    g_string_append_printf(pair->value, "\n%s", piece->text->str);
  else if (fabs(piece->box.left - pair->label_left) <= ALIGNED && (g_unichar_islower(first) || first == '('))
    g_string_append_printf(pair->label, " %s", piece->text->str);
  else
    return FALSE;
  pair->last = row;
  return TRUE;
}

static void
start_pair(Pair *pair, const Row *row, const PdfPiece *label, const PdfPiece *value)
{
  finish(pair);
  if (!is_label(label->text->str) || is_page_number(value->text->str))
    return;
  g_string_assign(pair->label, label->text->str);
  g_string_assign(pair->value, value->text->str);
  pair->label_left = label->box.left;
  pair->value_left = value->box.left;
  pair->last = row;
}

static gboolean
is_marked(const PdfPiece *piece)
{
  return g_str_has_suffix(piece->text->str, ":") || g_str_has_suffix(piece->text->str, "?");
}

/* Whether a piece has a label and its value in itself. */
static gboolean
is_whole(const PdfPiece *piece)
{
  const char *colon = strchr(piece->text->str, ':');
  return colon && colon[1] == ' ' && colon[2];
}

static void
read_row(Pair *pair, const Row *row)
{
  const GPtrArray *pieces = row->pieces;
  const PdfPiece *first = pieces->pdata[0];
  if (pieces->len == 1 && add_line(pair, row, first))
    return;
  if (is_whole(first)) {
    finish(pair);
    for (guint i = 0; i < pieces->len; i++)
      document_lines(((const PdfPiece *) pieces->pdata[i])->text->str, pair->document->fields);
    return;
  }
  if (pieces->len == 2) {
    start_pair(pair, row, first, pieces->pdata[1]);
    return;
  }
  finish(pair);
  if (pieces->len == 1)
    document_lines(first->text->str, pair->document->fields);
  else if (pieces->len == 4 && is_marked(first) && is_marked(pieces->pdata[2])) {
    start_pair(pair, row, first, pieces->pdata[1]);
    start_pair(pair, row, pieces->pdata[2], pieces->pdata[3]);
  }
}

/* Pieces from top to bottom and from left to right, and only those outside of tables. */
static GPtrArray *
without_tables(const GPtrArray *rows)
{
  GPtrArray *pieces = g_ptr_array_new();
  for (guint i = 0; i < rows->len; i++) {
    const Row *row = rows->pdata[i];
    for (guint j = 0; j < row->pieces->len; j++)
      if (!((const PdfPiece *) row->pieces->pdata[j])->ruled)
        g_ptr_array_add(pieces, row->pieces->pdata[j]);
  }
  return pieces;
}

void
pdf_layout_fields(const char *text, const PdfBox *boxes, const PdfPage *page, ReadingDocument *document)
{
  g_autoptr(GPtrArray) pieces = find_pieces(text, boxes, page->rules), all = find_rows(pieces);
  g_autoptr(GPtrArray) ordered = without_tables(all);
  if (page->rules)
    pdf_cells_read(page, ordered, document);
  g_autoptr(GPtrArray) plain = without_tables(all), rows = find_rows(plain);
  g_autoptr(GString) label = g_string_new(NULL), value = g_string_new(NULL);
  Pair pair = { .label = label, .value = value, .document = document };
  for (guint i = 0; i < rows->len && document->fields->len < PDF_FIELDS; i++)
    read_row(&pair, rows->pdata[i]);
  finish(&pair);
}

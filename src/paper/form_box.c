/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of boxes as people see them. Does not read what comes back. */
#include "paper/form_box.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

const char *const box_yes_no[] = { "Yes", "No", NULL };

char *
box_day_shown(Day day)
{
  int year, month, dom;
  day_to_ymd(day, &year, &month, &dom);
  return g_strdup_printf("%02d/%02d/%04d", dom, month, year);
}

char *
box_shown(const Box *box, const char *value)
{
  if (!value)
    return g_strdup("");
  if (box->kind == BOX_DATE && day_parse(value) != DAY_NONE)
    return box_day_shown(day_parse(value));
  if (box->kind == BOX_YES_NO && !strcmp(value, "true"))
    return g_strdup(box_yes_no[0]);
  if (box->kind == BOX_YES_NO && !strcmp(value, "false"))
    return g_strdup(box_yes_no[1]);
  return text_clean(value, -1, 0, box->kind == BOX_TEXT || box->kind == BOX_EVIDENCE);
}

GStrv
box_choices(const Box *box)
{
  const char *const *of = box->kind == BOX_YES_NO ? box_yes_no : box->of;
  if (!of || (box->kind != BOX_YES_NO && box->kind != BOX_CHOICE && box->kind != BOX_RATING &&
              box->kind != BOX_DATE))
    return NULL;
  g_autoptr(GStrvBuilder) choices = g_strv_builder_new();
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (; *of; of++) {
    char *shown = box_shown(box, *of);
    if (*shown && !g_hash_table_contains(seen, shown))
      g_strv_builder_add(choices, shown);
    g_hash_table_add(seen, shown);
  }
  return g_strv_builder_end(choices);
}

GStrv
box_paragraphs(const char *text)
{
  g_autoptr(GStrvBuilder) paragraphs = g_strv_builder_new();
  g_autofree char *clean = text_clean(text ? text : "", -1, 0, TRUE);
  g_auto(GStrv) lines = g_strsplit(clean, "\n", -1);
  g_autoptr(GString) paragraph = g_string_new(NULL);
  for (char **line = lines;; line++) {
    if (*line && *g_strstrip(*line)) {
      g_string_append_printf(paragraph, "%s%s", paragraph->len ? " " : "", *line);
      continue;
    }
    if (paragraph->len)
      g_strv_builder_add(paragraphs, paragraph->str);
    g_string_truncate(paragraph, 0);
    if (!*line)
      return g_strv_builder_end(paragraphs);
  }
}

char *
box_labels(const Box *boxes, gsize n_boxes, gboolean required, guint *count)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new();
  for (gsize i = 0; i < n_boxes; i++)
    if (!boxes[i].required == !required && (!boxes[i].value || !*boxes[i].value))
      g_ptr_array_add(labels, (gpointer) boxes[i].label);
  *count = labels->len;
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < labels->len; i++)
    g_string_append_printf(words, "%s“%s”",
                           !i                     ? ""
                           : i + 1 == labels->len ? " and "
                                                  : ", ",
                           (const char *) labels->pdata[i]);
  return labels->len ? g_strdup(words->str) : NULL;
}

/* What @value says of the piece @n, 0 being the rationale: the lines up to the next "Evidence N:". */
static const char *
piece_of(const char *value, int n, GStringChunk *words)
{
  g_auto(GStrv) lines = g_strsplit(value ? value : "", "\n", -1);
  g_autoptr(GString) piece = g_string_new(NULL);
  int at = 0;
  for (char **line = lines; *line; line++) {
    int next = 0, length = 0;
    const char *rest = *line;
    if (sscanf(*line, "Evidence %2d:%n", &next, &length) == 1 && length) {
      at = next;
      rest += length;
    }
    if (at == n)
      g_string_append_printf(piece, "%s%s", piece->len ? "\n" : "", rest);
  }
  return g_string_chunk_insert(words, g_strstrip(piece->str));
}

static void
add_pieces(GArray *all, const Box *box, GStringChunk *words)
{
  enum { RATIONALE_LINES = 5, PIECE_LINES = 2 };
  Box part = *box;
  part.kind = BOX_TEXT;
  part.lines = RATIONALE_LINES;
  part.value = piece_of(box->value, 0, words);
  g_autofree char *help = g_strdup_printf(
      "%s%sPlease say why you meet this, and link to %d piece%s of evidence.", box->help ? box->help : "",
      box->help ? "\n" : "", box->pieces, box->pieces == 1 ? "" : "s");
  part.help = g_string_chunk_insert(words, help);
  g_array_append_val(all, part);
  part.section = part.help = NULL;
  part.required = FALSE;
  part.lines = PIECE_LINES;
  for (int n = 1; n <= box->pieces; n++) {
    g_autofree char *id = g_strdup_printf("%s.%d", box->id, n);
    g_autofree char *label = g_strdup_printf("%s: evidence %d", box->label, n);
    part.id = g_string_chunk_insert(words, id);
    part.label = g_string_chunk_insert(words, label);
    part.value = piece_of(box->value, n, words);
    g_array_append_val(all, part);
  }
}

GArray *
boxes_in_pieces(const Box *boxes, gsize n_boxes, GStringChunk *words)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Box));
  for (gsize i = 0; i < n_boxes; i++)
    if (boxes[i].kind == BOX_EVIDENCE)
      add_pieces(all, &boxes[i], words);
    else
      g_array_append_val(all, boxes[i]);
  return all;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of boxes as people see them. Does not read what comes back. */
#include "paper/form_box.h"
#include "base/text.h"
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
  return text_clean(value, -1, 0, box->kind == BOX_TEXT);
}

GStrv
box_choices(const Box *box)
{
  const char *const *of = box->kind == BOX_YES_NO ? box_yes_no : box->of;
  if (!of || (box->kind != BOX_YES_NO && box->kind != BOX_CHOICE && box->kind != BOX_DATE))
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
box_labels_needed(const Box *boxes, gsize n_boxes)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new();
  for (gsize i = 0; i < n_boxes; i++)
    if (boxes[i].required && (!boxes[i].value || !*boxes[i].value))
      g_ptr_array_add(labels, (gpointer) boxes[i].label);
  if (!labels->len)
    return NULL;
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < labels->len; i++)
    g_string_append_printf(words, "%s“%s”",
                           !i                     ? ""
                           : i + 1 == labels->len ? " and "
                                                  : ", ",
                           (const char *) labels->pdata[i]);
  return g_strdup(words->str);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens the office's file, has it filled, writes it. */
#include "paper/master.h"
#include "base/fault.h"
#include "base/text.h"
#include "paper/master_inside.h"
#include <string.h>

gboolean
master_is_room(const char *text)
{
  g_autofree char *clean = text_clean(text, -1, 0, FALSE), *key = text_key(clean);
  return !*key || g_str_has_prefix(key, "click or tap") || g_str_has_prefix(key, "click here to enter") ||
         !strcmp(key, "choose an item");
}

char *
master_ref_words(const char *ref, const char *version)
{
  return g_strdup_printf("Ref %s%s%s", ref ? ref : "", version ? " · Version " : "", version ? version : "");
}

GHashTable *
master_labels(const Box *boxes, gsize n_boxes)
{
  GHashTable *labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; i < n_boxes; i++) {
    g_hash_table_add(labels, text_key(boxes[i].label));
    for (const char *const *also = boxes[i].also; also && *also; also++)
      g_hash_table_add(labels, text_key(*also));
  }
  return labels;
}

static void
set_properties(OfficeFile *file, const char *ref, const char *form, const char *version)
{
  const char *const properties[][2] = { { "mentord-ref", ref },
                                        { "mentord-form", form },
                                        { "mentord-version", version } };
  for (guint i = 0; i < G_N_ELEMENTS(properties); i++)
    if (properties[i][1])
      office_file_set_property(file, properties[i][0], properties[i][1]);
}

static gboolean
is_word(OfficeFile *file)
{
  return tree_is(xmlDocGetRootElement(office_file_look(file, office_file_main(file))), "document");
}

GBytes *
master_fill_document(GBytes *master, const FormDocument *form, GError **error)
{
  g_autoptr(OfficeFile) file = office_file_open(master, error);
  if (!file)
    return NULL;
  g_autoptr(GStringChunk) words = g_string_chunk_new(1024);
  g_autoptr(GArray) boxes = boxes_in_pieces(form->boxes, form->n_boxes, words);
  g_autofree char *ref = master_ref_words(form->ref, form->version);
  set_properties(file, form->ref, form->form, form->version);
  if (is_word(file)) {
    word_fill(file, (const Box *) boxes->data, boxes->len);
    word_footers(file, ref);
  } else {
    sheet_fill(file, (const Box *) boxes->data, boxes->len);
    sheet_footers(file, ref);
  }
  return office_file_write(file, error);
}

GBytes *
master_fill_workbook(GBytes *master, const FormWorkbook *form, GError **error)
{
  g_autoptr(OfficeFile) file = office_file_open(master, error);
  if (!file)
    return NULL;
  if (is_word(file)) {
    g_set_error_literal(error, FAULT, FAULT_DATA, "is a Word file, and rows want a workbook");
    return NULL;
  }
  g_autofree char *ref = master_ref_words(form->ref, form->version);
  set_properties(file, form->ref, form->form, form->version);
  sheet_fill_rows(file, form);
  sheet_footers(file, ref);
  return office_file_write(file, error);
}

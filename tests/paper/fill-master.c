/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fill-master MASTER OUT LABEL=VALUE...: fills an office's own form, for tests that make such forms with
 * other programs. With --rows in front the values are one row each, "A=1|B=2". Checks nothing. */
#include "paper/form_box.h"
#include "paper/master.h"
#include <string.h>

#define REF "7K3Q9-F2M4X"

static Box
box_of(const char *pair, GStringChunk *words)
{
  char *equals = strchr(pair, '=');
  g_assert_nonnull(equals);
  Box box = { .id = "x",
              .label = g_string_chunk_insert_len(words, pair, equals - pair),
              .value = equals + 1 };
  char *end;
  g_ascii_strtod(box.value, &end);
  box.kind = day_parse(box.value) != DAY_NONE    ? BOX_DATE
             : *box.value && !*end               ? BOX_NUMBER
             : strstr(box.value, "Evidence 1: ") ? BOX_EVIDENCE
                                                 : BOX_TEXT;
  box.pieces = box.kind == BOX_EVIDENCE ? 3 : 0;
  return box;
}

static GBytes *
fill_rows(GBytes *master, char **rows, int n, GStringChunk *words, GError **error)
{
  g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(Box));
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  for (int i = 0; i < n; i++) {
    g_auto(GStrv) pairs = g_strsplit(rows[i], "|", -1);
    GStrv row = g_new0(char *, g_strv_length(pairs) + 1);
    for (guint c = 0; pairs[c]; c++) {
      Box box = box_of(pairs[c], words);
      row[c] = g_strdup(box.value);
      if (!i)
        g_array_append_val(columns, box);
    }
    g_ptr_array_add(values, row);
  }
  const FormWorkbook form = { .ref = REF,
                              .form = "rows",
                              .version = "2026-27",
                              .columns = (const Box *) columns->data,
                              .n_columns = columns->len,
                              .rows = values };
  return master_fill_workbook(master, &form, error);
}

static GBytes *
fill_boxes(GBytes *master, char **pairs, int n, GStringChunk *words, GError **error)
{
  g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(Box));
  for (int i = 0; i < n; i++) {
    Box box = box_of(pairs[i], words);
    g_array_append_val(boxes, box);
  }
  const FormDocument form = { .ref = REF,
                              .form = "boxes",
                              .version = "2026-27",
                              .boxes = (const Box *) boxes->data,
                              .n_boxes = boxes->len };
  return master_fill_document(master, &form, error);
}

int
main(int argc, char **argv)
{
  gboolean rows = argc > 1 && !strcmp(argv[1], "--rows");
  char **arguments = argv + 1 + rows;
  int n = argc - 1 - rows - 2;
  g_autofree char *data = NULL;
  gsize size;
  g_autoptr(GError) error = NULL;
  if (n < 0 || !g_file_get_contents(arguments[0], &data, &size, NULL)) {
    g_printerr("usage: fill-master [--rows] MASTER OUT LABEL=VALUE...\n");
    return 64;
  }
  g_autoptr(GBytes) master = g_bytes_new_static(data, size);
  g_autoptr(GStringChunk) words = g_string_chunk_new(256);
  g_autoptr(GBytes) filled = rows ? fill_rows(master, arguments + 2, n, words, &error)
                                  : fill_boxes(master, arguments + 2, n, words, &error);
  if (!filled) {
    g_printerr("the file %s\n", error->message);
    return 65;
  }
  return g_file_set_contents(arguments[1], g_bytes_get_data(filled, NULL), (gssize) g_bytes_get_size(filled),
                             NULL)
             ? 0
             : 74;
}

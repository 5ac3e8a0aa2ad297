/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills two cells of each row into the bytes of a list, where the reader says that they lie. Parses nothing.
 * RFC 4180 */
#include "pass/claims/assurance_file.h"
#include "base/text.h"
#include <string.h>

#define HEADER_WITHIN 20

static gboolean
is_header(ClaimList *list, const SchemeForm *form, GStrv row)
{
  g_hash_table_remove_all(list->fields);
  for (guint c = 0; row[c]; c++) {
    g_autofree char *key = text_key(row[c]);
    for (guint f = 0; f < form->fields->len; f++) {
      const FormField *field = form->fields->pdata[f];
      if (!strcmp(field->key, key) && !g_hash_table_contains(list->fields, field->id))
        g_hash_table_insert(list->fields, field->id, GUINT_TO_POINTER(c + 1));
    }
  }
  return g_hash_table_contains(list->fields, "accepted") && g_hash_table_contains(list->fields, "reason") &&
         g_hash_table_contains(list->fields, "reference");
}

gboolean
claim_list_find(ClaimList *list, const SchemeForm *form, const ReadingDocument *document)
{
  list->document = document;
  list->fields = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint t = 0; t < document->tables->len; t++) {
    list->table = document->tables->pdata[t];
    for (guint r = 0; r < MIN(list->table->rows->len, HEADER_WITHIN) && !list->table->hidden; r++) {
      list->header = r;
      if (is_header(list, form, list->table->rows->pdata[r]))
        return TRUE;
    }
  }
  return FALSE;
}

void
claim_list_clear(ClaimList *list)
{
  g_clear_pointer(&list->fields, g_hash_table_unref);
}

static guint
column_of(const ClaimList *list, const char *id)
{
  return GPOINTER_TO_UINT(g_hash_table_lookup(list->fields, id)) - 1;
}

GHashTable *
claim_list_cells(const ClaimList *list, guint row)
{
  GStrv cells = list->table->rows->pdata[row];
  guint n = g_strv_length(cells);
  gboolean any = FALSE;
  GHashTable *found = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  GHashTableIter iter;
  gpointer id, column;
  g_hash_table_iter_init(&iter, list->fields);
  while (g_hash_table_iter_next(&iter, &id, &column)) {
    guint c = GPOINTER_TO_UINT(column) - 1;
    char *text = c < n ? text_clean(cells[c], -1, 1024, FALSE) : g_strdup("");
    any = any || *text;
    g_hash_table_insert(found, id, text);
  }
  if (any)
    return found;
  g_hash_table_unref(found);
  return NULL;
}

static const char *
accepted_word(const ClaimRow *row)
{
  return row->verdict == CLAIM_YES ? "yes" : row->verdict == CLAIM_NO ? "no" : NULL;
}

/* A cell that a spreadsheet takes for text: in quotes, and never begun by what begins a formula. */
static char *
quoted(const char *text)
{
  g_autoptr(GString) cell = g_string_new(NULL);
  if (*text && strchr("=+-@\t\r", *text))
    g_string_append_c(cell, '\'');
  for (const char *p = text; *p; p++)
    g_string_append_c(cell, g_ascii_iscntrl(*p) ? ' ' : *p);
  g_string_replace(cell, "\"", "\"\"", 0);
  return g_strdup_printf("\"%s\"", cell->str);
}

/* In the file's own encoding: its old code page, where it is no UTF-8. */
static char *
encoded(const ClaimList *list, char *text)
{
  gsize n;
  const char *bytes = g_bytes_get_data(list->document->content, &n);
  if (g_utf8_validate_len(bytes, n, NULL))
    return text;
  char *converted = g_convert_with_fallback(text, -1, "WINDOWS-1252", "UTF-8", "?", NULL, NULL, NULL);
  if (!converted)
    return text;
  g_free(text);
  return converted;
}

/* One row while it is written: its bytes up to @done are out. */
typedef struct {
  const ClaimList *list;
  GString *out;
  const char *bytes;
  const GArray *cuts; /* of the row */
  char separator;
  gsize done;
} Splice;

static guint
cut_at(const Splice *splice, guint i)
{
  return g_array_index(splice->cuts, guint, i);
}

/* The cell in @column becomes @text; a row that is too short is made long enough. Columns come in rising
 * order. */
static void
put_cell(Splice *splice, guint column, const char *text, guint *missing)
{
  guint n = splice->cuts->len - 1;
  if (column < n) {
    gsize from = cut_at(splice, column), to = cut_at(splice, column + 1) - 1;
    g_string_append_len(splice->out, splice->bytes + splice->done, (gssize) (from - splice->done));
    g_string_append(splice->out, text);
    splice->done = to;
    return;
  }
  gsize end = cut_at(splice, n) - 1;
  g_string_append_len(splice->out, splice->bytes + splice->done, (gssize) (end - splice->done));
  splice->done = end;
  for (; n + *missing <= column; (*missing)++)
    g_string_append_c(splice->out, splice->separator);
  g_string_append(splice->out, text);
}

static void
splice_row(Splice *splice, const ClaimRow *row)
{
  guint accepted = column_of(splice->list, "accepted"), reason = column_of(splice->list, "reason"),
        missing = 0;
  g_autofree char *words = encoded(splice->list, quoted(row->reason ? row->reason : ""));
  const char *word = accepted_word(row), *why = row->reason ? words : "";
  if (!word)
    return; /* left as it was */
  splice->cuts = splice->list->table->cuts->pdata[row->row];
  put_cell(splice, MIN(accepted, reason), accepted < reason ? word : why, &missing);
  put_cell(splice, MAX(accepted, reason), accepted < reason ? why : word, &missing);
}

/* Whether what the reader says lies within the file. */
static gboolean
cuts_fit(const ClaimList *list)
{
  const GPtrArray *cuts = list->table->cuts;
  if (!cuts || !list->document->content || cuts->len != list->table->rows->len)
    return FALSE;
  gsize last = 0, size = g_bytes_get_size(list->document->content);
  for (guint r = 0; r < cuts->len; r++) {
    const GArray *row = cuts->pdata[r];
    for (guint c = 0; c < row->len; c++) {
      gsize cut = g_array_index(row, guint, c);
      if (cut < last || cut > size + 1)
        return FALSE;
      last = c + 1 < row->len ? cut + 1 : cut;
    }
    if (row->len < 2)
      return FALSE;
  }
  return TRUE;
}

static GBytes *
fill_anew(const ClaimList *list, const GPtrArray *rows)
{
  g_autoptr(GHashTable) answers = g_hash_table_new(NULL, NULL);
  guint accepted = column_of(list, "accepted"), reason = column_of(list, "reason");
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_insert(answers, GUINT_TO_POINTER(((const ClaimRow *) rows->pdata[i])->row + 1),
                        rows->pdata[i]);
  for (guint r = list->header; r < list->table->rows->len; r++) {
    GStrv cells = list->table->rows->pdata[r];
    const ClaimRow *row = g_hash_table_lookup(answers, GUINT_TO_POINTER(r + 1));
    guint n = g_strv_length(cells), width = row ? MAX(n, MAX(accepted, reason) + 1) : n;
    for (guint c = 0; c < width; c++) {
      const char *word = row && accepted_word(row) && c == accepted                ? accepted_word(row)
                         : row && row->reason && c == reason && accepted_word(row) ? row->reason
                         : c < n                                                   ? cells[c]
                                                                                   : "";
      g_autofree char *cell = quoted(word);
      g_string_append_printf(out, "%s%s", c ? "," : "", *word ? cell : "");
    }
    g_string_append(out, "\r\n");
  }
  return g_string_free_to_bytes(out);
}

GBytes *
claim_list_fill(const ClaimList *list, const GPtrArray *rows, gboolean *anew)
{
  *anew = !cuts_fit(list);
  if (*anew)
    return fill_anew(list, rows);
  gsize n;
  const char *bytes = g_bytes_get_data(list->document->content, &n);
  const GArray *header = list->table->cuts->pdata[list->header];
  Splice splice = { .list = list, .out = g_string_sized_new(n + 64 * rows->len), .bytes = bytes };
  splice.separator = bytes[g_array_index(header, guint, 1) - 1];
  for (guint i = 0; i < rows->len; i++)
    splice_row(&splice, rows->pdata[i]);
  g_string_append_len(splice.out, bytes + splice.done, (gssize) (n - splice.done));
  return g_string_free_to_bytes(splice.out);
}

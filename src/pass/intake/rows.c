/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the rows of a returned workbook under the form's own columns and hands them to roster.c or
 * attendance.c. Decides nothing about a row. */
#include "pass/intake/rows.h"
#include "base/text.h"
#include "pass/intake/action_rows.h"
#include "pass/intake/attendance.h"
#include "pass/intake/logged.h"
#include "pass/people/roster.h"
#include <string.h>

#define HEADER_WITHIN 20
#define BEGINNING_ROWS 3
#define BEGINNING_LENGTH 300 /* bytes */

/* Which field each column holds, by its heading; NULL when this row is no header of @form. */
static const FormField **
header_of(const SchemeForm *form, GStrv row, guint n)
{
  const FormField **columns = g_new0(const FormField *, n + 1);
  guint found = 0;
  for (guint c = 0; c < n; c++) {
    g_autofree char *key = text_key(row[c]);
    for (guint f = 0; f < form->fields->len && *key && !columns[c]; f++) {
      const FormField *field = form->fields->pdata[f];
      g_autofree char *id = text_key(field->id);
      if (!strcmp(field->key, key) || !strcmp(id, key))
        columns[c] = field;
    }
    found += columns[c] != NULL;
  }
  if (found >= 2 || (found && form->fields->len == 1))
    return columns;
  g_free(columns);
  return NULL;
}

static void
add_row(GPtrArray *rows, const FormField **columns, guint n_columns, GStrv row)
{
  g_autoptr(GHashTable) cells = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  gboolean any = FALSE;
  for (guint c = 0; row[c] && c < n_columns; c++) {
    if (!columns[c])
      continue;
    char *value = text_clean(row[c], -1, 1024, FALSE);
    any = any || *value;
    g_hash_table_insert(cells, columns[c]->id, value);
  }
  if (any)
    g_ptr_array_add(rows, g_steal_pointer(&cells));
}

GPtrArray *
rows_read(const SchemeForm *form, const ReadingDocument *document)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_hash_table_unref);
  for (guint t = 0; t < document->tables->len; t++) {
    const ReadingTable *table = document->tables->pdata[t];
    g_autofree const FormField **columns = NULL;
    guint n_columns = 0;
    for (guint r = 0; r < table->rows->len && !table->hidden; r++) {
      GStrv row = table->rows->pdata[r];
      if (columns) {
        add_row(rows, columns, n_columns, row);
      } else if (r < HEADER_WITHIN) {
        n_columns = g_strv_length(row);
        columns = header_of(form, row, n_columns);
      }
    }
  }
  return rows;
}

static gboolean
add_beginning(GString *words, GStrv row)
{
  gboolean any = FALSE;
  for (guint c = 0; row[c] && words->len < BEGINNING_LENGTH; c++) {
    g_autofree char *text = text_clean(row[c], -1, 80, FALSE);
    if (*text)
      g_string_append_printf(words, "%s%s", any ? ", " : words->len ? " / " : "", text);
    any = any || *text;
  }
  return any;
}

char *
rows_beginning(const ReadingDocument *document)
{
  GString *words = g_string_new(NULL);
  guint rows = 0;
  for (guint t = 0; t < document->tables->len; t++) {
    const ReadingTable *table = document->tables->pdata[t];
    for (guint r = 0; r < table->rows->len && !table->hidden && rows < BEGINNING_ROWS; r++)
      rows += add_beginning(words, table->rows->pdata[r]);
  }
  return g_string_free(words, FALSE);
}

json_t *
row_to_json(GHashTable *row)
{
  json_t *kept = json_object();
  GHashTableIter iter;
  gpointer field, text;
  g_hash_table_iter_init(&iter, row);
  while (g_hash_table_iter_next(&iter, &field, &text))
    json_object_set_new(kept, field, json_string(text));
  return kept;
}

GHashTable *
row_from_json(const json_t *kept, GHashTable *typed)
{
  GHashTable *row = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  const char *field;
  json_t *text;
  json_object_foreach((json_t *) kept, field, text)
      g_hash_table_insert(row, g_strdup(field), g_strdup(json_string_value(text)));
  GHashTableIter iter;
  gpointer id, value;
  if (typed)
    g_hash_table_iter_init(&iter, typed);
  while (typed && g_hash_table_iter_next(&iter, &id, &value))
    g_hash_table_insert(row, g_strdup(id), g_strdup(value));
  return row;
}

void
rows_take(Inbound *inbound, Outcome *outcome, const ReadingDocument *document, const Recognised *form,
          const Obligation *obligation)
{
  g_autoptr(GPtrArray) rows = rows_read(form->form, document);
  if (form->form->records == RECORDS_PEOPLE)
    roster_take(inbound, outcome, form, obligation, rows);
  else if (form->form->records == RECORDS_ATTENDANCE)
    attendance_take(inbound, outcome, form, obligation, rows);
  else if (form->form->records == RECORDS_ACTIVITIES)
    logged_take(inbound, outcome, form, obligation->person, rows);
  else if (form->form->records == RECORDS_ACTIONS)
    action_rows_take(inbound, outcome, form, obligation, rows);
}

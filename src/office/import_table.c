/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds cells by their headings and reads the ones that every kind of row has. */
#include "office/import_table.h"
#include "base/text.h"
#include "pass/intake/values.h"
#include <string.h>

/* What offices write over a column, beside its own name. */
static const struct {
  const char *column, *heading;
} OTHER_HEADINGS[] = {
  { "name", "full name" },        { "name", "mentor" },          { "email", "email address" },
  { "email", "e mail" },          { "email", "e mail address" }, { "email", "mail" },
  { "school", "school college" }, { "school", "school name" },   { "date", "day" },
  { "date", "date attended" },    { "start", "starts" },         { "start", "date and time" },
  { "minutes", "length" },        { "place", "where" },          { "place", "location" },
  { "hours", "number of hours" },
};

ImportTable *
import_table_new(Engine *engine, Import *import, GStrv header)
{
  ImportTable *table = g_new0(ImportTable, 1);
  table->engine = engine;
  table->import = import;
  table->header = g_strdupv(header);
  table->columns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  table->used = g_hash_table_new(NULL, NULL);
  for (guint c = 0; header[c]; c++) {
    char *key = text_key(header[c]);
    if (*key && !g_hash_table_contains(table->columns, key))
      g_hash_table_insert(table->columns, key, GUINT_TO_POINTER(c + 1));
    else
      g_free(key);
  }
  return table;
}

void
import_table_free(ImportTable *table)
{
  if (!table)
    return;
  g_strfreev(table->header);
  g_hash_table_unref(table->columns);
  g_hash_table_unref(table->used);
  g_free(table);
}

/* The index of @column, counted from 1; 0: there is none. */
static guint
index_of(const ImportTable *table, const char *column)
{
  g_autofree char *key = text_key(column);
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(table->columns, key));
  for (guint i = 0; !index && i < G_N_ELEMENTS(OTHER_HEADINGS); i++)
    if (!strcmp(OTHER_HEADINGS[i].column, column))
      index = GPOINTER_TO_UINT(g_hash_table_lookup(table->columns, OTHER_HEADINGS[i].heading));
  return index;
}

gboolean
import_has(const ImportTable *table, const char *column)
{
  return index_of(table, column) != 0;
}

void
import_unused(const ImportTable *table)
{
  for (guint c = 0; table->header[c]; c++)
    if (*table->header[c] && !g_hash_table_contains(table->used, GUINT_TO_POINTER(c + 1)))
      import_say(table->import, '!', "the column \"%s\" is not known here and was left out",
                 table->header[c]);
}

char *
import_cell(const ImportRow *row, const char *column)
{
  guint index = index_of(row->table, column);
  if (!index)
    return g_strdup("");
  g_hash_table_add(row->table->used, GUINT_TO_POINTER(index));
  return index <= g_strv_length(row->cells) ? text_clean(row->cells[index - 1], -1, 1024, FALSE)
                                            : g_strdup("");
}

gboolean
import_refuse(const ImportRow *row, const char *column, const char *format, ...)
{
  guint index = index_of(row->table, column);
  ImportFault *fault = g_new0(ImportFault, 1);
  va_list args;
  va_start(args, format);
  fault->words = g_strdup_vprintf(format, args);
  va_end(args);
  fault->row = row->number;
  fault->column = g_strdup(index ? row->table->header[index - 1] : column);
  g_ptr_array_add(row->table->import->refused, fault);
  return FALSE;
}

void
import_say(Import *import, char sign, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *words = g_strdup_vprintf(format, args);
  va_end(args);
  g_ptr_array_add(import->lines, g_strdup_printf("%c %s", sign, words));
}

const Scheme *
import_scheme(const ImportRow *row, gboolean *refused)
{
  const Schemes *schemes = row->table->engine->site->schemes;
  g_autofree char *name = import_cell(row, "scheme");
  g_autofree char *key = text_key(name);
  *refused = FALSE;
  if (!*key)
    return schemes->schemes->len == 1 ? schemes->schemes->pdata[0] : NULL;
  for (guint i = 0; i < schemes->schemes->len; i++) {
    const Scheme *scheme = schemes->schemes->pdata[i];
    g_autofree char *id = text_key(scheme->id), *title = text_key(scheme->title);
    if (!strcmp(id, key) || !strcmp(title, key))
      return scheme;
  }
  *refused = !import_refuse(row, "scheme", "\"%s\" is no scheme of this site", name);
  return NULL;
}

GStrv
import_values(const ImportRow *row, const SchemeAttribute *attribute)
{
  g_autofree char *text = import_cell(row, attribute->id), *bad = NULL;
  GStrv values = values_of_attribute(attribute, text, &bad);
  if (values)
    return values;
  g_autofree char *known = g_strjoinv(", ", attribute->values);
  import_refuse(row, attribute->id, "\"%s\" is none of: %s%s", bad, known,
                attribute->many ? "" : " (one of them alone)");
  return NULL;
}

Day
import_day(const ImportRow *row, const char *column)
{
  g_autofree char *text = import_cell(row, column);
  Day day = value_day(text);
  if (day == DAY_NONE)
    import_refuse(row, column, "\"%s\" is no date: write it as 2026-10-06 or 06/10/2026", text);
  return day;
}

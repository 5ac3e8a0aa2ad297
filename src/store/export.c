/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads by the list of columns in personal.c. What others wrote about the person is theirs to see only where
 * that list says so. */
#include "store/export.h"
#include "store/personal.h"
#include "store/statement.h"

/* Its columns but the bytes, as arguments of json_object(). */
static char *
columns_of(Store *store, const PersonalTable *table)
{
  Statement *s = statement(store, "SELECT group_concat('''' || name || ''', \"' || name || '\"', ', ')"
                                  " FROM pragma_table_info(?) WHERE type <> 'BLOB'");
  bind_text(s, table->table);
  return statement_text(s);
}

static char *
rows_of(Store *store, const PersonalTable *table, gint64 person)
{
  g_autofree char *columns = columns_of(store, table);
  g_autofree char *sql =
      g_strdup_printf("SELECT json_group_array(json_object(%s)) FROM %s WHERE %s", columns ? columns : "",
                      table->table, table->mine ? table->mine : table->own);
  sqlite3_stmt *stmt = NULL;
  char *json = NULL;
  if (store_failed(store))
    return NULL;
  int code = sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_bind_int64(stmt, 1, person);
  if (code == SQLITE_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW)
    json = g_strdup((const char *) sqlite3_column_text(stmt, 0));
  sqlite3_finalize(stmt);
  if (code != SQLITE_ROW)
    store_poison(store, code, sql);
  return json;
}

char *
export_person(Store *store, gint64 person)
{
  guint n;
  const PersonalTable *tables = personal_tables(&n);
  g_autoptr(GString) all = g_string_new("{");
  for (guint i = 0; i < n; i++) {
    if (!tables[i].own || *tables[i].bytes == 'b')
      continue;
    g_autofree char *rows = rows_of(store, &tables[i], person);
    g_string_append_printf(all, "%s\"%s\": %s", all->len > 1 ? ",\n" : "", tables[i].label,
                           rows ? rows : "[]");
  }
  g_string_append(all, "}\n");
  return store_failed(store) ? NULL : g_string_free(g_steal_pointer(&all), FALSE);
}

GArray *
export_messages(Store *store, gint64 person)
{
  Statement *s =
      statement(store, "SELECT message FROM raw WHERE message IN " PERSONAL_MESSAGES " ORDER BY 1");
  bind_int(s, person);
  return statement_ids(s);
}

GArray *
export_mails(Store *store, gint64 person)
{
  Statement *s = statement(store, "SELECT outbox FROM sealed WHERE outbox IN"
                                  " (SELECT id FROM outbox WHERE person = ?) ORDER BY 1");
  bind_int(s, person);
  return statement_ids(s);
}

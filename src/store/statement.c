/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prepared statements, kept by their text, and the one place where a failure of SQLite becomes words. Knows
 * no table. */
#include "store/statement.h"
#include <sys/statvfs.h>

/* SQLite maps its index of the log in steps of so many bytes, and calls it a disk error when there is no room
 * for one. */
#define INDEX_STEP 32768

struct Statement {
  Store *store;
  sqlite3_stmt *stmt; /* NULL: it could not be prepared */
  int bound;          /* parameters bound so far */
  int taken;          /* columns taken of this row */
};

/* Whether there is anything to do: the statement stands and nothing has failed. */
static gboolean
alive(const Statement *s)
{
  return s->stmt && !s->store->first;
}

static gboolean
disk_is_full(const char *path)
{
  struct statvfs disk;
  g_autofree char *directory = g_path_get_dirname(path);
  return statvfs(directory, &disk) == 0 && disk.f_bavail * disk.f_frsize < INDEX_STEP;
}

/* What to do about it: the words and the exit status for a result code of SQLite. */
static Fault
remedy(const Store *store, int code, const char **words)
{
  gboolean full = code == SQLITE_FULL || ((code & 0xff) == SQLITE_IOERR && disk_is_full(store->path));
  switch (full ? SQLITE_FULL : code & 0xff) {
  case SQLITE_FULL: *words = "the disk is full: free some space there"; return FAULT_IO;
  case SQLITE_IOERR:
    *words = "the disk cannot be read or written: look at the system's log for its faults";
    return FAULT_IO;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB: *words = "the database is damaged: put the last backup in its place"; return FAULT_IO;
  case SQLITE_READONLY:
  case SQLITE_PERM:
  case SQLITE_CANTOPEN: *words = "it may not be written: see whose file and directory it is"; return FAULT_IO;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    *words = "another program holds the database: try again when it has ended";
    return FAULT_LATER;
  case SQLITE_NOMEM: *words = "there is not enough memory"; return FAULT_IO;
  default: *words = "this is a mistake in mentord: please report it"; return FAULT_SOFTWARE;
  }
}

void
store_poison(Store *store, int code, const char *sql)
{
  if (store->first)
    return;
  const char *words;
  Fault fault = remedy(store, code, &words);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_printf(text, "%s: %s (%s", store->path, words, sqlite3_errmsg(store->db));
  if (sql)
    g_string_append_printf(text, ", in \"%s\"", sql);
  if (store->file)
    g_string_append_printf(text, ", in the transaction of %s:%d", store->file, store->line);
  g_string_append_c(text, ')');
  store->first = g_error_new_literal(FAULT, (int) fault, text->str);
}

Statement *
statement(Store *store, const char *sql)
{
  Statement *s = g_hash_table_lookup(store->statements, sql);
  if (!s) {
    s = g_new0(Statement, 1);
    s->store = store;
    g_hash_table_insert(store->statements, (gpointer) sql, s);
  }
  if (!s->stmt && !store->first) {
    int code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->stmt, NULL);
    if (code != SQLITE_OK)
      store_poison(store, code, sql);
  }
  g_assert(!s->stmt || !sqlite3_stmt_busy(s->stmt));
  s->bound = s->taken = 0;
  return s;
}

void
statement_free(Statement *s)
{
  sqlite3_finalize(s->stmt);
  g_free(s);
}

/* @code is what binding the next parameter gave: it fails on values that are too big. */
static void
bound(Statement *s, int code)
{
  if (code != SQLITE_OK)
    store_poison(s->store, code, sqlite3_sql(s->stmt));
}

void
bind_int(Statement *s, gint64 value)
{
  if (alive(s))
    bound(s, sqlite3_bind_int64(s->stmt, ++s->bound, value));
}

static void
bind_null(Statement *s)
{
  if (alive(s))
    bound(s, sqlite3_bind_null(s->stmt, ++s->bound));
}

void
bind_id(Statement *s, gint64 id)
{
  if (id)
    bind_int(s, id);
  else
    bind_null(s);
}

void
bind_hours(Statement *s, double hours)
{
  if (hours < 0)
    bind_null(s);
  else if (alive(s))
    bound(s, sqlite3_bind_double(s->stmt, ++s->bound, hours));
}

void
bind_text(Statement *s, const char *text)
{
  if (alive(s))
    bound(s, sqlite3_bind_text(s->stmt, ++s->bound, text, -1, SQLITE_STATIC));
}

void
bind_bytes(Statement *s, GBytes *bytes)
{
  gsize length;
  const void *data = g_bytes_get_data(bytes, &length);
  if (alive(s)) /* a pointer of NULL would be bound as NULL, which an empty blob is not */
    bound(s, sqlite3_bind_blob64(s->stmt, ++s->bound, data ? data : "", length, SQLITE_STATIC));
}

void
bind_instant(Statement *s, Instant instant)
{
  if (instant == INSTANT_NONE)
    bind_null(s);
  else
    bind_int(s, instant);
}

void
bind_day(Statement *s, Day day)
{
  if (day == DAY_NONE)
    bind_null(s);
  else
    bind_int(s, day);
}

/* @text as a JSON string. */
static void
append_json(GString *out, const char *text)
{
  g_string_append_c(out, '"');
  for (const char *p = text; *p; p++)
    if ((guchar) *p < 0x20)
      g_string_append_printf(out, "\\u%04x", (guchar) *p);
    else if (*p == '"' || *p == '\\')
      g_string_append_printf(out, "\\%c", *p);
    else
      g_string_append_c(out, *p);
  g_string_append_c(out, '"');
}

void
bind_strv(Statement *s, const char *const *strv)
{
  g_autoptr(GString) json = g_string_new("[");
  for (guint i = 0; strv && strv[i]; i++) {
    if (i)
      g_string_append_c(json, ',');
    append_json(json, strv[i]);
  }
  g_string_append_c(json, ']');
  if (alive(s))
    bound(s, sqlite3_bind_text64(s->stmt, ++s->bound, json->str, json->len, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void
statement_end(Statement *s)
{
  sqlite3_reset(s->stmt);
}

gboolean
statement_row(Statement *s)
{
  if (!alive(s)) {
    statement_end(s); /* another statement failed between two rows of this one */
    return FALSE;
  }
  g_assert(s->bound == sqlite3_bind_parameter_count(s->stmt));
  if (!s->store->file && !sqlite3_stmt_readonly(s->stmt)) {
    g_set_error(&s->store->first, FAULT, FAULT_SOFTWARE, "%s: a change outside a transaction: \"%s\"",
                s->store->path, sqlite3_sql(s->stmt));
    return FALSE;
  }
  s->taken = 0;
  int code = sqlite3_step(s->stmt);
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    store_poison(s->store, code, sqlite3_sql(s->stmt));
  statement_end(s);
  return FALSE;
}

gint64
take_int(Statement *s)
{
  return sqlite3_column_int64(s->stmt, s->taken++);
}

double
take_hours(Statement *s)
{
  int at = s->taken++;
  return sqlite3_column_type(s->stmt, at) == SQLITE_NULL ? -1 : sqlite3_column_double(s->stmt, at);
}

char *
take_text(Statement *s)
{
  return g_strdup((const char *) sqlite3_column_text(s->stmt, s->taken++));
}

GBytes *
take_bytes(Statement *s)
{
  int at = s->taken++;
  if (sqlite3_column_type(s->stmt, at) == SQLITE_NULL)
    return NULL;
  const void *data = sqlite3_column_blob(s->stmt, at);
  return g_bytes_new(data, (gsize) sqlite3_column_bytes(s->stmt, at));
}

Instant
take_instant(Statement *s)
{
  int at = s->taken++;
  return sqlite3_column_type(s->stmt, at) == SQLITE_NULL ? INSTANT_NONE : sqlite3_column_int64(s->stmt, at);
}

Day
take_day(Statement *s)
{
  int at = s->taken++;
  return sqlite3_column_type(s->stmt, at) == SQLITE_NULL ? DAY_NONE : (Day) sqlite3_column_int(s->stmt, at);
}

int
statement_run(Statement *s)
{
  while (statement_row(s))
    ;
  return alive(s) ? sqlite3_changes(s->store->db) : 0;
}

gint64
statement_int(Statement *s, gint64 otherwise)
{
  if (!statement_row(s))
    return otherwise;
  gint64 value = take_int(s);
  statement_end(s);
  return value;
}

char *
statement_text(Statement *s)
{
  if (!statement_row(s))
    return NULL;
  char *text = take_text(s);
  statement_end(s);
  return text;
}

gpointer
statement_one(Statement *s, RowReader read)
{
  if (!statement_row(s))
    return NULL;
  gpointer row = read(s);
  statement_end(s);
  return row;
}

GPtrArray *
statement_all(Statement *s, RowReader read, GDestroyNotify free)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func(free);
  while (statement_row(s))
    g_ptr_array_add(rows, read(s));
  return rows;
}

GArray *
statement_ids(Statement *s)
{
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  while (statement_row(s)) {
    gint64 id = take_int(s);
    g_array_append_val(ids, id);
  }
  return ids;
}

gint64
store_last_id(Store *store)
{
  return store->first ? 0 : sqlite3_last_insert_rowid(store->db);
}

gboolean
store_failed(const Store *store)
{
  return store->first != NULL;
}

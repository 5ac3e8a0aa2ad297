/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to this room: the Store itself, and statements that are prepared once and used again. Values are
 * bound and taken in the order in which they stand in the SQL, so that no number has to be kept right by
 * hand.
 *
 * When the store is poisoned every call here does nothing and answers empty; the first cause is kept for
 * store_commit(). */
#pragma once
#include "base/fault.h"
#include "store/store.h"
#include <sqlite3.h>

struct Store {
  sqlite3 *db;
  char *path;
  const Clock *clock;
  Seam *seam;             /* or NULL */
  int lock;               /* descriptor of the lock file, -1: none */
  int life;               /* of who works the mailbox, -1: not this one */
  GHashTable *statements; /* SQL text to Statement */
  GError *first;          /* the first failure that nobody was told yet */
  const char *file;       /* where the transaction began; NULL: none is open */
  int line;
  gint64 changes; /* sqlite3_total_changes64() when it began */
};

typedef struct Statement Statement;
typedef gpointer (*RowReader)(Statement *s);

/* @sql is a string literal: it is the key under which the statement is kept. Owned by the store; one user at
 * a time. */
Statement *statement(Store *store, const char *sql);
void statement_free(Statement *s);

void bind_int(Statement *s, gint64 value);
void bind_id(Statement *s, gint64 id);                 /* 0: NULL */
void bind_hours(Statement *s, double hours);           /* negative: NULL */
void bind_text(Statement *s, const char *text);        /* NULL: NULL; must live until the statement ran */
void bind_bytes(Statement *s, GBytes *bytes);          /* likewise */
void bind_instant(Statement *s, Instant instant);      /* INSTANT_NONE: NULL */
void bind_day(Statement *s, Day day);                  /* DAY_NONE: NULL */
void bind_strv(Statement *s, const char *const *strv); /* as a JSON array, for json_each(); NULL: [] */

/* The next row; FALSE after the last one, or on failure. */
gboolean statement_row(Statement *s);
void statement_end(Statement *s); /* only needed when rows may be left */

gint64 take_int(Statement *s);      /* NULL: 0 */
double take_hours(Statement *s);    /* NULL: -1 */
char *take_text(Statement *s);      /* NULL: NULL; g_free */
GBytes *take_bytes(Statement *s);   /* NULL: NULL */
Instant take_instant(Statement *s); /* NULL: INSTANT_NONE */
Day take_day(Statement *s);         /* NULL: DAY_NONE */

/* Runs it to its end: how many rows it changed. */
int statement_run(Statement *s);
/* Its first row's first column, and no more. */
gint64 statement_int(Statement *s, gint64 otherwise);
char *statement_text(Statement *s);
/* Its first row, read; NULL: none. */
gpointer statement_one(Statement *s, RowReader read);
/* Its rows, each read. */
GPtrArray *statement_all(Statement *s, RowReader read, GDestroyNotify free);
GArray *statement_ids(Statement *s); /* of gint64: the first column */

/* The id of the row inserted last. 0 when the store is poisoned. */
gint64 store_last_id(Store *store);
/* Whether something failed that nobody was told yet. */
gboolean store_failed(const Store *store);
/* Keeps @sql's failure as the first cause unless there is one; @sql NULL: none to name. */
void store_poison(Store *store, int code, const char *sql);

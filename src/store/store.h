/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store: SQLite, the only place with SQL. Every change is made inside a transaction together with its
 * journal line.
 *
 * A statement that fails (disk full, corrupt file) poisons the transaction: what follows does nothing and
 * answers empty, and store_commit() says the first cause, once. So the functions of the nouns return values,
 * not errors. */
#pragma once
#include "base/clock.h"
#include "base/seam.h"

typedef struct Store Store;

/* Opens or creates; migrates an older one. FAULT_CONFIG when the database is newer than the program or
 * another program's; FAULT_LATER when another mentord uses it; FAULT_IO when it cannot be opened or is
 * corrupt (looked for once a day). @path
 * ":memory:" is allowed. @clock and @seam (or NULL) must outlive it. */
Store *store_open(const char *path, const Clock *clock, Seam *seam, GError **error);
/* For commands that only look: no lock against a running daemon, no migration. FAULT_IO when there is none
 * yet, FAULT_CONFIG when its version is not the program's. */
Store *store_open_readonly(const char *path, const Clock *clock, GError **error);
/* Reads the whole file and looks for damage. FAULT_IO. */
gboolean store_check(Store *store, GError **error);
/* For whoever works the mailbox: nobody else may beside it. FAULT_LATER when one does, FAULT_IO. */
gboolean store_claim(Store *store, GError **error);
/* Whether somebody works the mailbox now. Asked without waiting, from beside them. */
gboolean store_is_claimed(const Store *store);
/* Lets other commands write while a daemon waits; it writes nothing itself before store_resume(), which waits
 * until they are done. FAULT_IO. */
void store_pause(Store *store);
gboolean store_resume(Store *store, GError **error);
void store_close(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)
/* A private copy in memory, for plan; the copy has its own clock. */
Store *store_copy(Store *store, const Clock *clock, GError **error);

/* A consistent copy as one file of mode 0600, put at @path (replacing what is there) when it is whole and on
 * the disk. */
gboolean store_backup(Store *store, const char *path, GError **error);

/* Transactions do not nest; where began is remembered for the message of a failure. */
#define store_begin(store) store_begin_at((store), __FILE__, __LINE__)
void store_begin_at(Store *store, const char *file, int line);
/* FALSE with the first cause when anything since store_begin(), or a read before it, failed: nothing of it
 * happened. FAULT_IO for disk and file, FAULT_SOFTWARE for a mistake of ours. A change outside a transaction
 * is such a mistake and does nothing. */
gboolean store_commit(Store *store, GError **error);
/* Within a transaction: what follows is kept or undone by itself. They do not nest. */
void store_savepoint(Store *store);
void store_savepoint_end(Store *store, gboolean keep);
void store_rollback(Store *store); /* a failure that was not asked for goes to the log */
/* Checks outside a transaction that reads have not failed; the cause is told once. */
gboolean store_healthy(Store *store, GError **error);

/* Loose facts: last_pass, mailbox state, digests. NULL when unset; g_free. */
char *store_get(Store *store, const char *key);
void store_set(Store *store, const char *key, const char *value);
gint64 store_get_int(Store *store, const char *key, gint64 otherwise);
void store_set_int(Store *store, const char *key, gint64 value);

Instant store_now(Store *store);
/* Of its file; ":memory:" when it has none. */
const char *store_path(const Store *store);

/* The journal: every change with its cause, in the transaction of the change. @person, @obligation: 0 for
 * none. */
void journal_add(Store *store, gint64 person, gint64 obligation, const char *cause, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
typedef struct {
  Instant at;
  char *what, *cause;
} JournalLine;
void journal_line_free(JournalLine *line);
GPtrArray *journal_of_person(Store *store, gint64 person); /* of JournalLine, oldest first */
GPtrArray *journal_of_obligation(Store *store, gint64 obligation);

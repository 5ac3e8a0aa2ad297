/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file: who may open it, what a version is, and that a transaction happens wholly or not at all. */
#include "store/obligations.h"
#include "store/people.h"
#include "store/statement.h"
#include "tests/store/fixture.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A directory that goes with the test, and a clock. */
typedef struct {
  char *directory, *path;
  Clock *clock;
} Place;

static void
place_open(Place *p, gconstpointer unused)
{
  (void) unused;
  p->directory = g_dir_make_tmp("mentord-store-XXXXXX", NULL);
  p->path = g_build_filename(p->directory, "inner", "mentord.db", NULL);
  p->clock = clock_new("Europe/London", NULL);
  clock_set(p->clock, TEN_OCLOCK);
}

static void
place_close(Place *p, gconstpointer unused)
{
  (void) unused;
  static const char *const suffixes[] = { "", "-wal", "-shm", ".lock", ".other" };
  for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
    g_autofree char *path = g_strconcat(p->path, suffixes[i], NULL);
    g_unlink(path);
  }
  g_autofree char *inner = g_path_get_dirname(p->path);
  g_rmdir(inner);
  g_assert_cmpint(g_rmdir(p->directory), ==, 0);
  clock_free(p->clock);
  g_free(p->directory);
  g_free(p->path);
}

static Store *
open_ok(Place *p, Seam *seam)
{
  g_autoptr(GError) error = NULL;
  Store *store = store_open(p->path, p->clock, seam, &error);
  g_assert_no_error(error);
  return store;
}

static void
commit_ok(Store *store)
{
  g_autoptr(GError) error = NULL;
  store_commit(store, &error);
  g_assert_no_error(error);
}

/* Runs @sql on the file as another program would. */
static void
meddle(const char *path, const char *sql)
{
  sqlite3 *db;
  g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_close(db), ==, SQLITE_OK);
}

static char *
ask(Store *store, const char *pragma)
{
  sqlite3_stmt *stmt;
  g_assert_cmpint(sqlite3_prepare_v2(store->db, pragma, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_step(stmt), ==, SQLITE_ROW);
  char *answer = g_strdup((const char *) sqlite3_column_text(stmt, 0));
  sqlite3_finalize(stmt);
  return answer;
}

static void
test_private(Place *p, gconstpointer unused)
{
  (void) unused;
  g_autoptr(Store) store = open_ok(p, NULL);
  store_begin(store);
  store_set(store, "a", "1");
  commit_ok(store);
  static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
  for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
    g_autofree char *path = g_strconcat(p->path, suffixes[i], NULL);
    struct stat st;
    g_assert_cmpint(stat(path, &st), ==, 0);
    g_assert_cmpint(st.st_mode & 0777, ==, 0600);
  }
  g_autofree char *inner = g_path_get_dirname(p->path);
  struct stat st;
  g_assert_cmpint(stat(inner, &st), ==, 0);
  g_assert_cmpint(st.st_mode & 0777, ==, 0700);
}

static void
test_settings(Place *p, gconstpointer unused)
{
  (void) unused;
  static const struct {
    const char *pragma, *want;
  } cases[] = {
    { "PRAGMA journal_mode", "wal" }, { "PRAGMA synchronous", "2" },     { "PRAGMA foreign_keys", "1" },
    { "PRAGMA trusted_schema", "0" }, { "PRAGMA cell_size_check", "1" }, { "PRAGMA temp_store", "2" },
    { "PRAGMA secure_delete", "1" },  { "PRAGMA busy_timeout", "5000" }, { "PRAGMA user_version", "5" },
  };
  g_autoptr(Store) store = open_ok(p, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *got = ask(store, cases[i].pragma);
    g_assert_cmpstr(got, ==, cases[i].want);
  }
  int defensive = 0;
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
  g_assert_cmpint(defensive, ==, 1);
}

static void
test_one_instance(Place *p, gconstpointer unused)
{
  (void) unused;
  g_autoptr(GError) error = NULL;
  Store *store = open_ok(p, NULL);
  g_assert_null(store_open(p->path, p->clock, NULL, &error));
  g_assert_error(error, FAULT, FAULT_LATER);
  g_assert_nonnull(strstr(error->message, "another mentord uses"));
  store_close(store);
  store_close(open_ok(p, NULL));
}

/* The lock ends with a process that is killed. */
static void
test_killed(Place *p, gconstpointer unused)
{
  (void) unused;
  pid_t child = fork();
  if (!child) {
    Store *store = store_open(p->path, p->clock, NULL, NULL);
    store_begin(store);
    store_set(store, "half", "done");
    _exit(store ? 0 : 1);
  }
  int status;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_cmpint(status, ==, 0);
  g_autoptr(Store) store = open_ok(p, NULL);
  g_autofree char *half = store_get(store, "half");
  g_assert_null(half);
}

/* A first start that is killed right after each of its durable writes is taken up where it stood. */
static void
test_killed_at_start(Place *p, gconstpointer unused)
{
  (void) unused;
  static const char *const points[] = { "1", "2" };
  for (guint i = 0; i < G_N_ELEMENTS(points); i++) {
    pid_t child = fork();
    if (!child) {
      g_setenv("MENTORD_CRASH_AT", points[i], TRUE);
      store_open(p->path, p->clock, seam_new(), NULL);
      _exit(0);
    }
    int status;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_cmpint(WEXITSTATUS(status), ==,
                    i == 0 ? 100 : 0); /* the second start writes but the day of its check */
    g_autoptr(Store) store = open_ok(p, NULL);
    g_assert_cmpint(people_count(store), ==, 0);
  }
}

static void
test_readonly(Place *p, gconstpointer unused)
{
  (void) unused;
  g_autoptr(GError) error = NULL;
  g_assert_null(store_open_readonly(p->path, p->clock, &error));
  g_assert_error(error, FAULT, FAULT_IO);
  g_clear_error(&error);
  Store *writer = open_ok(p, NULL);
  store_begin(writer);
  store_set(writer, "a", "1");
  commit_ok(writer);
  store_begin(writer);
  store_set(writer, "a", "2");
  g_autoptr(Store) beside = store_open_readonly(p->path, p->clock, &error);
  g_assert_no_error(error);
  g_assert_cmpint(store_get_int(beside, "a", 0), ==, 1);
  commit_ok(writer);
  g_assert_cmpint(store_get_int(beside, "a", 0), ==, 2);
  store_begin(beside);
  store_set(beside, "a", "3");
  g_assert_false(store_commit(beside, &error));
  g_assert_error(error, FAULT, FAULT_IO);
  g_clear_error(&error);
  store_close(writer);
  g_autoptr(Store) alone = store_open_readonly(p->path, p->clock, &error);
  g_assert_no_error(error);
  g_assert_cmpint(store_get_int(alone, "a", 0), ==, 2);
}

static void
test_versions(Place *p, gconstpointer unused)
{
  (void) unused;
  static const struct {
    const char *meddling;
    gboolean opens, looks;
    const char *words;
  } cases[] = {
    { "PRAGMA user_version = 5", TRUE, TRUE, "" },
    { "PRAGMA user_version = 6", FALSE, FALSE, "newer mentord" },
    { "PRAGMA application_id = 7", FALSE, FALSE, "another program" },
    { "PRAGMA application_id = 0", FALSE, FALSE, "another program" },
  };
  store_close(open_ok(p, NULL));
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    meddle(p->path, "PRAGMA user_version = 5; PRAGMA application_id = 0x6d656e74");
    meddle(p->path, cases[i].meddling);
    g_autoptr(GError) error = NULL, readonly_error = NULL;
    g_autoptr(Store) store = store_open(p->path, p->clock, NULL, &error);
    g_autoptr(Store) looking = store_open_readonly(p->path, p->clock, &readonly_error);
    g_assert_cmpint(store != NULL, ==, cases[i].opens);
    g_assert_cmpint(looking != NULL, ==, cases[i].looks);
    if (!cases[i].opens) {
      g_assert_error(error, FAULT, FAULT_CONFIG);
      g_assert_error(readonly_error, FAULT, FAULT_CONFIG);
      g_assert_nonnull(strstr(error->message, cases[i].words));
    }
  }
}

/* A file of version 0, empty as a killed first start left it, is brought up; for looking it is too old. */
static void
test_migration(Place *p, gconstpointer unused)
{
  (void) unused;
  g_autofree char *inner = g_path_get_dirname(p->path);
  g_assert_cmpint(g_mkdir(inner, 0700), ==, 0);
  g_assert_true(g_file_set_contents(p->path, "", 0, NULL));
  g_autoptr(GError) error = NULL;
  g_assert_null(store_open_readonly(p->path, p->clock, &error));
  g_assert_error(error, FAULT, FAULT_CONFIG);
  g_autoptr(Store) store = open_ok(p, NULL);
  g_assert_cmpint(statement_int(statement(store, "PRAGMA user_version"), 0), ==, 5);
  g_assert_cmpint(people_count(store), ==, 0);
}

/* Lays a database of version @version at @path, by the steps that led there. */
static void
lay_version(const char *path, int version)
{
  static const char *const steps[] = { "schema.sql", "schema-2.sql", "schema-3.sql", "schema-4.sql" };
  for (int i = 0; i < version; i++) {
    g_autofree char *file = g_build_filename(g_getenv("TOP_SRCDIR"), "src/store", steps[i], NULL);
    g_autofree char *sql = NULL;
    g_assert_true(g_file_get_contents(file, &sql, NULL, NULL));
    meddle(path, sql);
  }
  g_autofree char *seal = g_strdup_printf("PRAGMA application_id = 0x6d656e74; PRAGMA user_version = %d;"
                                          "INSERT INTO person (name, since) VALUES ('Priya Shah', 0);"
                                          "INSERT INTO name_word VALUES ('priya', 1), ('shah', 1);",
                                          version);
  meddle(path, seal);
}

/* A file of every earlier version is brought up with what is in it. */
static void
test_upgrade(Place *p, gconstpointer unused)
{
  (void) unused;
  g_autofree char *dir = g_path_get_dirname(p->path);
  g_mkdir(dir, 0700);
  for (int version = 1; version <= 4; version++) {
    g_unlink(p->path);
    lay_version(p->path, version);
    Store *store = open_ok(p, NULL);
    g_assert_cmpint(statement_int(statement(store, "PRAGMA user_version"), 0), ==, 5);
    g_assert_cmpint(statement_int(statement(store, "SELECT count(*) FROM correction"), -1), ==, 0);
    g_assert_cmpint(statement_int(statement(store, "SELECT count(*) FROM placement"), -1), ==, 0);
    g_assert_cmpint(people_count(store), ==, 1);
    store_close(store);
  }
}

/* What a savepoint undoes is gone, what stood before it and comes after it stays. */
static void
test_savepoint(Place *p, gconstpointer unused)
{
  (void) unused;
  g_autoptr(Store) store = open_ok(p, NULL);
  store_begin(store);
  store_set_int(store, "a", 1);
  for (int i = 0; i < 3; i++) {
    store_savepoint(store);
    store_set_int(store, "a", 2 + i);
    store_savepoint_end(store, i == 1);
  }
  store_set_int(store, "b", 7);
  commit_ok(store);
  g_assert_cmpint(store_get_int(store, "a", 0), ==, 3);
  g_assert_cmpint(store_get_int(store, "b", 0), ==, 7);
}

/* A file of another program is refused, and not a byte of it changed. */
static void
test_foreign_file(Place *p, gconstpointer unused)
{
  (void) unused;
  g_autofree char *inner = g_path_get_dirname(p->path);
  g_assert_cmpint(g_mkdir(inner, 0700), ==, 0);
  meddle(p->path, "CREATE TABLE theirs (x)");
  g_autofree char *before = NULL, *after = NULL;
  gsize n, m;
  g_assert_true(g_file_get_contents(p->path, &before, &n, NULL));
  g_autoptr(GError) error = NULL;
  g_assert_null(store_open(p->path, p->clock, NULL, &error));
  g_assert_error(error, FAULT, FAULT_CONFIG);
  g_assert_true(g_file_get_contents(p->path, &after, &m, NULL));
  g_assert_cmpmem(before, (int) n, after, (int) m); /* nothing was written to it */
}

static void
test_damaged(Place *p, gconstpointer unused)
{
  (void) unused;
  g_autofree char *inner = g_path_get_dirname(p->path);
  g_assert_cmpint(g_mkdir(inner, 0700), ==, 0);
  g_assert_true(
      g_file_set_contents(p->path, "this is a letter and no database, whatever its name may say", -1, NULL));
  g_autoptr(GError) error = NULL;
  g_assert_null(store_open(p->path, p->clock, NULL, &error));
  g_assert_error(error, FAULT, FAULT_IO);
  g_assert_nonnull(strstr(error->message, "damaged"));
}

/* A page in the middle is overwritten: found by the check of a new day, and not looked for twice on one day.
 */
static void
test_daily_check(Place *p, gconstpointer unused)
{
  (void) unused;
  Store *store = open_ok(p, NULL);
  store_begin(store);
  for (int i = 0; i < 500; i++)
    person_add(store, "Siân Price", NULL);
  commit_ok(store);
  store_close(store);
  g_autofree char *bytes = NULL;
  gsize n;
  g_assert_true(g_file_get_contents(p->path, &bytes, &n, NULL));
  memset(bytes + n - 4096, 0xff, 4096);
  g_assert_true(g_file_set_contents(p->path, bytes, (gssize) n, NULL));
  g_autoptr(Store) same_day = open_ok(p, NULL);
  g_clear_pointer(&same_day, store_close);
  clock_set(p->clock, TEN_OCLOCK + 86400);
  g_autoptr(GError) error = NULL;
  g_assert_null(store_open(p->path, p->clock, NULL, &error));
  g_assert_error(error, FAULT, FAULT_IO);
  g_assert_nonnull(strstr(error->message, "damaged"));
}

/* The disk is full in the middle: what came before is undone, what comes after does nothing, and it is said
 * once. */
static void
test_full(Place *p, gconstpointer unused)
{
  (void) unused;
  g_autoptr(Store) store = open_ok(p, NULL);
  store_begin(store);
  store_set(store, "before", "kept");
  commit_ok(store);
  g_autofree char *limit = g_strdup_printf("PRAGMA max_page_count = %" G_GINT64_FORMAT,
                                           statement_int(statement(store, "PRAGMA page_count"), 0));
  g_assert_cmpint(sqlite3_exec(store->db, limit, NULL, NULL, NULL), ==, SQLITE_OK);
  store_begin(store);
  store_set(store, "during", "lost");
  g_autofree char *big = g_strnfill(100000, 'x');
  store_set(store, "big", big);
  g_assert_cmpint(person_add(store, "Siân Price", NULL), ==, 0);
  g_autoptr(GPtrArray) nobody = people_all(store);
  g_assert_cmpuint(nobody->len, ==, 0);
  g_autoptr(GError) error = NULL;
  g_assert_false(store_commit(store, &error));
  g_assert_error(error, FAULT, FAULT_IO);
  g_assert_nonnull(strstr(error->message, "disk is full"));
  g_assert_nonnull(strstr(error->message, "test-store.c"));
  g_assert_true(store_healthy(store, NULL));
  g_autofree char *before = store_get(store, "before"), *during = store_get(store, "during");
  g_assert_cmpstr(before, ==, "kept");
  g_assert_null(during);
  g_assert_cmpint(sqlite3_exec(store->db, "PRAGMA max_page_count = 1000000", NULL, NULL, NULL), ==,
                  SQLITE_OK);
  store_begin(store);
  store_set(store, "big", big);
  commit_ok(store);
}

static void
test_poison(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  g_autoptr(GError) error = NULL;
  store_begin(store);
  gint64 kept = person_add(store, "Siân Price", NULL);
  address_add(store, kept + 1000, "nobody@example.org", TRUE); /* breaks a foreign key */
  g_assert_null(person_get(store, kept));
  g_assert_false(store_commit(store, &error));
  g_assert_error(error, FAULT, FAULT_SOFTWARE);
  g_clear_error(&error);
  g_assert_cmpint(people_count(store), ==, 0);
  store_set(store, "a", "1"); /* outside a transaction */
  g_assert_false(store_healthy(store, &error));
  g_assert_error(error, FAULT, FAULT_SOFTWARE);
  g_clear_error(&error);
  g_assert_cmpint(store_get_int(store, "a", 7), ==, 7);
  store_begin(store);
  person_add(store, "Siân Price", NULL);
  store_rollback(store);
  g_assert_cmpint(people_count(store), ==, 0);
}

/* A read that failed before a transaction fails it: what was decided from it may be wrong. */
static void
test_failed_read(Fixture *f, gconstpointer unused)
{
  (void) unused;
  g_assert_cmpint(statement_int(statement(f->store, "SELECT x FROM nowhere"), 5), ==, 5);
  store_begin(f->store);
  store_set(f->store, "a", "1");
  g_autoptr(GError) error = NULL;
  g_assert_false(store_commit(f->store, &error));
  g_assert_error(error, FAULT, FAULT_SOFTWARE);
  g_assert_cmpint(store_get_int(f->store, "a", 7), ==, 7);
}

/* Each commit that changed something is one durable write; one that changed nothing is none. */
static void
test_seam(Fixture *f, gconstpointer unused)
{
  (void) unused;
  guint64 opened = seam_count(f->seam);
  g_assert_cmpuint(opened, ==, 6); /* five versions of the schema, and the day of the check */
  store_begin(f->store);
  store_set(f->store, "a", "1");
  store_set(f->store, "b", "1");
  fixture_commit(f);
  g_assert_cmpuint(seam_count(f->seam), ==, opened + 1);
  store_begin(f->store);
  g_assert_cmpint(store_get_int(f->store, "a", 0), ==, 1);
  fixture_commit(f);
  store_begin(f->store);
  store_set(f->store, "a", "2");
  store_rollback(f->store);
  g_assert_cmpuint(seam_count(f->seam), ==, opened + 1);
}

static void
test_copy(Fixture *f, gconstpointer unused)
{
  (void) unused;
  g_autoptr(Clock) clock = clock_new("Europe/London", NULL);
  clock_set(clock, TEN_OCLOCK + 1);
  store_begin(f->store);
  store_set(f->store, "a", "1");
  fixture_commit(f);
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) copy = store_copy(f->store, clock, &error);
  g_assert_no_error(error);
  store_begin(copy);
  g_assert_cmpint(store_get_int(copy, "a", 0), ==, 1);
  store_set(copy, "a", "2");
  commit_ok(copy);
  g_assert_cmpint(store_get_int(f->store, "a", 0), ==, 1);
  g_assert_cmpint(store_now(copy), ==, TEN_OCLOCK + 1);
  g_assert_cmpuint(seam_count(f->seam), ==, 7);
}

static void
test_backup(Place *p, gconstpointer unused)
{
  (void) unused;
  g_autofree char *path = g_strconcat(p->path, ".other", NULL),
                  *nowhere = g_build_filename(p->path, "x", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = open_ok(p, NULL);
  store_begin(store);
  store_set(store, "a", "1");
  commit_ok(store);
  g_autoptr(Store) looking = store_open_readonly(p->path, p->clock, &error);
  g_assert_no_error(error);
  for (int i = 0; i < 2; i++) { /* the second takes the first one's place */
    g_assert_true(store_backup(i ? looking : store, path, &error));
    g_assert_no_error(error);
    g_autoptr(Store) copy = store_open_readonly(path, p->clock, &error);
    g_assert_no_error(error);
    g_assert_cmpint(store_get_int(copy, "a", 0), ==, 1);
    struct stat st;
    g_assert_cmpint(stat(path, &st), ==, 0);
    g_assert_cmpint(st.st_mode & 0777, ==, 0600);
  }
  g_assert_false(store_backup(store, nowhere, &error));
  g_assert_error(error, FAULT, FAULT_IO);
}

static void
test_journal(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_begin(f->store);
  journal_add(f->store, 3, 4, "clock", "request %s sent", "7K3Q9");
  journal_add(f->store, 3, 0, "office: why", "renamed");
  journal_add(f->store, 0, 0, "clock", "nobody's");
  fixture_commit(f);
  g_autoptr(GPtrArray) person = journal_of_person(f->store, 3),
                       obligation = journal_of_obligation(f->store, 4);
  g_assert_cmpuint(person->len, ==, 2);
  g_assert_cmpuint(obligation->len, ==, 1);
  const JournalLine *line = obligation->pdata[0];
  g_assert_cmpstr(line->what, ==, "request 7K3Q9 sent");
  g_assert_cmpstr(line->cause, ==, "clock");
  g_assert_cmpint(line->at, ==, TEN_OCLOCK);
}

#define place_add(path, function) g_test_add(path, Place, NULL, place_open, function, place_close)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  place_add("/store/file/private", test_private);
  place_add("/store/file/settings", test_settings);
  place_add("/store/file/one-instance", test_one_instance);
  place_add("/store/file/killed", test_killed);
  place_add("/store/file/killed-at-start", test_killed_at_start);
  place_add("/store/file/readonly", test_readonly);
  place_add("/store/file/versions", test_versions);
  place_add("/store/file/migration", test_migration);
  place_add("/store/file/upgrade", test_upgrade);
  place_add("/store/file/savepoint", test_savepoint);
  place_add("/store/file/foreign", test_foreign_file);
  place_add("/store/file/damaged", test_damaged);
  place_add("/store/file/daily-check", test_daily_check);
  place_add("/store/file/full", test_full);
  place_add("/store/file/backup", test_backup);
  fixture_add("/store/poison", test_poison);
  fixture_add("/store/failed-read", test_failed_read);
  fixture_add("/store/seam", test_seam);
  fixture_add("/store/copy", test_copy);
  fixture_add("/store/journal", test_journal);
  return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deciding twice changes nothing: in every week of a rehearsed year everybody is decided again at once, and
 * no row of any table may differ after it. */
#include "mail/compose.h"
#include "pass/decide/decide.h"
#include "rehearse/rehearse.h"
#include "store/statement.h"
#include <errno.h>
#include <unistd.h>

/* What does not say how things stand: who is to be decided, and whose feeds are to be written. */
static const char *const passing[] = { "dirty", "unpublished", "sealed", "raw", NULL };

/* The rows of a table, each as its values quoted. */
static void
dump_table(sqlite3 *db, const char *table, GHashTable *rows)
{
  g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\"", table);
  sqlite3_stmt *s = NULL;
  g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &s, NULL), ==, SQLITE_OK);
  while (sqlite3_step(s) == SQLITE_ROW) {
    GString *row = g_string_new(table);
    for (int i = 0; i < sqlite3_column_count(s); i++) {
      if (sqlite3_column_type(s, i) == SQLITE_BLOB)
        continue;
      const char *text = (const char *) sqlite3_column_text(s, i);
      g_string_append_printf(row, " | %s", text ? text : "-");
    }
    g_hash_table_add(rows, g_string_free(row, FALSE));
  }
  sqlite3_finalize(s);
}

/* Every row of every table that lasts. */
static GHashTable *
dump(Store *store)
{
  GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *s = NULL;
  g_assert_cmpint(
      sqlite3_prepare_v2(store->db, "SELECT name FROM sqlite_schema WHERE type = 'table'", -1, &s, NULL), ==,
      SQLITE_OK);
  while (sqlite3_step(s) == SQLITE_ROW) {
    const char *table = (const char *) sqlite3_column_text(s, 0);
    if (!g_str_has_prefix(table, "sqlite_") && !g_strv_contains(passing, table))
      dump_table(store->db, table, rows);
  }
  sqlite3_finalize(s);
  return rows;
}

/* Says each row that is in @one alone; how many they are. */
static guint
missing_from(GHashTable *other, GHashTable *one, const char *what)
{
  guint n = 0;
  GHashTableIter iter;
  gpointer row;
  g_hash_table_iter_init(&iter, one);
  while (g_hash_table_iter_next(&iter, &row, NULL))
    if (!g_hash_table_contains(other, row) && n++ < 10)
      g_test_message("%s: %s", what, (const char *) row);
  return n;
}

typedef struct {
  Day week;
  guint weeks;
} Weeks;

static void
decide_again(Engine *engine, gpointer data)
{
  Weeks *weeks = data;
  Day today = clock_today(engine->clock), monday = today - (day_weekday(today) - 1);
  if (monday == weeks->week)
    return;
  weeks->week = monday;
  weeks->weeks++;
  g_autoptr(GHashTable) before = dump(engine->store);
  g_autoptr(GError) error = NULL;
  store_begin(engine->store);
  dirty_add_all(engine->store);
  g_assert_true(store_commit(engine->store, &error));
  engine->may_chase = TRUE;
  g_assert_true(decide_due(engine, &error));
  engine->may_chase = FALSE;
  g_autoptr(GHashTable) after = dump(engine->store);
  guint n = missing_from(after, before, "gone") + missing_from(before, after, "new");
  g_autofree char *day = day_format(today);
  g_test_message("%s: %u rows, %u changed", day, g_hash_table_size(after), n);
  g_assert_cmpuint(n, ==, 0);
}

static void
rehearse_twice(const char *scheme, guint people)
{
  g_autofree char *directory = g_dir_make_tmp("mentord-twice-XXXXXX", NULL);
  g_autoptr(GError) error = NULL;
  Weeks weeks = { DAY_NONE, 0 };
  RehearsalOrder order = { .scheme = scheme,
                           .people = people,
                           .seed = 5,
                           .directory = directory,
                           .onlooker = decide_again,
                           .data = &weeks };
  json_t *summary = rehearse(&order, &error);
  g_assert_no_error(error);
  g_assert_nonnull(summary);
  json_decref(summary);
  g_assert_cmpuint(weeks.weeks, >=, 10);
  const char *const remove[] = { "rm", "-rf", directory, NULL };
  g_assert_true(
      g_spawn_sync(NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
}

static void
test_first(void)
{
  rehearse_twice("bcu", 24);
}

static void
test_all(void)
{
  rehearse_twice(NULL, 40);
}

/* The reader is started from beside the program. */
static void
link_readers(void)
{
  static const char *const names[] = { "mentord-reader", "mentord-reader-whole" };
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL), *here = g_path_get_dirname(self);
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *target = g_build_filename("..", "..", "src", names[i], NULL);
    g_autofree char *link = g_build_filename(here, names[i], NULL);
    g_assert_true(symlink(target, link) == 0 || errno == EEXIST);
  }
}

int
main(int argc, char **argv)
{
  link_readers();
  g_test_init(&argc, &argv, NULL);
  compose_start();
  g_test_add_func("/twice/one-scheme", test_first);
  g_test_add_func("/twice/all-schemes", test_all);
  return g_test_run();
}

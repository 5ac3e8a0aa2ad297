/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of columns that may hold words about people is whole: a column that somebody adds and does not put
 * in it fails here, before it can escape an erasure. */
#include "store/forget.h"
#include "store/people.h"
#include "store/personal.h"
#include "store/statement.h"
#include "tests/store/fixture.h"
#include <string.h>

static gboolean
lists(const char *names, const char *column)
{
  g_auto(GStrv) all = g_strsplit(names, " ", -1);
  return g_strv_contains((const char *const *) all, column);
}

static const PersonalTable *
find(const char *name)
{
  guint n;
  const PersonalTable *tables = personal_tables(&n);
  for (guint i = 0; i < n; i++)
    if (!strcmp(tables[i].table, name))
      return &tables[i];
  return NULL;
}

static guint
places(const PersonalTable *table, const char *column)
{
  return lists(table->words, column) + lists(table->said, column) + lists(table->keys, column) +
         lists(table->bytes, column) + lists(table->plain, column);
}

#define COLUMNS                                                                                              \
  "SELECT t.name, c.name, c.type FROM sqlite_schema t, pragma_table_info(t.name) c"                          \
  " WHERE t.type = 'table' ORDER BY 1, 2"

static void
test_every_column(Fixture *f, gconstpointer unused)
{
  (void) unused;
  sqlite3_stmt *stmt;
  guint seen = 0;
  g_assert_cmpint(sqlite3_prepare_v2(f->store->db, COLUMNS, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step(stmt) == SQLITE_ROW) {
    const char *table = (const char *) sqlite3_column_text(stmt, 0);
    const char *column = (const char *) sqlite3_column_text(stmt, 1);
    const char *type = (const char *) sqlite3_column_text(stmt, 2);
    const PersonalTable *row = find(table);
    guint want = !strcmp(type, "TEXT") || !strcmp(type, "BLOB") || !strcmp(type, "ANY");
    if (want && (!row || places(row, column) != 1))
      g_error("%s.%s stands in %u lists of store/personal.c, and must stand in one: may it name somebody?",
              table, column, row ? places(row, column) : 0);
    seen += want;
  }
  sqlite3_finalize(stmt);
  g_assert_cmpuint(seen, >, 100);
}

static gboolean
exists(Fixture *f, const char *table, const char *column)
{
  g_autofree char *sql = g_strdup_printf("SELECT %s FROM %s", column, table);
  sqlite3_stmt *stmt = NULL;
  gboolean good = sqlite3_prepare_v2(f->store->db, sql, -1, &stmt, NULL) == SQLITE_OK;
  sqlite3_finalize(stmt);
  return good;
}

/* Nothing stands in the list that is not in the schema, and its questions can be asked. */
static void
test_every_line(Fixture *f, gconstpointer unused)
{
  (void) unused;
  guint n;
  const PersonalTable *tables = personal_tables(&n);
  for (guint i = 0; i < n; i++) {
    const PersonalTable *table = &tables[i];
    g_autofree char *all =
        g_strjoin(" ", table->words, table->said, table->keys, table->bytes, table->plain, NULL);
    g_auto(GStrv) columns = g_strsplit(all, " ", -1);
    for (guint j = 0; columns[j]; j++)
      if (*columns[j] && !exists(f, table->table, columns[j]))
        g_error("there is no column %s.%s", table->table, columns[j]);
    const char *const wheres[] = { table->own, table->mine };
    for (guint j = 0; j < G_N_ELEMENTS(wheres); j++) {
      g_autofree char *where = g_strdup_printf("count(*)+0*(%s)", wheres[j] ? wheres[j] : "1");
      if (!exists(f, table->table, where))
        g_error("%s: %s: %s", table->table, wheres[j], sqlite3_errmsg(f->store->db));
    }
  }
}

/* A name in the shapes that people write it in, and none that is somebody else's. */
static void
test_pattern(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const struct {
    const char *text;
    gboolean named;
  } cases[] = {
    { "Zoë O’Hara", TRUE },
    { "zoe o'hara came", TRUE },
    { "O'Hara, Zoë", TRUE },
    { "Ms O'Hara", TRUE },
    { "Z. O'Hara", TRUE },
    { "zoe_ohara tracker", TRUE },
    { "Zoë  O&#39;Hara", TRUE },
    { "z.ohara@example.org", TRUE },
    { "az.ohara@example.org", FALSE },
    { "z.ohara@example.org.uk", FALSE },
    { "z.ohara=40example.org", TRUE },
    { "Zoë", FALSE },
    { "Bob O'Hara", FALSE },
    { "Zoë O’Haras", FALSE },
    { "Zoë_O’Hara.docx", TRUE },
  };
  store_begin(f->store);
  gint64 id = person_add(f->store, "Zoë O’Hara", "z.ohara@example.org");
  fixture_commit(f);
  g_autoptr(Forget) forget = forget_new(f->store, id, NULL, NULL);
  g_autoptr(GRegex) regex = g_regex_new(forget_pattern(forget), G_REGEX_CASELESS, 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    if (g_regex_match(regex, cases[i].text, 0, NULL) != cases[i].named)
      g_error("\"%s\" %s be found by %s", cases[i].text, cases[i].named ? "must" : "may not",
              forget_pattern(forget));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  fixture_add("/personal/every-column", test_every_column);
  fixture_add("/personal/every-line", test_every_line);
  fixture_add("/personal/pattern", test_pattern);
  return g_test_run();
}

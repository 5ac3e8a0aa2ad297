/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The versions of the schema. A step that was released is never changed: what comes later is a step of its
 * own. */
#include "store/migrations.h"
#include "store/schema.generated.h"

#define APPLICATION_ID 0x6d656e74 /* "ment" */

/* Step n brings a database from version n to n + 1. */
static const char *const steps[] = {
  schema_sql,
  schema_2_sql,
  schema_3_sql,
  schema_4_sql,
  schema_5_sql,
};

int
migrations_latest(void)
{
  return G_N_ELEMENTS(steps);
}

/* A number that a pragma or a count answers; -1 when the file cannot be read, and the store is then poisoned.
 */
static int
number(Store *store, const char *sql)
{
  return (int) statement_int(statement(store, sql), -1);
}

gboolean
migrations_version(Store *store, int *version, GError **error)
{
  int application = number(store, "PRAGMA application_id");
  int tables = number(store, "SELECT count(*) FROM sqlite_schema");
  *version = number(store, "PRAGMA user_version");
  if (!store_healthy(store, error))
    return FALSE;
  if (application != APPLICATION_ID && (tables > 0 || application != 0)) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s is the database of another program: give mentord a file of its own as \"store\"",
                store->path);
    return FALSE;
  }
  if (*version > migrations_latest()) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "%s was written by a newer mentord (its version is %d, this program knows %d): install the "
                "newer program, "
                "or put a backup of the older one in its place",
                store->path, *version, migrations_latest());
    return FALSE;
  }
  return TRUE;
}

static gboolean
run_step(Store *store, int step, GError **error)
{
  g_autofree char *seal =
      g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d;", APPLICATION_ID, step + 1);
  const char *const parts[] = { "BEGIN IMMEDIATE", steps[step], seal, "COMMIT" };
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    int code = sqlite3_exec(store->db, parts[i], NULL, NULL, NULL);
    if (code != SQLITE_OK) {
      store_poison(store, code, NULL);
      if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
      return store_healthy(store, error);
    }
  }
  seam_durable(store->seam);
  return TRUE;
}

gboolean
migrations_run(Store *store, int version, GError **error)
{
  for (; version < migrations_latest(); version++)
    if (!run_step(store, version, error))
      return FALSE;
  return TRUE;
}

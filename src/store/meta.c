/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loose facts by name: when the last pass was, how far a mailbox was read. Does not know what they mean. */
#include "store/statement.h"

char *
store_get(Store *store, const char *key)
{
  Statement *s = statement(store, "SELECT value FROM meta WHERE key = ?");
  bind_text(s, key);
  return statement_text(s);
}

void
store_set(Store *store, const char *key, const char *value)
{
  Statement *s = statement(store, "INSERT INTO meta (key, value) VALUES (?, ?)"
                                  " ON CONFLICT DO UPDATE SET value = excluded.value");
  bind_text(s, key);
  bind_text(s, value);
  statement_run(s);
}

gint64
store_get_int(Store *store, const char *key, gint64 otherwise)
{
  g_autofree char *value = store_get(store, key);
  return value ? g_ascii_strtoll(value, NULL, 10) : otherwise;
}

void
store_set_int(Store *store, const char *key, gint64 value)
{
  g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);
  store_set(store, key, text);
}

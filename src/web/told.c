/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that is emptied when it is full: then a record is told once more, which does no harm. */
#include "web/told.h"

#define MOST 8192u

struct Told {
  GHashTable *when; /* "NAME STATUS" -> gint64, monotonic milliseconds */
};

Told *
told_new(void)
{
  Told *told = g_new0(Told, 1);
  told->when = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return told;
}

void
told_free(Told *told)
{
  if (!told)
    return;
  g_hash_table_unref(told->when);
  g_free(told);
}

gboolean
told_is_news(Told *told, const char *name, guint status, gint64 now)
{
  g_autofree char *key = g_strdup_printf("%s %u", name, status);
  gint64 *before = g_hash_table_lookup(told->when, key);
  if (before && now - *before < TOLD_EACH)
    return FALSE;
  if (before) {
    *before = now;
    return TRUE;
  }
  if (g_hash_table_size(told->when) >= MOST)
    g_hash_table_remove_all(told->when);
  g_hash_table_insert(told->when, g_steal_pointer(&key), g_memdup2(&now, sizeof now));
  return TRUE;
}

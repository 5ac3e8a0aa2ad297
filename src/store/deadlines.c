/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Due dates of many people counted together, for those who cover them. Names nobody. */
#include "store/obligations.h"
#include "store/statement.h"

void
deadline_free(Deadline *deadline)
{
  if (!deadline)
    return;
  g_free(deadline->scheme);
  g_free(deadline->requirement);
  g_free(deadline->year);
  g_free(deadline);
}

static gpointer
read_deadline(Statement *s)
{
  Deadline *deadline = g_new0(Deadline, 1);
  deadline->scheme = take_text(s);
  deadline->requirement = take_text(s);
  deadline->year = take_text(s);
  deadline->due = take_day(s);
  deadline->waiting = (int) take_int(s);
  deadline->sequence = (int) take_int(s);
  deadline->changed = take_instant(s);
  return deadline;
}

static char *
ids_json(const GArray *ids)
{
  g_autoptr(GString) json = g_string_new("[");
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf(json, "%s%" G_GINT64_FORMAT, i ? "," : "", g_array_index(ids, gint64, i));
  g_string_append_c(json, ']');
  return g_string_free(g_steal_pointer(&json), FALSE);
}

GPtrArray *
deadlines_of(Store *store, const char *scheme, const GArray *people)
{
  g_autofree char *ids = ids_json(people);
  /* the plus keeps SQLite from walking all of a scheme instead of these people */
  Statement *s = statement(
      store, "SELECT scheme, requirement, year, ifnull(extended, due) AS day,"
             " sum(state IN ('upcoming', 'open', 'answered', 'overdue')) AS waiting,"
             " sum(sequence + (state IN ('met', 'waived', 'ended'))), max(max(changed, ifnull(met, changed)))"
             " FROM obligation WHERE person IN (SELECT value FROM json_each(?)) AND +scheme = ?"
             " AND ifnull(extended, due) IS NOT NULL"
             " GROUP BY requirement, year, day HAVING waiting > 0 ORDER BY day, requirement, year");
  bind_text(s, ids);
  bind_text(s, scheme);
  return statement_all(s, read_deadline, (GDestroyNotify) deadline_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those who sign off said. The latest word counts; the earlier ones stay. */
#include "store/facts.h"
#include "store/statement.h"

void
approval_add(Store *store, gint64 obligation, gboolean approved, gint64 message, const char *source)
{
  Statement *s = statement(
      store, "INSERT INTO approval (obligation, approved, message, source, at) VALUES (?, ?, ?, ?, ?)");
  bind_int(s, obligation);
  bind_int(s, approved);
  bind_id(s, message);
  bind_text(s, source);
  bind_instant(s, store_now(store));
  statement_run(s);
  s = statement(
      store, "INSERT INTO dirty (person) SELECT person FROM obligation WHERE id = ? ON CONFLICT DO NOTHING");
  bind_int(s, obligation);
  statement_run(s);
}

int
approval_latest(Store *store, gint64 obligation)
{
  Statement *s =
      statement(store, "SELECT approved FROM approval WHERE obligation = ? ORDER BY id DESC LIMIT 1");
  bind_int(s, obligation);
  return (int) statement_int(s, -1);
}

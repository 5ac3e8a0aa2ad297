/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those who sign off said. The latest word counts; the earlier ones stay. */
#include "store/approvals.h"
#include "store/statement.h"

gboolean
work_version_same(WorkVersion a, WorkVersion b)
{
  return a.filed == b.filed && a.correction == b.correction;
}

WorkVersion
work_version(Store *store, gint64 obligation)
{
  WorkVersion version = { 0, 0 };
  Statement *s = statement(store, "SELECT id FROM filed WHERE obligation = ? ORDER BY version DESC LIMIT 1");
  bind_int(s, obligation);
  version.filed = statement_int(s, 0);
  s = statement(store, "SELECT max(id) FROM correction WHERE filed = ?");
  bind_int(s, version.filed);
  version.correction = statement_int(s, 0);
  return version;
}

void
approval_free(Approval *approval)
{
  if (!approval)
    return;
  g_free(approval->role);
  g_free(approval->words);
  g_free(approval->source);
  g_free(approval);
}

void
approval_add(Store *store, const Approval *approval)
{
  Statement *s =
      statement(store, "INSERT INTO approval (obligation, approved, message, source, at, by, words, role,"
                       " returned, filed, correction) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  bind_int(s, approval->obligation);
  bind_int(s, approval->approved);
  bind_id(s, approval->message);
  bind_text(s, approval->source);
  bind_instant(s, store_now(store));
  bind_id(s, approval->by);
  bind_text(s, approval->words);
  bind_text(s, approval->role);
  bind_int(s, approval->returned);
  bind_id(s, approval->seen.filed);
  bind_int(s, approval->seen.correction);
  statement_run(s);
  s = statement(
      store, "INSERT INTO dirty (person) SELECT person FROM obligation WHERE id = ? ON CONFLICT DO NOTHING");
  bind_int(s, approval->obligation);
  statement_run(s);
}

static gpointer
read_approval(Statement *s)
{
  Approval *approval = g_new0(Approval, 1);
  approval->id = take_int(s);
  approval->obligation = take_int(s);
  approval->approved = take_int(s) != 0;
  approval->message = take_int(s);
  approval->source = take_text(s);
  approval->at = take_instant(s);
  approval->by = take_int(s);
  approval->words = take_text(s);
  approval->role = take_text(s);
  approval->returned = take_int(s) != 0;
  approval->seen.filed = take_int(s);
  approval->seen.correction = take_int(s);
  return approval;
}

#define COLUMNS "id, obligation, approved, message, source, at, by, words, role, returned, filed, correction"

GPtrArray *
approvals_of(Store *store, gint64 obligation)
{
  Statement *s = statement(store, "SELECT " COLUMNS " FROM approval WHERE obligation = ? ORDER BY id");
  bind_int(s, obligation);
  return statement_all(s, read_approval, (GDestroyNotify) approval_free);
}

Approval *
approval_returned(Store *store, WorkVersion version)
{
  if (!version.filed)
    return NULL;
  Statement *s = statement(store, "SELECT " COLUMNS " FROM approval WHERE filed = ? AND correction = ?"
                                  " AND returned = 1 ORDER BY id DESC LIMIT 1");
  bind_int(s, version.filed);
  bind_int(s, version.correction);
  return statement_one(s, read_approval);
}

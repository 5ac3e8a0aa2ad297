/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose yes is awaited, and what each of our mails showed them. Decides nothing. */
#include "store/approvals.h"
#include "store/statement.h"

void
signing_free(Signing *asked)
{
  if (!asked)
    return;
  g_free(asked->role);
  g_free(asked->template_name);
  g_free(asked);
}

void
signing_add(Store *store, const Signing *asked)
{
  Statement *s =
      statement(store, "INSERT INTO signing (obligation, person, role, deputy, filed, correction,"
                       " template, chaser, outbox, item, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  bind_int(s, asked->obligation);
  bind_id(s, asked->person);
  bind_text(s, asked->role);
  bind_int(s, asked->deputy);
  bind_id(s, asked->seen.filed);
  bind_int(s, asked->seen.correction);
  bind_text(s, asked->template_name);
  bind_int(s, asked->chaser);
  bind_id(s, asked->outbox);
  bind_id(s, asked->item);
  bind_instant(s, store_now(store));
  statement_run(s);
}

void
signing_mailed(Store *store, gint64 id, gint64 outbox, int item, WorkVersion seen)
{
  Statement *s =
      statement(store, "UPDATE signing SET outbox = ?, item = ?, filed = ?, correction = ? WHERE id = ?");
  bind_int(s, outbox);
  bind_int(s, item);
  bind_id(s, seen.filed);
  bind_int(s, seen.correction);
  bind_int(s, id);
  statement_run(s);
}

void
signing_drop(Store *store, gint64 id)
{
  Statement *s = statement(store, "DELETE FROM signing WHERE id = ?");
  bind_int(s, id);
  statement_run(s);
}

static gpointer
read_signing(Statement *s)
{
  Signing *asked = g_new0(Signing, 1);
  asked->id = take_int(s);
  asked->obligation = take_int(s);
  asked->person = take_int(s);
  asked->role = take_text(s);
  asked->deputy = take_int(s) != 0;
  asked->seen.filed = take_int(s);
  asked->seen.correction = take_int(s);
  asked->template_name = take_text(s);
  asked->chaser = take_int(s) != 0;
  asked->outbox = take_int(s);
  asked->item = (int) take_int(s);
  asked->at = take_instant(s);
  return asked;
}

#define COLUMNS "id, obligation, person, role, deputy, filed, correction, template, chaser, outbox, item, at"

GPtrArray *
signings_of_obligation(Store *store, gint64 obligation)
{
  Statement *s = statement(store, "SELECT " COLUMNS " FROM signing WHERE obligation = ? ORDER BY id");
  bind_int(s, obligation);
  return statement_all(s, read_signing, (GDestroyNotify) signing_free);
}

GPtrArray *
signings_of_person(Store *store, gint64 person)
{
  Statement *s = statement(store, "SELECT " COLUMNS " FROM signing WHERE person IS ? ORDER BY id");
  bind_id(s, person);
  return statement_all(s, read_signing, (GDestroyNotify) signing_free);
}

GPtrArray *
signings_in_mail(Store *store, gint64 outbox)
{
  Statement *s = statement(store, "SELECT " COLUMNS " FROM signing WHERE outbox = ? ORDER BY item");
  bind_int(s, outbox);
  return statement_all(s, read_signing, (GDestroyNotify) signing_free);
}

GArray *
signings_waiting(Store *store)
{
  return statement_ids(statement(
      store, "SELECT DISTINCT ifnull(s.person, 0) FROM signing s WHERE s.outbox IS NULL AND (s.person IS NULL"
             " OR NOT EXISTS (SELECT 1 FROM address a WHERE a.person = s.person AND a.preferred"
             "  AND a.bounced IS NOT NULL)) ORDER BY 1"));
}

void
signings_wake(Store *store, gint64 person)
{
  Statement *s = statement(store, "INSERT INTO dirty (person) SELECT o.person FROM signing s"
                                  " JOIN obligation o ON o.id = s.obligation WHERE s.person = ?"
                                  " AND o.state IN ('open', 'overdue') ON CONFLICT DO NOTHING");
  bind_int(s, person);
  statement_run(s);
  statement_run(statement(store, "INSERT INTO dirty (person) SELECT person FROM cases WHERE settled IS NULL"
                                 " AND kind = 'approver' AND person IS NOT NULL ON CONFLICT DO NOTHING"));
}

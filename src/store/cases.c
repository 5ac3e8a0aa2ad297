/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases, from the question to its outcome. Does not act on what is decided. */
#include "store/cases.h"
#include "store/statement.h"
#include <string.h>

void
case_free(Case *c)
{
  if (!c)
    return;
  g_free(c->kind);
  g_free(c->form);
  g_free(c->question);
  g_free(c->detail);
  g_free(c->outcome);
  g_free(c);
}

#define CASE                                                                                                 \
  "SELECT id, kind, message, ifnull(document, -1), obligation, person, form, question, detail, opened, "     \
  "settled,"                                                                                                 \
  " outcome FROM cases "

static gpointer
read_case(Statement *s)
{
  Case *c = g_new0(Case, 1);
  c->id = take_int(s);
  c->kind = take_text(s);
  c->message = take_int(s);
  c->document = (int) take_int(s);
  c->obligation = take_int(s);
  c->person = take_int(s);
  c->form = take_text(s);
  c->question = take_text(s);
  c->detail = take_text(s);
  c->opened = take_instant(s);
  c->settled = take_instant(s);
  c->outcome = take_text(s);
  return c;
}

gint64
case_open(Store *store, const Case *c)
{
  Statement *s = statement(
      store, "INSERT INTO cases (kind, message, document, obligation, person, form, question, detail,"
             " opened) VALUES (?, ?, nullif(?, -1), ?, ?, ?, ?, ?, ?)");
  bind_text(s, c->kind);
  bind_id(s, c->message);
  bind_int(s, c->document);
  bind_id(s, c->obligation);
  bind_id(s, c->person);
  bind_text(s, c->form);
  bind_text(s, c->question);
  bind_text(s, c->detail ? c->detail : "{}");
  bind_instant(s, store_now(store));
  statement_run(s);
  return store_last_id(store);
}

Case *
case_get(Store *store, gint64 id)
{
  Statement *s = statement(store, CASE "WHERE id = ?");
  bind_int(s, id);
  return statement_one(s, read_case);
}

GPtrArray *
cases_list(Store *store, gboolean open_only)
{
  Statement *s = open_only ? statement(store, CASE "WHERE settled IS NULL ORDER BY id")
                           : statement(store, CASE "ORDER BY id");
  return statement_all(s, read_case, (GDestroyNotify) case_free);
}

GPtrArray *
cases_of_obligation(Store *store, gint64 obligation)
{
  Statement *s = statement(store, CASE "WHERE obligation = ? ORDER BY id");
  bind_int(s, obligation);
  return statement_all(s, read_case, (GDestroyNotify) case_free);
}

GPtrArray *
cases_of_message(Store *store, gint64 message)
{
  Statement *s = statement(store, CASE "WHERE message = ? ORDER BY id");
  bind_int(s, message);
  return statement_all(s, read_case, (GDestroyNotify) case_free);
}

Case *
case_waiting(Store *store, const char *kind, gint64 obligation)
{
  Statement *s =
      statement(store, CASE "WHERE obligation = ? AND kind = ? AND settled IS NULL ORDER BY id DESC LIMIT 1");
  bind_int(s, obligation);
  bind_text(s, kind);
  return statement_one(s, read_case);
}

GPtrArray *
cases_waiting_of(Store *store, const char *kind, gint64 person)
{
  Statement *s = statement(store, CASE "WHERE person = ? AND kind = ? AND settled IS NULL ORDER BY id");
  bind_int(s, person);
  bind_text(s, kind);
  return statement_all(s, read_case, (GDestroyNotify) case_free);
}

Case *
case_about(Store *store, const char *kind, gint64 person, const char *key, const char *value)
{
  Statement *s = statement(store, CASE "WHERE person IS ? AND kind = ?"
                                       " AND json_extract(detail, '$.' || ?) = ? ORDER BY id DESC LIMIT 1");
  bind_id(s, person);
  bind_text(s, kind);
  bind_text(s, key);
  bind_text(s, value);
  return statement_one(s, read_case);
}

gboolean
case_was_about_address(Store *store, const char *kind, gint64 person, const char *address)
{
  Statement *s = statement(store, "SELECT 1 FROM cases WHERE person = ? AND kind = ?"
                                  " AND json_extract(detail, '$.address') = ?");
  bind_int(s, person);
  bind_text(s, kind);
  bind_text(s, address);
  return statement_int(s, 0) != 0;
}

gboolean
case_is_of_office(const Case *c)
{
  return strcmp(c->kind, "new-address") != 0;
}

gboolean
case_waits(Store *store, gint64 obligation)
{
  Statement *s = statement(store, "SELECT 1 FROM cases WHERE obligation = ? AND settled IS NULL");
  bind_int(s, obligation);
  return statement_int(s, 0) != 0;
}

void
case_set_detail(Store *store, gint64 id, const char *detail)
{
  Statement *s = statement(store, "UPDATE cases SET detail = ? WHERE id = ?");
  bind_text(s, detail);
  bind_int(s, id);
  statement_run(s);
}

void
case_settle(Store *store, gint64 id, const char *outcome)
{
  Statement *s =
      statement(store, "UPDATE cases SET settled = ?, outcome = ? WHERE id = ? AND settled IS NULL");
  bind_instant(s, store_now(store));
  bind_text(s, outcome);
  bind_int(s, id);
  statement_run(s);
}

void
case_stands(Store *store, gint64 id, gint64 again)
{
  Statement *s = statement(store, "UPDATE cases SET settled = NULL, outcome = NULL WHERE id = ?");
  bind_int(s, id);
  statement_run(s);
  s = statement(store, "DELETE FROM cases WHERE id = ?");
  bind_int(s, again);
  statement_run(s);
}

gint64
cases_count(Store *store)
{
  return statement_int(
      statement(store, "SELECT count(*) FROM cases WHERE settled IS NULL AND kind <> 'new-address'"), 0);
}

gint64
cases_newest(Store *store)
{
  return statement_int(statement(store, "SELECT id FROM cases WHERE settled IS NULL AND kind <> 'new-address'"
                                        " ORDER BY id DESC LIMIT 1"),
                       0);
}

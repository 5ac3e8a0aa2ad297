/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of certificates, and the one place where an issued award's row changes. Draws no paper. */
#include "store/superseded.h"
#include "store/statement.h"

void
superseded_free(Superseded *superseded)
{
  if (!superseded)
    return;
  g_free(superseded->code);
  g_free(superseded->name);
  g_free(superseded->why);
  g_free(superseded);
}

static gpointer
read_superseded(Statement *s)
{
  Superseded *superseded = g_new0(Superseded, 1);
  superseded->code = take_text(s);
  superseded->award = take_int(s);
  superseded->name = take_text(s);
  superseded->issued = take_instant(s);
  superseded->at = take_instant(s);
  superseded->why = take_text(s);
  return superseded;
}

#define SUPERSEDED "SELECT code, award, name, issued, at, why FROM superseded "

Superseded *
superseded_by_code(Store *store, const char *code)
{
  g_autofree char *canonical = award_code(code);
  Statement *s = statement(store, SUPERSEDED "WHERE code = ?");
  bind_text(s, canonical);
  return statement_one(s, read_superseded);
}

Superseded *
superseded_last(Store *store, gint64 award)
{
  Statement *s = statement(store, SUPERSEDED "WHERE award = ? ORDER BY length(code) DESC, code DESC LIMIT 1");
  bind_int(s, award);
  return statement_one(s, read_superseded);
}

GPtrArray *
superseded_of(Store *store, gint64 award)
{
  Statement *s = statement(store, SUPERSEDED "WHERE award = ?");
  bind_int(s, award);
  return statement_all(s, read_superseded, (GDestroyNotify) superseded_free);
}

static gpointer
read_code(Statement *s)
{
  return take_text(s);
}

GPtrArray *
award_codes(Store *store)
{
  return statement_all(statement(store, "SELECT code FROM award UNION ALL SELECT code FROM superseded"),
                       read_code, g_free);
}

static void
keep_old(Store *store, const Award *award, const char *why)
{
  g_autoptr(Superseded) last = superseded_last(store, award->id);
  Statement *s = statement(
      store, "INSERT INTO superseded (code, award, name, issued, at, why) VALUES (?, ?, ?, ?, ?, ?)");
  bind_text(s, award->code);
  bind_int(s, award->id);
  bind_text(s, award->name);
  bind_instant(s, last ? last->at : award->issued);
  bind_instant(s, store_now(store));
  bind_text(s, why);
  statement_run(s);
}

gboolean
award_reissue(Store *store, const Award *award, const char *name, const char *why)
{
  if (!award->certificate)
    return FALSE;
  g_autofree char *number = g_strndup(award->code, AWARD_NUMBER);
  g_autofree char *code = g_strdup_printf("%s-%d", number, award_version(award->code) + 1);
  keep_old(store, award, why);
  Statement *s = statement(store, "UPDATE award SET code = ?, name = ?, pdf = NULL WHERE id = ?");
  bind_text(s, code);
  bind_text(s, name);
  bind_int(s, award->id);
  return statement_run(s);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Awards: each made once, with its code; its paper is added later and changes nothing in the row. Draws no
 * paper. */
#include "base/ref.h"
#include "store/award.h"

void
award_free(Award *award)
{
  if (!award)
    return;
  g_free(award->holder);
  g_free(award->scheme);
  g_free(award->award);
  g_free(award->instance);
  g_free(award->year);
  g_free(award->name);
  g_free(award->title);
  g_free(award->words);
  g_free(award->detail);
  g_free(award->certificate);
  g_free(award->code);
  g_free(award);
}

static gpointer
read_award(Statement *s)
{
  Award *award = g_new0(Award, 1);
  award->id = take_int(s);
  award->person = take_int(s);
  award->obligation = take_int(s);
  award->scheme = take_text(s);
  award->award = take_text(s);
  award->instance = take_text(s);
  award->year = take_text(s);
  award->name = take_text(s);
  award->title = take_text(s);
  award->words = take_text(s);
  award->detail = take_text(s);
  award->certificate = take_text(s);
  award->code = take_text(s);
  award->credits = (int) take_int(s);
  award->issued = take_instant(s);
  award->school = take_int(s);
  award->holder = take_text(s);
  return award;
}

GPtrArray *
awards_read(Statement *s)
{
  return statement_all(s, read_award, (GDestroyNotify) award_free);
}

/* A store that was put back from a backup issues the same award under the same number. */
static char *
code_of(Store *store, const Award *award)
{
  g_autofree char *salt = store_get(store, "salt");
  g_autofree char *seed =
      g_strdup_printf("code\n%s\n%s\n%s\n%s\n%s\n%" G_GINT64_FORMAT "\n%s", salt ? salt : "", award->scheme,
                      award->award, award->instance, award->year, award->person, award->name);
  g_autofree char *symbols = symbols_derive(seed, AWARD_CODE_SYMBOLS);
  return award_code(symbols);
}

gint64
award_add(Store *store, const Award *award)
{
  g_autofree char *code = code_of(store, award);
  Statement *s = statement(
      store, "INSERT INTO award (scheme, award, instance, year, person, obligation, name, title, words,"
             " detail, credits, certificate, code, issued, school, holder)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
             " ON CONFLICT (scheme, award, instance, year, person) DO NOTHING");
  bind_text(s, award->scheme);
  bind_text(s, award->award);
  bind_text(s, award->instance);
  bind_text(s, award->year);
  bind_int(s, award->person);
  bind_id(s, award->obligation);
  bind_text(s, award->name);
  bind_text(s, award->title);
  bind_text(s, award->words);
  bind_text(s, award->detail);
  bind_int(s, award->credits);
  bind_text(s, award->certificate);
  bind_text(s, code);
  bind_instant(s, store_now(store));
  bind_id(s, award->school);
  bind_text(s, award->holder ? award->holder : "person");
  return statement_run(s) ? store_last_id(store) : 0;
}

void
award_hold(Store *store, gint64 id)
{
  Statement *s = statement(store, "UPDATE award SET held = 1 WHERE id = ?");
  bind_int(s, id);
  statement_run(s);
}

gboolean
award_is_held(Store *store, gint64 id)
{
  Statement *s = statement(store, "SELECT held AND NOT EXISTS (SELECT 1 FROM superseded JOIN outbox"
                                  " ON purpose = 'award:' || superseded.code"
                                  " WHERE award = award.id AND state NOT IN ('held', 'cancelled'))"
                                  " FROM award WHERE id = ?");
  bind_int(s, id);
  return statement_int(s, 0) != 0;
}

Award *
award_get(Store *store, gint64 id)
{
  Statement *s = statement(store, AWARD_SELECT "WHERE id = ?");
  bind_int(s, id);
  return statement_one(s, read_award);
}

Award *
award_by_code(Store *store, const char *code)
{
  g_autofree char *canonical = award_code(code);
  Statement *s = statement(store, AWARD_SELECT "WHERE code = ?");
  bind_text(s, canonical);
  return statement_one(s, read_award);
}

GPtrArray *
awards_of(Store *store, gint64 person)
{
  Statement *s = statement(store, AWARD_SELECT "WHERE person = ? ORDER BY id");
  bind_int(s, person);
  return awards_read(s);
}

GPtrArray *
awards_undrawn(Store *store, guint limit)
{
  Statement *s =
      statement(store, AWARD_SELECT "WHERE certificate IS NOT NULL AND pdf IS NULL ORDER BY id LIMIT ?");
  bind_int(s, limit);
  return awards_read(s);
}

void
award_set_pdf(Store *store, gint64 id, GBytes *pdf)
{
  Statement *s = statement(store, "UPDATE award SET pdf = ? WHERE id = ?");
  bind_bytes(s, pdf);
  bind_int(s, id);
  statement_run(s);
}

static gpointer
read_pdf(Statement *s)
{
  return take_bytes(s);
}

GBytes *
award_pdf(Store *store, gint64 id)
{
  Statement *s = statement(store, "SELECT pdf FROM award WHERE id = ?");
  bind_int(s, id);
  return statement_one(s, read_pdf);
}

gint64
awards_count(Store *store)
{
  return statement_int(statement(store, "SELECT count(*) FROM award"), 0);
}

gboolean
award_held(Store *store, gint64 person, const char *scheme, const char *award)
{
  Statement *s = statement(store, "SELECT 1 FROM award WHERE person = ? AND scheme = ? AND award = ?");
  bind_int(s, person);
  bind_text(s, scheme);
  bind_text(s, award);
  return statement_int(s, 0) != 0;
}

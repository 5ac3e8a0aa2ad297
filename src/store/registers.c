/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of registers. Neither signs nor reads files. */
#include "store/registers.h"
#include "base/text.h"
#include "store/statement.h"

void
registered_free(Registered *registered)
{
  if (!registered)
    return;
  g_free(registered->provider);
  g_free(registered->code);
  g_free(registered->name);
  g_free(registered->school);
  g_free(registered->title);
  g_free(registered->words);
  g_free(registered);
}

/* All but the date, which is an instant here and a day there. */
static Registered *
read_words(Statement *s)
{
  Registered *one = g_new0(Registered, 1);
  one->provider = take_text(s);
  one->code = take_text(s);
  one->name = take_text(s);
  one->school = take_text(s);
  one->title = take_text(s);
  one->words = take_text(s);
  return one;
}

static gpointer
read_registered(Statement *s)
{
  Registered *one = read_words(s);
  one->issued = take_day(s);
  return one;
}

GPtrArray *
register_shared(Store *store, const char *scheme, const char *const *awards, const char *share)
{
  Statement *s = statement(
      store,
      "SELECT NULL, code, name, coalesce((SELECT school.name FROM role JOIN school ON school.id = role.school"
      "  WHERE role.person = award.person AND role.scheme = award.scheme ORDER BY role.since DESC LIMIT 1), "
      "''),"
      " title, words, issued FROM award"
      " WHERE scheme = ? AND award IN (SELECT value FROM json_each(?))"
      " AND (SELECT given FROM consent WHERE consent.person = award.person AND consent.scheme = award.scheme"
      "  AND substr(field, instr(field, '.') + 1) = ? ORDER BY consent.id DESC LIMIT 1) = 1"
      " ORDER BY issued, code");
  bind_text(s, scheme);
  bind_strv(s, awards);
  bind_text(s, share);
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify) registered_free);
  while (statement_row(s)) {
    Registered *one = read_words(s);
    one->issued = clock_day(store->clock, take_instant(s));
    g_ptr_array_add(all, one);
  }
  return all;
}

void
register_line_free(RegisterLine *line)
{
  if (!line)
    return;
  g_free(line->code);
  g_free(line->name);
  g_free(line->school);
  g_free(line->award);
  g_free(line->title);
  g_free(line->words);
  g_free(line->why);
  g_free(line);
}

static gpointer
read_line(Statement *s)
{
  RegisterLine *line = g_new0(RegisterLine, 1);
  line->person = take_int(s);
  line->award = take_text(s);
  line->title = take_text(s);
  line->words = take_text(s);
  line->credits = (int) take_int(s);
  line->school = take_text(s);
  line->code = take_text(s);
  line->name = take_text(s);
  line->issued = take_instant(s);
  line->replaced = take_instant(s);
  line->why = take_text(s);
  return line;
}

GPtrArray *
register_lines(Store *store, const char *scheme, const char *const *awards)
{
  Statement *s = statement(
      store,
      "WITH held AS (SELECT id, person, award, title, words, credits, code, name, issued, coalesce("
      "  (SELECT school.name FROM school WHERE school.id = award.school),"
      "  (SELECT school.name FROM role JOIN school ON school.id = role.school"
      "   WHERE role.person = award.person AND role.scheme = award.scheme ORDER BY role.since DESC LIMIT 1),"
      "  '') AS at FROM award WHERE scheme = ? AND award IN (SELECT value FROM json_each(?)))"
      " SELECT person, award, title, words, credits, at, code, name, issued, NULL, NULL FROM held"
      " UNION ALL"
      " SELECT person, held.award, title, words, credits, held.at, superseded.code, superseded.name, "
      "superseded.issued,"
      "  superseded.at, why FROM superseded JOIN held ON held.id = superseded.award"
      " ORDER BY 9, 7");
  bind_text(s, scheme);
  bind_strv(s, awards);
  return statement_all(s, read_line, (GDestroyNotify) register_line_free);
}

void
register_take(Store *store, const char *provider, const GPtrArray *rows)
{
  Statement *gone = statement(store, "UPDATE elsewhere SET gone = ? WHERE provider = ? AND gone IS NULL");
  bind_instant(gone, store_now(store));
  bind_text(gone, provider);
  statement_run(gone);
  for (guint i = 0; i < rows->len; i++) {
    const Registered *row = rows->pdata[i];
    Statement *s = statement(
        store,
        "INSERT INTO elsewhere (provider, code, name, school, title, words, issued, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (provider, code) DO UPDATE SET name = excluded.name,"
        " school = excluded.school, title = excluded.title, words = excluded.words,"
        " issued = excluded.issued, gone = NULL");
    bind_text(s, provider);
    bind_text(s, row->code);
    bind_text(s, row->name);
    bind_text(s, row->school);
    bind_text(s, row->title);
    bind_text(s, row->words);
    bind_day(s, row->issued);
    bind_instant(s, store_now(store));
    statement_run(s);
  }
}

GPtrArray *
register_find(Store *store, const char *name)
{
  g_autofree char *wanted = text_name_key(name);
  g_auto(GStrv) words = g_strsplit(wanted, " ", -1);
  Statement *s = statement(store, "SELECT provider, code, name, school, title, words, issued FROM elsewhere"
                                  " WHERE gone IS NULL ORDER BY name, issued");
  GPtrArray *all = statement_all(s, read_registered, (GDestroyNotify) registered_free);
  for (guint i = all->len; i-- > 0;) {
    const Registered *one = all->pdata[i];
    g_autofree char *key = text_name_key(one->name);
    g_auto(GStrv) own = g_strsplit(key, " ", -1);
    gboolean fits = TRUE;
    for (guint j = 0; words[j]; j++)
      fits = fits && g_strv_contains((const char *const *) own, words[j]);
    if (!fits && g_ascii_strcasecmp(one->code, name) != 0)
      g_ptr_array_remove_index(all, i);
  }
  return all;
}

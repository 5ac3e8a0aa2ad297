/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Obligations and the rungs climbed for them. Keeps what was decided; decides nothing. */
#include "store/obligations.h"
#include "base/ref.h"
#include "store/statement.h"
#include <string.h>

static const char *const state_words[] = {
  "upcoming", "open", "answered", "met", "overdue", "waived", "ended"
};

const char *
state_word(State state)
{
  return state_words[state];
}

static State
state_of_word(const char *word)
{
  guint i = 0;
  while (i < STATE_ENDED && strcmp(state_words[i], word) != 0)
    i++;
  return (State) i;
}

void
obligation_free(Obligation *obligation)
{
  if (!obligation)
    return;
  g_free(obligation->ref);
  g_free(obligation->scheme);
  g_free(obligation->requirement);
  g_free(obligation->instance);
  g_free(obligation->year);
  g_free(obligation->evidence);
  g_free(obligation->next_what);
  g_free(obligation);
}

#define OBLIGATION                                                                                           \
  "SELECT id, ref, scheme, requirement, instance, year, person, school, state, opens, opened, sent, "        \
  "answered, met,"                                                                                           \
  " next, due, extended, evidence, next_what, sequence, changed FROM obligation "

static gpointer
read_obligation(Statement *s)
{
  Obligation *o = g_new0(Obligation, 1);
  o->id = take_int(s);
  o->ref = take_text(s);
  o->scheme = take_text(s);
  o->requirement = take_text(s);
  o->instance = take_text(s);
  o->year = take_text(s);
  o->person = take_int(s);
  o->school = take_int(s);
  g_autofree char *state = take_text(s);
  o->state = state_of_word(state);
  o->opens = take_instant(s);
  o->opened = take_instant(s);
  o->sent = take_instant(s);
  o->answered = take_instant(s);
  o->met = take_instant(s);
  o->next = take_instant(s);
  o->due = take_day(s);
  o->extended = take_day(s);
  o->evidence = take_text(s);
  o->next_what = take_text(s);
  o->sequence = (int) take_int(s);
  o->changed = take_instant(s);
  return o;
}

static GPtrArray *
read_obligations(Statement *s)
{
  return statement_all(s, read_obligation, (GDestroyNotify) obligation_free);
}

static Obligation *
find(Store *store, const char *scheme, const char *requirement, const char *instance, const char *year,
     gint64 person)
{
  Statement *s =
      statement(store, OBLIGATION "WHERE scheme = ? AND requirement = ? AND instance = ? AND year = ?"
                                  " AND person = ?");
  bind_text(s, scheme);
  bind_text(s, requirement);
  bind_text(s, instance);
  bind_text(s, year);
  bind_int(s, person);
  return statement_one(s, read_obligation);
}

/* What asks the same of the same person again, in a store that was put back, has the ref that they know. */
static char *
first_ref(Store *store, const char *scheme, const char *requirement, const char *instance, const char *year,
          gint64 person)
{
  g_autofree char *salt = store_get(store, "salt");
  g_autofree char *seed = g_strdup_printf("ref\n%s\n%s\n%s\n%s\n%s\n%" G_GINT64_FORMAT, salt ? salt : "",
                                          scheme, requirement, instance, year, person);
  return ref_derive(seed);
}

static gboolean
is_earlier_ref(Store *store, const char *ref)
{
  Statement *s = statement(store, "SELECT 1 FROM ref_of WHERE ref = ?");
  bind_text(s, ref);
  return statement_int(s, 0) > 0;
}

/* FALSE when the ref stands already. One row of VALUES: for an INSERT from a SELECT SQLite looks through
 * every table that refers to obligations. */
static gboolean
add(Store *store, const char *ref, const char *scheme, const char *requirement, const char *instance,
    const char *year, gint64 person, gint64 school)
{
  Statement *s = statement(
      store, "INSERT INTO obligation (ref, scheme, requirement, instance, year, person, school, state,"
             " changed) VALUES (?, ?, ?, ?, ?, ?, ?, 'upcoming', ?) ON CONFLICT (ref) DO NOTHING");
  bind_text(s, ref);
  bind_text(s, scheme);
  bind_text(s, requirement);
  bind_text(s, instance);
  bind_text(s, year);
  bind_int(s, person);
  bind_id(s, school);
  bind_instant(s, store_now(store));
  return statement_run(s) > 0;
}

Obligation *
obligation_ensure(Store *store, const char *scheme, const char *requirement, const char *instance,
                  const char *year, gint64 person, gint64 school)
{
  Obligation *found = find(store, scheme, requirement, instance, year, person);
  if (found)
    return found;
  g_autofree char *ref = first_ref(store, scheme, requirement, instance, year, person);
  while (!store_failed(store) && (is_earlier_ref(store, ref) ||
                                  !add(store, ref, scheme, requirement, instance, year, person, school))) {
    g_free(ref);
    ref = ref_new();
  }
  return find(store, scheme, requirement, instance, year, person);
}

Obligation *
obligation_get(Store *store, gint64 id)
{
  Statement *s = statement(store, OBLIGATION "WHERE id = ?");
  bind_int(s, id);
  return statement_one(s, read_obligation);
}

Obligation *
obligation_by_ref(Store *store, const char *ref)
{
  g_autofree char *canonical = ref_parse(ref);
  Statement *s = statement(store, OBLIGATION "WHERE id = ifnull((SELECT id FROM obligation WHERE ref = ?1),"
                                             " (SELECT obligation FROM ref_of WHERE ref = ?1))");
  bind_text(s, canonical);
  return statement_one(s, read_obligation);
}

void
obligation_save(Store *store, const Obligation *o)
{
  Statement *s =
      statement(store, "UPDATE obligation SET due = ?, extended = ?,"
                       " sequence = sequence + (due IS NOT ?1 OR extended IS NOT ?2),"
                       " changed = CASE WHEN due IS NOT ?1 OR extended IS NOT ?2 THEN ? ELSE changed END,"
                       " school = ?, state = ?, opens = ?, opened = ?, sent = ?, answered = ?, met = ?,"
                       " evidence = ?, next = ?, next_what = ? WHERE id = ?");
  bind_day(s, o->due);
  bind_day(s, o->extended);
  bind_instant(s, store_now(store));
  bind_id(s, o->school);
  bind_text(s, state_word(o->state));
  bind_instant(s, o->opens);
  bind_instant(s, o->opened);
  bind_instant(s, o->sent);
  bind_instant(s, o->answered);
  bind_instant(s, o->met);
  bind_text(s, o->evidence);
  bind_instant(s, o->next);
  bind_text(s, o->next_what);
  bind_int(s, o->id);
  statement_run(s);
}

GPtrArray *
obligations_of_person(Store *store, gint64 person, const char *year)
{
  Statement *s = statement(store, OBLIGATION "WHERE person = ? AND (?2 IS NULL OR year = ?2) ORDER BY id");
  bind_int(s, person);
  bind_text(s, year);
  return read_obligations(s);
}

GPtrArray *
obligations_due(Store *store, Instant now, guint limit)
{
  Statement *s = statement(store, OBLIGATION "WHERE next <= ? ORDER BY next, id LIMIT ?");
  bind_instant(s, now);
  bind_int(s, limit);
  return read_obligations(s);
}

gint64
obligations_newest(Store *store)
{
  return statement_int(statement(store, "SELECT max(id) FROM obligation"), 0);
}

Instant
obligations_next(Store *store)
{
  return statement_int(
      statement(store, "SELECT next FROM obligation WHERE next IS NOT NULL ORDER BY next LIMIT 1"),
      INSTANT_NONE);
}

GPtrArray *
obligations_list(Store *store, const char *scheme, const char *requirement, const char *year, gint64 school,
                 int state)
{
  Statement *s = statement(store, OBLIGATION
                           "WHERE scheme = ? AND requirement = ? AND (?3 IS NULL OR year = ?3)"
                           " AND (?4 IS NULL OR school = ?4) AND (?5 IS NULL OR state = ?5) ORDER BY id");
  bind_text(s, scheme);
  bind_text(s, requirement);
  bind_text(s, year);
  bind_id(s, school);
  bind_text(s, state < 0 ? NULL : state_word((State) state));
  return read_obligations(s);
}

gint64
obligations_count(Store *store, State state)
{
  Statement *s = statement(store, "SELECT count(*) FROM obligation WHERE state = ?");
  bind_text(s, state_word(state));
  return statement_int(s, 0);
}

gboolean
rung_climbed(Store *store, gint64 obligation, int rung)
{
  Statement *s = statement(store, "SELECT 1 FROM rung WHERE obligation = ? AND rung = ?");
  bind_int(s, obligation);
  bind_int(s, rung);
  return statement_int(s, 0) != 0;
}

void
rung_climb(Store *store, gint64 obligation, int rung, const char *how)
{
  Statement *s = statement(
      store, "INSERT INTO rung (obligation, rung, at, how) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
  bind_int(s, obligation);
  bind_int(s, rung);
  bind_instant(s, store_now(store));
  bind_text(s, how);
  statement_run(s);
}

void
obligation_begin_again(Store *store, Obligation *obligation)
{
  obligation->opened = store_now(store);
  obligation->sent = INSTANT_NONE;
  obligation->answered = INSTANT_NONE;
  obligation->extended = DAY_NONE;
  Statement *s = statement(store, "DELETE FROM rung WHERE obligation = ?");
  bind_int(s, obligation->id);
  statement_run(s);
  s = statement(store, "DELETE FROM asking WHERE obligation = ? AND what IN ('rung', 'escalate')");
  bind_int(s, obligation->id);
  statement_run(s);
}

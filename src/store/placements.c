/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of placements. Whose duty follows from one is decided elsewhere. */
#include "store/placements.h"
#include "store/statement.h"

void
placement_free(Placement *placement)
{
  if (!placement)
    return;
  g_free(placement->scheme);
  g_free(placement->event);
  g_free(placement->key);
  g_free(placement->source);
  g_free(placement);
}

#define PLACEMENT                                                                                            \
  "SELECT id, scheme, event, key, source, school, trainee, mentor, tutor, first, last, sequence, changed"    \
  " FROM placement "

static gpointer
read_placement(Statement *s)
{
  Placement *placement = g_new0(Placement, 1);
  placement->id = take_int(s);
  placement->scheme = take_text(s);
  placement->event = take_text(s);
  placement->key = take_text(s);
  placement->source = take_text(s);
  placement->school = take_int(s);
  placement->trainee = take_int(s);
  placement->mentor = take_int(s);
  placement->tutor = take_int(s);
  placement->first = take_day(s);
  placement->last = take_day(s);
  placement->sequence = (int) take_int(s);
  placement->changed = take_instant(s);
  return placement;
}

/* Who takes part in the row @id, or answers for its school. */
static void
mark_people(Store *store, gint64 id)
{
  Statement *s = statement(
      store, "INSERT INTO dirty (person) SELECT trainee FROM placement WHERE id = ?1 AND trainee IS NOT NULL"
             " UNION SELECT mentor FROM placement WHERE id = ?1 AND mentor IS NOT NULL"
             " UNION SELECT tutor FROM placement WHERE id = ?1 AND tutor IS NOT NULL"
             " UNION SELECT person FROM role WHERE school = (SELECT school FROM placement WHERE id = ?1)"
             " ON CONFLICT DO NOTHING");
  bind_int(s, id);
  statement_run(s);
}

/* Whether its source still names it or not. */
static Placement *
find(Store *store, const char *scheme, const char *key, gboolean *gone)
{
  Statement *s = statement(store, PLACEMENT "WHERE scheme = ? AND key = ?");
  bind_text(s, scheme);
  bind_text(s, key);
  Placement *placement = statement_one(s, read_placement);
  s = statement(store, "SELECT gone IS NOT NULL FROM placement WHERE scheme = ? AND key = ?");
  bind_text(s, scheme);
  bind_text(s, key);
  *gone = statement_int(s, 0) != 0;
  return placement;
}

static gboolean
same(const Placement *a, const Placement *b)
{
  return !g_strcmp0(a->event, b->event) && !g_strcmp0(a->source, b->source) && a->school == b->school &&
         a->trainee == b->trainee && a->mentor == b->mentor && a->tutor == b->tutor && a->first == b->first &&
         a->last == b->last;
}

static void
write_row(Store *store, const Placement *placement)
{
  Statement *s = statement(
      store, "INSERT INTO placement (scheme, event, key, source, school, trainee, mentor, tutor, first, last,"
             " changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
             " ON CONFLICT (scheme, key) DO UPDATE SET event = excluded.event, source = excluded.source,"
             " school = excluded.school, trainee = excluded.trainee, mentor = excluded.mentor,"
             " tutor = excluded.tutor, first = excluded.first, last = excluded.last, gone = NULL,"
             " sequence = sequence + 1, changed = excluded.changed");
  bind_text(s, placement->scheme);
  bind_text(s, placement->event);
  bind_text(s, placement->key);
  bind_text(s, placement->source);
  bind_id(s, placement->school);
  bind_id(s, placement->trainee);
  bind_id(s, placement->mentor);
  bind_id(s, placement->tutor);
  bind_day(s, placement->first);
  bind_day(s, placement->last);
  bind_instant(s, store_now(store));
  statement_run(s);
}

gboolean
placement_put(Store *store, const Placement *placement)
{
  gboolean gone;
  g_autoptr(Placement) before = find(store, placement->scheme, placement->key, &gone);
  if (before && !gone && same(before, placement))
    return FALSE;
  if (before)
    mark_people(store, before->id);
  write_row(store, placement);
  mark_people(store, before ? before->id : store_last_id(store));
  return TRUE;
}

GPtrArray *
placements_list(Store *store, const char *scheme, const char *event, gint64 trainee)
{
  Statement *s =
      statement(store, PLACEMENT "WHERE gone IS NULL AND scheme = ?1 AND (?2 IS NULL OR event = ?2)"
                                 " AND (?3 IS NULL OR trainee = ?3) ORDER BY first, id");
  bind_text(s, scheme);
  bind_text(s, event);
  bind_id(s, trainee);
  return statement_all(s, read_placement, (GDestroyNotify) placement_free);
}

GPtrArray *
placements_near(Store *store, const char *scheme, gint64 person)
{
  Statement *s =
      statement(store, PLACEMENT "WHERE gone IS NULL AND scheme = ?1 AND id IN"
                                 " (SELECT id FROM placement WHERE trainee = ?2"
                                 "  UNION SELECT id FROM placement WHERE mentor = ?2"
                                 "  UNION SELECT id FROM placement WHERE tutor = ?2"
                                 "  UNION SELECT p.id FROM role r JOIN placement p ON p.school = r.school"
                                 "   WHERE r.person = ?2 AND r.scheme = ?1) ORDER BY first, id");
  bind_text(s, scheme);
  bind_int(s, person);
  return statement_all(s, read_placement, (GDestroyNotify) placement_free);
}

GPtrArray *
placements_of_person(Store *store, const char *scheme, gint64 person)
{
  Statement *s =
      statement(store, PLACEMENT "WHERE gone IS NULL AND scheme = ?1 AND id IN"
                                 " (SELECT id FROM placement WHERE trainee = ?2"
                                 "  UNION SELECT id FROM placement WHERE mentor = ?2"
                                 "  UNION SELECT id FROM placement WHERE tutor = ?2) ORDER BY first, id");
  bind_text(s, scheme);
  bind_int(s, person);
  return statement_all(s, read_placement, (GDestroyNotify) placement_free);
}

Placement *
placement_by_key(Store *store, const char *scheme, const char *key)
{
  gboolean gone;
  g_autoptr(Placement) placement = find(store, scheme, key, &gone);
  return gone ? NULL : g_steal_pointer(&placement);
}

char *
placement_new_key(Store *store, const char *event)
{
  /* counted, not looked up: the number of an erased person's placement is never given again */
  gint64 number = store_get_int(store, "placements_made", 0) + 1;
  store_set_int(store, "placements_made", number);
  return g_strdup_printf("%s:%" G_GINT64_FORMAT, event, number);
}

guint
placements_drop_others(Store *store, const char *source, const GArray *kept)
{
  g_autoptr(GHashTable) stays = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < kept->len; i++)
    g_hash_table_add(stays, &g_array_index(kept, gint64, i));
  Statement *s = statement(store, "SELECT id FROM placement WHERE source = ? AND gone IS NULL");
  bind_text(s, source);
  g_autoptr(GArray) all = statement_ids(s);
  guint dropped = 0;
  for (guint i = 0; i < all->len; i++) {
    gint64 id = g_array_index(all, gint64, i);
    if (g_hash_table_contains(stays, &id))
      continue;
    mark_people(store, id);
    s = statement(store, "UPDATE placement SET gone = ? WHERE id = ?");
    bind_instant(s, store_now(store));
    bind_int(s, id);
    statement_run(s);
    dropped++;
  }
  return dropped;
}

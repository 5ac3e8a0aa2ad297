/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares how things stand by the old rules with how they would by the new, and says it in sentences for the
 * office. Changes nothing. */
#include "pass/decide/rules.h"
#include "store/asking.h"
#include "store/awards.h"
#include <string.h>

/* What changes for one requirement or award: how many are concerned, and the first of them. */
typedef struct {
  guint begins, unasked, ends, moves, awards;
  Day from, to;   /* the due date of the first that moves */
  gboolean alike; /* all that move do so */
} Change;

typedef struct {
  GHashTable *changes; /* "SCHEME/ID" -> Change */
  GPtrArray *order;    /* its keys, in the order in which they were met; borrowed */
} Changes;

static Change *
change_of(Changes *changes, const char *scheme, const char *id)
{
  g_autofree char *key = g_strdup_printf("%s/%s", scheme, id);
  Change *found = g_hash_table_lookup(changes->changes, key);
  if (found)
    return found;
  found = g_new0(Change, 1);
  g_ptr_array_add(changes->order, key);
  g_hash_table_insert(changes->changes, g_steal_pointer(&key), found);
  return found;
}

static Day
due_of(const Obligation *obligation)
{
  return obligation->extended != DAY_NONE ? obligation->extended : obligation->due;
}

static void
note_moved(Change *change, Day from, Day to)
{
  if (!change->moves) {
    change->from = from;
    change->to = to;
    change->alike = TRUE;
  }
  change->alike = change->alike && change->from == from && change->to == to;
  change->moves++;
}

static const Obligation *
same_in(const GPtrArray *before, const Obligation *after)
{
  for (guint i = 0; i < before->len; i++)
    if (((Obligation *) before->pdata[i])->id == after->id)
      return before->pdata[i];
  return NULL;
}

static gboolean
is_over(const Obligation *obligation)
{
  return obligation->state == STATE_ENDED || obligation->state == STATE_WAIVED;
}

static void
compare_person(Engine *engine, Engine *ahead, gint64 person, Changes *changes)
{
  g_autoptr(GPtrArray) before = obligations_of_person(engine->store, person, NULL);
  g_autoptr(GPtrArray) after = obligations_of_person(ahead->store, person, NULL);
  for (guint i = 0; i < after->len; i++) {
    const Obligation *now = after->pdata[i], *was = same_in(before, now);
    if ((!was || is_over(was)) && !is_over(now)) {
      Change *change = change_of(changes, now->scheme, now->requirement);
      change->begins++;
      change->unasked += asking_passed(ahead->store, now->id) != INSTANT_NONE;
    } else if (was && !is_over(was) && now->state == STATE_ENDED) {
      change_of(changes, now->scheme, now->requirement)->ends++;
    } else if (was && !is_over(now) && now->state != STATE_MET && due_of(was) != due_of(now)) {
      note_moved(change_of(changes, now->scheme, now->requirement), due_of(was), due_of(now));
    }
  }
  g_autoptr(GPtrArray) held = awards_of(engine->store, person);
  g_autoptr(GPtrArray) more = awards_of(ahead->store, person);
  for (guint i = held->len; i < more->len; i++) {
    const Award *award = more->pdata[i];
    change_of(changes, award->scheme, award->award)->awards++;
  }
}

static const char *
people(guint n)
{
  return n == 1 ? "person" : "people";
}

static char *
due_words(Day due)
{
  return due == DAY_NONE ? g_strdup("no date") : day_words(due);
}

static void
say(GPtrArray *lines, const char *key, const Change *change)
{
  if (change->begins)
    g_ptr_array_add(lines,
                    g_strdup_printf("%s begins for %u %s", key, change->begins, people(change->begins)));
  if (change->unasked)
    g_ptr_array_add(lines, g_strdup_printf("%s began before: %u %s will not be written to for that", key,
                                           change->unasked, people(change->unasked)));
  if (change->ends)
    g_ptr_array_add(
        lines, g_strdup_printf("%s is no longer asked of %u %s", key, change->ends, people(change->ends)));
  g_autofree char *from = due_words(change->from), *to = due_words(change->to);
  if (change->moves && change->alike)
    g_ptr_array_add(lines, g_strdup_printf("%s is due on another day for %u %s: %s in place of %s", key,
                                           change->moves, people(change->moves), to, from));
  else if (change->moves)
    g_ptr_array_add(lines,
                    g_strdup_printf("%s is due on another day for %u %s, one of them %s in place of %s", key,
                                    change->moves, people(change->moves), to, from));
  if (change->awards)
    g_ptr_array_add(lines,
                    g_strdup_printf("%s is granted to %u %s for what was met before: the mails are held "
                                    "until you release them",
                                    key, change->awards, people(change->awards)));
}

/* The mails that would go at once, by template. */
static void
say_mails(Engine *engine, Engine *ahead, GPtrArray *lines)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) order = g_ptr_array_new();
  g_autoptr(GArray) readers = askings_people(ahead->store);
  for (guint i = 0; i < readers->len; i++) {
    gint64 reader = g_array_index(readers, gint64, i);
    g_autoptr(GPtrArray) waiting = askings_waiting(ahead->store, reader);
    g_autoptr(GPtrArray) was = askings_waiting(engine->store, reader);
    for (guint j = was->len; j < waiting->len; j++) {
      const char *name = ((Asking *) waiting->pdata[j])->template_name;
      guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, name));
      char *key = g_strdup(name);
      if (!n)
        g_ptr_array_add(order, key);
      g_hash_table_insert(counts, key, GUINT_TO_POINTER(n + 1));
    }
  }
  for (guint i = 0; i < order->len; i++) {
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, order->pdata[i]));
    g_ptr_array_add(lines, g_strdup_printf("%s goes to %u %s as soon as the sending window is open",
                                           (char *) order->pdata[i], n, people(n)));
  }
}

GPtrArray *
rules_compare(Engine *engine, Engine *ahead)
{
  Changes changes = { g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free), g_ptr_array_new() };
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) all = people_all(engine->store);
  for (guint i = 0; i < all->len; i++)
    compare_person(engine, ahead, ((Person *) all->pdata[i])->id, &changes);
  for (guint i = 0; i < changes.order->len; i++)
    say(lines, changes.order->pdata[i], g_hash_table_lookup(changes.changes, changes.order->pdata[i]));
  say_mails(engine, ahead, lines);
  g_ptr_array_unref(changes.order);
  g_hash_table_unref(changes.changes);
  return lines;
}

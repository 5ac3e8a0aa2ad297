/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of sessions. The year file numbers sessions of a kind by position, so that taking out the first would
 * move all others in people's calendars and cancel the last: the store's rows say which is which. Changes
 * nothing. */
#include "pass/decide/dates_keys.h"
#include "store/meetings.h"
#include "store/sessions.h"
#include <string.h>

typedef struct {
  GPtrArray *rows;  /* of Session: what the store has of the year */
  GHashTable *used; /* a set of keys, owned by @keys */
  GStrv keys;       /* NULL where none is found yet */
} Matching;

/* How much of a key names its kind: all but the number at its end. */
static gsize
kind_length(const char *key)
{
  const char *dot = strrchr(key, '.');
  return dot && dot[1] && strspn(dot + 1, "0123456789") == strlen(dot + 1) ? (gsize) (dot - key) + 1
                                                                           : strlen(key) + 1;
}

static gboolean
of_one_kind(const char *a, const char *b)
{
  gsize length = kind_length(a);
  return length == kind_length(b) && !strncmp(a, b, length);
}

static const Session *
row_of(const Matching *matching, const char *key)
{
  for (guint i = 0; i < matching->rows->len; i++)
    if (!strcmp(((const Session *) matching->rows->pdata[i])->key, key))
      return matching->rows->pdata[i];
  return NULL;
}

static void
give(Matching *matching, guint i, const char *key)
{
  matching->keys[i] = g_strdup(key);
  g_hash_table_add(matching->used, matching->keys[i]);
}

/* A row of @planned's kind that nobody has, at @start, or at any time if it is not cancelled. Its own key
 * before others. */
static const Session *
find_row(const Matching *matching, const YearSession *planned, Instant start)
{
  const Session *found = NULL;
  for (guint i = 0; i < matching->rows->len; i++) {
    const Session *row = matching->rows->pdata[i];
    gboolean fits = start == INSTANT_NONE ? !row->cancelled : row->start == start;
    if (!fits || !of_one_kind(planned->key, row->key) || g_hash_table_contains(matching->used, row->key))
      continue;
    if (!found || !strcmp(row->key, planned->key))
      found = row;
  }
  return found;
}

/* A number that neither a row nor another date has. */
static char *
new_key(const Matching *matching, const YearSession *planned)
{
  gsize length = kind_length(planned->key);
  char *key = g_strdup(planned->key);
  for (guint n = 1; length <= strlen(planned->key) &&
                    (g_hash_table_contains(matching->used, key) || row_of(matching, key));
       n++) {
    g_free(key);
    key = g_strdup_printf("%.*s%u", (int) length, planned->key, n);
  }
  return key;
}

GStrv
dates_keys(Engine *engine, const Year *year)
{
  guint n = year->sessions->len;
  g_autoptr(GPtrArray) rows = sessions_list(engine->store, year->id, NULL, NULL, NULL);
  g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
  Matching matching = { rows, used, g_new0(char *, n + 1) };
  for (guint i = 0; i < n; i++) {
    const YearSession *planned = year->sessions->pdata[i];
    const Session *row =
        find_row(&matching, planned, clock_instant(engine->clock, planned->day, planned->minute));
    if (row)
      give(&matching, i, row->key);
  }
  for (guint i = 0; i < n; i++) {
    const YearSession *planned = year->sessions->pdata[i];
    const Session *row = matching.keys[i] ? NULL : find_row(&matching, planned, INSTANT_NONE);
    gboolean held = !matching.keys[i] && !row && !g_hash_table_contains(used, planned->key) &&
                    lead_meeting_holds(engine->store, year->id, planned->key);
    g_autofree char *key = matching.keys[i] || row ? NULL
                           : held                  ? g_strdup(planned->key) /* moved there, then cancelled */
                                                   : new_key(&matching, planned);
    if (!matching.keys[i])
      give(&matching, i, row ? row->key : key);
  }
  return matching.keys;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads actions beside their obligations. Makes none. */
#include "store/follow_ups.h"
#include "store/statement.h"

void
follow_up_free(FollowUp *follow_up)
{
  if (!follow_up)
    return;
  g_free(follow_up->words);
  g_free(follow_up->owner);
  g_free(follow_up);
}

static gpointer
read_follow_up(Statement *s)
{
  FollowUp *one = g_new0(FollowUp, 1);
  one->person = take_int(s);
  one->about = take_int(s);
  one->school = take_int(s);
  one->filed = take_int(s);
  one->words = take_text(s);
  one->owner = take_text(s);
  one->due = take_day(s);
  one->obligation = take_int(s);
  return one;
}

GPtrArray *
follow_ups_list(Store *store, const char *scheme, gint64 filed, Instant until)
{
  Statement *s = statement(
      store,
      "SELECT action.person, about, action.school, filed, words, person.name, action.due,"
      " (SELECT id FROM obligation WHERE obligation.scheme = action.scheme AND instance = action.key"
      "  AND obligation.person = action.person ORDER BY state = 'met' DESC, id DESC LIMIT 1)"
      " FROM action JOIN person ON person.id = action.person"
      " WHERE action.scheme = ?1 AND (?2 = 0 OR filed = ?2) AND made < ?3 ORDER BY action.due, action.id");
  bind_text(s, scheme);
  bind_int(s, filed);
  bind_instant(s, until);
  return statement_all(s, read_follow_up, (GDestroyNotify) follow_up_free);
}

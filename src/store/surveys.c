/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Returns of one form as voices of many. What they mean is reckoned elsewhere. */
#include "store/surveys.h"
#include "store/statement.h"

static gpointer
read_voice(Statement *s)
{
  Voice *voice = g_new0(Voice, 1);
  voice->filed = take_int(s);
  voice->person = take_int(s);
  voice->about = take_int(s);
  voice->school = take_int(s);
  voice->arrival = take_instant(s);
  voice->before = take_int(s);
  return voice;
}

GPtrArray *
survey(Store *store, const char *scheme, const char *form, Instant since, Instant until)
{
  Statement *s = statement(
      store,
      "SELECT f.id, f.person, ifnull(f.about, f.person), o.school, f.arrival,"
      " (SELECT p.id FROM filed AS p WHERE p.scheme = f.scheme AND p.form = f.form AND p.arrival < f.arrival"
      "  AND ifnull(p.about, p.person) = ifnull(f.about, f.person) AND p.obligation <> f.obligation"
      "  ORDER BY p.arrival DESC, p.version DESC LIMIT 1)"
      " FROM filed AS f JOIN obligation AS o ON o.id = f.obligation"
      " WHERE f.scheme = ?1 AND f.form = ?2 AND f.arrival >= ?3 AND f.arrival < ?4 AND NOT EXISTS"
      " (SELECT 1 FROM filed AS g WHERE g.scheme = f.scheme AND g.form = f.form AND g.person = f.person"
      "  AND (g.obligation = f.obligation OR (g.about IS NULL AND f.about IS NULL))"
      "  AND g.arrival < ?4 AND (g.arrival, g.id) > (f.arrival, f.id))"
      " ORDER BY f.arrival, f.id");
  bind_text(s, scheme);
  bind_text(s, form);
  bind_instant(s, since);
  bind_instant(s, until);
  return statement_all(s, read_voice, g_free);
}

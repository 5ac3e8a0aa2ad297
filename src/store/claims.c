/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Awards that a school or the partnership holds, and what was claimed for them. Decides nothing. */
#include "store/award.h"

GPtrArray *
awards_untold(Store *store)
{
  Statement *s = statement(store, AWARD_SELECT "WHERE holder <> 'person' AND told IS NULL"
                                               " ORDER BY scheme, award, school, held, name, id");
  return awards_read(s);
}

void
award_told(Store *store, gint64 id)
{
  Statement *s = statement(store, "UPDATE award SET told = ? WHERE id = ?");
  bind_instant(s, store_now(store));
  bind_int(s, id);
  statement_run(s);
}

gboolean
award_held_before(Store *store, gint64 person, const char *scheme, const char *award, const char *year,
                  Instant before)
{
  Statement *s = statement(store, "SELECT 1 FROM award WHERE person = ? AND scheme = ? AND award = ?"
                                  " AND year <> ? AND issued < ?");
  bind_int(s, person);
  bind_text(s, scheme);
  bind_text(s, award);
  bind_text(s, year);
  bind_instant(s, before);
  return statement_int(s, 0) != 0;
}

int
claims_accepted(Store *store, const char *scheme, const char *award, const char *year, gint64 person,
                const char *reference)
{
  Statement *s = statement(store, "SELECT sum(hours) FROM claim WHERE scheme = ? AND award = ? AND year = ?"
                                  " AND person = ? AND reference <> ? AND accepted");
  bind_text(s, scheme);
  bind_text(s, award);
  bind_text(s, year);
  bind_int(s, person);
  bind_text(s, reference);
  return (int) statement_int(s, 0);
}

void
claim_answered(Store *store, const ClaimAnswer *claim)
{
  Statement *s = statement(
      store,
      "INSERT INTO claim (scheme, award, year, reference, person, hours, accepted, reason, message, at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET hours = excluded.hours,"
      " accepted = excluded.accepted, reason = excluded.reason, message = excluded.message,"
      " at = excluded.at");
  bind_text(s, claim->scheme);
  bind_text(s, claim->award);
  bind_text(s, claim->year);
  bind_text(s, claim->reference);
  bind_int(s, claim->person);
  bind_int(s, claim->hours);
  bind_int(s, claim->accepted);
  bind_text(s, claim->reason);
  bind_id(s, claim->message);
  bind_instant(s, store_now(store));
  statement_run(s);
}

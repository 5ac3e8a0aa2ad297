/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds mails that wait and are out of date, and takes them back. Writes none in their place. */
#include "store/overtaken.h"
#include "store/mail.h"

/* What the mail o asks that is no question any more, or that a later reminder of the same asks. */
#define ASKS_NO_MORE                                                                                         \
  "EXISTS (SELECT 1 FROM asking a JOIN obligation b ON b.id = a.obligation WHERE a.outbox = o.id AND (CASE"  \
  " WHEN a.what = 'invite' THEN b.state IN ('met', 'waived', 'ended')"                                       \
  " ELSE b.state NOT IN ('open', 'overdue') END"                                                             \
  " OR (a.what = 'rung' AND EXISTS (SELECT 1 FROM asking l WHERE l.obligation = a.obligation"                \
  "  AND l.person = a.person AND l.what = 'rung' AND l.rung > a.rung AND l.passed IS NULL))))"               \
  " OR EXISTS (SELECT 1 FROM signing s JOIN obligation b ON b.id = s.obligation WHERE s.outbox = o.id"       \
  "  AND b.state NOT IN ('open', 'overdue'))"

/* What the person of the mail o, of an earlier day, is to be told today anyway: nobody gets two. A digest
 * that brings reports names a requirement: they are drawn once, and go as they are. */
#define GOES_WITH_ANOTHER                                                                                    \
  "(o.kind = 'chaser' AND EXISTS (SELECT 1 FROM asking a WHERE a.outbox = o.id)"                             \
  "  AND (EXISTS (SELECT 1 FROM asking w WHERE w.person = o.person AND w.outbox IS NULL"                     \
  "   AND w.passed IS NULL AND w.what = 'rung')"                                                             \
  "  OR EXISTS (SELECT 1 FROM outbox t WHERE t.person = o.person AND t.created >= ?1 AND t.kind = 'chaser'"  \
  "   AND t.state <> 'cancelled')))"                                                                         \
  " OR (EXISTS (SELECT 1 FROM signing s WHERE s.outbox = o.id)"                                              \
  "  AND EXISTS (SELECT 1 FROM signing w WHERE w.person IS o.person AND w.outbox IS NULL))"                  \
  " OR (o.requirement IS NULL AND EXISTS (SELECT 1 FROM news n WHERE n.outbox = o.id)"                       \
  "  AND EXISTS (SELECT 1 FROM news w WHERE w.person = o.person AND w.outbox IS NULL))"

GPtrArray *
outbox_overtaken(Store *store, Instant midnight)
{
  Statement *s = statement(
      store,
      "SELECT" MAIL_COLUMNS "FROM outbox o WHERE o.state IN ('queued', 'held')"
      " AND NOT EXISTS (SELECT 1 FROM recipient r WHERE r.outbox = o.id AND r.state IN ('sent', 'unsure'))"
      " AND (" ASKS_NO_MORE " OR (o.state = 'queued' AND o.created < ?1 AND (" GOES_WITH_ANOTHER
      "))) ORDER BY o.id");
  bind_instant(s, midnight);
  return statement_all(s, mail_read, (GDestroyNotify) outbox_mail_free);
}

static void
give_back(Store *store, const char *sql, gint64 id)
{
  Statement *s = statement(store, sql);
  bind_int(s, id);
  statement_run(s);
}

/* Its Message-ID is free as well: nobody ever saw it, and the same purpose has the same one again. */
void
outbox_withdraw(Store *store, gint64 id, const char *why)
{
  Statement *s = statement(store, "UPDATE outbox SET state = 'cancelled', error = ?,"
                                  " purpose = 'withdrawn:' || id || ':' || purpose,"
                                  " message_id = 'withdrawn.' || id || '.' || message_id WHERE id = ?");
  bind_text(s, why);
  bind_int(s, id);
  statement_run(s);
  give_back(store, "UPDATE asking SET outbox = NULL WHERE outbox = ?", id);
  give_back(store, "UPDATE signing SET outbox = NULL, item = NULL WHERE outbox = ?", id);
  give_back(store, "UPDATE OR IGNORE news SET outbox = NULL WHERE outbox = ?", id);
}

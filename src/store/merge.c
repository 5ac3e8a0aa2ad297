/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts two people's rows together. First what both have becomes one row, then every column that refers to the
 * one is made to refer to the other: merge_columns() is the list of them, and a test holds that it is whole.
 * Decides nothing about what is asked: whoever is dirty is decided by the next pass. */
#include "store/merge.h"
#include "base/text.h"
#include "store/people.h"
#include "store/personal.h"
#include "store/statement.h"
#include <string.h>

static const MergeColumn columns[] = {
  { "name_word", "person" },   { "address", "person" },    { "role", "person" },
  { "role", "replaces" },      { "attribute", "person" },  { "obligation", "person" },
  { "message", "person" },     { "filed", "person" },      { "filed", "about" },
  { "attendance", "person" },  { "activity", "person" },   { "approval", "by" },
  { "award", "person" },       { "outbox", "person" },     { "news", "person" },
  { "cases", "person" },       { "token", "person" },      { "placement", "trainee" },
  { "placement", "mentor" },   { "placement", "tutor" },   { "action", "person" },
  { "action", "about" },       { "claim", "person" },      { "booking", "person" },
  { "consent", "person" },     { "asking", "person" },     { "signing", "person" },
  { "undelivered", "person" }, { "away", "person" },       { "office_mail", "person" },
  { "invitation", "person" },  { "meeting", "organizer" }, { "dirty", "person" },
  { "unpublished", "person" },
};

const MergeColumn *
merge_columns(guint *n)
{
  *n = G_N_ELEMENTS(columns);
  return columns;
}

/* In every step ?1 is the row that stays, ?2 the one that becomes part of it, ?3 now. */

/* The wider span, and whatever only one of them says. */
static const char *const roles[] = {
  "UPDATE role SET since = min(role.since, l.since), school = ifnull(role.school, l.school),"
  " until = CASE WHEN role.until IS NULL OR l.until IS NULL THEN NULL ELSE max(role.until, l.until) END,"
  " covers = CASE WHEN l.covers IS NULL OR l.covers IS role.covers THEN role.covers"
  " WHEN role.covers IS NULL THEN l.covers ELSE role.covers || '; ' || l.covers END,"
  " replaces = ifnull(role.replaces, l.replaces) FROM (SELECT * FROM role WHERE id = ?2) l WHERE role.id = "
  "?1",
  "INSERT INTO assigned (key, role) SELECT key, ?1 FROM assigned WHERE role = ?2 ON CONFLICT DO NOTHING",
  "DELETE FROM role WHERE id = ?2",
  NULL,
};

/* Forms of the one that stays keep the last word: what it was decided by is decided by it again. */
static const char *const obligations[] = {
  "UPDATE filed SET version = -version - (SELECT ifnull(max(version), 0) FROM filed WHERE obligation = ?2)"
  " WHERE obligation = ?1",
  "UPDATE filed SET version = -version WHERE obligation = ?1",
  "UPDATE filed SET obligation = ?1 WHERE obligation = ?2",
  "UPDATE approval SET obligation = ?1 WHERE obligation = ?2",
  "DELETE FROM signing WHERE obligation = ?2 AND outbox IS NULL AND EXISTS"
  " (SELECT 1 FROM obligation WHERE id = ?1 AND state = 'met')",
  "UPDATE signing SET obligation = ?1 WHERE obligation = ?2",
  "UPDATE progress SET obligation = ?1 WHERE obligation = ?2",
  "UPDATE cases SET obligation = ?1 WHERE obligation = ?2",
  "UPDATE award SET obligation = ?1 WHERE obligation = ?2",
  "UPDATE OR IGNORE covers SET obligation = ?1 WHERE obligation = ?2",
  "UPDATE OR IGNORE rung SET obligation = ?1 WHERE obligation = ?2",
  "UPDATE OR IGNORE news SET obligation = ?1 WHERE obligation = ?2",
  "DELETE FROM asking WHERE obligation = ?2 AND outbox IS NULL AND EXISTS"
  " (SELECT 1 FROM obligation WHERE id = ?1 AND state IN ('answered', 'met', 'waived', 'ended'))",
  "UPDATE asking SET outbox = ifnull(asking.outbox, l.outbox), passed = ifnull(asking.passed, l.passed)"
  " FROM (SELECT * FROM asking WHERE obligation = ?2) l WHERE asking.obligation = ?1"
  " AND asking.person = l.person AND asking.what = l.what AND asking.rung = l.rung",
  "UPDATE OR IGNORE asking SET obligation = ?1 WHERE obligation = ?2",
  "UPDATE ref_of SET obligation = ?1 WHERE obligation = ?2",
  "UPDATE invitation SET obligation = ?1 WHERE obligation = ?2",
  "UPDATE journal SET obligation = ?1 WHERE obligation = ?2",
  "UPDATE obligation SET school = ifnull(obligation.school, l.school),"
  " opened = ifnull(obligation.opened, l.opened), sent = ifnull(obligation.sent, l.sent),"
  " extended = ifnull(obligation.extended, l.extended) FROM (SELECT * FROM obligation WHERE id = ?2) l"
  " WHERE obligation.id = ?1",
  "DELETE FROM obligation WHERE id = ?2",
  NULL,
};

/* The code of the other answers as one that was superseded, and its paper does not go out any more. */
static const char *const awards[] = {
  "UPDATE superseded SET award = ?1 WHERE award = ?2",
  "INSERT INTO superseded (code, award, name, issued, at, why) SELECT code, ?1, name, issued, ?3,"
  " 'both were issued to the same person' FROM award WHERE id = ?2",
  "UPDATE outbox SET state = 'cancelled' WHERE state IN ('queued', 'held')"
  " AND purpose = 'award:' || (SELECT code FROM award WHERE id = ?2)",
  "UPDATE award SET told = ifnull(award.told, l.told) FROM (SELECT told FROM award WHERE id = ?2) l"
  " WHERE award.id = ?1",
  "DELETE FROM award WHERE id = ?2",
  NULL,
};

gboolean
merge_takes_along(const char *table)
{
  g_autofree char *begin = g_strdup_printf(" %s SET ", table);
  const char *const *const all[] = { obligations, awards };
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    for (guint j = 0; all[i][j]; j++)
      if (strstr(all[i][j], begin))
        return TRUE;
  return FALSE;
}

/* -- Running -- */

/* @sql is made here of names above and nothing else: how many rows it changed. With @pairs it is a question,
 * and its rows' first two numbers are added there. */
static int
run(Store *store, const char *sql, gint64 into, gint64 from, GArray *pairs)
{
  sqlite3_stmt *stmt = NULL;
  if (store_failed(store))
    return 0;
  int code = sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL);
  const gint64 values[] = { into, from, store_now(store) };
  for (int i = 0; stmt && i < sqlite3_bind_parameter_count(stmt); i++)
    sqlite3_bind_int64(stmt, i + 1, values[i]);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(stmt);
    const gint64 pair[] = { sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1) };
    if (code == SQLITE_ROW && pairs)
      g_array_append_vals(pairs, pair, 2);
  }
  sqlite3_finalize(stmt);
  if (code != SQLITE_DONE)
    store_poison(store, code, sql);
  return sqlite3_changes(store->db);
}

static void
run_all(Store *store, const char *const *steps, gint64 into, gint64 from)
{
  for (guint i = 0; steps[i]; i++)
    run(store, steps[i], into, from, NULL);
}

/* -- What both have -- */

/* A role that one holds while the other does, or from the day after. Of the same school before a school that
 * is not known. */
#define ROLE_PAIRS                                                                                           \
  "SELECT a.id, b.id, min((a.school IS NOT b.school) * 1000000000 + a.id) FROM role b JOIN role a"           \
  " ON a.person = ?1 AND a.scheme = b.scheme AND a.role = b.role"                                            \
  " AND (a.school IS b.school OR a.school IS NULL OR b.school IS NULL)"                                      \
  " AND (a.until IS NULL OR a.until >= b.since - 1) AND (b.until IS NULL OR b.until >= a.since - 1)"         \
  " WHERE b.person = ?2 GROUP BY b.id"

/* How far an obligation is; of two that are as far, the one that was asked for goes before, then the lower
 * number of the SQL's a. */
#define RANK(o)                                                                                              \
  "(CASE " o ".state WHEN 'met' THEN 12 WHEN 'answered' THEN 10 WHEN 'overdue' THEN 8 WHEN 'open' THEN 6"    \
  " WHEN 'upcoming' THEN 4 WHEN 'waived' THEN 2 ELSE 0 END + (" o ".sent IS NOT NULL))"
/* An instance that names the person who goes, "role@NUMBER", names the other. */
#define INSTANCE(o)                                                                                          \
  "CASE WHEN " o ".instance LIKE '%@' || ?2"                                                                 \
  " THEN substr(" o ".instance, 1, length(" o ".instance) - length(?2)) || ?1 ELSE " o ".instance END"
#define PERSON(o) "CASE " o ".person WHEN ?2 THEN ?1 ELSE " o ".person END"
#define CONCERNED(o) "(" o ".person = ?2 OR " o ".instance LIKE '%@' || ?2)"

#define STAYS_FIRST(rank)                                                                                    \
  "iif(" rank("b") " > " rank("a") ", b.id, a.id), iif(" rank("b") " > " rank("a") ", a.id, b.id)"
#define SAME_PERSON "a.person = " PERSON("b") " AND a.scheme = b.scheme AND a.year = b.year"
#define SAME_INSTANCE "a.instance = " INSTANCE("b")
#define OF_WHO_GOES CONCERNED("b") " AND a.id <> b.id"

#define OBLIGATION_PAIRS                                                                                     \
  "SELECT " STAYS_FIRST(RANK) " FROM obligation b JOIN obligation a ON " SAME_PERSON                         \
                              " AND a.requirement = b.requirement AND " SAME_INSTANCE " WHERE " OF_WHO_GOES

/* Of two awards the one whose certificate went out stays. */
#define MAILED(o)                                                                                            \
  "EXISTS (SELECT 1 FROM outbox WHERE purpose = 'award:' || " o                                              \
  ".code AND state NOT IN ('held', 'cancelled'))"
#define AWARD_PAIRS                                                                                          \
  "SELECT " STAYS_FIRST(MAILED) " FROM award b JOIN award a ON " SAME_PERSON                                 \
                                " AND a.award = b.award AND " SAME_INSTANCE " WHERE " OF_WHO_GOES

static void
unite(Store *store, const char *question, const char *const *steps, gint64 into, gint64 from,
      const char *words, GPtrArray *lines)
{
  g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(gint64));
  run(store, question, into, from, pairs);
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    run_all(store, steps, g_array_index(pairs, gint64, i), g_array_index(pairs, gint64, i + 1));
  if (pairs->len)
    text_say(lines, "%s that both have become one: %u", words, pairs->len / 2);
}

/* Mails that wait and ask for nothing but what needs no asking, or was asked for by another already; not
 * entries for a calendar, whose rows say that they went. The refs of those that go stand in ref_of by then.
 */
#define CANCEL                                                                                               \
  "UPDATE outbox SET state = 'cancelled' WHERE state IN ('queued', 'held')"                                  \
  " AND kind IN ('opening', 'chaser') AND purpose NOT GLOB 'date:*' AND id IN (SELECT c.outbox FROM covers " \
  "c"                                                                                                        \
  " JOIN obligation o ON o.id = c.obligation GROUP BY c.outbox HAVING min(EXISTS (SELECT 1 FROM ref_of r"    \
  " JOIN obligation k ON k.id = r.obligation WHERE r.ref = o.ref AND"                                        \
  " (k.state IN ('answered', 'met', 'waived', 'ended') OR EXISTS (SELECT 1 FROM covers d"                    \
  " JOIN outbox m ON m.id = d.outbox WHERE d.obligation = k.id"                                              \
  " AND m.state NOT IN ('cancelled', 'failed'))))) = 1)"

static void
unite_obligations(Store *store, gint64 into, gint64 from, GPtrArray *lines)
{
  g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(gint64));
  run(store, OBLIGATION_PAIRS, into, from, pairs);
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    run(store, "INSERT INTO ref_of (ref, obligation) SELECT ref, ?1 FROM obligation WHERE id = ?2",
        g_array_index(pairs, gint64, i), g_array_index(pairs, gint64, i + 1), NULL);
  int cancelled = run(store, CANCEL, into, from, NULL);
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    run_all(store, obligations, g_array_index(pairs, gint64, i), g_array_index(pairs, gint64, i + 1));
  if (pairs->len)
    text_say(lines, "obligations that both have become one: %u", pairs->len / 2);
  if (cancelled)
    text_say(lines, "mails that wait and ask for the same again are cancelled: %d", cancelled);
}

/* What only one row can say: the word of the one who stays, but a place that is held, and hours that are
 * said. Links of the other open nothing any more. */
static const char *const before[] = {
  "DELETE FROM attribute WHERE person = ?2 AND EXISTS (SELECT 1 FROM attribute a WHERE a.person = ?1"
  " AND a.scheme = attribute.scheme AND a.name = attribute.name)",
  "UPDATE activity SET hours = l.hours FROM (SELECT * FROM activity WHERE person = ?2) l"
  " WHERE activity.person = ?1 AND activity.scheme = l.scheme AND activity.activity = l.activity"
  " AND activity.day = l.day AND activity.hours IS NULL",
  "UPDATE booking SET state = l.state, at = l.at FROM (SELECT * FROM booking WHERE person = ?2) l"
  " WHERE booking.person = ?1 AND booking.scheme = l.scheme AND booking.event = l.event"
  " AND booking.group_key = l.group_key AND (l.state = 'held' OR booking.state = 'given up')"
  " AND booking.state <> 'held'",
  /* both entries stand in calendars: both rows stay, and say what was said last */
  "UPDATE invitation SET answer = l.answer, stamp = l.stamp, message = l.message FROM invitation l"
  " WHERE invitation.person IN (?1, ?2) AND l.person IN (?1, ?2) AND l.person <> invitation.person"
  " AND l.session = invitation.session AND l.stamp > ifnull(invitation.stamp, 0)",
  "UPDATE token SET gone = ?3 WHERE person = ?2 AND gone IS NULL",
  "UPDATE address SET preferred = 0 WHERE person = ?2 AND EXISTS (SELECT 1 FROM address WHERE person = ?1)",
  "UPDATE asking SET outbox = ifnull(asking.outbox, l.outbox), passed = ifnull(asking.passed, l.passed)"
  " FROM (SELECT * FROM asking WHERE person = ?2) l WHERE asking.person = ?1"
  " AND asking.obligation = l.obligation AND asking.what = l.what AND asking.rung = l.rung",
  "UPDATE OR IGNORE asking SET person = ?1 WHERE person = ?2",
  "DELETE FROM asking WHERE person = ?2",
  NULL,
};

/* -- What is the other's now -- */

static const char *
label_of(const char *table)
{
  guint n;
  const PersonalTable *tables = personal_tables(&n);
  for (guint i = 0; i < n; i++)
    if (!strcmp(tables[i].table, table))
      return tables[i].label;
  return NULL;
}

static void
move(Store *store, const MergeColumn *column, gint64 into, gint64 from, GPtrArray *lines)
{
  g_autofree char *sql = g_strdup_printf("UPDATE OR IGNORE %s SET %s = ?1 WHERE %s = ?2", column->table,
                                         column->column, column->column);
  g_autofree char *rest = g_strdup_printf("DELETE FROM %s WHERE %s = ?2", column->table, column->column);
  int moved = run(store, sql, into, from, NULL), twice = run(store, rest, into, from, NULL);
  const char *label = label_of(column->table);
  if (!label || !(moved + twice))
    return;
  if (twice)
    text_say(lines, "%s: %d, and %d that both have", label, moved, twice);
  else
    text_say(lines, "%s: %d", label, moved);
}

/* Where people stand by their number and no key says so. A purpose with the number of who was told keeps them
 * from being told again. */
static const char *const after[] = {
  "UPDATE role SET replaces = NULL WHERE replaces = person",
  "UPDATE action SET about = NULL WHERE about = person",
  "UPDATE filed SET about = NULL WHERE about = person",
  "INSERT OR IGNORE INTO dirty SELECT person FROM obligation WHERE instance LIKE '%@' || ?2",
  "UPDATE obligation SET instance = " INSTANCE("obligation") " WHERE instance LIKE '%@' || ?2",
  "UPDATE award SET instance = " INSTANCE("award") " WHERE instance LIKE '%@' || ?2",
  "UPDATE journal SET person = ?1 WHERE person = ?2",
  "UPDATE cases SET detail = json_set(detail, '$.person', ?1) WHERE json_valid(detail)"
  " AND json_type(detail, '$.person') = 'integer' AND json_extract(detail, '$.person') = ?2",
  "UPDATE OR IGNORE outbox SET purpose = rtrim(replace(purpose || ':', ':' || ?2 || ':', ':' || ?1 || ':'), "
  "':')"
  " WHERE person = ?1 AND (purpose GLOB 'notice:*' OR purpose GLOB 'digest:*' OR purpose GLOB 'chase:*'"
  " OR purpose GLOB 'approve:*' OR purpose GLOB 'alert:*' OR purpose GLOB 'held:*'"
  " OR purpose GLOB 'changed:*')"
  " AND instr(purpose || ':', ':' || ?2 || ':')",
  "UPDATE OR IGNORE meta SET key = substr(key, 1, length(key) - length(?2)) || ?1"
  " WHERE key GLOB 'report:*:' || ?2",
  "UPDATE person SET since = min(since, (SELECT since FROM person WHERE id = ?2)) WHERE id = ?1",
  "DELETE FROM person WHERE id = ?2",
  "DELETE FROM meta WHERE key = 'published'",
  NULL,
};

void
merge_people(Store *store, gint64 into, gint64 from, GPtrArray *lines)
{
  if (from > store_get_int(store, "people_merged", 0))
    store_set_int(store, "people_merged", from);
  run_all(store, before, into, from);
  unite(store, ROLE_PAIRS, roles, into, from, "roles", lines);
  unite_obligations(store, into, from, lines);
  unite(store, AWARD_PAIRS, awards, into, from, "awards", lines);
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    move(store, &columns[i], into, from, lines);
  run_all(store, after, into, from);
  dirty_add(store, into);
}

/* -- Who cannot be one -- */

#define EITHER(one, other) "((" one " = ?1 AND " other " = ?2) OR (" one " = ?2 AND " other " = ?1))"

const char *
merge_obstacle(Store *store, gint64 one, gint64 other)
{
  static const struct {
    const char *sql, *words;
  } obstacles[] = {
    { "SELECT 1, 1 FROM placement WHERE " EITHER("trainee", "mentor") " OR " EITHER("trainee", "tutor"),
      "are trainee and mentor or tutor of one placement" },
    { "SELECT 1, 1 FROM signing s JOIN obligation o ON o.id = s.obligation WHERE " EITHER("s.person",
                                                                                          "o.person"),
      "are two because one is asked to approve the other's work" },
    { "SELECT 1, 1 FROM approval s JOIN obligation o ON o.id = s.obligation WHERE " EITHER("s.by",
                                                                                           "o.person"),
      "are two because one approved the other's work" },
    { "SELECT 1, 1 FROM obligation WHERE (person = ?1 AND instance LIKE '%@' || ?2)"
      " OR (person = ?2 AND instance LIKE '%@' || ?1)",
      "are two because one is asked about the other" },
    { "SELECT 1, 1 FROM role r JOIN assigned s ON s.role = r.id JOIN address a ON a.address = s.key "
      "WHERE " EITHER("r.person", "a.person"),
      "are two because one is assigned to the other" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(obstacles); i++) {
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(gint64));
    run(store, obstacles[i].sql, one, other, found);
    if (found->len)
      return obstacles[i].words;
  }
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two people with a row or two of each kind, what is left of them when they become one, and who cannot. */
#include "store/merge.h"
#include "store/statement.h"
#include "tests/store/fixture.h"
#include <string.h>

static void
script(Fixture *f, const char *const *lines)
{
  for (guint i = 0; lines[i]; i++)
    if (sqlite3_exec(f->store->db, lines[i], NULL, NULL, NULL) != SQLITE_OK)
      g_error("%s: %s", lines[i], sqlite3_errmsg(f->store->db));
}

/* Amy is 1, A. Brown is 2, Cy is 3; 11 and 12 are the same obligation, 13 is Brown's alone, 14 is Cy's. */
static const char *const lives[] = {
  "INSERT INTO person (id, name, since) VALUES (1, 'Amy Brown', 50), (2, 'A. Brown', 40), (3, 'Cy Dale', 50)",
  "INSERT INTO school (id, name, key) VALUES (1, 'Oak', 'oak')",
  "INSERT INTO obligation (id, ref, scheme, requirement, instance, year, person, state, changed) VALUES"
  " (11, '11111-11111', 's', 'q', '', 'y', 1, 'overdue', 1), (12, '22222-22222', 's', 'q', '', 'y', 2, "
  "'met', 1),"
  " (13, '33333-33333', 's', 'p', '', 'y', 2, 'open', 1), (14, '44444-44444', 's', 'q', 'm@2', 'y', 3, "
  "'open', 1)",
  "INSERT INTO message (id, folder, key, sha256, arrival, stored, size, state, person) VALUES"
  " (1, 'inbox', 'k', 'x', 1, 1, 1, 'done', 2)",
  "INSERT INTO filed (id, obligation, scheme, form, person, arrival, version, by, why, about) VALUES"
  " (21, 11, 's', 'f', 1, 1, 1, 'b', 'w', NULL), (22, 12, 's', 'f', 2, 1, 1, 'b', 'w', NULL),"
  " (23, 12, 's', 'f', 2, 1, 2, 'b', 'w', NULL), (24, 14, 's', 'f', 3, 1, 1, 'b', 'w', 2)",
  "INSERT INTO attendance (person, scheme, event, day, how, source, at) VALUES (1, 's', 'e', 5, 'attended', "
  "'x', 1),"
  " (2, 's', 'e', 5, 'attended', 'x', 1), (2, 's', 'e', 6, 'attended', 'x', 1)",
  "INSERT INTO activity (person, scheme, activity, day, hours, source, at) VALUES (1, 's', 'a', 5, NULL, "
  "'x', 1),"
  " (2, 's', 'a', 5, 2.5, 'x', 1), (2, 's', 'a', 6, 1, 'x', 1)",
  "INSERT INTO booking (scheme, event, group_key, person, state, at) VALUES ('s', 'e', 'g', 1, 'waiting', 1),"
  " ('s', 'e', 'g', 2, 'held', 1), ('s', 'e', 'h', 1, 'held', 1), ('s', 'e', 'h', 2, 'waiting', 1)",
  "INSERT INTO claim (scheme, award, year, reference, person, hours, accepted, reason, at) VALUES"
  " ('s', 'a', 'y', 'r', 1, 6, 1, '', 1), ('s', 'a', 'y', 'r', 2, 6, 1, '', 1), ('s', 'a', 'y', 't', 2, 6, "
  "1, '', 1)",
  "INSERT INTO outbox (id, purpose, kind, template, person, message_id, subject, sender, state, why, created,"
  " not_before, next_try) VALUES (31, 'notice:s/n:2', 'chaser', 't', 2, 'a', 's', 'x', 'sent', 'w', 1, 1, 1),"
  " (32, 'digest:2:2026-10-06', 'digest', 't', 2, 'b', 's', 'x', 'sent', 'w', 1, 1, 1),"
  " (33, 'chase:1:2026-10-06', 'chaser', 't', 1, 'c', 's', 'x', 'sent', 'w', 1, 1, 1),"
  " (34, 'chase:2:2026-10-06', 'chaser', 't', 2, 'd', 's', 'x', 'queued', 'w', 1, 1, 1),"
  " (35, 'receipt:2', 'answer', 't', 2, 'e', 's', 'x', 'queued', 'w', 1, 1, 1)",
  "INSERT INTO covers (outbox, obligation, rung) VALUES (33, 11, 3), (34, 12, 3), (34, 13, 3)",
  "INSERT INTO obligation (id, ref, scheme, requirement, instance, year, person, state, changed) VALUES"
  " (15, '55555-55555', 's', 'r', '', 'y', 1, 'open', 1), (16, '66666-66666', 's', 'r', '', 'y', 2, 'open', "
  "1)",
  "INSERT INTO outbox (id, purpose, kind, template, person, message_id, subject, sender, state, why, created,"
  " not_before, next_try) VALUES (36, 'ask:48', 'opening', 't', 2, 'f', 's', 'x', 'queued', 'w', 1, 1, 1),"
  " (37, 'ask:49', 'opening', 't', 2, 'g', 's', 'x', 'queued', 'w', 1, 1, 1)",
  "INSERT INTO covers (outbox, obligation) VALUES (36, 16), (37, 11)",
  "INSERT INTO asking (id, person, obligation, what, rung, template, at, outbox) VALUES"
  " (47, 1, 15, 'request', 0, 't', 1, NULL), (48, 2, 16, 'request', 0, 't', 1, 36)",
  "INSERT INTO rung (obligation, rung, at, how) VALUES (11, 0, 1, 'x'), (11, 3, 1, 'x'), (12, 0, 1, 'x')",
  "INSERT INTO asking (id, person, obligation, what, rung, template, at, outbox) VALUES"
  " (41, 1, 11, 'request', 0, 't', 1, 33), (42, 2, 12, 'request', 0, 't', 1, NULL), (43, 1, 11, 'rung', 5, "
  "'t', 1, NULL),"
  " (44, 3, 12, 'escalate', 5, 't', 1, 33), (45, 1, 14, 'escalate', 5, 't', 1, NULL), (46, 2, 14, "
  "'escalate', 5, 't', 1, 31)",
  "INSERT INTO approval (obligation, approved, source, at, by) VALUES (12, 1, 'x', 1, 3), (14, 1, 'x', 1, 2)",
  "INSERT INTO signing (obligation, person, role, deputy, correction, template, chaser, at, outbox) VALUES"
  " (11, 3, 'm', 0, 0, 't', 0, 1, NULL), (11, 3, 'm', 0, 0, 't', 0, 1, 31), (14, 2, 'm', 0, 0, 't', 0, 1, "
  "NULL)",
  "INSERT INTO progress (obligation, words, done, source, at) VALUES (11, 'w', 0, 's', 1)",
  "INSERT INTO news (person, kind, obligation, filed, at) VALUES (1, 'return', 14, 24, 1), (2, 'return', 14, "
  "24, 1),"
  " (3, 'return', 12, 22, 1)",
  "INSERT INTO cases (kind, obligation, person, question, detail, opened) VALUES ('name', 11, 2, 'q',"
  " '{\"person\": 2, \"name\": \"N\"}', 1), ('whose', NULL, NULL, 'q', '{\"person\": \"2\"}', 1)",
  "INSERT INTO placement (scheme, event, key, trainee, mentor, tutor, first, last, source) VALUES"
  " ('s', 'p', 'k', 3, 2, NULL, 1, 2, 'x'), ('s', 'p', 'l', 2, 3, NULL, 1, 2, 'x'), ('s', 'p', 'm', 3, 3, 2, "
  "1, 2, 'x')",
  "INSERT INTO action (scheme, key, kind, person, about, words, source, made) VALUES ('s', 'k', 'x', 2, 3, "
  "'w', 's', 1),"
  " ('s', 'l', 'x', 3, 2, 'w', 's', 1), ('s', 'm', 'x', 1, 2, 'w', 's', 1)",
  "INSERT INTO consent (person, scheme, field, words, given, at) VALUES (1, 's', 'f', 'w', 1, 1), (2, 's', "
  "'f', 'w', 0, 2)",
  "INSERT INTO token (token, person, purpose, made) VALUES ('A', 1, 'feed:f', 1), ('B', 2, 'feed:f', 1)",
  "INSERT INTO undelivered (address, person, kind, status, words, found, at) VALUES ('x', 2, 'failed', '', "
  "'', '', 1)",
  "INSERT INTO away (person, at, deputy) VALUES (1, 5, ''), (2, 5, ''), (2, 6, '')",
  "INSERT INTO office_mail (message, person, words, reply) VALUES (1, 2, '', '')",
  "INSERT INTO role (person, scheme, role, since, replaces) VALUES (1, 's', 'm', 1, 2), (3, 's', 'm', 1, 2)",
  "INSERT INTO award (id, scheme, award, instance, year, person, obligation, name, title, words, detail, "
  "credits, code,"
  " issued) VALUES (51, 's', 'a', '', 'y', 1, 11, 'n', 't', 'w', 'd', 0, 'AAAA-AAAA-AAAA-AAAA', 1),"
  " (52, 's', 'a', '', 'y', 2, 12, 'n', 't', 'w', 'd', 0, 'BBBB-BBBB-BBBB-BBBB', 1)",
  "UPDATE outbox SET purpose = 'award:BBBB-BBBB-BBBB-BBBB', state = 'sent' WHERE id = 35",
  "INSERT INTO journal (at, what, cause, person, obligation) VALUES (1, 'w', 'c', 2, 11)",
  "INSERT INTO meta (key, value) VALUES ('report:s/r:2', '2026-10 x'), ('report:s/r:12', 'y')",
  NULL,
};

static void
test_everything(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const struct {
    const char *question;
    gint64 want;
  } cases[] = {
    { "SELECT count(*) FROM person", 2 },
    { "SELECT since FROM person WHERE id = 1", 40 },
    { "SELECT id FROM obligation WHERE person = 1 AND requirement = 'q'", 12 },
    { "SELECT obligation FROM ref_of WHERE ref = '11111-11111'", 12 },
    { "SELECT person FROM obligation WHERE id = 13", 1 },
    { "SELECT instance = 'm@1' FROM obligation WHERE id = 14", 1 },
    { "SELECT group_concat(id || ':' || version, ' ') = '21:1 22:2 23:3' FROM filed WHERE obligation = 12",
      1 },
    { "SELECT about FROM filed WHERE id = 24", 1 },
    { "SELECT count(*) FROM attendance WHERE person = 1", 2 },
    { "SELECT sum(hours) * 10 FROM activity WHERE person = 1", 35 },
    { "SELECT count(*) FROM booking WHERE person = 1 AND state = 'held'", 2 },
    { "SELECT count(*) FROM booking", 2 },
    { "SELECT count(*) FROM claim WHERE person = 1", 2 },
    { "SELECT count(*) FROM outbox WHERE person = 1 AND purpose IN ('notice:s/n:1', 'digest:1:2026-10-06')",
      2 },
    { "SELECT count(*) FROM outbox WHERE purpose = 'chase:2:2026-10-06' AND state = 'queued'", 1 },
    { "SELECT count(*) FROM covers WHERE obligation = 12", 3 },
    { "SELECT obligation FROM covers WHERE outbox = 36", 15 },
    { "SELECT state = 'queued' FROM outbox WHERE id = 36", 1 },
    { "SELECT outbox FROM asking WHERE obligation = 15", 36 },
    { "SELECT state = 'cancelled' FROM outbox WHERE id = 37", 1 },
    { "SELECT count(*) FROM rung WHERE obligation = 12", 2 },
    { "SELECT outbox FROM asking WHERE person = 1 AND obligation = 12 AND what = 'request'", 33 },
    { "SELECT count(*) FROM asking WHERE obligation = 12 AND outbox IS NULL", 0 },
    { "SELECT outbox FROM asking WHERE person = 1 AND obligation = 14", 31 },
    { "SELECT count(*) FROM asking", 4 },
    { "SELECT by FROM approval WHERE obligation = 14", 1 },
    { "SELECT count(*) FROM signing WHERE obligation = 12", 1 },
    { "SELECT person FROM signing WHERE obligation = 14", 1 },
    { "SELECT obligation FROM progress", 12 },
    { "SELECT count(*) FROM news", 2 },
    { "SELECT json_extract(detail, '$.person') FROM cases WHERE person = 1 AND obligation = 12", 1 },
    { "SELECT count(*) FROM cases WHERE detail = '{\"person\": \"2\"}'", 1 },
    { "SELECT count(*) FROM placement WHERE mentor = 1 OR trainee = 1 OR tutor = 1", 3 },
    { "SELECT count(*) FROM action WHERE person = 1 AND about = 3", 1 },
    { "SELECT count(*) FROM action WHERE person = 3 AND about = 1", 1 },
    { "SELECT count(*) FROM action WHERE person = 1 AND about IS NULL", 1 },
    { "SELECT given FROM consent WHERE person = 1 ORDER BY id DESC LIMIT 1", 0 },
    { "SELECT gone IS NOT NULL FROM token WHERE person = 1 AND token = 'B'", 1 },
    { "SELECT gone IS NULL FROM token WHERE person = 1 AND token = 'A'", 1 },
    { "SELECT person FROM undelivered", 1 },
    { "SELECT count(*) FROM away WHERE person = 1", 2 },
    { "SELECT person FROM office_mail", 1 },
    { "SELECT person FROM message", 1 },
    { "SELECT replaces IS NULL FROM role WHERE person = 1", 1 },
    { "SELECT replaces FROM role WHERE person = 3", 1 },
    { "SELECT id FROM award WHERE person = 1 AND obligation = 12", 52 },
    { "SELECT award FROM superseded WHERE code = 'AAAA-AAAA-AAAA-AAAA'", 52 },
    { "SELECT count(*) FROM journal WHERE person = 1 AND obligation = 12", 1 },
    { "SELECT count(*) FROM meta WHERE key IN ('report:s/r:1', 'report:s/r:12')", 2 },
    { "SELECT count(*) FROM dirty WHERE person IN (1, 3)", 2 },
    { "SELECT count(*) FROM pragma_foreign_key_check", 0 },
  };
  store_begin(f->store);
  script(f, lives);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  merge_people(f->store, 1, 2, lines);
  fixture_commit(f);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    sqlite3_stmt *stmt = NULL;
    g_assert_cmpint(sqlite3_prepare_v2(f->store->db, cases[i].question, -1, &stmt, NULL), ==, SQLITE_OK);
    gboolean found = sqlite3_step(stmt) == SQLITE_ROW;
    gint64 got = found ? sqlite3_column_int64(stmt, 0) : -1;
    sqlite3_finalize(stmt);
    if (got != cases[i].want)
      g_error("%s: %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, cases[i].question, got, cases[i].want);
  }
}

/* Whoever has to do with another is not the other, whichever is named first. */
static void
test_obstacles(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const struct {
    const char *line, *words;
  } cases[] = {
    { "INSERT INTO placement (scheme, event, key, trainee, mentor, first, last, source) VALUES"
      " ('s', 'p', 'k', 1, 2, 1, 2, 'x')",
      "placement" },
    { "INSERT INTO placement (scheme, event, key, trainee, tutor, first, last, source) VALUES"
      " ('s', 'p', 'k', 1, 2, 1, 2, 'x')",
      "placement" },
    { "INSERT INTO approval (obligation, approved, source, at, by) VALUES (1, 1, 'x', 1, 2)", "approved" },
    { "INSERT INTO signing (obligation, person, role, deputy, correction, template, chaser, at) VALUES"
      " (1, 2, 'm', 0, 0, 't', 0, 1)",
      "asked to approve" },
    { "UPDATE obligation SET instance = 'mentor@2'", "asked about" },
    { "INSERT INTO role (id, person, scheme, role, since) VALUES (9, 2, 's', 'm', 1);"
      "INSERT INTO assigned (key, role) VALUES ('amy@example.org', 9)",
      "assigned" },
    { "UPDATE obligation SET instance = 'mentor@12'", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    const char *const lines[] = {
      "INSERT INTO person (id, name, since) VALUES (1, 'Amy Brown', 50), (2, 'A. Brown', 40)",
      "INSERT INTO address (address, person) VALUES ('amy@example.org', 1)",
      "INSERT INTO obligation (id, ref, scheme, requirement, instance, year, person, state, changed) VALUES"
      " (1, '11111-11111', 's', 'q', '', 'y', 1, 'open', 1)",
      cases[i].line, NULL
    };
    store_begin(f->store);
    script(f, lines);
    const char *one = merge_obstacle(f->store, 1, 2), *other = merge_obstacle(f->store, 2, 1);
    g_assert_cmpstr(one, ==, other);
    if (!one != !cases[i].words || (one && !strstr(one, cases[i].words)))
      g_error("%s: %s", cases[i].line, one);
    store_rollback(f->store);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  fixture_add("/merge-rows/everything", test_everything);
  fixture_add("/merge-rows/obstacles", test_obstacles);
  return g_test_run();
}

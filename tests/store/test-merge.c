/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two rows become one: every column that refers to people, obligations or awards is taken along, and one that
 * somebody adds and forgets fails here. */
#include "store/awards.h"
#include "store/facts.h"
#include "store/merge.h"
#include "store/obligations.h"
#include "store/people.h"
#include "store/statement.h"
#include "store/superseded.h"
#include "tests/store/fixture.h"
#include <string.h>

static gboolean
is_listed(const char *table, const char *column)
{
  guint n;
  const MergeColumn *columns = merge_columns(&n);
  for (guint i = 0; i < n; i++)
    if (!strcmp(columns[i].table, table) && !strcmp(columns[i].column, column))
      return TRUE;
  return FALSE;
}

#define REFERENCES                                                                                           \
  "SELECT t.name, f.\"from\", f.\"table\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f"           \
  " WHERE t.type = 'table' ORDER BY 1, 2"

static void
test_every_reference(Fixture *f, gconstpointer unused)
{
  (void) unused;
  sqlite3_stmt *stmt;
  guint people = 0, others = 0, listed;
  g_assert_cmpint(sqlite3_prepare_v2(f->store->db, REFERENCES, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step(stmt) == SQLITE_ROW) {
    const char *table = (const char *) sqlite3_column_text(stmt, 0);
    const char *column = (const char *) sqlite3_column_text(stmt, 1);
    const char *to = (const char *) sqlite3_column_text(stmt, 2);
    gboolean of_person = !strcmp(to, "person");
    gboolean of_other = !strcmp(to, "obligation") || !strcmp(to, "award");
    if ((of_person && !is_listed(table, column)) || (of_other && !merge_takes_along(table)))
      g_error("%s.%s refers to %s, and store/merge.c does not take it along", table, column, to);
    people += of_person;
    others += of_other;
  }
  sqlite3_finalize(stmt);
  merge_columns(&listed);
  g_assert_cmpuint(people, ==, listed);
  g_assert_cmpuint(others, >, 10);
}

typedef struct {
  gint64 a, b;
} Two;

static Two
two_people(Fixture *f)
{
  store_begin(f->store);
  Two two = { person_add(f->store, "Amy Brown", "amy@example.org"),
              person_add(f->store, "A. Brown", "brown@example.org") };
  return two;
}

static void
merge(Fixture *f, Two two)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  merge_people(f->store, two.a, two.b, lines);
  fixture_commit(f);
  g_assert_cmpuint(lines->len, >, 0);
}

static Obligation *
owed(Fixture *f, gint64 person, const char *instance, State state)
{
  Obligation *one = obligation_ensure(f->store, "s", "tracker", instance, "2026-27", person, 0);
  one->state = state;
  obligation_save(f->store, one);
  return one;
}

/* The further one wins, whosever it is, and both refs find it. */
static void
test_obligations(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const struct {
    State a, b, left;
  } cases[] = {
    { STATE_OPEN, STATE_MET, STATE_MET },           { STATE_MET, STATE_OPEN, STATE_MET },
    { STATE_ANSWERED, STATE_OPEN, STATE_ANSWERED }, { STATE_OPEN, STATE_OVERDUE, STATE_OVERDUE },
    { STATE_WAIVED, STATE_OPEN, STATE_OPEN },       { STATE_UPCOMING, STATE_WAIVED, STATE_UPCOMING },
  };
  Two two = two_people(f);
  g_autofree char *refs[G_N_ELEMENTS(cases)][2];
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *instance = g_strdup_printf("%u", i);
    g_autoptr(Obligation) a = owed(f, two.a, instance, cases[i].a);
    g_autoptr(Obligation) b = owed(f, two.b, instance, cases[i].b);
    refs[i][0] = g_strdup(a->ref);
    refs[i][1] = g_strdup(b->ref);
  }
  merge(f, two);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Obligation) a = obligation_by_ref(f->store, refs[i][0]);
    g_autoptr(Obligation) b = obligation_by_ref(f->store, refs[i][1]);
    g_assert_cmpint(a->id, ==, b->id);
    g_assert_cmpint(a->state, ==, cases[i].left);
    g_assert_cmpint(a->person, ==, two.a);
    g_free(refs[i][0]);
    g_free(refs[i][1]);
    refs[i][0] = refs[i][1] = NULL;
  }
}

/* What a third is asked of both, they are asked of one. */
static void
test_instances(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Two two = two_people(f);
  gint64 third = person_add(f->store, "Cy Dale", "cy@example.org");
  g_autofree char *of_a = g_strdup_printf("mentor@%" G_GINT64_FORMAT, two.a);
  g_autofree char *of_b = g_strdup_printf("mentor@%" G_GINT64_FORMAT, two.b);
  g_autofree char *deep = g_strdup_printf("mentor@1%" G_GINT64_FORMAT, two.b);
  g_autoptr(Obligation) a = owed(f, third, of_a, STATE_OPEN);
  g_autoptr(Obligation) b = owed(f, third, of_b, STATE_MET);
  g_autoptr(Obligation) other = owed(f, third, deep, STATE_OPEN);
  merge(f, two);
  g_autoptr(GPtrArray) left = obligations_of_person(f->store, third, NULL);
  g_assert_cmpuint(left->len, ==, 2);
  g_autoptr(Obligation) now = obligation_by_ref(f->store, a->ref);
  g_assert_cmpstr(now->instance, ==, of_a);
  g_assert_cmpint(now->state, ==, STATE_MET);
  g_assert_cmpint(now->id, ==, b->id);
  g_autoptr(Obligation) same = obligation_by_ref(f->store, other->ref);
  g_assert_cmpstr(same->instance, ==, deep);
}

/* One role of the wider span; another school's stays by itself. */
static void
test_roles(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Two two = two_people(f);
  gint64 oak = school_ensure(f->store, "Oak School"), elm = school_ensure(f->store, "Elm School");
  role_set(f->store, two.a, "s", "mentor", oak, NULL, 100);
  role_set(f->store, two.b, "s", "mentor", oak, "cy@example.org", 50);
  role_set(f->store, two.b, "s", "mentor", elm, NULL, 70);
  merge(f, two);
  g_autoptr(GPtrArray) left = person_roles(f->store, two.a, NULL);
  g_assert_cmpuint(left->len, ==, 2);
  const Role *first = left->pdata[0];
  g_assert_cmpint(first->since, ==, 50);
  g_assert_cmpint(first->school, ==, oak);
  g_assert_cmpstr(first->covers, ==, "cy@example.org");
}

static gint64
awarded(Fixture *f, gint64 person, const char *name)
{
  Award award = { .scheme = (char *) "s",
                  .award = (char *) "a",
                  .instance = (char *) "",
                  .year = (char *) "2026-27",
                  .person = person,
                  .name = (char *) name,
                  .title = (char *) "t",
                  .words = (char *) "w",
                  .detail = (char *) "" };
  return award_add(f->store, &award);
}

/* The number is not given again, and with it neither its refs nor its codes. */
static void
test_awards(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Two two = two_people(f);
  awarded(f, two.a, "Amy Brown");
  gint64 other = awarded(f, two.b, "A. Brown");
  g_autoptr(Award) before = award_get(f->store, other);
  merge(f, two);
  g_autoptr(GPtrArray) left = awards_of(f->store, two.a);
  g_assert_cmpuint(left->len, ==, 1);
  g_autoptr(Superseded) old = superseded_by_code(f->store, before->code);
  g_assert_cmpint(old->award, ==, ((const Award *) left->pdata[0])->id);
  store_begin(f->store);
  gint64 next = person_add(f->store, "A. Brown", "brown@example.net");
  g_assert_cmpint(next, >, two.b);
  g_assert_cmpint(awarded(f, next, "A. Brown"), >, 0);
  fixture_commit(f);
}

static void
test_addresses(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Two two = two_people(f);
  address_add(f->store, two.b, "amy@example.org", FALSE);
  const char *primary[] = { "primary", NULL }, *secondary[] = { "secondary", NULL };
  attribute_set(f->store, two.a, "s", "phase", primary);
  attribute_set(f->store, two.b, "s", "phase", secondary);
  attribute_set(f->store, two.b, "s", "subject", secondary);
  merge(f, two);
  g_autoptr(GPtrArray) all = person_addresses(f->store, two.a);
  g_assert_cmpuint(all->len, ==, 2);
  g_assert_cmpstr(all->pdata[0], ==, "amy@example.org");
  g_auto(GStrv) phase = attribute_get(f->store, two.a, "s", "phase");
  g_assert_true(g_strv_equal((const char *const *) phase, primary));
  g_auto(GStrv) subject = attribute_get(f->store, two.a, "s", "subject");
  g_assert_true(g_strv_equal((const char *const *) subject, secondary));
  g_autoptr(GPtrArray) found = people_by_name(f->store, "A. Brown", 0);
  g_assert_cmpuint(found->len, ==, 1);
  g_assert_null(person_get(f->store, two.b));
  g_assert_true(dirty_any(f->store));
}

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
    { "SELECT count(*) FROM covers WHERE obligation = 12", 2 },
    { "SELECT count(*) FROM rung WHERE obligation = 12", 2 },
    { "SELECT outbox FROM asking WHERE person = 1 AND obligation = 12 AND what = 'request'", 33 },
    { "SELECT count(*) FROM asking WHERE obligation = 12 AND outbox IS NULL", 0 },
    { "SELECT outbox FROM asking WHERE person = 1 AND obligation = 14", 31 },
    { "SELECT count(*) FROM asking", 3 },
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
  merge(f, (Two){ 1, 2 });
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
  fixture_add("/merge/every-reference", test_every_reference);
  fixture_add("/merge/obligations", test_obligations);
  fixture_add("/merge/instances", test_instances);
  fixture_add("/merge/roles", test_roles);
  fixture_add("/merge/awards", test_awards);
  fixture_add("/merge/addresses", test_addresses);
  fixture_add("/merge/everything", test_everything);
  fixture_add("/merge/obstacles", test_obstacles);
  return g_test_run();
}

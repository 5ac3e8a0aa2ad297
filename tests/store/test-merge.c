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
  return g_test_run();
}

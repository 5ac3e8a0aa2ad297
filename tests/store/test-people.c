/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People, their names, addresses, schools, roles and attributes. */
#include "store/people.h"
#include "tests/store/fixture.h"
#include <string.h>

/* The names of @people (of Person), joined by "; "; frees them. */
static char *
names(GPtrArray *people)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < people->len; i++)
    g_string_append_printf(out, "%s%s", i ? "; " : "", ((const Person *) people->pdata[i])->name);
  g_ptr_array_unref(people);
  return g_strdup(out->str);
}

/* How many were dirty; none is afterwards. */
static guint
dirty(Store *store)
{
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  while (dirty_take(store, 0, 2, ids))
    ;
  return ids->len;
}

#define TODAY 20732 /* 2026-10-06 */

static void
test_names(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const char *const everyone[] = { "Siân Mary O'Brien", "S. O'Brien",  "Siân O'Brien", "Priya Shah",
                                          "Tom Shah",          "Priya Price", "Cher" };
  static const struct {
    const char *name;
    gboolean at_school;
    const char *want;
  } cases[] = {
    { "Siân O'Brien", FALSE, "Siân O'Brien; Siân Mary O'Brien; S. O'Brien" },
    { "sian o’brien", FALSE, "Siân O'Brien; Siân Mary O'Brien; S. O'Brien" },
    { "O'Brien, Siân", TRUE, "Siân O'Brien" },
    { "Mrs P Shah", FALSE, "Priya Shah" },
    { "Shah", FALSE, "" },
    { "CHER", FALSE, "Cher" },
    { "", FALSE, "" },
    { "Nobody Else", FALSE, "" },
    { "Priya Shah", TRUE, "Priya Shah" },
    { "Tom Shah", TRUE, "" },
  };
  Store *store = f->store;
  store_begin(store);
  gint64 school = school_ensure(store, "Hill School");
  for (guint i = 0; i < G_N_ELEMENTS(everyone); i++) {
    gint64 id = person_add(store, everyone[i], NULL);
    if (i == 2 || i == 3)
      role_set(store, id, "s", "mentor", school, NULL, TODAY);
  }
  fixture_commit(f);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *got = names(people_by_name(store, cases[i].name, cases[i].at_school ? school : 0));
    g_assert_cmpstr(got, ==, cases[i].want);
  }
}

static void
test_rename(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_begin(f->store);
  gint64 id = person_add(f->store, "Siân Price", NULL);
  person_rename(f->store, id, "Siân Shah");
  fixture_commit(f);
  g_autofree char *old = names(people_by_name(f->store, "Siân Price", 0));
  g_autofree char *fresh = names(people_by_name(f->store, "Siân Shah", 0));
  g_assert_cmpstr(old, ==, "");
  g_assert_cmpstr(fresh, ==, "Siân Shah");
  g_assert_null(person_get(f->store, id + 1));
}

static void
test_addresses(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 one = person_add(store, "Siân Price", "Sian@Example.org");
  gint64 two = person_add(store, "Priya Shah", NULL);
  g_assert_false(address_add(store, one, "sian@example.org", TRUE));
  g_assert_false(address_add(store, one, "no address", TRUE));
  g_assert_true(address_add(store, one, "a@example.sch.uk", FALSE));
  g_assert_true(address_add(store, two, "sian@example.org", TRUE));
  g_autofree char *shared = names(people_by_address(store, "<SIAN@example.org>"));
  g_assert_cmpstr(shared, ==, "Siân Price; Priya Shah");
  g_autofree char *nobody = names(people_by_address(store, "not an address"));
  g_assert_cmpstr(nobody, ==, "");
  g_autoptr(Person) person = person_get(store, one);
  g_assert_cmpstr(person->address, ==, "sian@example.org");
  g_assert_true(address_add(store, one, "new@example.org", TRUE)); /* one is preferred at a time */
  g_autoptr(GPtrArray) all = person_addresses(store, one);
  g_assert_cmpuint(all->len, ==, 3);
  g_assert_cmpstr(all->pdata[0], ==, "new@example.org");
  address_bounced(store, "New@example.org", TEN_OCLOCK);
  g_assert_true(address_has_bounced(store, "new@example.org"));
  g_assert_false(address_has_bounced(store, "a@example.sch.uk"));
  address_bounced(store, "new@example.org", INSTANT_NONE);
  g_assert_false(address_has_bounced(store, "new@example.org"));
  address_remove(store, one, "new@example.org");
  g_autoptr(GPtrArray) rest = person_addresses(store, one);
  g_assert_cmpuint(rest->len, ==, 2);
  fixture_commit(f);
}

static void
test_schools(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 hill = school_ensure(store, "St Mary’s, Hill");
  g_assert_cmpint(school_ensure(store, "St Mary's Hill"), ==, hill);
  g_assert_cmpint(school_find(store, "ST MARYS HILL"), ==, hill);
  g_assert_cmpint(school_find(store, "Dale"), ==, 0);
  g_assert_cmpint(school_ensure(store, "Dale"), !=, hill);
  school_set_region(store, hill, "scotland");
  g_autoptr(School) school = school_get(store, hill);
  g_assert_cmpstr(school->region, ==, "scotland");
  g_assert_cmpstr(school->name, ==, "St Mary’s, Hill");
  g_autoptr(GPtrArray) all = schools_all(store);
  g_assert_cmpuint(all->len, ==, 2);
  g_assert_cmpstr(((School *) all->pdata[0])->name, ==, "Dale");
  g_assert_cmpint(schools_count(store), ==, 2);
  fixture_commit(f);
}

/* "school since until" of each row of a person, joined by "; ". */
static char *
rows(Store *store, gint64 person)
{
  g_autoptr(GPtrArray) roles = person_roles(store, person, "s");
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    g_string_append_printf(out, "%s%s %+d %s", i ? "; " : "", role->school_name ? role->school_name : "-",
                           role->since - TODAY, role->until == DAY_NONE ? "on" : "ended");
  }
  return g_strdup(out->str);
}

static void
test_role_set(Fixture *f, gconstpointer unused)
{
  (void) unused;
  /* In this order: each is what an import says, then the rows that stand, and whether anything is to be
   * decided again. */
  static const struct {
    const char *school, *covers;
    int since;
    gboolean changed;
    const char *want;
  } cases[] = {
    { NULL, NULL, 0, TRUE, "- +0 on" },
    { NULL, NULL, 0, FALSE, "- +0 on" },
    { "Hill", NULL, 1, TRUE, "Hill +0 on" }, /* the school became known */
    { "Hill", NULL, 30, FALSE, "Hill +0 on" },
    { "Hill", "x@example.org", 30, TRUE, "Hill +0 on" },
    { "Hill", "x@example.org", -5, TRUE, "Hill -5 on" },
    { NULL, NULL, 5, FALSE, "Hill -5 on" }, /* what is not said stays */
    { "Hill", "", 5, TRUE, "Hill -5 on" },
    { "Hill", "", 5, FALSE, "Hill -5 on" },
    { "Dale", NULL, 2, TRUE, "Hill -5 on; Dale +2 on" },
  };
  Store *store = f->store;
  store_begin(store);
  gint64 person = person_add(store, "Siân Price", NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    gint64 school = cases[i].school ? school_ensure(store, cases[i].school) : 0;
    role_set(store, person, "s", "mentor", school, cases[i].covers, TODAY + cases[i].since);
    g_autofree char *got = rows(store, person);
    g_assert_cmpstr(got, ==, cases[i].want);
    g_assert_cmpuint(dirty(store), ==, cases[i].changed);
  }
  fixture_commit(f);
}

static void
test_role_end(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 person = person_add(store, "Siân Price", NULL);
  role_set(store, person, "s", "mentor", 0, NULL, TODAY);
  dirty(store);
  g_autoptr(GPtrArray) roles = person_roles(store, person, NULL);
  g_assert_cmpuint(roles->len, ==, 1);
  role_end(store, ((Role *) roles->pdata[0])->id, TODAY + 10);
  g_assert_cmpuint(dirty(store), ==, 1);
  static const struct {
    int day;
    const char *want;
  } days[] = { { -1, "" }, { 0, "Siân Price" }, { 10, "Siân Price" }, { 11, "" } };
  for (guint i = 0; i < G_N_ELEMENTS(days); i++) {
    g_autofree char *got = names(role_holders(store, "s", "mentor", 0, NULL, NULL, TODAY + days[i].day));
    g_assert_cmpstr(got, ==, days[i].want);
  }
  role_set(store, person, "s", "mentor", 0, NULL, TODAY + 40); /* came back: a second span */
  g_autofree char *twice = rows(store, person);
  g_assert_cmpstr(twice, ==, "- +0 ended; - +40 on");
  fixture_commit(f);
}

static void
test_holders(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 hill = school_ensure(store, "Hill"), dale = school_ensure(store, "Dale, Upper");
  gint64 a = person_add(store, "Anna Price", "a@example.org"),
         b = person_add(store, "Bela Price", "b@example.org");
  gint64 c = person_add(store, "Cai Price", "c@example.org");
  role_set(store, a, "s", "mentor", hill, NULL, TODAY);
  role_set(store, b, "s", "lead", hill, NULL, TODAY);
  role_set(store, b, "t", "mentor", hill, NULL, TODAY);
  role_set(store, c, "s", "mentor", dale, NULL, TODAY);
  role_set(store, b, "s", "tutor", 0, "x@example.org; A@example.org", TODAY);
  role_set(store, c, "s", "tutor", 0, "Dale, Upper", TODAY);
  static const char *const primary[] = { "primary", "core", NULL }, *const secondary[] = { "secondary",
                                                                                           NULL };
  attribute_set(store, a, "s", "phase", primary);
  attribute_set(store, c, "s", "phase", secondary);
  static const struct {
    const char *role, *value;
    gboolean hill;
    const char *want;
  } cases[] = {
    { "mentor", NULL, FALSE, "Anna Price; Cai Price" },
    { "mentor", NULL, TRUE, "Anna Price" },
    { "mentor", "primary", FALSE, "Anna Price" },
    { "mentor", "secondary", FALSE, "Cai Price" },
    { "mentor", "secondary", TRUE, "" },
    { "lead", NULL, TRUE, "Bela Price" },
    { "other", NULL, FALSE, "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *got = names(role_holders(store, "s", cases[i].role, cases[i].hill ? hill : 0,
                                              cases[i].value ? "phase" : NULL, cases[i].value, TODAY));
    g_assert_cmpstr(got, ==, cases[i].want);
  }
  g_autofree char *of_a = names(role_assigned(store, "s", "tutor", a, hill, TODAY));
  g_autofree char *of_c = names(role_assigned(store, "s", "tutor", c, dale, TODAY));
  g_autofree char *of_b = names(role_assigned(store, "s", "tutor", b, hill, TODAY));
  g_assert_cmpstr(of_a, ==, "Bela Price");
  g_assert_cmpstr(of_c, ==, "Cai Price");
  g_assert_cmpstr(of_b, ==, "");
  static const char *const roles[] = { "mentor", "lead", NULL };
  g_autofree char *there = names(school_people(store, "s", hill, roles, TODAY));
  g_assert_cmpstr(there, ==, "Anna Price; Bela Price");
  fixture_commit(f);
}

static void
test_attributes(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const char *const two[] = { "b \"quoted\" \\ and\tmore", "a", NULL }, *const one[] = { "a", NULL };
  Store *store = f->store;
  store_begin(store);
  gint64 person = person_add(store, "Siân Price", NULL);
  g_auto(GStrv) none = attribute_get(store, person, "s", "phase");
  g_assert_cmpuint(g_strv_length(none), ==, 0);
  attribute_set(store, person, "s", "phase", two);
  g_assert_cmpuint(dirty(store), ==, 1);
  attribute_set(store, person, "s", "phase", two);
  g_assert_cmpuint(dirty(store), ==, 0);
  g_auto(GStrv) got = attribute_get(store, person, "s", "phase");
  g_assert_cmpuint(g_strv_length(got), ==, 2);
  g_assert_cmpstr(got[0], ==, "a");
  g_assert_cmpstr(got[1], ==, two[0]);
  attribute_set(store, person, "s", "phase", one);
  g_assert_cmpuint(dirty(store), ==, 1);
  g_autoptr(GPtrArray) all = attributes_of(store, person);
  g_assert_cmpuint(all->len, ==, 1);
  attribute_set(store, person, "s", "phase", NULL);
  g_auto(GStrv) gone = attribute_get(store, person, "s", "phase");
  g_assert_cmpuint(g_strv_length(gone), ==, 0);
  fixture_commit(f);
}

static void
test_dirty(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 first = person_add(store, "Anna Price", NULL);
  for (int i = 0; i < 4; i++)
    person_add(store, "Bela Price", NULL);
  dirty_add(store, first);
  dirty_add(store, first);
  g_assert_cmpuint(dirty(store), ==, 1);
  dirty_add_all(store);
  dirty_add_all(store);
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_assert_true(dirty_take(store, 0, 3, ids));
  g_assert_cmpuint(ids->len, ==, 3);
  g_assert_cmpuint(dirty(store), ==, 2);
  g_assert_false(dirty_take(store, 0, 3, ids));
  dirty_add_all(store);
  g_assert_true(dirty_take(store, first + 3, 9, ids));
  g_assert_cmpuint(ids->len, ==, 4);
  g_assert_cmpint(g_array_index(ids, gint64, 3), ==, first + 4);
  dirty(store);
  g_assert_cmpint(people_count(store), ==, 5);
  fixture_commit(f);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  fixture_add("/store/people/names", test_names);
  fixture_add("/store/people/rename", test_rename);
  fixture_add("/store/people/addresses", test_addresses);
  fixture_add("/store/people/schools", test_schools);
  fixture_add("/store/people/role-set", test_role_set);
  fixture_add("/store/people/role-end", test_role_end);
  fixture_add("/store/people/holders", test_holders);
  fixture_add("/store/people/attributes", test_attributes);
  fixture_add("/store/people/dirty", test_dirty);
  return g_test_run();
}

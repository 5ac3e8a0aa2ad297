/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Placements in the store: in step with what names them, and who is decided again when one changes. */
#include "store/people.h"
#include "store/placements.h"
#include "tests/store/fixture.h"

#define FIRST 20731 /* 2026-10-05 */

typedef struct {
  Store *store;
  gint64 trainee, mentor, tutor, other, coordinator, school;
} World;

static World
world(Fixture *f)
{
  World w = { .store = f->store };
  w.trainee = person_add(w.store, "Tara", NULL);
  w.mentor = person_add(w.store, "Mina", NULL);
  w.tutor = person_add(w.store, "Uma", NULL);
  w.other = person_add(w.store, "Sol", NULL);
  w.coordinator = person_add(w.store, "Ivo", NULL);
  w.school = school_ensure(w.store, "Oak");
  role_set(w.store, w.coordinator, "s", "coordinator", w.school, NULL, FIRST - 30);
  return w;
}

/* The ids of those who are to be decided again, as text; nobody is afterwards. */
static char *
dirty(Store *store)
{
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  dirty_take(store, 0, 100, ids);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf(text, "%s%" G_GINT64_FORMAT, i ? " " : "", g_array_index(ids, gint64, i));
  return g_string_free(text, FALSE);
}

static void
test_changes(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_begin(f->store);
  World w = world(f);
  g_free(dirty(w.store));
  Placement p = { .scheme = (char *) "s",
                  .event = (char *) "stay",
                  .key = (char *) "stay:1",
                  .source = (char *) "year y",
                  .school = w.school,
                  .trainee = w.trainee,
                  .mentor = w.mentor,
                  .tutor = w.tutor,
                  .first = FIRST,
                  .last = FIRST + 60 };
  g_assert_true(placement_put(w.store, &p));
  g_autofree char *all = dirty(w.store); /* those who are named, and those with a role at the school */
  g_assert_cmpstr(all, ==, "1 2 3 5");
  g_assert_false(placement_put(w.store, &p));
  g_autofree char *nobody = dirty(w.store);
  g_assert_cmpstr(nobody, ==, "");
  p.mentor = w.other;
  g_assert_true(placement_put(w.store, &p));
  g_autofree char *both = dirty(w.store); /* who was replaced too */
  g_assert_cmpstr(both, ==, "1 2 3 4 5");
  fixture_commit(f);
}

static void
test_found(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_begin(f->store);
  World w = world(f);
  Placement p = { .scheme = (char *) "s",
                  .event = (char *) "stay",
                  .source = (char *) "year y",
                  .school = w.school,
                  .trainee = w.trainee,
                  .mentor = w.mentor,
                  .first = FIRST,
                  .last = FIRST + 60 };
  g_autofree char *one = placement_new_key(w.store, "stay"), *two = placement_new_key(w.store, "stay");
  g_assert_cmpstr(one, ==, "stay:1");
  g_assert_cmpstr(two, ==, "stay:2");
  p.key = one;
  placement_put(w.store, &p);
  p.key = two;
  p.school = 0;
  p.first = FIRST - 5;
  placement_put(w.store, &p);
  const struct {
    gint64 person;
    guint near;
  } wants[] = { { w.trainee, 2 }, { w.mentor, 2 }, { w.tutor, 0 }, { w.coordinator, 1 } };
  for (guint i = 0; i < G_N_ELEMENTS(wants); i++) {
    g_autoptr(GPtrArray) near = placements_near(w.store, "s", wants[i].person);
    g_assert_cmpuint(near->len, ==, wants[i].near);
    g_autoptr(GPtrArray) elsewhere = placements_near(w.store, "other", wants[i].person);
    g_assert_cmpuint(elsewhere->len, ==, 0);
  }
  g_autoptr(GPtrArray) list = placements_list(w.store, "s", NULL, 0);
  g_assert_cmpstr(((Placement *) list->pdata[0])->key, ==, "stay:2"); /* by first day */
  fixture_commit(f);
}

static void
test_gone(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_begin(f->store);
  World w = world(f);
  Placement p = { .scheme = (char *) "s",
                  .event = (char *) "stay",
                  .key = (char *) "stay:1",
                  .source = (char *) "year y",
                  .trainee = w.trainee,
                  .first = FIRST,
                  .last = FIRST + 60 };
  placement_put(w.store, &p);
  g_free(dirty(w.store));
  g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_assert_cmpuint(placements_drop_others(w.store, "import a.csv", none), ==, 0);
  g_assert_cmpuint(placements_drop_others(w.store, "year y", none), ==, 1);
  g_autofree char *again = dirty(w.store);
  g_assert_cmpstr(again, ==, "1");
  g_assert_null(placement_by_key(w.store, "s", "stay:1"));
  g_assert_true(placement_put(w.store, &p)); /* it is back */
  g_autoptr(Placement) back = placement_by_key(w.store, "s", "stay:1");
  g_assert_cmpint(back->last, ==, FIRST + 60);
  fixture_commit(f);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  fixture_add("/store/placements/changes", test_changes);
  fixture_add("/store/placements/found", test_found);
  fixture_add("/store/placements/gone", test_gone);
  return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions in the store: whose they are, when one is news, and how long it stands. */
#include "store/actions.h"
#include "store/obligations.h"
#include "store/people.h"
#include "tests/store/fixture.h"

static gboolean
dirty(Store *store)
{
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  return dirty_take(store, 0, 100, ids);
}

static Action
action(gint64 owner, const char *words, Day due)
{
  return (Action){ .scheme = (char *) "s",
                   .key = (char *) "action:1",
                   .kind = (char *) "plan",
                   .person = owner,
                   .words = (char *) words,
                   .due = due,
                   .source = (char *) "test" };
}

static void
test_put(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 pam = person_add(store, "Pam", NULL), dee = person_add(store, "Dee", NULL);
  dirty(store);
  const struct {
    gint64 owner;
    const char *words;
    Day due;
    gboolean news;
  } puts[] = { { pam, "Rewrite it", DAY_NONE, TRUE }, { pam, "Rewrite it", DAY_NONE, FALSE },
               { pam, "Rewrite it", 20800, TRUE },    { pam, "Rewrite it", 20800, FALSE },
               { dee, "Rewrite it", 20800, TRUE },    { dee, "Rewrite it all", 20800, TRUE } };
  for (guint i = 0; i < G_N_ELEMENTS(puts); i++) {
    Action one = action(puts[i].owner, puts[i].words, puts[i].due);
    g_assert_cmpint(action_put(store, &one), ==, puts[i].news);
    g_assert_cmpint(dirty(store), ==, puts[i].news);
  }
  g_autoptr(Action) row = action_by_key(store, "s", "action:1");
  g_assert_cmpint(row->person, ==, dee);
  g_assert_cmpint(row->due, ==, 20800);
  g_assert_null(action_by_key(store, "t", "action:1"));
  fixture_commit(f);
}

/* Of an earlier year it stands as long as nobody has closed it. */
static void
test_stands(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 pam = person_add(store, "Pam", NULL);
  Action one = action(pam, "Rewrite it", DAY_NONE);
  action_put(store, &one);
  g_autoptr(Obligation) o = obligation_ensure(store, "s", "r", "action:1", "2026-27", pam, 0);
  const struct {
    State state;
    const char *kind;
    Instant since;
    guint found;
  } wants[] = { { STATE_OPEN, NULL, TEN_OCLOCK + 1, 1 },    { STATE_OPEN, "plan", TEN_OCLOCK + 1, 1 },
                { STATE_OPEN, "other", TEN_OCLOCK + 1, 0 }, { STATE_MET, NULL, TEN_OCLOCK + 1, 0 },
                { STATE_MET, NULL, TEN_OCLOCK, 1 },         { STATE_WAIVED, NULL, TEN_OCLOCK + 1, 0 } };
  for (guint i = 0; i < G_N_ELEMENTS(wants); i++) {
    o->state = wants[i].state;
    obligation_save(store, o);
    g_autoptr(GPtrArray) found = actions_of(store, "s", pam, wants[i].kind, wants[i].since);
    g_assert_cmpuint(found->len, ==, wants[i].found);
  }
  fixture_commit(f);
}

static void
test_said(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 pam = person_add(store, "Pam", NULL);
  g_autoptr(Obligation) o = obligation_ensure(store, "s", "r", "action:1", "2026-27", pam, 0);
  dirty(store);
  said_add(store, o->id, "half of it", FALSE, 0, "pam@example.org");
  g_assert_true(dirty(store));
  g_assert_null(said_done(store, o->id));
  said_add(store, o->id, "all of it", TRUE, 0, "pam@example.org");
  g_autoptr(Said) done = said_done(store, o->id);
  g_assert_cmpstr(done->words, ==, "all of it");
  g_autoptr(GPtrArray) all = said_of(store, o->id);
  g_assert_cmpuint(all->len, ==, 2);
  g_assert_cmpstr(((Said *) all->pdata[0])->words, ==, "half of it");
  fixture_commit(f);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  fixture_add("/store/actions/put", test_put);
  fixture_add("/store/actions/stands", test_stands);
  fixture_add("/store/actions/said", test_said);
  return g_test_run();
}

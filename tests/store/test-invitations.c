/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates in people's calendars: what was sent last, what they said last, and two people who become one. */
#include "store/invitations.h"
#include "store/merge.h"
#include "store/people.h"
#include "store/sessions.h"
#include "tests/store/fixture.h"
#include <string.h>

static gint64
session(Store *store, const char *key, Instant start)
{
  Session one = { .year = (char *) "y",
                  .key = (char *) key,
                  .scheme = (char *) "s",
                  .event = (char *) "e",
                  .start = start,
                  .minutes = 60,
                  .title = (char *) "Core" };
  session_put(store, &one);
  g_autoptr(GPtrArray) all = sessions_list(store, "y", NULL, NULL, NULL);
  for (guint i = 0; i < all->len; i++)
    if (!strcmp(((Session *) all->pdata[i])->key, key))
      return ((Session *) all->pdata[i])->id;
  return 0;
}

/* An entry that stands as @state by what was sent of @session. */
static void
add(Store *store, gint64 person, gint64 session, const char *uid, InvitationState state)
{
  invitation_add(store, person, session, 0, uid, "A");
  g_autoptr(Invitation) one = invitation_by_uid(store, uid);
  g_autoptr(Session) of = session_get(store, session);
  g_assert_true(invitation_want(store, one, state, "because", 0));
  invitation_sent(store, one, of);
}

static void
expect(Store *store, const char *uid, InvitationState state, int sequence, InvitationAnswer answer)
{
  g_autoptr(Invitation) one = invitation_by_uid(store, uid);
  g_assert_nonnull(one);
  g_assert_cmpint(one->state, ==, state);
  g_assert_cmpint(one->sequence, ==, sequence);
  g_assert_cmpint(one->answer, ==, answer);
}

static void
test_sent(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_begin(f->store);
  gint64 amy = person_add(f->store, "Amy", "amy@example.sch.uk");
  gint64 late = session(f->store, "b", TEN_OCLOCK + 900), early = session(f->store, "a", TEN_OCLOCK);
  invitation_add(f->store, amy, late, 0, "u-b", "A");
  expect(f->store, "u-b", INVITATION_NONE, -1, INVITATION_UNANSWERED);
  add(f->store, amy, early, "u-a", INVITATION_TENTATIVE);
  expect(f->store, "u-a", INVITATION_TENTATIVE, 0, INVITATION_UNANSWERED);
  g_autoptr(GPtrArray) all = invitations_of_person(f->store, amy);
  g_assert_cmpuint(all->len, ==, 2);
  const Invitation *first = all->pdata[0];
  g_assert_cmpstr(first->uid, ==, "u-a"); /* by the start, not as they were added */
  g_assert_cmpint(first->start, ==, TEN_OCLOCK);
  g_assert_false(invitation_want(f->store, first, INVITATION_TENTATIVE, "again", 0));
  g_assert_null(invitation_by_uid(f->store, "u-c"));
  g_autoptr(GPtrArray) of = invitations_of_session(f->store, late);
  g_assert_cmpuint(of->len, ==, 1);
  fixture_commit(f);
}

/* What stands otherwise than it should, or is of a session that changed, waits for its mail, while it is to
 * come and its person has an address. */
static void
test_pending(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_begin(f->store);
  gint64 amy = person_add(f->store, "Amy", "amy@example.sch.uk"), mute = person_add(f->store, "Mute", NULL);
  gint64 soon = session(f->store, "a", TEN_OCLOCK + 60);
  add(f->store, amy, soon, "amy", INVITATION_TENTATIVE);
  add(f->store, mute, soon, "mute", INVITATION_TENTATIVE);
  invitation_add(f->store, amy, session(f->store, "b", TEN_OCLOCK + 900), 0, "never", "B");
  g_autoptr(Invitation) one = invitation_by_uid(f->store, "amy");
  Invitation *never = invitation_by_uid(f->store, "never");
  const struct {
    const Invitation *wants;
    InvitationState want;
    Instant move, now;
    guint pending;
  } cases[] = {
    { NULL, 0, 0, TEN_OCLOCK, 0 },
    { never, INVITATION_WITHDRAWN, 0, TEN_OCLOCK, 0 },
    { never, INVITATION_TENTATIVE, 0, TEN_OCLOCK, 1 },
    { NULL, 0, TEN_OCLOCK + 120, TEN_OCLOCK, 2 },
    { NULL, 0, 0, TEN_OCLOCK + 120, 1 },
    { never, INVITATION_WITHDRAWN, 0, TEN_OCLOCK, 1 },
    { one, INVITATION_WITHDRAWN, 0, TEN_OCLOCK, 1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    dirty_take(f->store, 0, 100, ids);
    if (cases[i].wants)
      invitation_want(f->store, cases[i].wants, cases[i].want, "", 0);
    if (cases[i].move)
      session(f->store, "a", cases[i].move);
    g_assert_cmpint(dirty_any(f->store), ==, cases[i].move != 0);
    g_autoptr(GPtrArray) pending = invitations_pending(f->store, cases[i].now);
    if (pending->len != cases[i].pending)
      g_error("%u: %u pending, not %u", i, pending->len, cases[i].pending);
  }
  invitation_spared(f->store, one);
  expect(f->store, "amy", INVITATION_WITHDRAWN, 0, INVITATION_UNANSWERED);
  invitation_free(never);
  fixture_commit(f);
}

/* The last word counts, whichever comes in first, and makes its person be decided again. */
static void
test_answer(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const struct {
    InvitationAnswer answer;
    int after; /* seconds */
    gboolean themselves, taken;
    InvitationAnswer stands;
    InvitationState state;
  } cases[] = {
    { INVITATION_MAYBE, 5, FALSE, TRUE, INVITATION_MAYBE, INVITATION_TENTATIVE },
    { INVITATION_ACCEPTED, 9, FALSE, TRUE, INVITATION_ACCEPTED, INVITATION_TENTATIVE },
    { INVITATION_ACCEPTED, 9, FALSE, FALSE, INVITATION_ACCEPTED, INVITATION_TENTATIVE },
    { INVITATION_DECLINED, 7, FALSE, FALSE, INVITATION_ACCEPTED, INVITATION_TENTATIVE },
    { INVITATION_DECLINED, 10, FALSE, TRUE, INVITATION_DECLINED, INVITATION_TENTATIVE },
    { INVITATION_ACCEPTED, 11, TRUE, TRUE, INVITATION_ACCEPTED, INVITATION_TENTATIVE },
    { INVITATION_DECLINED, 12, TRUE, TRUE, INVITATION_DECLINED, INVITATION_WITHDRAWN },
    { INVITATION_COUNTER, 13, FALSE, TRUE, INVITATION_COUNTER, INVITATION_WITHDRAWN },
  };
  store_begin(f->store);
  gint64 amy = person_add(f->store, "Amy", "amy@example.sch.uk");
  add(f->store, amy, session(f->store, "a", TEN_OCLOCK), "u", INVITATION_TENTATIVE);
  g_autoptr(Invitation) one = invitation_by_uid(f->store, "u");
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    dirty_take(f->store, 0, 100, ids);
    gboolean taken = invitation_answer(f->store, one, cases[i].answer, TEN_OCLOCK + cases[i].after, 0,
                                       cases[i].themselves);
    g_assert_cmpint(taken, ==, cases[i].taken);
    g_assert_cmpint(dirty_any(f->store), ==, cases[i].taken);
    expect(f->store, "u", cases[i].state, 0, cases[i].stands);
  }
  fixture_commit(f);
}

/* Both entries stand in somebody's calendar, so both rows stay; what was said last is said to both. */
static void
test_merge(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_begin(f->store);
  gint64 amy = person_add(f->store, "Amy", "amy@example.sch.uk");
  gint64 brown = person_add(f->store, "A. Brown", "brown@example.sch.uk");
  gint64 both = session(f->store, "a", TEN_OCLOCK), hers = session(f->store, "b", TEN_OCLOCK + 900);
  add(f->store, amy, both, "amy-a", INVITATION_TENTATIVE);
  add(f->store, brown, both, "brown-a", INVITATION_CONFIRMED);
  add(f->store, brown, hers, "brown-b", INVITATION_TENTATIVE);
  g_autoptr(Invitation) early = invitation_by_uid(f->store, "amy-a");
  g_autoptr(Invitation) late = invitation_by_uid(f->store, "brown-a");
  invitation_answer(f->store, early, INVITATION_DECLINED, TEN_OCLOCK + 1, 0, FALSE);
  invitation_answer(f->store, late, INVITATION_ACCEPTED, TEN_OCLOCK + 2, 0, FALSE);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  merge_people(f->store, amy, brown, lines);
  expect(f->store, "amy-a", INVITATION_TENTATIVE, 0, INVITATION_ACCEPTED);
  expect(f->store, "brown-a", INVITATION_CONFIRMED, 0, INVITATION_ACCEPTED);
  expect(f->store, "brown-b", INVITATION_TENTATIVE, 0, INVITATION_UNANSWERED);
  g_autoptr(GPtrArray) all = invitations_of_person(f->store, amy);
  g_assert_cmpuint(all->len, ==, 3);
  g_assert_true(invitation_answer(f->store, early, INVITATION_DECLINED, TEN_OCLOCK + 3, 0, FALSE));
  expect(f->store, "brown-a", INVITATION_CONFIRMED, 0, INVITATION_DECLINED);
  fixture_commit(f);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  fixture_add("/invitations/sent", test_sent);
  fixture_add("/invitations/pending", test_pending);
  fixture_add("/invitations/answer", test_answer);
  fixture_add("/invitations/merge", test_merge);
  return g_test_run();
}

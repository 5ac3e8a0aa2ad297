/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came and what was made of it: messages, obligations, facts, awards, news, cases, sessions, tokens. */
#include "store/approvals.h"
#include "store/awards.h"
#include "store/cases.h"
#include "store/facts.h"
#include "store/fetched.h"
#include "store/messages.h"
#include "store/obligations.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/sessions.h"
#include "store/tokens.h"
#include "tests/store/fixture.h"
#include <string.h>

#define TODAY 20732 /* 2026-10-06 */

/* Whether anybody is to be decided again; nobody is afterwards. */
static gboolean
dirty(Store *store)
{
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  return dirty_take(store, 0, 100, ids);
}

static void
test_messages(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const struct {
    const char *folder, *key, *bytes;
    int same_as; /* the position of the row that it is; its own: new */
  } cases[] = {
    { "inbox", "1:1", "abc", 0 }, { "inbox", "1:2", "abc", 0 }, { "inbox", "1:1", "other", 2 },
    { "junk", "1:1", "junk", 3 }, { "junk", "1:2", "", 4 },
  };
  gint64 ids[G_N_ELEMENTS(cases)];
  store_begin(f->store);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GBytes) bytes = g_bytes_new(cases[i].bytes, strlen(cases[i].bytes));
    gboolean known;
    ids[i] = message_store(f->store, cases[i].folder, cases[i].key, TEN_OCLOCK - 9, i == 0, bytes, &known);
    g_assert_cmpint(known, ==, cases[i].same_as != (int) i);
    g_assert_cmpint(ids[i], ==, ids[cases[i].same_as]);
    g_autoptr(GBytes) kept = message_bytes(f->store, ids[i]);
    const char *want = cases[cases[i].same_as].bytes;
    g_assert_cmpmem(g_bytes_get_data(kept, NULL), (int) g_bytes_get_size(kept), want, (int) strlen(want));
  }
  fixture_commit(f);
  g_autoptr(Message) message = message_get(f->store, ids[0]);
  g_assert_cmpstr(message->sha256, ==,
                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); /* FIPS 180-2 B.1 */
  g_assert_cmpint(message->size, ==, 3);
  g_assert_cmpint(message->arrival, ==, TEN_OCLOCK - 9);
  g_assert_true(message->arrival_unsure);
  g_assert_cmpstr(message->state, ==, "stored");
  g_assert_null(message->kind);
  g_assert_null(message_bytes(f->store, 99));
}

static gint64
store_one(Store *store, const char *key)
{
  gboolean known;
  g_autoptr(GBytes) bytes = g_bytes_new(key, strlen(key));
  return message_store(store, "inbox", key, TEN_OCLOCK, FALSE, bytes, &known);
}

static void
test_reading(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 first = store_one(store, "1"), second = store_one(store, "2"), third = store_one(store, "3");
  message_attempt(store, first);
  message_attempt(store, first);
  g_autoptr(GPtrArray) unread = messages_unread(store, 2);
  g_assert_cmpuint(unread->len, ==, 2);
  g_assert_cmpint(((Message *) unread->pdata[0])->id, ==, first);
  g_assert_cmpint(((Message *) unread->pdata[0])->attempts, ==, 2);
  message_done(store, first, "return", "<m@x>", "a@example.org", "Form", 0, TEN_OCLOCK - 60, FALSE);
  message_done(store, second, "message", "<m@x>", "a@example.org", NULL, 0, TEN_OCLOCK, TRUE);
  message_set_duplicate(store, second, first);
  g_assert_cmpint(message_same(store, second, "<m@x>", "a@example.org"), ==, first);
  g_assert_cmpint(message_same(store, first, "<m@x>", "a@example.org"), ==, 0);
  g_assert_cmpint(message_same(store, third, "<m@x>", "b@example.org"), ==, 0);
  g_assert_cmpint(message_same(store, third, NULL, "a@example.org"), ==, 0);
  g_autoptr(GPtrArray) rest = messages_unread(store, 9), since = messages_since(store, TEN_OCLOCK);
  g_assert_cmpuint(rest->len, ==, 1);
  g_assert_cmpuint(since->len, ==, 2);
  g_autoptr(Message) message = message_get(store, second);
  g_assert_cmpstr(message->state, ==, "case");
  g_assert_cmpint(message->duplicate, ==, first);
  g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(gint64));
  messages_by_kind(store, kinds, counts);
  g_assert_cmpuint(kinds->len, ==, 3);
  g_assert_cmpstr(kinds->pdata[1], ==, "return");
  g_assert_cmpint(g_array_index(counts, gint64, 1), ==, 1);
  fixture_commit(f);
}

static void
test_obligations(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 person = person_add(store, "Siân Price", NULL), school = school_ensure(store, "Hill");
  g_autoptr(Obligation) o = obligation_ensure(store, "s", "r", "", "2026-27", person, school);
  g_autoptr(Obligation) again = obligation_ensure(store, "s", "r", "", "2026-27", person, 0);
  g_assert_cmpint(again->id, ==, o->id);
  g_assert_cmpstr(again->ref, ==, o->ref);
  g_autoptr(Obligation) other = obligation_ensure(store, "s", "r", "autumn", "2026-27", person, 0);
  g_assert_cmpint(other->id, !=, o->id);
  g_assert_cmpint(o->state, ==, STATE_UPCOMING);
  g_assert_cmpint(o->due, ==, DAY_NONE);
  g_assert_cmpint(o->next, ==, INSTANT_NONE);
  g_autofree char *lower = g_ascii_strdown(o->ref, -1);
  g_autoptr(Obligation) by_ref = obligation_by_ref(store, lower);
  g_assert_cmpint(by_ref->id, ==, o->id);
  g_assert_null(obligation_by_ref(store, "no ref"));
  g_autoptr(GPtrArray) all = obligations_of_person(store, person, NULL),
                       past = obligations_of_person(store, person, "2025-26");
  g_assert_cmpuint(all->len, ==, 2);
  g_assert_cmpuint(past->len, ==, 0);
  g_autoptr(GPtrArray) of_school = obligations_list(store, "s", "r", NULL, school, -1);
  g_autoptr(GPtrArray) open = obligations_list(store, "s", "r", "2026-27", 0, STATE_OPEN);
  g_assert_cmpuint(of_school->len, ==, 1);
  g_assert_cmpuint(open->len, ==, 0);
  g_assert_cmpint(obligations_count(store, STATE_UPCOMING), ==, 2);
  g_assert_false(rung_climbed(store, o->id, -3));
  rung_climb(store, o->id, -3, "mail");
  rung_climb(store, o->id, -3, "mail");
  g_assert_true(rung_climbed(store, o->id, -3));
  fixture_commit(f);
}

/* Each state is written and read back; a new deadline, and nothing else, raises the sequence. */
static void
test_obligation_save(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const struct {
    State state;
    Day due, extended;
    int sequence;
  } cases[] = {
    { STATE_UPCOMING, DAY_NONE, DAY_NONE, 0 },  { STATE_OPEN, TODAY, DAY_NONE, 1 },
    { STATE_ANSWERED, TODAY, DAY_NONE, 1 },     { STATE_OPEN, TODAY + 1, DAY_NONE, 2 },
    { STATE_OVERDUE, TODAY + 1, TODAY + 9, 3 }, { STATE_MET, TODAY + 1, TODAY + 9, 3 },
    { STATE_WAIVED, DAY_NONE, DAY_NONE, 4 },    { STATE_ENDED, DAY_NONE, DAY_NONE, 4 },
  };
  store_begin(f->store);
  gint64 person = person_add(f->store, "Siân Price", NULL);
  g_autoptr(Obligation) o = obligation_ensure(f->store, "s", "r", "", "2026-27", person, 0);
  Instant changed = TEN_OCLOCK;
  int sequence = 0;
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    clock_set(f->clock, TEN_OCLOCK + i);
    o->state = cases[i].state;
    o->due = cases[i].due;
    o->extended = cases[i].extended;
    obligation_save(f->store, o);
    g_autoptr(Obligation) got = obligation_get(f->store, o->id);
    if (cases[i].sequence != sequence)
      changed = TEN_OCLOCK + i;
    sequence = cases[i].sequence;
    g_assert_cmpint(got->state, ==, cases[i].state);
    g_assert_cmpint(got->due, ==, cases[i].due);
    g_assert_cmpint(got->extended, ==, cases[i].extended);
    g_assert_cmpint(got->sequence, ==, sequence);
    g_assert_cmpint(got->changed, ==, changed);
    g_assert_cmpint(obligations_count(f->store, cases[i].state), ==, 1);
  }
  fixture_commit(f);
}

static void
test_due(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const Instant nexts[] = { 30, INSTANT_NONE, 10, 20 };
  store_begin(f->store);
  g_assert_cmpint(obligations_next(f->store), ==, INSTANT_NONE);
  for (guint i = 0; i < G_N_ELEMENTS(nexts); i++) {
    gint64 person = person_add(f->store, "Siân Price", NULL);
    g_autoptr(Obligation) o = obligation_ensure(f->store, "s", "r", "", "2026-27", person, 0);
    o->next = nexts[i];
    o->next_what = g_strdup("overdue");
    obligation_save(f->store, o);
  }
  fixture_commit(f);
  static const struct {
    Instant now;
    guint limit, count;
    Instant first;
  } cases[] = { { 9, 9, 0, 0 }, { 10, 9, 1, 10 }, { 30, 9, 3, 10 }, { 30, 2, 2, 10 } };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GPtrArray) due = obligations_due(f->store, cases[i].now, cases[i].limit);
    g_assert_cmpuint(due->len, ==, cases[i].count);
    if (due->len)
      g_assert_cmpint(((Obligation *) due->pdata[0])->next, ==, cases[i].first);
  }
  g_assert_cmpint(obligations_next(f->store), ==, 10);
}

static void
test_filed(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  static const char *const answers[] = { "name", "Siân", "hours", "3", "name", "Siân P", NULL };
  store_begin(store);
  gint64 person = person_add(store, "Siân Price", NULL);
  g_autoptr(Obligation) o = obligation_ensure(store, "s", "r", "", "2026-27", person, 0);
  gint64 message = store_one(store, "1");
  g_assert_null(filed_latest(store, o->id));
  gint64 first = filed_add(store, o->id, "s", "form", person, message, "a.docx", "aa", 100, "a@example.org",
                           "its ref", answers);
  g_assert_true(dirty(store));
  gint64 second = filed_add(store, o->id, "s", "form", person, 0, NULL, NULL, 200, "by hand: telephoned",
                            "the office", NULL);
  g_autoptr(Filed) latest = filed_latest(store, o->id), old = filed_get(store, first);
  g_assert_cmpint(latest->id, ==, second);
  g_assert_cmpint(latest->version, ==, 2);
  g_assert_cmpint(latest->message, ==, 0);
  g_assert_cmpint(old->version, ==, 1);
  g_assert_cmpstr(old->document, ==, "a.docx");
  g_assert_true(filed_has(store, o->id, "aa"));
  g_assert_false(filed_has(store, o->id, "bb"));
  g_autofree char *name = answer_get(store, first, "name"), *none = answer_get(store, second, "name");
  g_assert_cmpstr(name, ==, "Siân P");
  g_assert_null(none);
  answer_set(store, first, "hours", "4");
  g_autoptr(GPtrArray) all = answers_of(store, first);
  g_assert_cmpuint(all->len, ==, 2);
  g_assert_cmpstr(((GStrv) all->pdata[0])[1], ==, "4");
  g_autoptr(Filed) previous = filed_previous(store, "s", "form", person, 200);
  g_assert_cmpint(previous->id, ==, first);
  g_assert_null(filed_previous(store, "s", "form", person, 100));
  static const struct {
    Instant since, until;
    guint count;
  } lists[] = { { 0, 200, 0 }, { 200, 201, 1 }, { INSTANT_NONE, INSTANT_NONE, 1 } };
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
    g_autoptr(GPtrArray) list = filed_list(store, "s", "form", lists[i].since, lists[i].until);
    g_assert_cmpuint(list->len, ==, lists[i].count); /* the latest version alone */
  }
  fixture_commit(f);
}

static void
test_attendance(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 person = person_add(store, "Siân Price", NULL);
  g_assert_true(attendance_add(store, person, "s", "e", "autumn", TODAY, FALSE, 0, "register"));
  g_assert_true(dirty(store));
  g_assert_false(attendance_add(store, person, "s", "e", NULL, TODAY, FALSE, 0, "chat"));
  g_assert_false(dirty(store));
  g_assert_true(
      attendance_add(store, person, "s", "e", NULL, TODAY, TRUE, 0, "watched it")); /* a fact of its own */
  g_assert_true(attendance_add(store, person, "s", "other", NULL, TODAY + 5, FALSE, 0, "register"));
  static const struct {
    const char *event;
    Day from, to;
    guint count;
  } cases[] = { { "e", DAY_NONE, DAY_NONE, 2 },
                { NULL, DAY_NONE, DAY_NONE, 3 },
                { NULL, TODAY + 1, DAY_NONE, 1 },
                { NULL, TODAY, TODAY, 2 },
                { "e", TODAY + 1, TODAY + 9, 0 } };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GPtrArray) got = attendance_of(store, person, "s", cases[i].event, cases[i].from, cases[i].to);
    g_assert_cmpuint(got->len, ==, cases[i].count);
  }
  g_autoptr(GPtrArray) both = attendance_of(store, person, "s", "e", TODAY, TODAY);
  g_assert_cmpstr(((Attendance *) both->pdata[0])->how, ==, "attended");
  g_assert_cmpstr(((Attendance *) both->pdata[1])->how, ==, "reviewed");
  fixture_commit(f);
}

static void
test_activities(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 person = person_add(store, "Siân Price", NULL);
  g_assert_true(activity_add(store, person, "s", "observed", TODAY, 1.5, 0, "mail"));
  g_assert_true(dirty(store));
  g_assert_false(activity_add(store, person, "s", "observed", TODAY, 1.5, 0, "mail"));
  g_assert_true(activity_add(store, person, "s", "observed", TODAY, 2, 0, "mail")); /* a later count */
  g_assert_true(activity_add(store, person, "s", "read", TODAY + 1, -1, 0, "mail"));
  g_autoptr(GPtrArray) all = activities_of(store, person, "s", DAY_NONE, DAY_NONE);
  g_assert_cmpuint(all->len, ==, 2);
  g_assert_cmpfloat(((Activity *) all->pdata[0])->hours, ==, 2);
  g_assert_cmpfloat(((Activity *) all->pdata[1])->hours, <, 0);
  fixture_commit(f);
}

static void
test_approvals(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_begin(f->store);
  gint64 person = person_add(f->store, "Siân Price", NULL);
  g_autoptr(Obligation) o = obligation_ensure(f->store, "s", "r", "", "2026-27", person, 0);
  const char *const answers[] = { "date", "2026-10-12", NULL };
  gint64 filed = filed_add(f->store, o->id, "s", "form", person, 0, NULL, NULL, 9, "by hand", "w", answers);
  Approval no = { .obligation = o->id,
                  .source = (char *) "by reply",
                  .role = (char *) "lead",
                  .by = person,
                  .words = (char *) "the date",
                  .returned = TRUE,
                  .seen = work_version(f->store, o->id) };
  Approval yes = { .obligation = o->id, .source = (char *) "by hand", .approved = TRUE };
  g_assert_cmpint(no.seen.filed, ==, filed);
  approval_add(f->store, &no);
  g_assert_true(dirty(f->store));
  approval_add(f->store, &yes);
  g_autoptr(GPtrArray) all = approvals_of(f->store, o->id);
  g_assert_cmpuint(all->len, ==, 2);
  const Approval *first = all->pdata[0], *second = all->pdata[1];
  g_assert_false(first->approved);
  g_assert_cmpstr(first->words, ==, "the date");
  g_assert_cmpint(first->by, ==, person);
  g_assert_true(second->approved);
  g_assert_null(second->role);
  g_autoptr(Approval) returned = approval_returned(f->store, no.seen);
  g_assert_cmpint(returned->id, ==, first->id);
  g_autoptr(Filed) row = filed_get(f->store, filed);
  g_assert_true(answer_correct(f->store, row, "date", "2026-10-13", "message 2"));
  WorkVersion now = work_version(f->store, o->id);
  g_assert_false(work_version_same(now, no.seen)); /* what was given back has been put right */
  g_assert_null(approval_returned(f->store, now));
  fixture_commit(f);
}

static void
test_awards(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 person = person_add(store, "Siân Price", NULL);
  Award award = { .person = person,
                  .scheme = (char *) "s",
                  .award = (char *) "a",
                  .instance = (char *) "",
                  .year = (char *) "2026-27",
                  .name = (char *) "Siân Price",
                  .title = (char *) "Mentor",
                  .words = (char *) "w",
                  .detail = (char *) "{}",
                  .certificate = (char *) "certificate",
                  .credits = 5 };
  gint64 id = award_add(store, &award);
  g_assert_cmpint(id, >, 0);
  g_assert_cmpint(award_add(store, &award), ==, 0);
  award.year = (char *) "2027-28";
  award.certificate = NULL;
  g_assert_cmpint(award_add(store, &award), >, id);
  g_assert_true(award_held(store, person, "s", "a"));
  g_assert_false(award_held(store, person, "s", "b"));
  g_autoptr(Award) got = award_get(store, id);
  g_assert_cmpint(got->issued, ==, TEN_OCLOCK);
  g_assert_cmpint(got->credits, ==, 5);
  g_autofree char *typed = g_ascii_strdown(got->code, -1);
  g_auto(GStrv) groups = g_strsplit(typed, "-", -1);
  g_autofree char *bare = g_strjoinv("", groups);
  g_autoptr(Award) by_code = award_by_code(store, typed), by_bare = award_by_code(store, bare);
  g_assert_cmpint(by_code->id, ==, id);
  g_assert_cmpint(by_bare->id, ==, id);
  g_assert_null(award_by_code(store, ""));
  g_assert_null(award_by_code(store, "0000-0000-0000-0000"));
  g_autoptr(GPtrArray) undrawn = awards_undrawn(store, 9), all = awards_of(store, person);
  g_assert_cmpuint(undrawn->len, ==, 1);
  g_assert_cmpuint(all->len, ==, 2);
  g_assert_null(award_pdf(store, id));
  g_autoptr(GBytes) pdf = g_bytes_new_static("%PDF", 4);
  award_set_pdf(store, id, pdf);
  g_autoptr(GBytes) kept = award_pdf(store, id);
  g_assert_true(g_bytes_equal(kept, pdf));
  g_autoptr(GPtrArray) drawn = awards_undrawn(store, 9);
  g_assert_cmpuint(drawn->len, ==, 0);
  g_assert_cmpint(awards_count(store), ==, 2);
  fixture_commit(f);
}

static void
test_news(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
  store_begin(store);
  gint64 person = person_add(store, "Siân Price", NULL);
  g_autoptr(Obligation) o = obligation_ensure(store, "s", "r", "", "2026-27", person, 0);
  gint64 filed = filed_add(store, o->id, "s", "form", person, 0, NULL, NULL, 1, "b", "w", NULL);
  for (int i = 0; i < 2; i++) {
    news_add(store, person, "return", o->id, filed);
    news_add(store, person, "escalation", o->id, 0);
    news_add(store, person, "attendance", 0, 0);
  }
  g_autoptr(GArray) unreachable = news_readers(store);
  g_assert_cmpuint(unreachable->len, ==, 0); /* no address to tell it to */
  address_add(store, person, "sian@example.org", TRUE);
  g_autoptr(GArray) readers = news_readers(store);
  g_assert_cmpuint(readers->len, ==, 1);
  g_autoptr(GPtrArray) waiting = news_waiting(store, person);
  g_assert_cmpuint(waiting->len, ==, 3);
  g_assert_cmpint(news_last_told(store, person), ==, INSTANT_NONE);
  OutboxMail digest = { .purpose = (char *) "digest",
                        .template_name = (char *) "t",
                        .message_id = (char *) "<m>",
                        .subject = (char *) "s",
                        .sender = (char *) "",
                        .why = (char *) "w",
                        .kind = MAIL_DIGEST,
                        .person = person,
                        .bytes = bytes };
  gint64 outbox = outbox_add(store, &digest, NULL, NULL, FALSE);
  news_told(store, person, ((News *) waiting->pdata[1])->id, outbox);
  g_assert_cmpint(news_last_told(store, person), ==, TEN_OCLOCK);
  news_add(store, person, "return", o->id, filed); /* was told: never again */
  news_add(store, person, "escalation", o->id, 0); /* was told, and is news again */
  g_autoptr(GPtrArray) rest = news_waiting(store, person);
  g_assert_cmpuint(rest->len, ==, 2);
  g_assert_cmpstr(((News *) rest->pdata[0])->kind, ==, "attendance");
  g_assert_cmpstr(((News *) rest->pdata[1])->kind, ==, "escalation");
  fixture_commit(f);
}

static void
test_cases(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 person = person_add(store, "Siân Price", NULL);
  g_autoptr(Obligation) o = obligation_ensure(store, "s", "r", "", "2026-27", person, 0);
  Case question = {
    .document = -1, .kind = (char *) "form", .question = (char *) "Whose?", .obligation = o->id
  };
  gint64 first = case_open(store, &question);
  question.document = 0;
  question.obligation = 0;
  gint64 second = case_open(store, &question);
  g_assert_true(case_waits(store, o->id));
  g_assert_cmpint(cases_newest(store), ==, second);
  case_settle(store, first, "filed");
  case_settle(store, first, "settled twice");
  g_assert_false(case_waits(store, o->id));
  g_autoptr(Case) settled = case_get(store, first), open = case_get(store, second);
  g_assert_cmpstr(settled->outcome, ==, "filed");
  g_assert_cmpint(settled->settled, ==, TEN_OCLOCK);
  g_assert_cmpint(settled->document, ==, -1);
  g_assert_cmpint(open->document, ==, 0);
  g_assert_cmpint(open->settled, ==, INSTANT_NONE);
  g_assert_cmpstr(open->detail, ==, "{}");
  g_autoptr(GPtrArray) all = cases_list(store, FALSE), waiting = cases_list(store, TRUE);
  g_assert_cmpuint(all->len, ==, 2);
  g_assert_cmpuint(waiting->len, ==, 1);
  g_assert_cmpint(cases_count(store), ==, 1);
  case_settle(store, second, "none");
  g_assert_cmpint(cases_newest(store), ==, 0);
  fixture_commit(f);
}

static void
test_sessions(Fixture *f, gconstpointer unused)
{
  (void) unused;
  /* In this order: what differs from the row that stands, and what the calendars are told. */
  static const struct {
    const char *place, *filter;
    Instant start;
    gboolean differs;
    int sequence;
  } cases[] = {
    { "Hall", "{}", 100, TRUE, 0 },
    { "Hall", "{}", 100, FALSE, 0 },
    { "Room", "{}", 100, TRUE, 1 },
    { "Room", "{\"phase\": [\"primary\"]}", 100, TRUE, 1 },
    { "Room", "{\"phase\": [\"primary\"]}", 200, TRUE, 2 },
  };
  Store *store = f->store;
  Session session = { .year = (char *) "2026-27",
                      .key = (char *) "k",
                      .scheme = (char *) "s",
                      .event = (char *) "e",
                      .minutes = 60,
                      .title = (char *) "Training" };
  store_begin(store);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    session.place = (char *) cases[i].place;
    session.filter = (char *) cases[i].filter;
    session.start = cases[i].start;
    g_assert_cmpint(session_put(store, &session), ==, cases[i].differs);
    g_autoptr(GPtrArray) list = sessions_list(store, "2026-27", "s", NULL, NULL);
    g_assert_cmpuint(list->len, ==, 1);
    const Session *got = list->pdata[0];
    g_assert_cmpint(got->sequence, ==, cases[i].sequence);
    g_assert_cmpint(got->start, ==, cases[i].start);
    g_assert_cmpstr(got->filter, ==, cases[i].filter);
  }
  static const char *const kept[] = { "k", NULL }, *const others[] = { "other", NULL };
  sessions_cancel_others(store, "2026-27", kept);
  g_autoptr(GPtrArray) standing = sessions_list(store, "2026-27", NULL, "e", NULL);
  g_assert_false(((Session *) standing->pdata[0])->cancelled);
  sessions_cancel_others(store, "2026-27", others);
  sessions_cancel_others(store, "2026-27", others);
  g_autoptr(GPtrArray) cancelled = sessions_list(store, "2026-27", NULL, NULL, NULL);
  g_assert_true(((Session *) cancelled->pdata[0])->cancelled);
  g_assert_cmpint(((Session *) cancelled->pdata[0])->sequence, ==, 3);
  g_autoptr(GPtrArray) term = sessions_list(store, "2026-27", NULL, NULL, "autumn");
  g_assert_cmpuint(term->len, ==, 0);
  fixture_commit(f);
}

static void
test_tokens(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 person = person_add(store, "Siân Price", NULL), other = person_add(store, "Priya Shah", NULL);
  g_autofree char *first = token_ensure(store, person, "feed:a"),
                  *again = token_ensure(store, person, "feed:a");
  g_autofree char *second = token_ensure(store, person, "feed:b"),
                  *theirs = token_ensure(store, other, "feed:a");
  g_assert_cmpstr(first, ==, again);
  g_assert_cmpstr(first, !=, second);
  g_assert_cmpstr(first, !=, theirs);
  token_renew(store, person);
  g_autofree char *fresh = token_ensure(store, person, "feed:a"),
                  *still = token_ensure(store, other, "feed:a");
  g_assert_cmpstr(fresh, !=, first);
  g_assert_cmpstr(still, ==, theirs);
  g_autofree char *lower = g_ascii_strdown(first, -1);
  g_autoptr(GPtrArray) all = tokens_all(store), mine = tokens_of(store, person);
  g_assert_cmpuint(all->len, ==, 5);
  g_assert_cmpuint(mine->len, ==, 2);
  g_assert_cmpstr(((Token *) mine->pdata[0])->token, ==, fresh);
  Token *gone = token_find(store, lower), *current = token_find(store, fresh);
  g_assert_true(gone->gone);
  g_assert_false(current->gone);
  g_assert_cmpint(current->person, ==, person);
  g_assert_null(token_find(store, "nothing"));
  token_free(gone);
  token_free(current);
  fixture_commit(f);
}

/* The first and the latest fetch, in whatever order they are told; a renewed link makes no new row. */
static void
test_fetched(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  g_autofree char *feed = fetched_feed("bcu-primary"), *other = fetched_feed("bcu-all");
  g_assert_cmpuint(strlen(feed), ==, FETCHED_FEED_LENGTH);
  g_assert_false(fetched_any(store));
  fetched_add(store, feed, 200);
  fetched_add(store, feed, 300);
  fetched_add(store, feed, 250);
  fetched_add_refused(store, feed, 400);
  fetched_add_refused(store, feed, 350);
  fetched_add_refused(store, other, 400);
  g_assert_true(fetched_any(store));
  Fetched one = fetched_of(store, "bcu-primary"), none = fetched_of(store, "bcu-all");
  g_assert_cmpint(one.first, ==, 200);
  g_assert_cmpint(one.last, ==, 300);
  g_assert_cmpint(one.refused, ==, 400);
  g_assert_cmpint(none.last, ==, INSTANT_NONE);
  g_assert_cmpint(none.refused, ==, INSTANT_NONE);
  fixture_commit(f);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  fixture_add("/store/messages", test_messages);
  fixture_add("/store/messages/reading", test_reading);
  fixture_add("/store/obligations", test_obligations);
  fixture_add("/store/obligations/save", test_obligation_save);
  fixture_add("/store/obligations/due", test_due);
  fixture_add("/store/filed", test_filed);
  fixture_add("/store/attendance", test_attendance);
  fixture_add("/store/activities", test_activities);
  fixture_add("/store/approvals", test_approvals);
  fixture_add("/store/awards", test_awards);
  fixture_add("/store/news", test_news);
  fixture_add("/store/cases", test_cases);
  fixture_add("/store/sessions", test_sessions);
  fixture_add("/store/tokens", test_tokens);
  fixture_add("/store/fetched", test_fetched);
  return g_test_run();
}

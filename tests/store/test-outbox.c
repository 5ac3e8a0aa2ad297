/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox: at most one mail a purpose, its order, and every way a sending can end. */
#include "store/obligations.h"
#include "store/outbox.h"
#include "store/people.h"
#include "tests/store/fixture.h"
#include <string.h>

static gint64
add(Store *store, const char *purpose, MailKind kind, Instant not_before, const char *const *to,
    const char *const *cc)
{
  g_autoptr(GBytes) bytes = g_bytes_new(purpose, strlen(purpose));
  g_autofree char *id = g_strconcat("<", purpose, "@example.ac.uk>", NULL);
  OutboxMail mail = { .purpose = (char *) purpose,
                      .template_name = (char *) "request",
                      .message_id = id,
                      .subject = (char *) "Your form",
                      .sender = (char *) "office@example.ac.uk",
                      .why = (char *) "a test",
                      .kind = kind,
                      .not_before = not_before,
                      .bytes = bytes };
  return outbox_add(store, &mail, to, cc, FALSE);
}

static const char *const ONE[] = { "a@example.org", NULL };
static const char *const TWO[] = { "b@example.org", "a@example.org", NULL };

static void
test_purpose(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_begin(f->store);
  gint64 id = add(f->store, "request:7", MAIL_OPENING, TEN_OCLOCK, TWO, ONE);
  g_assert_cmpint(id, >, 0);
  g_assert_cmpint(add(f->store, "request:7", MAIL_OPENING, TEN_OCLOCK, ONE, NULL), ==, 0);
  g_assert_true(outbox_has(f->store, "request:7"));
  g_assert_false(outbox_has(f->store, "request:8"));
  g_assert_cmpint(outbox_by_message_id(f->store, "<request:7@example.ac.uk>"), ==, id);
  g_autoptr(GPtrArray) recipients = outbox_recipients(f->store, id);
  g_assert_cmpuint(recipients->len, ==, 2); /* an address in To and Cc is one recipient */
  const Recipient *first = recipients->pdata[0];
  g_assert_cmpstr(first->address, ==, "a@example.org");
  g_assert_cmpstr(first->state, ==, "queued");
  g_autoptr(OutboxMail) mail = outbox_get(f->store, id);
  g_autoptr(GBytes) want = g_bytes_new_static("request:7", 9);
  g_assert_true(g_bytes_equal(mail->bytes, want));
  g_assert_cmpstr(mail->state, ==, "queued");
  g_assert_cmpint(mail->created, ==, TEN_OCLOCK);
  g_assert_cmpint(mail->sent, ==, INSTANT_NONE);
  fixture_commit(f);
}

/* The purposes of what is due, joined by blanks. */
static char *
due(Store *store, Instant now, guint limit)
{
  g_autoptr(GPtrArray) mails = outbox_due(store, now, DUE_CHASERS, limit);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < mails->len; i++) {
    const OutboxMail *mail = mails->pdata[i];
    g_assert_nonnull(mail->bytes);
    g_string_append_printf(out, "%s%s", i ? " " : "", mail->purpose);
  }
  return g_strdup(out->str);
}

static void
test_order(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  add(store, "late", MAIL_CHASER, TEN_OCLOCK + 60, ONE, NULL);
  gint64 opening = add(store, "opening", MAIL_OPENING, TEN_OCLOCK, ONE, NULL);
  add(store, "early", MAIL_CHASER, TEN_OCLOCK - 60, ONE, NULL);
  add(store, "receipt", MAIL_ANSWER, TEN_OCLOCK, ONE, NULL);
  add(store, "certificate", MAIL_AWARD, TEN_OCLOCK - 1, ONE, NULL);
  static const struct {
    Instant now;
    guint limit;
    const char *want;
  } cases[] = {
    { TEN_OCLOCK - 61, 9, "" },
    { TEN_OCLOCK - 60, 9, "early" },
    { TEN_OCLOCK, 9, "certificate receipt early opening" },
    { TEN_OCLOCK, 3, "certificate receipt early" },
    { TEN_OCLOCK, 1, "certificate" },
    { TEN_OCLOCK + 60, 9, "certificate receipt early opening late" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *got = due(store, cases[i].now, cases[i].limit);
    g_assert_cmpstr(got, ==, cases[i].want);
  }
  g_assert_cmpint(outbox_next(store), ==, TEN_OCLOCK - 60);
  outbox_cancel(store, opening, "not needed");
  g_autofree char *rest = due(store, TEN_OCLOCK, 9);
  g_assert_cmpstr(rest, ==, "certificate receipt early");
  fixture_commit(f);
}

/* Once a server takes mail again, what it had put off before it took none keeps its place, and the rest goes.
 */
static void
test_try_anew(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const struct {
    const char *purpose;
    Instant put_off;
  } mails[] = { { "before", TEN_OCLOCK - 1 }, { "since", TEN_OCLOCK }, { "later", TEN_OCLOCK + 60 } };
  store_begin(f->store);
  for (guint i = 0; i < G_N_ELEMENTS(mails); i++) {
    gint64 id = add(f->store, mails[i].purpose, MAIL_CHASER, TEN_OCLOCK - 600, ONE, NULL);
    outbox_put_off(f->store, id, mails[i].put_off);
    outbox_settle(f->store, id, mails[i].put_off, TEN_OCLOCK + 14400);
  }
  g_autofree char *waiting = due(f->store, TEN_OCLOCK + 61, 9);
  g_assert_cmpstr(waiting, ==, "");
  outbox_try_anew(f->store, TEN_OCLOCK);
  g_autofree char *anew = due(f->store, TEN_OCLOCK + 61, 9);
  g_assert_cmpstr(anew, ==, "since later");
  fixture_commit(f);
}

/* Each letter is a recipient's end: q tried again, s sent, f failed, u unsure; capitals stand in To, small
 * ones in Cc. */
static void
test_settle(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const struct {
    const char *ends, *state;
    gboolean now_sent, again;
    const char *error;
  } cases[] = {
    { "S", "sent", TRUE, FALSE, NULL },
    { "F", "failed", FALSE, FALSE, "x0@example.org: 550 no" },
    { "Q", "queued", FALSE, TRUE, "x0@example.org: 450 no" },
    { "U", "unsure", FALSE, TRUE, "x0@example.org: no" },
    { "SF", "sent", TRUE, FALSE, "x1@example.org: 550 no" },
    { "Sq", "queued", TRUE, TRUE, "x1@example.org: 450 no" },
    { "Qs", "queued", FALSE, TRUE, "x0@example.org: 450 no" }, /* the copy alone is no request */
    { "Fs", "sent", TRUE, FALSE, "x0@example.org: 550 no" },
    { "UQ", "queued", FALSE, TRUE, "x0@example.org: no; x1@example.org: 450 no" },
    { "Uf", "unsure", FALSE, TRUE, "x0@example.org: no; x1@example.org: 550 no" },
  };
  Store *store = f->store;
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GPtrArray) to = g_ptr_array_new_with_free_func(g_free),
                         cc = g_ptr_array_new_with_free_func(g_free);
    for (guint j = 0; cases[i].ends[j]; j++)
      g_ptr_array_add(g_ascii_isupper(cases[i].ends[j]) ? to : cc, g_strdup_printf("x%u@example.org", j));
    g_ptr_array_add(to, NULL);
    g_ptr_array_add(cc, NULL);
    g_autofree char *purpose = g_strdup_printf("case:%u", i);
    store_begin(store);
    gint64 id = add(store, purpose, MAIL_OPENING, TEN_OCLOCK, (const char *const *) to->pdata,
                    (const char *const *) cc->pdata);
    g_autoptr(GPtrArray) mails = outbox_due(store, TEN_OCLOCK, DUE_CHASERS, 9);
    outbox_sending(store, mails);
    g_assert_cmpint(outbox_count_state(store, "sending"), ==, mails->len);
    fixture_commit(f);
    store_begin(store);
    for (guint j = 0; cases[i].ends[j]; j++) {
      g_autofree char *address = g_strdup_printf("x%u@example.org", j);
      switch (g_ascii_toupper(cases[i].ends[j])) {
      case 'S': outbox_recipient_done(store, id, address, "sent", 250, "ok"); break;
      case 'F': outbox_recipient_done(store, id, address, "failed", 550, "no"); break;
      case 'Q': outbox_recipient_done(store, id, address, "queued", 450, "no"); break;
      default: outbox_recipient_done(store, id, address, "unsure", 0, "no"); break;
      }
    }
    g_assert_cmpint(outbox_settle(store, id, TEN_OCLOCK + 5, TEN_OCLOCK + 600), ==, cases[i].now_sent);
    g_assert_false(outbox_settle(store, id, TEN_OCLOCK + 9, TEN_OCLOCK + 600)); /* never sent a second time */
    g_autoptr(OutboxMail) mail = outbox_get(store, id);
    g_assert_cmpstr(mail->state, ==, cases[i].state);
    g_assert_cmpstr(mail->error, ==, cases[i].error);
    g_assert_cmpint(mail->sent, ==, cases[i].now_sent ? TEN_OCLOCK + 5 : INSTANT_NONE);
    g_assert_cmpint(mail->next_try, ==, cases[i].again ? TEN_OCLOCK + 600 : TEN_OCLOCK);
    g_assert_cmpint(mail->attempts, ==, cases[i].again ? 2 : 0);
    outbox_cancel(store, id, "over");
    fixture_commit(f);
  }
}

/* What a crash left as sending is due again. */
static void
test_left_sending(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_begin(f->store);
  gint64 id = add(f->store, "one", MAIL_ANSWER, TEN_OCLOCK, ONE, NULL);
  g_autoptr(GPtrArray) mails = outbox_due(f->store, TEN_OCLOCK, DUE_CHASERS, 9);
  outbox_sending(f->store, mails);
  outbox_cancel(f->store, id, "too late to cancel");
  fixture_commit(f);
  g_autoptr(GPtrArray) again = outbox_due(f->store, TEN_OCLOCK, DUE_CHASERS, 9);
  g_assert_cmpuint(again->len, ==, 1);
  const OutboxMail *mail = again->pdata[0];
  g_assert_cmpstr(mail->state, ==, "sending");
  g_assert_true(g_bytes_equal(mail->bytes, ((OutboxMail *) mails->pdata[0])->bytes));
  g_assert_cmpint(outbox_next(f->store), ==, TEN_OCLOCK);
}

static void
test_held(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
  OutboxMail mail = { .purpose = (char *) "p",
                      .template_name = (char *) "t",
                      .message_id = (char *) "<m>",
                      .subject = (char *) "s",
                      .sender = (char *) "",
                      .why = (char *) "w",
                      .kind = MAIL_CHASER,
                      .not_before = TEN_OCLOCK,
                      .bytes = bytes };
  store_begin(store);
  gint64 id = outbox_add(store, &mail, ONE, NULL, TRUE);
  g_autofree char *held = due(store, TEN_OCLOCK, 9);
  g_assert_cmpstr(held, ==, "");
  g_assert_cmpint(outbox_count_state(store, "held"), ==, 1);
  outbox_release(store, id, TEN_OCLOCK + 30);
  g_autofree char *early = due(store, TEN_OCLOCK + 29, 9), *released = due(store, TEN_OCLOCK + 30, 9);
  g_assert_cmpstr(early, ==, "");
  g_assert_cmpstr(released, ==, "p");
  fixture_commit(f);
}

static void
test_counts(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  static const int per_day[] = { 2, 5, 1 };
  store_begin(store);
  for (guint day = 0; day < G_N_ELEMENTS(per_day); day++)
    for (int n = 0; n < per_day[day]; n++) {
      clock_set(f->clock, TEN_OCLOCK + (Instant) day * 86400 + n);
      g_autofree char *purpose = g_strdup_printf("%u.%d", day, n);
      add(store, purpose, n ? MAIL_CHASER : MAIL_ANSWER, TEN_OCLOCK, n == 1 ? ONE : TWO, NULL);
    }
  fixture_commit(f);
  Instant end = TEN_OCLOCK + 3 * 86400;
  g_assert_cmpint(outbox_busiest(store, MAIL_CHASER, TEN_OCLOCK, end), ==, 4);
  g_assert_cmpint(outbox_busiest(store, MAIL_CHASER, TEN_OCLOCK, TEN_OCLOCK + 86400), ==, 1);
  g_assert_cmpint(outbox_busiest(store, MAIL_CHASER, TEN_OCLOCK + 86400 + 3, end), ==, 2);
  g_assert_cmpint(outbox_count_since(store, -1, TEN_OCLOCK, NULL), ==, 8);
  g_assert_cmpint(outbox_count_since(store, MAIL_ANSWER, TEN_OCLOCK + 1, NULL), ==, 2);
  g_assert_cmpint(outbox_count_since(store, MAIL_CHASER, TEN_OCLOCK, "b@example.org"), ==, 3);
  g_assert_cmpint(outbox_count_since(store, -1, TEN_OCLOCK, "b@example.org"), ==, 6);
  g_assert_cmpint(outbox_count_since(store, -1, TEN_OCLOCK, "c@example.org"), ==, 0);
}

static void
test_covers(Fixture *f, gconstpointer unused)
{
  (void) unused;
  Store *store = f->store;
  store_begin(store);
  gint64 person = person_add(store, "Siân Price", "sian@example.org");
  g_autoptr(Obligation) o = obligation_ensure(store, "s", "r", "", "2026-27", person, 0);
  gint64 first = add(store, "one", MAIL_OPENING, TEN_OCLOCK, ONE, NULL);
  gint64 second = add(store, "two", MAIL_CHASER, TEN_OCLOCK, ONE, NULL);
  outbox_cover(store, first, o->id, G_MAXINT);
  outbox_cover(store, second, o->id, -3);
  outbox_cover(store, second, o->id, -3);
  g_autoptr(GPtrArray) mails = outbox_of_obligation(store, o->id);
  g_assert_cmpuint(mails->len, ==, 2);
  g_assert_cmpint(((OutboxMail *) mails->pdata[1])->id, ==, second);
  g_autoptr(GArray) obligations = outbox_obligations(store, second);
  g_assert_cmpuint(obligations->len, ==, 1);
  g_assert_cmpint(g_array_index(obligations, gint64, 0), ==, o->id);
  fixture_commit(f);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  fixture_add("/store/outbox/purpose", test_purpose);
  fixture_add("/store/outbox/order", test_order);
  fixture_add("/store/outbox/try-anew", test_try_anew);
  fixture_add("/store/outbox/settle", test_settle);
  fixture_add("/store/outbox/left-sending", test_left_sending);
  fixture_add("/store/outbox/held", test_held);
  fixture_add("/store/outbox/counts", test_counts);
  fixture_add("/store/outbox/covers", test_covers);
  return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked for each message, each mail and each idle pass is answered by an index, however many people
 * there are: SQLite's own plan of each statement that was used says so. */
#include "store/actions.h"
#include "store/approvals.h"
#include "store/asking.h"
#include "store/awards.h"
#include "store/away.h"
#include "store/cases.h"
#include "store/changes.h"
#include "store/facts.h"
#include "store/fetched.h"
#include "store/messages.h"
#include "store/obligations.h"
#include "store/outbox.h"
#include "store/overtaken.h"
#include "store/people.h"
#include "store/placements.h"
#include "store/statement.h"
#include "store/tokens.h"
#include "store/undelivered.h"
#include "tests/store/fixture.h"
#include <string.h>

static void
unref(gpointer array)
{
  g_ptr_array_unref(array);
}

/* The plan of @sql, one step a line. Into a table that has triggers SQLite plans to look for rows that refer
 * to the new one, a step that runs only while a foreign key is violated: it is left out. */
static char *
plan(Store *store, const char *sql)
{
  g_autofree char *question = g_strconcat("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr(GString) out = g_string_new(NULL);
  sqlite3_stmt *stmt;
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, !g_str_has_prefix(sql, "INSERT "), NULL);
  g_assert_cmpint(sqlite3_prepare_v2(store->db, question, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step(stmt) == SQLITE_ROW)
    g_string_append_printf(out, "%s\n", sqlite3_column_text(stmt, 3));
  sqlite3_finalize(stmt);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  return g_strdup(out->str);
}

/* A list that was given, a few rows found before, and a partial index, which holds what waits and no more,
 * may be walked. */
static gboolean
may_be_walked(const char *step)
{
  static const char *const fine[] = {
    "SCAN json_each",  "SCAN (subquery", "SCAN w",           "SCAN dirty",   "SCAN CONSTANT", "outbox_next",
    "obligation_next", "cases_open",     "cases_obligation", "news_waiting", "award_undrawn", "change_untold"
  };
  for (guint i = 0; i < G_N_ELEMENTS(fine); i++)
    if (strstr(step, fine[i]))
      return TRUE;
  return FALSE;
}

/* No step may walk a whole table or a whole index. */
static void
check_plan(Store *store, const char *sql)
{
  g_autofree char *steps = plan(store, sql);
  g_auto(GStrv) lines = g_strsplit(steps, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (g_str_has_prefix(lines[i], "SCAN ") && !may_be_walked(lines[i]))
      g_error("%s: %s", lines[i], sql);
}

static void
use_messages(Store *store)
{
  gboolean known;
  g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
  gint64 id = message_store(store, "inbox", "1", 1, FALSE, bytes, &known);
  message_store(store, "inbox", "1", 1, FALSE, bytes, &known);
  message_free(message_get(store, id));
  g_bytes_unref(message_bytes(store, id));
  unref(messages_unread(store, 9));
  message_attempt(store, id);
  message_done(store, id, "return", "<m>", "a@example.org", "s", 0, 1, FALSE);
  message_same(store, id, "<m>", "a@example.org");
}

static void
use_undelivered(Store *store, gint64 person)
{
  const Undelivered one = { .address = (char *) "a@example.org",
                            .status = (char *) "5.1.1",
                            .words = (char *) "",
                            .found = (char *) "" };
  const Away away = { .person = person, .at = 1, .until = 2, .deputy = (char *) "" };
  undelivered_add(store, &one);
  unref(undelivered_of_address(store, "a@example.org"));
  unref(undelivered_of_person(store, person));
  unref(undelivered_of_mail(store, 1));
  undelivered_over(store, "a@example.org", UNDELIVERED_FAILED);
  undelivered_complained(store, person);
  g_array_unref(undelivered_moved(store));
  undelivered_unknown(store, 1);
  person_can_be_written_to(store, person);
  outbox_by_sender(store, "office+b=1@example.org");
  outbox_last_to(store, "a@example.org", 1);
  outbox_takes_over(store, 2, 1, TRUE);
  away_add(store, &away);
  away_free(away_now(store, person, 1, 1));
}

static void
use_people(Store *store, gint64 person)
{
  static const char *const values[] = { "v", NULL };
  gint64 school = school_ensure(store, "Hill");
  address_add(store, person, "a@example.org", TRUE);
  address_bounced(store, "a@example.org", 1);
  address_has_bounced(store, "a@example.org");
  person_free(person_get(store, person));
  unref(people_by_address(store, "a@example.org"));
  unref(people_by_name(store, "Priya Shah", 0));
  unref(people_by_name(store, "Priya Shah", school));
  unref(person_addresses(store, person));
  role_set(store, person, "s", "mentor", school, "b@example.org", 1);
  role_set(store, person, "s", "mentor", school, "c@example.org", 1);
  unref(person_roles(store, person, "s"));
  unref(role_holders(store, "s", "mentor", school, "a", "v", 1));
  unref(role_holders(store, "s", "mentor", 0, NULL, NULL, 1));
  unref(role_assigned(store, "s", "mentor", person, school, 1));
  unref(school_people(store, "s", school, values, 1));
  attribute_set(store, person, "s", "a", values);
  g_strfreev(attribute_get(store, person, "s", "a"));
}

static void
use_facts(Store *store, gint64 person, gint64 obligation)
{
  static const char *const answers[] = { "a", "b", NULL };
  gint64 filed = filed_add(store, obligation, "s", "form", person, 0, NULL, "aa", 1, "by", "why", answers);
  filed_free(filed_latest(store, obligation));
  filed_free(filed_previous(store, "s", "form", person, 9));
  filed_has(store, obligation, "aa");
  unref(filed_list(store, "s", "form", 0, 9));
  g_free(answer_get(store, filed, "a"));
  attendance_add(store, person, "s", "e", NULL, 1, FALSE, 0, "x");
  unref(attendance_of(store, person, "s", "e", 0, 9));
  activity_add(store, person, "s", "a", 1, 1, 0, "x");
  unref(activities_of(store, person, "s", 0, 9));
  Approval said = { .obligation = obligation, .approved = TRUE, .source = (char *) "x" };
  approval_add(store, &said);
  unref(approvals_of(store, obligation));
  approval_free(approval_returned(store, work_version(store, obligation)));
  Signing asked = {
    .obligation = obligation, .person = person, .role = (char *) "x", .template_name = (char *) "x"
  };
  signing_add(store, &asked);
  signing_mailed(store, 99, 0, 1, asked.seen); /* there is none */
  unref(signings_of_obligation(store, obligation));
  unref(signings_of_person(store, person));
  unref(signings_in_mail(store, 1));
  g_array_unref(signings_waiting(store));
  signing_drop(store, 1);
  signings_wake(store, person);
  award_held(store, person, "s", "a");
  award_free(award_by_code(store, "0000"));
  unref(awards_of(store, person));
  unref(awards_undrawn(store, 9));
  case_waits(store, obligation);
  cases_count(store);
  cases_newest(store);
  news_add(store, person, "return", obligation, filed);
  g_array_unref(news_readers(store));
  unref(news_waiting(store, person));
  news_last_told(store, person);
  g_free(token_ensure(store, person, "feed:a"));
  token_free(token_find(store, "x"));
  unref(journal_of_person(store, person));
}

static void
use_outbox(Store *store, gint64 person, gint64 obligation)
{
  static const char *const to[] = { "a@example.org", NULL };
  g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
  OutboxMail mail = { .purpose = (char *) "p",
                      .template_name = (char *) "t",
                      .message_id = (char *) "<m>",
                      .subject = (char *) "s",
                      .sender = (char *) "",
                      .why = (char *) "w",
                      .person = person,
                      .bytes = bytes };
  gint64 id = outbox_add(store, &mail, to, NULL, FALSE);
  outbox_has(store, "p");
  outbox_cover(store, id, obligation, 1);
  outbox_mail_free(outbox_get(store, id));
  g_autoptr(GPtrArray) due = outbox_due(store, 9, DUE_CHASERS, 9);
  g_assert_cmpuint(due->len, ==, 1);
  outbox_sending(store, due);
  outbox_recipient_done(store, id, to[0], "sent", 250, "ok");
  outbox_settle(store, id, 1, 2);
  outbox_next(store);
  unref(outbox_of_obligation(store, obligation));
  unref(outbox_of_person(store, person));
  unref(outbox_recipients(store, id));
  g_array_unref(outbox_obligations(store, id));
  outbox_by_message_id(store, "<m>");
  outbox_count_since(store, -1, 0, to[0]);
  outbox_count_since(store, MAIL_CHASER, 0, NULL);
  outbox_count_state(store, "held");
  unref(outbox_overtaken(store, 9));
  outbox_withdraw(store, id, "x");
  outbox_defer(store, id, 9);
  Asking asking = {
    .person = person, .obligation = obligation, .what = ASKING_RUNG, .rung = 1, .template_name = (char *) "t"
  };
  asking_add(store, &asking);
  asking_is_overtaken(store, &asking);
}

static void
use_actions(Store *store, gint64 person)
{
  g_autoptr(Obligation) o = obligation_ensure(store, "s", "r", "action:1", "2026-27", person, 0);
  Action a = { .scheme = (char *) "s",
               .key = (char *) "action:1",
               .kind = (char *) "k",
               .person = person,
               .words = (char *) "w",
               .due = 2,
               .source = (char *) "x" };
  action_put(store, &a);
  unref(actions_of(store, "s", person, "k", 9));
  unref(actions_list(store, "s", "k"));
  said_add(store, o->id, "w", TRUE, 0, "x");
  unref(said_of(store, o->id));
  said_free(said_done(store, o->id));
}

static void
use_placements(Store *store, gint64 person)
{
  Placement p = { .scheme = (char *) "s",
                  .event = (char *) "e",
                  .key = (char *) "e:1",
                  .source = (char *) "y",
                  .trainee = person,
                  .first = 1,
                  .last = 2 };
  placement_put(store, &p);
  unref(placements_list(store, "s", NULL, person));
  unref(placements_near(store, "s", person));
  g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(gint64));
  placements_drop_others(store, "y", none);
}

static void
use_obligations(Store *store, gint64 person)
{
  g_autoptr(Obligation) o = obligation_ensure(store, "s", "r", "", "2026-27", person, 0);
  obligation_save(store, o);
  obligation_free(obligation_get(store, o->id));
  obligation_free(obligation_by_ref(store, o->ref));
  unref(obligations_of_person(store, person, NULL));
  unref(obligations_list(store, "s", "r", "2026-27", 0, STATE_OPEN));
  unref(obligations_due(store, 9, 9));
  obligations_next(store);
  rung_climb(store, o->id, 1, "x");
  rung_climbed(store, o->id, 1);
  use_facts(store, person, o->id);
  use_outbox(store, person, o->id);
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  dirty_take(store, 0, 9, ids);
}

static void
use_changes(Store *store, gint64 person)
{
  g_autofree char *feed = fetched_feed("bcu-all");
  fetched_add_refused(store, feed, 1);
  fetched_of(store, "bcu-all");
  changes_shown(store);
  unref(sessions_changed(store));
  unref(changes_of(store, 1));
  changes_told(store, 1);
  change_goes_by_invitation(store, person, 1);
  g_free(change_by(store, 1));
}

static void
test_indexed(Fixture *f, gconstpointer unused)
{
  (void) unused;
  store_begin(f->store);
  gint64 person = person_add(f->store, "Priya Shah", NULL);
  use_messages(f->store);
  use_people(f->store, person);
  use_undelivered(f->store, person);
  use_obligations(f->store, person);
  use_placements(f->store, person);
  use_actions(f->store, person);
  use_changes(f->store, person);
  fixture_commit(f);
  GHashTableIter iter;
  gpointer sql;
  guint n = 0;
  g_hash_table_iter_init(&iter, f->store->statements);
  while (g_hash_table_iter_next(&iter, &sql, NULL))
    if (!g_str_has_prefix(sql, "PRAGMA") && !strstr(sql, "sqlite_schema")) {
      check_plan(f->store, sql);
      n++;
    }
  g_assert_cmpuint(n, >, 60);
}

/* The statement that was used and has @part in it. */
static const char *
used(Store *store, const char *part)
{
  GHashTableIter iter;
  gpointer sql;
  g_hash_table_iter_init(&iter, store->statements);
  while (g_hash_table_iter_next(&iter, &sql, NULL))
    if (strstr(sql, part))
      return sql;
  g_error("no statement has %s", part);
}

/* What is due comes in the order of its index: nothing is sorted, so that a long queue costs no more than a
 * short one. */
static void
test_unsorted(Fixture *f, gconstpointer unused)
{
  (void) unused;
  static const struct {
    const char *part, *want;
  } cases[] = {
    { "WHERE next <= ?", "SEARCH obligation USING INDEX obligation_next (next<?)\n" },
    { "SELECT next FROM", "SEARCH obligation USING COVERING INDEX obligation_next (next>?)\n" },
    { "INDEXED BY outbox_due", "SEARCH outbox USING INDEX outbox_due (<expr>=? AND not_before<?)\n" },
    { "SELECT next_try", "SCAN outbox USING INDEX outbox_next\n" },
    { "WHERE state = 'stored'", "SEARCH message USING INDEX message_state (state=?)\n" },
    { "SELECT id FROM message WHERE sha256",
      "SEARCH message USING COVERING INDEX sqlite_autoindex_message_1 (sha256=?)\n" },
  };
  store_begin(f->store);
  gint64 person = person_add(f->store, "Priya Shah", NULL);
  use_messages(f->store);
  use_obligations(f->store, person);
  fixture_commit(f);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *steps = plan(f->store, used(f->store, cases[i].part));
    g_assert_cmpstr(steps, ==, cases[i].want);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  fixture_add("/store/plans/indexed", test_indexed);
  fixture_add("/store/plans/unsorted", test_unsorted);
  return g_test_run();
}

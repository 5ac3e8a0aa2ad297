/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The maildir ends: what is delivered is read back, moves once, and is at no moment nowhere. */
#include "base/fault.h"
#include "mail/mailbox.h"
#include "mail/submission.h"
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  char *root, *url;
  Clock *clock;
  Seam *seam;
  MailboxSettings mailbox;
  SubmissionSettings submission;
} Fixture;

static void
set_up(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->root = g_dir_make_tmp("mentord-maildir-XXXXXX", NULL);
  f->url = g_strconcat("maildir:", f->root, NULL);
  f->clock = clock_new("Europe/London", NULL);
  f->seam = seam_new();
  f->mailbox = (MailboxSettings){ .url = f->url, .processed = (char *) "Processed", .junk = (char *) "Junk" };
  f->submission = (SubmissionSettings){ .url = f->url };
}

static void
remove_tree(const char *path)
{
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *child = g_build_filename(path, name, NULL);
    if (g_file_test(child, G_FILE_TEST_IS_DIR))
      remove_tree(child);
    else
      g_unlink(child);
  }
  g_rmdir(path);
}

static void
tear_down(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  remove_tree(f->root);
  g_free(f->root);
  g_free(f->url);
  clock_free(f->clock);
  seam_free(f->seam);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(char *const *) a, *(char *const *) b);
}

/* The names in @folder below the root, sorted, joined by commas. */
static char *
names_in(Fixture *f, const char *folder)
{
  g_autofree char *path = g_build_filename(f->root, folder, NULL);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; dir && (name = g_dir_read_name(dir));)
    g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, compare_names);
  g_ptr_array_add(names, NULL);
  return g_strjoinv(",", (char **) names->pdata);
}

static void
put(Fixture *f, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(f->root, name, NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  g_mkdir_with_parents(folder, 0700);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* The keys of everything that the folder hands out, sorted as they come, joined by commas. */
static char *
take_all(Mailbox *mailbox, Folder folder, gboolean move)
{
  g_autoptr(GString) keys = g_string_new(NULL);
  MailboxState state = { 0 };
  g_assert_true(mailbox_begin(mailbox, folder, &state, INSTANT_NONE, NULL));
  for (;;) {
    g_autoptr(GPtrArray) window = mailbox_next(mailbox, NULL);
    g_assert_nonnull(window);
    if (!window->len)
      break;
    g_autoptr(GPtrArray) done = g_ptr_array_new();
    for (guint i = 0; i < window->len; i++) {
      MailboxMessage *message = window->pdata[i];
      g_string_append_printf(keys, "%s%s", keys->len ? "," : "", message->key);
      g_ptr_array_add(done, message->key);
    }
    if (move)
      g_assert_true(mailbox_processed(mailbox, done, NULL));
  }
  g_assert_true(mailbox_end(mailbox, NULL));
  return g_strdup(keys->str);
}

static void
test_read_and_move(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  put(f, "new/1.a", "one");
  put(f, "new/2.b", "two");
  put(f, "cur/3.c:2,F", "three");
  put(f, "cur/.hidden", "no message");
  g_autoptr(Mailbox) mailbox = mailbox_open(&f->mailbox, f->clock, f->seam, NULL);
  g_autofree char *first = take_all(mailbox, FOLDER_INBOX, FALSE);
  g_assert_cmpstr(first, ==, "1.a,2.b,3.c");
  g_autofree char *second = take_all(mailbox, FOLDER_INBOX, TRUE);
  g_assert_cmpstr(second, ==, first);
  g_autofree char *third = take_all(mailbox, FOLDER_INBOX, TRUE);
  g_assert_cmpstr(third, ==, "");
  g_autofree char *moved = names_in(f, ".Processed/cur");
  g_assert_cmpstr(moved, ==, "1.a:2,S,2.b:2,S,3.c:2,FS");
  g_assert_cmpuint(seam_count(f->seam), ==, 3);
}

static void
test_message(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  put(f, "new/1.a", "bytes");
  g_autoptr(Mailbox) mailbox = mailbox_open(&f->mailbox, f->clock, f->seam, NULL);
  MailboxState state = { .last_uid = 7 };
  g_assert_true(mailbox_begin(mailbox, FOLDER_INBOX, &state, INSTANT_NONE, NULL));
  g_assert_cmpuint(state.messages, ==, 1);
  g_assert_false(mailbox_end(mailbox, NULL));
  g_autoptr(GPtrArray) window = mailbox_next(mailbox, NULL);
  MailboxMessage *message = window->pdata[0];
  g_assert_cmpuint(message->uid, ==, 0);
  g_assert_cmpint(message->arrival, ==, INSTANT_NONE);
  g_assert_cmpint(ABS(message->file_time - clock_now(f->clock)), <, 3600);
  g_autoptr(GBytes) want = g_bytes_new_static("bytes", 5);
  g_assert_true(g_bytes_equal(message->bytes, want));
}

/* Another client moved one message and took another away, after they were listed. */
static void
test_changed_under_us(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  put(f, "new/1.a", "one");
  put(f, "new/2.b", "two");
  put(f, "new/3.c", "three");
  g_autoptr(Mailbox) mailbox = mailbox_open(&f->mailbox, f->clock, f->seam, NULL);
  MailboxState state = { 0 };
  g_assert_true(mailbox_begin(mailbox, FOLDER_INBOX, &state, INSTANT_NONE, NULL));
  g_autofree char *from = g_build_filename(f->root, "new/1.a", NULL);
  g_autofree char *to = g_build_filename(f->root, "cur/1.a:2,RS", NULL);
  g_autofree char *gone = g_build_filename(f->root, "new/2.b", NULL);
  g_assert_cmpint(g_rename(from, to), ==, 0);
  g_assert_cmpint(g_unlink(gone), ==, 0);
  g_autoptr(GPtrArray) window = mailbox_next(mailbox, NULL);
  g_assert_cmpuint(window->len, ==, 2);
  put(f, "cur/3.c:2,", "three");
  g_autofree char *third = g_build_filename(f->root, "new/3.c", NULL);
  g_assert_cmpint(g_unlink(third), ==, 0);
  g_autoptr(GPtrArray) keys = g_ptr_array_new();
  g_ptr_array_add(keys, (gpointer) "1.a");
  g_ptr_array_add(keys, (gpointer) "3.c");
  g_assert_true(mailbox_processed(mailbox, keys, NULL));
  g_autofree char *moved = names_in(f, ".Processed/cur");
  g_assert_cmpstr(moved, ==, "1.a:2,RS,3.c:2,S");
  put(f, "new/4.d", "of an earlier run");
  g_ptr_array_add(keys, (gpointer) "4.d");
  g_assert_true(mailbox_processed(mailbox, keys, NULL));
  g_autofree char *more = names_in(f, ".Processed/cur");
  g_assert_cmpstr(more, ==, "1.a:2,RS,3.c:2,S,4.d:2,S");
}

/* A second message of a name that is in the processed folder already does not replace the first. */
static void
test_same_name_again(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(Mailbox) mailbox = mailbox_open(&f->mailbox, f->clock, f->seam, NULL);
  for (int i = 0; i < 3; i++) {
    put(f, "new/1.a", "one");
    g_autofree char *keys = take_all(mailbox, FOLDER_INBOX, TRUE);
    g_assert_cmpstr(keys, ==, "1.a");
  }
  g_autofree char *moved = names_in(f, ".Processed/cur");
  g_assert_cmpstr(moved, ==, "1.a:2,S,1.a_1:2,S,1.a_2:2,S");
}

static void
test_junk(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(Mailbox) mailbox = mailbox_open(&f->mailbox, f->clock, f->seam, NULL);
  g_autofree char *none = take_all(mailbox, FOLDER_JUNK, TRUE);
  g_assert_cmpstr(none, ==, "");
  put(f, ".Junk/new/9.j", "found in junk");
  g_autofree char *some = take_all(mailbox, FOLDER_JUNK, TRUE);
  g_assert_cmpstr(some, ==, "9.j");
  g_autofree char *moved = names_in(f, ".Processed/cur");
  g_assert_cmpstr(moved, ==, "9.j:2,S");
}

static void
test_windows(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *large = g_strnfill(2 << 20, 'x');
  for (int i = 0; i < 250; i++) {
    g_autofree char *name = g_strdup_printf("new/%03d", i);
    put(f, name, i < 3 ? large : "small");
  }
  g_autoptr(Mailbox) mailbox = mailbox_open(&f->mailbox, f->clock, f->seam, NULL);
  MailboxState state = { 0 };
  g_assert_true(mailbox_begin(mailbox, FOLDER_INBOX, &state, INSTANT_NONE, NULL));
  guint seen = 0, windows = 0;
  for (;; windows++) {
    g_autoptr(GPtrArray) window = mailbox_next(mailbox, NULL);
    guint64 bytes = 0;
    for (guint i = 0; i < window->len; i++)
      bytes += ((MailboxMessage *) window->pdata[i])->size;
    g_assert_cmpuint(window->len, <=, 100);
    g_assert_cmpuint(bytes, <=, 3 << 20);
    seen += window->len;
    if (!window->len)
      break;
  }
  g_assert_cmpuint(seen, ==, 250);
  g_assert_cmpuint(windows, >=, 5);
}

static void
test_over_cap(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  put(f, "new/1.a", "x");
  g_autofree char *path = g_build_filename(f->root, "new/1.a", NULL);
  g_assert_cmpint(truncate(path, (31 << 20)), ==, 0);
  g_autoptr(Mailbox) mailbox = mailbox_open(&f->mailbox, f->clock, f->seam, NULL);
  MailboxState state = { 0 };
  g_assert_true(mailbox_begin(mailbox, FOLDER_INBOX, &state, INSTANT_NONE, NULL));
  g_autoptr(GPtrArray) window = mailbox_next(mailbox, NULL);
  MailboxMessage *message = window->pdata[0];
  g_assert_null(message->bytes);
  g_assert_cmpuint(message->size, ==, 31 << 20);
}

static void
test_wait(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(Mailbox) mailbox = mailbox_open(&f->mailbox, f->clock, f->seam, NULL);
  int wake[2];
  g_assert_cmpint(pipe(wake), ==, 0);
  g_assert_true(mailbox_wait(mailbox, 0, -1, NULL));
  put(f, "new/1.a", "one");
  g_assert_true(mailbox_wait(mailbox, 3600, wake[0], NULL)); /* woken by the file */
  g_autofree char *keys = take_all(mailbox, FOLDER_INBOX, TRUE);
  g_assert_cmpstr(keys, ==, "1.a");
  g_assert_cmpint(write(wake[1], "x", 1), ==, 1);
  g_assert_true(mailbox_wait(mailbox, 3600, wake[0], NULL)); /* woken by the descriptor */
  close(wake[0]);
  close(wake[1]);
}

static void
test_no_such_place(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *url = g_strconcat(f->url, "/no/such", NULL);
  f->mailbox.url = url;
  g_autoptr(GError) error = NULL;
  g_assert_null(mailbox_open(&f->mailbox, f->clock, f->seam, &error));
  g_assert_error(error, FAULT, FAULT_UNREACHABLE);
}

typedef struct {
  GString *lines;
} Outcome;

static void
note(const Envelope *envelope, SendResult result, int code, gboolean ours, const char *words G_GNUC_UNUSED,
     gpointer data)
{
  static const char *const names[] = { "sent", "refused", "later", "unsure" };
  Outcome *outcome = data;
  g_string_append_printf(outcome->lines, "%" G_GINT64_FORMAT ":%s%s%d ", envelope->id, names[result],
                         ours ? "!" : ":", code);
}

static char *
send_all(Fixture *f, Envelope *envelopes, guint count)
{
  g_autoptr(Submission) submission = submission_open(&f->submission, f->clock, f->seam, NULL);
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  for (guint i = 0; i < count; i++)
    g_ptr_array_add(all, &envelopes[i]);
  Outcome outcome = { g_string_new(NULL) };
  g_assert_true(submission_send(submission, all, note, &outcome, NULL));
  return g_string_free(outcome.lines, FALSE);
}

static void
test_deliver(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static("Subject: x\r\n\r\n.\r\nlone \r stays\r\nend", 37 - 3);
  Envelope envelopes[] = { { 1, "office@example.ac.uk", "a@example.sch.uk", bytes },
                           { 2, "", "b@example.sch.uk", bytes },
                           { 3, "office@example.ac.uk", "a@example.sch.uk\r\nRCPT TO:<c@example.org>",
                             bytes },
                           { 4, "office@example.ac.uk", "a b@example.sch.uk", bytes },
                           { 5, "of\nfice@example.ac.uk", "a@example.sch.uk", bytes },
                           { 6, "office@example.ac.uk", "", bytes },
                           { 7, "office@example.ac.uk", "z\xc3\xab@example.org", bytes } };
  g_autofree char *got = send_all(f, envelopes, G_N_ELEMENTS(envelopes));
  g_assert_cmpstr(got, ==, "3:refused:0 4:refused:0 5:refused!0 6:refused:0 7:refused:0 1:sent:0 2:sent:0 ");
  g_autofree char *names = names_in(f, "new");
  g_auto(GStrv) list = g_strsplit(names, ",", -1);
  g_assert_cmpuint(g_strv_length(list), ==, 2);
  gboolean found = FALSE;
  for (guint i = 0; list[i]; i++) {
    g_autofree char *path = g_build_filename(f->root, "new", list[i], NULL);
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    found = found || !strcmp(text, "Return-Path: <office@example.ac.uk>\nDelivered-To: a@example.sch.uk\n"
                                   "Subject: x\n\n.\nlone \r stays\nend");
  }
  g_assert_true(found);
  g_autofree char *staged = names_in(f, "tmp");
  g_assert_cmpstr(staged, ==, "");
  g_assert_cmpuint(seam_count(f->seam), ==, 2);
}

/* What is sent again after a crash lies there once. */
static void
test_deliver_again(Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static("Subject: x\r\n\r\n", 14);
  g_autoptr(GBytes) other = g_bytes_new_static("Subject: y\r\n\r\n", 14);
  Envelope envelopes[] = { { 1, "o@example.ac.uk", "a@example.sch.uk", bytes },
                           { 2, "o@example.ac.uk", "a@example.sch.uk", other } };
  for (int i = 0; i < 3; i++)
    g_free(send_all(f, envelopes, 2));
  g_autofree char *names = names_in(f, "new");
  g_auto(GStrv) list = g_strsplit(names, ",", -1);
  g_assert_cmpuint(g_strv_length(list), ==, 2);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define ADD(path, function) g_test_add(path, Fixture, NULL, set_up, function, tear_down)
  ADD("/maildir/read-and-move", test_read_and_move);
  ADD("/maildir/message", test_message);
  ADD("/maildir/changed-under-us", test_changed_under_us);
  ADD("/maildir/same-name-again", test_same_name_again);
  ADD("/maildir/junk", test_junk);
  ADD("/maildir/windows", test_windows);
  ADD("/maildir/over-cap", test_over_cap);
  ADD("/maildir/wait", test_wait);
  ADD("/maildir/no-such-place", test_no_such_place);
  ADD("/maildir/deliver", test_deliver);
  ADD("/maildir/deliver-again", test_deliver_again);
  return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader as a process: messages go in and readings come out, one after the other and many at once, also
 * when the process dies. What its children may not do: test-sandbox.c. */
#include "config.h"

#include "base/clock.h"
#include "base/fault.h"
#include "reader/reader.h"
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char MAIL[] =
    "From: Sam Poole <Sam.Poole@example.sch.uk>\r\nTo: mentors+7k3q9-f2m4x@example.ac.uk\r\n"
    "Subject: =?utf-8?q?Tracker_=E2=80=93_autumn?=\r\nDate: Tue, 6 Oct 2026 10:00:00 +0100\r\n"
    "Message-ID: <one@example.sch.uk>\r\n\r\nHere it is.\r\n\r\n> Please send it.\r\n";

static char *
program(const char *name)
{
  return g_build_filename(g_getenv("TOP_BUILDDIR"), name, NULL);
}

static Reader *
start(const char *name, const ReaderBounds *bounds)
{
  g_autofree char *path = program(name);
  g_autoptr(GError) error = NULL;
  Reader *reader = reader_start(path, bounds, &error);
  g_assert_no_error(error);
  return reader;
}

static Reading *
read_text(Reader *reader, const char *text, char **died)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  Reading *reading = reader_read(reader, bytes, READ_MESSAGE, "", TRUE, died, &error);
  g_assert_no_error(error);
  return reading;
}

static void
test_one(void)
{
  g_autoptr(Reader) reader = start("src/mentord-reader", NULL);
  g_autofree char *died = NULL;
  g_autoptr(Reading) reading = read_text(reader, MAIL, &died);
  g_assert_cmpstr(died, ==, NULL);
  g_assert_cmpstr(reading->kind, ==, "message");
  g_assert_cmpstr(reading->from.address, ==, "sam.poole@example.sch.uk");
  g_assert_cmpstr(reading->subject, ==, "Tracker \xe2\x80\x93 autumn");
  g_assert_cmpstr(reading->text, ==, "Here it is.");
}

static void
test_many(void)
{
  g_autoptr(Reader) reader = start("src/mentord-reader", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static(MAIL, sizeof MAIL - 1);
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  g_autoptr(GError) error = NULL;
  for (guint64 i = 1; i <= 200; i++)
    g_assert_true(reader_give(reader, i, bytes, READ_MESSAGE, "", FALSE, &error));
  g_assert_cmpuint(reader_pending(reader), ==, 200);
  while (reader_pending(reader)) {
    guint64 ticket;
    Reading *reading;
    char *died;
    g_assert_true(reader_take(reader, &ticket, &reading, &died, &error));
    g_assert_nonnull(reading);
    reading_free(reading);
    g_hash_table_add(seen, GSIZE_TO_POINTER(ticket));
  }
  g_assert_cmpuint(g_hash_table_size(seen), ==, 200);
}

static void
test_contents_come_back(void)
{
  g_autoptr(Reader) reader = start("src/mentord-reader", NULL);
  static const char mail[] = "From: a@example.org\nTo: b@example.org\nSubject: s\nMIME-Version: 1.0\n"
                             "Content-Type: application/octet-stream; name=\"Form.docx\"\n"
                             "Content-Transfer-Encoding: base64\n\nUEsDBGFiYw==\n";
  g_autofree char *died = NULL;
  g_autoptr(Reading) reading = read_text(reader, mail, &died);
  g_assert_cmpuint(reading->documents->len, ==, 1);
  const ReadingDocument *document = reading->documents->pdata[0];
  g_assert_cmpstr(document->name, ==, "Form.docx");
  g_autoptr(GBytes) want = g_bytes_new_static("PK\003\004abc", 7);
  g_assert_true(g_bytes_equal(document->content, want));
}

static void
test_missing_program(void)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(reader_start("/nowhere/mentord-reader", NULL, &error));
  g_assert_error(error, FAULT, FAULT_IO);
}

/* What the quick program cannot read comes from the whole one, and nobody notices. */
static void
test_whole(void)
{
  static const char mail[] = "From: a@example.org\nSubject: =?koi8-r?q?=C4=C1?=\n\nx\n";
  g_autoptr(Reader) reader = start("src/mentord-reader", NULL);
  g_autofree char *died = NULL;
  g_autoptr(Reading) reading = read_text(reader, mail, &died);
  g_assert_cmpstr(died, ==, NULL);
  g_assert_cmpstr(reading->subject, ==, "\xd0\xb4\xd0\xb0");
}

/* The process as a whole is killed: it is started again and no message is lost. */
static void
test_killed(void)
{
  g_autoptr(Reader) reader = start("src/mentord-reader", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static(MAIL, sizeof MAIL - 1);
  g_autoptr(GError) error = NULL;
  for (guint i = 0; i < 20; i++)
    g_assert_true(reader_give(reader, i, bytes, READ_MESSAGE, "", FALSE, &error));
  g_autofree char *path = g_strdup_printf("/proc/self/task/%d/children", getpid()), *children = NULL;
  g_assert_true(g_file_get_contents(path, &children, NULL, &error));
  kill((pid_t) g_ascii_strtoll(children, NULL, 10), SIGKILL);
  for (guint i = 0; i < 20; i++) {
    guint64 ticket;
    Reading *reading;
    char *died;
    g_assert_true(reader_take(reader, &ticket, &reading, &died, &error));
    g_assert_nonnull(reading);
    reading_free(reading);
  }
  g_assert_cmpuint(reader_pending(reader), ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/reader/process/one", test_one);
  g_test_add_func("/reader/process/many", test_many);
  g_test_add_func("/reader/process/contents", test_contents_come_back);
  g_test_add_func("/reader/process/missing-program", test_missing_program);
  g_test_add_func("/reader/process/whole", test_whole);
  g_test_add_func("/reader/process/killed", test_killed);
  return g_test_run();
}

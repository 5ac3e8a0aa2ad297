/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine may not believe, and what the reader may not choke on: answers with every byte changed,
 * structural bombs, an engine that dies. */
#include "config.h"

#include "base/clock.h"
#include "base/fault.h"
#include "reader/document/rtf.h"
#include "reader/message/message.h"
#include "reader/message/msg.h"
#include "reader/message/saiddate.h"
#include "reader/message/tnef.h"
#include "reader/reader.h"
#include "reader/wire.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static guint8 *
new_area(void)
{
  guint8 *area = mmap(NULL, WIRE_AREA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert_true(area != MAP_FAILED);
  return area;
}

static Reading *
sample(void)
{
  static const char mail[] =
      "From: Sam <sam@example.org>\nSubject: s\nContent-Type: application/msword; name=a.docx\n\nPK..\n";
  return message_read((const guint8 *) mail, sizeof mail - 1, READ_MESSAGE, "");
}

static void
test_round_trip(void)
{
  guint8 *area = new_area();
  g_autoptr(GError) error = NULL;
  g_autoptr(Reading) reading = sample();
  wire_write(area, reading, TRUE);
  g_autoptr(Reading) again = wire_read(area, WIRE_AREA, &error);
  g_assert_no_error(error);
  json_t *a = reading_to_json(reading), *b = reading_to_json(again);
  g_assert_true(json_equal(a, b));
  const ReadingDocument *one = reading->documents->pdata[0], *two = again->documents->pdata[0];
  g_assert_true(g_bytes_equal(one->content, two->content));
  json_decref(a);
  json_decref(b);
  munmap(area, WIRE_AREA);
}

/* Each byte of the head, the lengths and the JSON changed in turn: a fault or a reading, never a crash. */
static void
test_changed_bytes(void)
{
  guint8 *area = new_area();
  g_autoptr(Reading) reading = sample();
  wire_write(area, reading, TRUE);
  gsize end = 24 + strlen((const char *) area + 24);
  guint refused = 0;
  for (gsize i = 0; i < end; i++) {
    static const guint8 masks[] = { 0x01, 0x80, 0xff };
    for (guint m = 0; m < G_N_ELEMENTS(masks); m++) {
      g_autoptr(GError) error = NULL;
      area[i] ^= masks[m];
      g_autoptr(Reading) read = wire_read(area, WIRE_AREA, &error);
      g_assert_true(!read == !!error);
      refused += !read;
      if (error)
        g_assert_error(error, FAULT, FAULT_DATA);
      area[i] ^= masks[m];
    }
  }
  g_assert_cmpuint(refused, >, end);
  munmap(area, WIRE_AREA);
}

typedef struct {
  const char *name, *find, *replace;
} Lie;

static const Lie LIES[] = {
  { "unknown-kind", "\"kind\":\"message\"", "\"kind\":\"command\"" },
  { "unknown-key", "\"kind\":", "\"trusted\":true,\"kind\":" },
  { "missing-key", "\"subject\":\"s\",", "" },
  { "number-for-text", "\"subject\":\"s\"", "\"subject\":1" },
  { "text-for-list", "\"refs\":[]", "\"refs\":\"7\"" },
  { "null-in-list", "\"refs\":[]", "\"refs\":[null]" },
  { "negative-size", "\"bytes\":", "\"bytes\":-" },
  { "twice", "\"subject\":\"s\"", "\"subject\":\"s\",\"subject\":\"t\"" },
  { "nul", "\"subject\":\"s\"", "\"subject\":\"s\\u0000\"" },
  { "not-utf-8", "\"subject\":\"s\"", "\"subject\":\"\xff\"" },
  { "forwarded-is-text", "\"forwarded\":null", "\"forwarded\":\"x\"" },
};

static void
test_lie(gconstpointer data)
{
  const Lie *lie = data;
  g_autoptr(Reading) reading = sample();
  json_t *json = reading_to_json(reading);
  char *text = json_dumps(json, JSON_COMPACT);
  g_autoptr(GString) changed = g_string_new(text);
  g_assert_cmpuint(g_string_replace(changed, lie->find, lie->replace, 1), ==, 1);
  json_t *lied = json_loads(changed->str, JSON_REJECT_DUPLICATES, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Reading) read = lied ? reading_from_json(lied, &error) : NULL;
  g_assert_null(read);
  if (lied)
    g_assert_error(error, FAULT, FAULT_DATA);
  json_decref(lied);
  json_decref(json);
  free(text);
}

static GString *
repeated(const char *before, const char *what, guint times, const char *after)
{
  GString *out = g_string_new(before);
  for (guint i = 0; i < times; i++)
    g_string_append(out, what);
  g_string_append(out, after);
  return out;
}

typedef struct {
  const char *name, *before, *what, *after;
  guint times;
} Bomb;

static const Bomb BOMBS[] = {
  { "groups", "Subject: s\nTo: ", "a:", "\n\nx\n", 45000 },
  { "groups-folded", "Subject: s\nTo: ", "a:\n ", "b\n\nx\n", 20000 },
  { "groups-in-an-attached-message",
    "Subject: s\nContent-Type: message/rfc822\n\nFrom: a@example.org\nTo: ", "a:", "\n\nx\n", 45000 },
  { "comments", "Subject: s\nFrom: ", "(", "\n\nx\n", 60000 },
  { "addresses", "Subject: s\nTo: ", "a@example.org,", "\n\nx\n", 4000 },
  { "many-headers", "Subject: s\n", "X-Y: z\n", "\nx\n", 50000 },
  { "one-long-header", "Subject: s\nX-Long: ", "word ", "\n\nx\n", 200000 },
  { "references", "Subject: s\nReferences: ", "<a@b> ", "\n\nx\n", 10000 },
  { "encoded-words", "Subject: ", "=?utf-8?q?a?= ", "\n\nx\n", 4000 },
  { "attached-in-attached", "Subject: s\n", "Content-Type: message/rfc822\n\nSubject: t\n", "\nx\n", 2000 },
  { "quotes", "Subject: s\n\n", "> > > > x\n", "\n", 20000 },
  { "attributions", "Subject: s\n\n", "On 5 Oct x\n", "\n", 20000 },
  { "blank-lines", "Subject: s\n\n", "\n", "x\n", 100000 },
  { "html-open-tags", "Subject: s\nContent-Type: text/html\n\n", "<div><a href=", "\n", 20000 },
  { "html-blockquotes", "Subject: s\nContent-Type: text/html\n\n", "<blockquote>x", "\n", 20000 },
  { "html-style", "Subject: s\nContent-Type: text/html\n\n", "<style><", "\n", 20000 },
  { "html-references", "Subject: s\nContent-Type: text/html\n\n", "&#x10ffff;&amp", "\n", 15000 },
};

static void
test_bomb(gconstpointer data)
{
  const Bomb *bomb = data;
  GString *mail = repeated(bomb->before, bomb->what, bomb->times, bomb->after);
  g_autoptr(Reading) reading = message_read((const guint8 *) mail->str, mail->len, READ_MESSAGE, "");
  g_assert_nonnull(reading);
  if (!g_str_has_prefix(bomb->before, "Subject: s"))
    g_assert_cmpstr(reading->subject, !=, "");
  g_string_free(mail, TRUE);
}

/* @parts parts within @levels levels of multiparts. */
static GString *
tree(guint levels, guint parts, const char *leaf)
{
  GString *mail = g_string_new("Subject: s\n");
  for (guint i = 0; i < levels; i++)
    g_string_append_printf(mail, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i, i);
  for (guint i = 0; i < parts; i++)
    g_string_append_printf(mail, "%s--b%u\n", leaf, levels - 1);
  return mail;
}

static void
test_caps(void)
{
  static const struct {
    guint levels, parts;
    const char *leaf;
    guint documents;
    const char *problem; /* of the last */
  } cases[] = {
    { 1, 3, "Content-Type: application/msword; name=a.doc\n\nx\n", 3, NULL },
    { 1, 30, "Content-Type: application/msword; name=a.doc\n\nx\n", 21, "too-large" },
    { 1, 2000, "\nx\n", 1, "too-large" },
    { 500, 1, "\nx\n", 1, "too-large" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    GString *mail = tree(cases[i].levels, cases[i].parts, cases[i].leaf);
    g_autoptr(Reading) reading = message_read((const guint8 *) mail->str, mail->len, READ_MESSAGE, "");
    g_assert_cmpuint(reading->documents->len, ==, cases[i].documents);
    const ReadingDocument *last = reading->documents->pdata[reading->documents->len - 1];
    g_assert_cmpstr(last->problem, ==, cases[i].problem);
    g_string_free(mail, TRUE);
  }
}

static void
put(GByteArray *out, guint32 value, guint bytes)
{
  for (guint i = 0; i < bytes; i++)
    g_byte_array_append(out, (const guint8[]){ (guint8) (value >> (8 * i)) }, 1);
}

static void
put_attribute(GByteArray *out, guint32 id, const char *data, guint n)
{
  put(out, 2, 1);
  put(out, id, 4);
  put(out, n, 4);
  g_byte_array_append(out, (const guint8 *) data, n);
  put(out, 0, 2);
}

static void
test_tnef(void)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  put(bytes, 0x223e9f78, 4);
  put(bytes, 1, 2);
  put_attribute(bytes, 0x00069002, "rendering.....", 14);
  put_attribute(bytes, 0x00018010, "TRACKER.DOC", 12);
  put_attribute(bytes, 0x0006800f, "PK data", 7);
  static const char name[] = "\x01\0\0\0\x1f\0\x07\x37\x01\0\0\0\x06\0\0\0T\0\x13 \0\0\0"; /* "T", en dash */
  put_attribute(bytes, 0x00069005, name, sizeof name - 1);
  for (guint cut = bytes->len; cut; cut--) {
    gboolean damaged;
    g_autoptr(MapiMessage) mail = tnef_read(bytes->data, cut, &damaged);
    if (cut < bytes->len)
      continue;
    g_assert_false(damaged);
    g_assert_cmpuint(mail->files->len, ==, 1);
    const MapiFile *file = mail->files->pdata[0];
    g_assert_cmpstr(file->name, ==, "T\xe2\x80\x93");
    g_assert_cmpuint(g_bytes_get_size(file->bytes), ==, 7);
    g_assert_true(!memcmp(g_bytes_get_data(file->bytes, NULL), "PK data", 7));
  }
}

/* Whatever a number of a .msg says (a sector, a length, a child), reading it ends; so it does wherever the
 * file is cut. */
static void
test_msg(void)
{
  g_autofree char *path =
      g_build_filename(g_getenv("TOP_SRCDIR"), "tests/corpus/messages/msg-mail-in-mail.msg", NULL);
  g_autofree char *file = NULL;
  gsize n;
  g_autoptr(GError) error = NULL;
  g_assert_true(g_file_get_contents(path, &file, &n, &error));
  guint8 *bytes = (guint8 *) file;
  g_assert_true(msg_is(bytes, n));
  for (gsize at = 0; at + 4 <= n; at += 4)
    for (guint value = 0; value < 3; value++) {
      guint8 kept[4];
      memcpy(kept, bytes + at, 4);
      memset(bytes + at, value == 2 ? 0x7f : 0, 4);
      bytes[at] = (guint8) value;
      MapiMessage *changed = msg_read(bytes, n);
      g_clear_pointer(&changed, mapi_message_free);
      memcpy(bytes + at, kept, 4);
    }
  for (gsize cut = 0; cut < n; cut += 64) {
    g_autofree guint8 *part = g_memdup2(bytes, cut + 1);
    MapiMessage *some = msg_read(part, cut + 1);
    g_clear_pointer(&some, mapi_message_free);
  }
  g_autoptr(MapiMessage) mail = msg_read(bytes, n);
  g_assert_cmpstr(mail->subject, ==, "FW: tracker");
}

/* Groups that are never closed, and more of them than are followed. */
static void
test_rtf(void)
{
  g_autoptr(GString) rtf = g_string_new("{\\rtf1 ");
  for (guint i = 0; i < 100000; i++)
    g_string_append(rtf, "{\\b x");
  g_autofree char *text = rtf_to_text(rtf->str, rtf->len);
  g_assert_true(g_str_has_prefix(text, "xx"));
  static const char html[] =
      "{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}Si\\'e2n \\htmlrtf{\\b\\htmlrtf0 4 \\u163? < 5"
      "\\htmlrtf}\\htmlrtf0{\\*\\htmltag72 </p>}{\\*\\other x}}";
  g_autofree char *plain = rtf_to_text(html, sizeof html - 1);
  g_assert_cmpstr(plain, ==, "Si\xc3\xa2n 4 \xc2\xa3 < 5");
}

static const struct {
  const char *said, *want;
} DATES[] = {
  { "Monday, 5 October 2026 09:12", "2026-10-05T09:12:00" },
  { "Mon, 5 Oct 2026 at 09:12", "2026-10-05T09:12:00" },
  { "Monday, October 5, 2026 9:12 PM", "2026-10-05T21:12:00" },
  { "5 October 2026 at 12:12:33 am BST", "2026-10-05T00:12:33+01:00" },
  { "05/10/2026 09:12 (GMT+00:00)", "2026-10-05T09:12:00+00:00" },
  { "Mon, 5 Oct 2026 09:12:00 +0100", "2026-10-05T09:12:00+01:00" },
  { "2026-10-05 09:12", "2026-10-05T09:12:00" },
  { "lundi 5 octobre 2026 09:12", "2026-10-05T09:12:00" },
  { "Montag, 5. Oktober 2026 09:12", "2026-10-05T09:12:00" },
  { "5 October 2026", "2026-10-05" },
  { "13/13/2026", "" },
  { "soon", "" },
  { "", "" },
};

static void
test_said_dates(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(DATES); i++) {
    g_autofree char *date = said_date(DATES[i].said);
    g_assert_cmpstr(date, ==, DATES[i].want);
  }
}

static void
test_file(void)
{
  static const char csv[] = "name,email\nSam,sam@example.org\n",
                    mail[] = "From: a@example.org\nSubject: s\nDate: x\n\nHi\n";
  g_autoptr(Reading) file = message_read((const guint8 *) csv, sizeof csv - 1, READ_FILE, "people.csv");
  g_assert_cmpstr(file->kind, ==, "document");
  g_assert_cmpuint(file->documents->len, ==, 1);
  g_autoptr(Reading) message = message_read((const guint8 *) mail, sizeof mail - 1, READ_FILE, "a.eml");
  g_assert_cmpstr(message->kind, ==, "message");
  g_assert_cmpstr(message->text, ==, "Hi");
  g_autoptr(Reading) empty = message_read((const guint8 *) "", 0, READ_FILE, "a.docx");
  g_assert_cmpstr(((const ReadingDocument *) empty->documents->pdata[0])->problem, ==, "empty");
}

/* Two processes of ours with a reading child in an endless loop: the first is killed, and all below it must
 * go. They hold the write end of a pipe; its end is seen when the last of them is gone. */
static void
test_engine_dies(void)
{
  int alive[2], ready[2];
  g_assert_true(pipe(alive) == 0 && pipe(ready) == 0);
  pid_t engine = fork();
  if (engine == 0) {
    g_autofree char *path = g_build_filename(g_getenv("TOP_BUILDDIR"), "tests", "reader", "misbehave", NULL);
    ReaderBounds bounds = { .children = 2, .wall_seconds = 60, .cpu_seconds = 60 };
    Reader *reader = reader_start(path, &bounds, NULL);
    GBytes *bytes = g_bytes_new_static("loop", 4);
    reader_give(reader, 1, bytes, READ_MESSAGE, "", FALSE, NULL);
    g_autofree char *children = g_strdup_printf("/proc/%d/task/%d/children", getpid(), getpid());
    g_autofree char *pids = NULL;
    g_file_get_contents(children, &pids, NULL, NULL);
    if (write(ready[1], pids ? pids : "0", strlen(pids ? pids : "0")) < 0)
      _exit(1);
    pause();
  }
  char text[64] = "";
  g_assert_cmpint(read(ready[0], text, sizeof text - 1), >, 0);
  pid_t reader = (pid_t) g_ascii_strtoll(text, NULL, 10);
  g_assert_cmpint(reader, >, 0);
  kill(engine, SIGKILL);
  waitpid(engine, NULL, 0);
  gint64 deadline = clock_monotonic() + 2000;
  while (kill(reader, 0) == 0 && clock_monotonic() < deadline) {
    g_autofree char *path = g_strdup_printf("/proc/%d/stat", reader), *stat = NULL;
    if (g_file_get_contents(path, &stat, NULL, NULL) && strstr(stat, ") Z "))
      break; /* dead, and not yet fetched by whoever inherits it */
    g_usleep(10000);
  }
  g_assert_cmpint(clock_monotonic(), <, deadline);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  message_start();
  g_test_add_func("/reader/trust/round-trip", test_round_trip);
  g_test_add_func("/reader/trust/changed-bytes", test_changed_bytes);
  for (guint i = 0; i < G_N_ELEMENTS(LIES); i++) {
    g_autofree char *path = g_strdup_printf("/reader/trust/lie/%s", LIES[i].name);
    g_test_add_data_func(path, &LIES[i], test_lie);
  }
  for (guint i = 0; i < G_N_ELEMENTS(BOMBS); i++) {
    g_autofree char *path = g_strdup_printf("/reader/trust/bomb/%s", BOMBS[i].name);
    g_test_add_data_func(path, &BOMBS[i], test_bomb);
  }
  g_test_add_func("/reader/trust/caps", test_caps);
  g_test_add_func("/reader/trust/tnef", test_tnef);
  g_test_add_func("/reader/trust/msg", test_msg);
  g_test_add_func("/reader/trust/rtf", test_rtf);
  g_test_add_func("/reader/trust/said-dates", test_said_dates);
  g_test_add_func("/reader/trust/file", test_file);
  g_test_add_func("/reader/trust/engine-dies", test_engine_dies);
  return g_test_run();
}

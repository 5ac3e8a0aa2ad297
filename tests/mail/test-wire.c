/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two protocols over a link in memory that gives one byte at a time, takes as many as it is told, and
 * then hangs or breaks: what is parsed does not depend on how it arrives, and nothing waits for ever. */
#include "base/fault.h"
#include "mail/imap_answer.h"
#include "mail/smtp_session.h"
#include <string.h>
#include <unistd.h>

typedef struct {
  GString *input; /* what the server will have said */
  gsize given;
  gsize at_once; /* bytes that one receive gives; every second one gives none */
  gboolean pause;
  gboolean breaks; /* the connection ends behind the input; else it hangs */
  GString *output; /* what was sent */
  gsize takes;     /* bytes that may be sent; then it blocks */
} Link;

static gssize
link_receive(gpointer data, char *to, gsize size)
{
  Link *link = data;
  if (link->given == link->input->len)
    return link->breaks ? -1 : 0;
  link->pause = !link->pause;
  if (link->pause)
    return 0;
  gsize n = MIN(MIN(size, link->at_once), link->input->len - link->given);
  memcpy(to, link->input->str + link->given, n);
  link->given += n;
  return (gssize) n;
}

static gssize
link_send(gpointer data, const char *from, gsize size)
{
  Link *link = data;
  gsize n = MIN(size, link->takes - link->output->len);
  g_string_append_len(link->output, from, (gssize) n);
  return (gssize) n;
}

static void
link_free(gpointer data)
{
  Link *link = data;
  g_string_free(link->input, TRUE);
  g_string_free(link->output, TRUE);
  g_free(link);
}

/* *fd is a descriptor that is always readable, for poll(2). */
static Wire *
wire_over(const char *input, gssize length, Link **link, int *fd)
{
  static const WireLink kind = { link_receive, link_send, link_free };
  int ends[2];
  g_assert_cmpint(pipe(ends), ==, 0);
  g_assert_cmpint(write(ends[1], "x", 1), ==, 1);
  close(ends[1]);
  *link = g_new0(Link, 1);
  (*link)->input = g_string_new_len(input, length < 0 ? (gssize) strlen(input) : length);
  (*link)->output = g_string_new(NULL);
  (*link)->at_once = 1;
  (*link)->takes = G_MAXSIZE;
  *fd = ends[0];
  return wire_new(&kind, *link, ends[0], "server");
}

static void
test_lines(void)
{
  static const char input[] = "one\r\ntwo\nthree\r\r\n\r\n12345678rest\r\n";
  static const char *const want[] = { "one", "two", "three\r", "" };
  for (gsize at_once = 1; at_once < sizeof input; at_once++) {
    Link *link;
    int fd;
    g_autoptr(Wire) wire = wire_over(input, -1, &link, &fd);
    link->at_once = at_once;
    gsize length;
    for (guint i = 0; i < G_N_ELEMENTS(want); i++)
      g_assert_cmpstr(wire_line(wire, &length, NULL), ==, want[i]);
    guint8 literal[8];
    g_assert_true(wire_literal(wire, literal, sizeof literal, NULL));
    g_assert_true(!memcmp(literal, "12345678", 8));
    g_assert_cmpstr(wire_line(wire, &length, NULL), ==, "rest");
    g_assert_cmpuint(length, ==, 4);
    close(fd);
  }
}

/* Neither silence nor a trickle without an end keeps anybody waiting. */
static void
test_patience(void)
{
  static const char *const inputs[] = { "", "half a line", "12" };
  for (guint i = 0; i < G_N_ELEMENTS(inputs); i++) {
    Link *link;
    int fd;
    g_autoptr(Wire) wire = wire_over(inputs[i], -1, &link, &fd);
    g_autoptr(GError) error = NULL;
    wire_set_patience(wire, 20);
    gsize length;
    guint8 literal[3];
    if (i == 2)
      g_assert_false(wire_literal(wire, literal, sizeof literal, &error));
    else
      g_assert_null(wire_line(wire, &length, &error));
    g_assert_error(error, FAULT, FAULT_UNREACHABLE);
    g_assert_nonnull(strstr(error->message, "in time"));
    close(fd);
  }
}

static void
test_long_line(void)
{
  g_autofree char *line = g_strnfill(WIRE_LINE_MAX + 10, 'x');
  Link *link;
  int fd;
  g_autoptr(Wire) wire = wire_over(line, -1, &link, &fd);
  link->at_once = 100000;
  g_autoptr(GError) error = NULL;
  gsize length;
  g_assert_null(wire_line(wire, &length, &error));
  g_assert_error(error, FAULT, FAULT_UNREACHABLE);
  g_assert_nonnull(strstr(error->message, "megabyte"));
  close(fd);
}

/* What is queued leaves in order, however little the link takes at a time, and what left is counted. */
static void
test_send(void)
{
  Link *link;
  int fd;
  g_autoptr(Wire) wire = wire_over("", -1, &link, &fd);
  g_autoptr(GString) want = g_string_new(NULL);
  link->takes = 0;
  for (int i = 0; i < 300; i++) {
    g_autofree char *piece = g_strnfill((gsize) i * 7, (char) ('a' + i % 26));
    wire_put(wire, piece, strlen(piece));
    g_string_append(want, piece);
    link->takes += 100;
    g_assert_true(wire_flush(wire, NULL));
    g_assert_cmpuint(wire_sent(wire), ==, link->output->len);
  }
  link->takes = G_MAXSIZE;
  g_assert_true(wire_flush(wire, NULL));
  g_assert_cmpuint(wire_queued(wire), ==, want->len);
  g_assert_true(g_string_equal(link->output, want));
  close(fd);
}

static void
test_answers(void)
{
  static const char input[] =
      "* 1 FETCH (UID 7 RFC822.SIZE 12 INTERNALDATE \" 6-Oct-2026 10:00:00 +0100\" FLAGS (\\Seen \"a)\") "
      "BODY[] "
      "{12}\r\nhi {3}\r\nM1 O)\r\n"
      "* 2 FETCH (BODY[HEADER.FIELDS (X Y)]<0> {2}\r\n)( X ((a {1}\r\nb) NIL) UID 4294967295)\r\n"
      "* OK see {99}\r\n"
      "M1 OK {5}\r\n";
  for (gsize at_once = 1; at_once < sizeof input; at_once += 3) {
    Link *link;
    int fd;
    g_autoptr(Wire) wire = wire_over(input, -1, &link, &fd);
    link->at_once = at_once;
    ImapAnswer answer;
    ImapFetch fetch;
    imap_answer_init(&answer);
    g_assert_true(imap_answer_read(&answer, wire, 100, NULL));
    g_assert_true(imap_fetch_parse(&fetch, &answer, answer.text->str + strlen("* 1 FETCH ")));
    g_assert_cmpuint(fetch.uid, ==, 7);
    g_assert_cmpint(fetch.size, ==, 12);
    g_assert_cmpint(fetch.arrival, ==, 1791277200);
    g_autoptr(GBytes) want = g_bytes_new_static("hi {3}\r\nM1 O", 12);
    g_assert_true(g_bytes_equal(fetch.body, want));
    imap_fetch_clear(&fetch);
    g_assert_true(imap_answer_read(&answer, wire, 100, NULL));
    g_assert_true(imap_fetch_parse(&fetch, &answer, answer.text->str + strlen("* 2 FETCH ")));
    g_assert_cmpuint(fetch.uid, ==, G_MAXUINT32);
    g_assert_false(fetch.has_body);
    g_assert_cmpint(fetch.size, ==, -1);
    g_assert_true(imap_answer_read(&answer, wire, 100, NULL));
    g_assert_cmpstr(answer.text->str, ==, "* OK see {99}");
    g_assert_true(imap_answer_read(&answer, wire, 100, NULL));
    g_assert_cmpstr(answer.text->str, ==, "M1 OK {5}");
    imap_answer_clear(&answer);
    close(fd);
  }
}

/* FETCH responses that are no such thing. */
static void
test_malformed(void)
{
  static const char *const texts[] = { "",
                                       "UID 7",
                                       "(UID 7",
                                       "(UID x)",
                                       "(UID -7)",
                                       "(UID 0)",
                                       "(UID 4294967296)",
                                       "(UID 99999999999999999999)",
                                       "(UID 7))",
                                       "(UID 7) x",
                                       "(UID)",
                                       "(X (a)",
                                       "(X \"a)",
                                       "(BODY[ {1})",
                                       "(BODY[] {1})",
                                       "(BODY[] NIL BODY[] NIL)",
                                       "(RFC822.SIZE 9999999999999999999999)",
                                       "(X ))" };
  ImapAnswer answer;
  imap_answer_init(&answer);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    ImapFetch fetch;
    if (imap_fetch_parse(&fetch, &answer, texts[i]))
      g_error("taken: %s", texts[i]);
    imap_fetch_clear(&fetch);
  }
  imap_answer_clear(&answer);
}

static void
test_dates(void)
{
  static const struct {
    const char *text;
    Instant want;
  } cases[] = {
    { "\"01-Jan-1970 00:00:00 +0000\"", 0 },
    { "\" 1-Jan-1970 01:00:00 +0100\"", 0 },
    { "\"31-Dec-1969 19:00:00 -0500\"", 0 },
    { "\"29-Feb-2028 12:34:56 +0530\"", 1835420696 },
    { "\"29-Feb-2027 12:00:00 +0000\"", INSTANT_NONE },
    { "\"01-Foo-2027 12:00:00 +0000\"", INSTANT_NONE },
    { "\"01-Jan-2027 25:00:00 +0000\"", INSTANT_NONE },
    { "\"\"", INSTANT_NONE },
    { "NIL", INSTANT_NONE },
  };
  ImapAnswer answer;
  imap_answer_init(&answer);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = g_strdup_printf("(INTERNALDATE %s UID 1)", cases[i].text);
    ImapFetch fetch;
    g_assert_true(imap_fetch_parse(&fetch, &answer, text));
    g_assert_cmpint(fetch.arrival, ==, cases[i].want);
  }
  imap_answer_clear(&answer);
}

static void
note(const Envelope *envelope, SendResult result, int code, gboolean ours G_GNUC_UNUSED,
     const char *words G_GNUC_UNUSED, gpointer data)
{
  static const char *const names[] = { "sent", "refused", "later", "unsure" };
  g_string_append_printf(data, "%" G_GINT64_FORMAT ":%s:%d ", envelope->id, names[result], code);
}

/* One mail, one byte of the replies at a time; then the server is silent and patience ends. */
static void
test_smtp_ends(void)
{
  static const struct {
    const char *name, *replies;
    gsize missing; /* bytes of what is sent that never leave, counted from the end of the dot */
    gboolean breaks;
    const char *want;
  } cases[] = {
    { "sent", "250 a\r\n250-b\r\n250 c\r\n354 d\r\n250-e\r\n250 f\r\n", 0, FALSE, "1:sent:250 " },
    { "silent after the dot", "250 a\r\n250 b\r\n354 d\r\n", 0, FALSE, "1:unsure:0 " },
    { "gone after the dot", "250 a\r\n250 b\r\n354 d\r\n", 0, TRUE, "1:unsure:0 " },
    { "silent before the dot left", "250 a\r\n250 b\r\n354 d\r\n", 1, FALSE, "1:later:0 " },
    { "gone before the dot left", "250 a\r\n250 b\r\n354 d\r\n", 3, TRUE, "1:later:0 " },
    { "silent before DATA", "250 a\r\n250 b\r\n", 0, FALSE, "1:later:0 " },
    { "half a reply", "250 a\r\n250 b\r\n354 d\r\n250-e\r\n25", 0, TRUE, "1:unsure:0 " },
    { "silent from the first", "", 0, FALSE, "" }, /* given back: nothing was begun */
  };
  static const char sent[] =
      "MAIL FROM:<o@example.ac.uk>\r\nRCPT TO:<a@example.sch.uk>\r\nDATA\r\n..a\r\nb\r\n.\r\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static(".a\nb", 4);
  Envelope envelope = { 1, "o@example.ac.uk", "a@example.sch.uk", bytes };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Link *link;
    int fd;
    Wire *wire = wire_over(cases[i].replies, -1, &link, &fd);
    link->breaks = cases[i].breaks;
    link->takes = strlen(sent) - cases[i].missing;
    g_autoptr(GString) got = g_string_new(NULL);
    SmtpRun run = { .waiting = G_QUEUE_INIT, .done = note, .data = got };
    g_queue_push_tail(&run.waiting, &envelope);
    SmtpSession *session = smtp_session_new(wire);
    smtp_session_set_patience(session, 10, 10);
    while (smtp_session_work(session, &run) && smtp_session_is_busy(session))
      if (clock_monotonic() >= smtp_session_deadline(session)) {
        smtp_session_abandon(session, &run, "patience");
        break;
      }
    if (strcmp(got->str, cases[i].want))
      g_error("%s: got %s, want %s", cases[i].name, got->str, cases[i].want);
    g_assert_cmpuint(g_queue_get_length(&run.waiting), ==, *cases[i].want ? 0 : 1);
    g_assert_true(g_str_has_prefix(sent, link->output->str) || g_str_has_prefix(link->output->str, sent));
    g_queue_clear(&run.waiting);
    g_free(run.last_words);
    smtp_session_free(session);
    close(fd);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/wire/lines", test_lines);
  g_test_add_func("/wire/patience", test_patience);
  g_test_add_func("/wire/long-line", test_long_line);
  g_test_add_func("/wire/send", test_send);
  g_test_add_func("/imap/answers", test_answers);
  g_test_add_func("/imap/malformed", test_malformed);
  g_test_add_func("/imap/dates", test_dates);
  g_test_add_func("/smtp/ends", test_smtp_ends);
  return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Composed mails: the same bytes for the same values, short lines of CRLF, and nothing that can be injected.
 * With a path as argument it writes one mail there, with a second one "calendar" an invitation, for
 * test_compose.py to read with another parser. */
#define _GNU_SOURCE /* memmem, strcasestr */
#include "base/fault.h"
#include "mail/compose.h"
#include <string.h>

static const char *const TO[] = { "mentor@example.sch.uk", NULL };
static const char *const CC[] = { "\"O'Neil, Zo\xc3\xab\" <lead@example.sch.uk>", NULL };
static const char *const REFERENCES[] = { "a.1@example.ac.uk", "b.2@example.ac.uk", NULL };
static const char *const HEADERS[] = { "X-Mentord-Template", "tracker", "X-Mentord-Ref", "7K3Q9-F2M4X",
                                       NULL };

static Mail
sample(GPtrArray *attachments)
{
  return (Mail){
    .from = "Mentor Partnership \xe2\x80\x93 Caf\xc3\xa9 <office@example.ac.uk>",
    .to = TO,
    .cc = CC,
    .reply_to = "office+7K3Q9@example.ac.uk",
    .subject =
        "Mentor training tracker \xe2\x80\x93 due 20 October for Zo\xc3\xab Br\xc3\xb6wn of Long Name School",
    .message_id = "tracker.17.1@example.ac.uk",
    .date = 1791273600, /* 2026-10-06T09:00:00+01:00 */
    .in_reply_to = "b.2@example.ac.uk",
    .references = REFERENCES,
    .text = "Dear Zo\xc3\xab,\n\n.a line with a dot\nFrom here on\ntrailing  \n=3D \xe2\x9c\x93\n",
    .html = "<html lang=\"en-GB\"><p>Dear Zo\xc3\xab</p></html>",
    .headers = HEADERS,
    .attachments = attachments
  };
}

static GPtrArray *
attachments_new(gsize size)
{
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
  guint8 *data = g_malloc(size);
  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 2654435761u >> 7);
  g_autoptr(GBytes) bytes = g_bytes_new_take(data, size);
  g_ptr_array_add(all, attachment_new("Mentor tracker.docx", "application/octet-stream", bytes));
  g_ptr_array_add(
      all,
      attachment_new("Zo\xc3\xab \xe2\x80\x93 a rather long name that must be continued in some forms.pdf",
                     "application/pdf", bytes));
  return all;
}

static GBytes *
compose_sample(const Mail *mail, GError **error)
{
  g_autoptr(Clock) clock = clock_new("Europe/London", NULL);
  return compose(mail, clock, error);
}

static void
test_same_values_same_bytes(void)
{
  g_autoptr(GPtrArray) attachments = attachments_new(30000);
  Mail mail = sample(attachments);
  g_autoptr(GBytes) one = compose_sample(&mail, NULL);
  g_autoptr(GBytes) other = compose_sample(&mail, NULL);
  g_assert_true(g_bytes_equal(one, other));
}

static void
test_lines(void)
{
  g_autoptr(GPtrArray) attachments = attachments_new(1000);
  Mail mail = sample(attachments);
  g_autofree char *word = g_strnfill(5000, 'x');
  mail.text = word;
  mail.html = word;
  g_autoptr(GBytes) bytes = compose_sample(&mail, NULL);
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  gsize start = 0;
  for (gsize i = 0; i < size; i++) {
    g_assert_cmpint((guchar) data[i], <, 0x80);
    if (data[i] != '\n')
      continue;
    g_assert_true(i && data[i - 1] == '\r');
    g_assert_cmpuint(i - start, <=,
                     data[start] == '\t' ? 998 : 78); /* a tab: a file's name, never folded inside */
    start = i + 1;
  }
  g_assert_cmpuint(start, ==, size);
  g_assert_null(memmem(data, size, "\r\r", 2));
}

static void
test_headers(void)
{
  static const char *const want[] = { "\r\nMessage-Id: <tracker.17.1@example.ac.uk>\r\n",
                                      "\r\nIn-Reply-To: <b.2@example.ac.uk>\r\n",
                                      "\r\nReferences: <a.1@example.ac.uk> <b.2@example.ac.uk>\r\n",
                                      "\r\nAuto-Submitted: auto-generated\r\n",
                                      "\r\nX-Auto-Response-Suppress: DR, RN, NRN, AutoReply\r\n",
                                      "\r\nX-Mentord-Ref: 7K3Q9-F2M4X\r\n",
                                      "\r\nTo: mentor@example.sch.uk\r\n",
                                      "Date: Tue, 06 Oct 2026 09:00:00 +0100\r\n",
                                      "MIME-Version: 1.0\r\n",
                                      "multipart/alternative; boundary=" };
  Mail mail = sample(NULL);
  g_autoptr(GBytes) bytes = compose_sample(&mail, NULL);
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  g_autofree char *text = g_strndup(data, size);
  for (guint i = 0; i < G_N_ELEMENTS(want); i++)
    if (!strcasestr(text, want[i]))
      g_error("%s is missing in\n%s", want[i], text);
  mail.replied = TRUE;
  g_autoptr(GBytes) reply = compose_sample(&mail, NULL);
  data = g_bytes_get_data(reply, &size);
  g_assert_nonnull(memmem(data, size, "Auto-Submitted: auto-replied", 28));
}

static void
test_refused(void)
{
  static const char *const addresses[] = { "a@example.org\r\nBcc: b@example.org",
                                           "a b@example.org",
                                           "a@example.org, b@example.org",
                                           "Name <a@example.org> b",
                                           "Name <a@example.org",
                                           "nobody",
                                           "z\xc3\xab@example.org",
                                           "a@example.org>\n",
                                           "" };
  static const char *const identities[] = { "a@b\r\nBcc: c", "a b@c", "<a@b>", "", "a\tb@c", "z\xc3\xab@b" };
  Mail good = sample(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(addresses); i++) {
    const char *const list[] = { addresses[i], NULL };
    Mail mails[] = { good, good, good, good };
    mails[0].to = list;
    mails[1].cc = list;
    mails[2].from = addresses[i];
    mails[3].reply_to = addresses[i];
    for (guint j = 0; j < G_N_ELEMENTS(mails); j++) {
      g_autoptr(GError) error = NULL;
      g_assert_null(compose_sample(&mails[j], &error));
      g_assert_error(error, FAULT, FAULT_DATA);
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS(identities); i++) {
    const char *const list[] = { identities[i], NULL };
    Mail mails[] = { good, good, good };
    mails[0].message_id = identities[i];
    mails[1].in_reply_to = identities[i];
    mails[2].references = list;
    for (guint j = 0; j < G_N_ELEMENTS(mails); j++) {
      g_autoptr(GError) error = NULL;
      g_assert_null(compose_sample(&mails[j], &error));
      g_assert_error(error, FAULT, FAULT_DATA);
    }
  }
}

static void
test_headers_refused(void)
{
  static const char *const headers[][3] = { { "X-A", "b\r\nBcc: c@example.org", NULL },
                                            { "X-A", "b\nBcc: c@example.org", NULL },
                                            { "X A", "b", NULL },
                                            { "X-A: b\r\nX", "b", NULL },
                                            { "", "b", NULL } };
  for (guint i = 0; i < G_N_ELEMENTS(headers); i++) {
    Mail mail = sample(NULL);
    mail.headers = headers[i];
    g_autoptr(GError) error = NULL;
    g_assert_null(compose_sample(&mail, &error));
    g_assert_error(error, FAULT, FAULT_DATA);
  }
}

/* What people type into subjects and names is cleaned: it never becomes a header of its own. */
static void
test_cleaned(void)
{
  Mail mail = sample(NULL);
  mail.subject = "Hello\r\nBcc: everybody@example.org\r\n\r\nbody";
  mail.from = "Na\rme\nBcc: x <office@example.ac.uk>";
  g_autoptr(GBytes) bytes = compose_sample(&mail, NULL);
  g_assert_nonnull(bytes);
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  g_autofree char *text = g_strndup(data, size);
  g_assert_null(strstr(text, "\nBcc:"));
  g_autoptr(GBytes) content = g_bytes_new_static("x", 1);
  g_autoptr(GPtrArray) attachments = g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
  g_ptr_array_add(attachments, attachment_new("../../etc/passwd", "text/plain", content));
  mail.attachments = attachments;
  g_autoptr(GError) error = NULL;
  g_assert_null(compose_sample(&mail, &error));
  g_assert_error(error, FAULT, FAULT_DATA);
}

#define CALENDAR "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nSUMMARY:Zo\xc3\xab\r\nEND:VCALENDAR\r\n"

/* A calendar whose METHOD is not that of the part is dropped by those who get it: it is not sent. */
static void
test_calendar(void)
{
  static const char *const methods[] = { "CANCEL", "REQUES", "", NULL };
  Mail mail = sample(NULL);
  mail.calendar = CALENDAR;
  mail.method = "REQUEST";
  g_autoptr(GBytes) bytes = compose_sample(&mail, NULL);
  g_assert_nonnull(bytes);
  for (guint i = 0; i < G_N_ELEMENTS(methods); i++) {
    g_autoptr(GError) error = NULL;
    mail.method = methods[i];
    g_assert_null(compose_sample(&mail, &error));
    g_assert_error(error, FAULT, FAULT_DATA);
  }
}

static int
write_sample(const char *path, const char *calendar)
{
  g_autoptr(GPtrArray) attachments = attachments_new(3000);
  Mail mail = sample(calendar ? NULL : attachments);
  mail.calendar = calendar;
  mail.method = "REQUEST";
  g_autoptr(GBytes) bytes = compose_sample(&mail, NULL);
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  return g_file_set_contents(path, data, (gssize) size, NULL) ? 0 : 1;
}

/* The value of each field that was to change did, the rest is as it was, and nobody is in copy. */
static void
test_again(void)
{
  g_autoptr(GPtrArray) attachments = attachments_new(4000);
  const Mail mail = sample(attachments);
  g_autoptr(Clock) clock = clock_new("Europe/London", NULL);
  g_autoptr(GBytes) first = compose_sample(&mail, NULL);
  g_autoptr(GBytes) again =
      compose_again(first, "new@example.org", "again.1@example.ac.uk", 1791273600 + 86400, clock);
  gsize size, before;
  const char *text = g_bytes_get_data(again, &size), *was = g_bytes_get_data(first, &before);
  const char *body = g_strstr_len(text, (gssize) size, "\r\n\r\n"),
             *old = g_strstr_len(was, (gssize) before, "\r\n\r\n");
  g_autofree char *head = g_strndup(text, (gsize) (body - text));
  g_assert_nonnull(strstr(head, "To: new@example.org\r\n"));
  g_assert_nonnull(strstr(head, "Message-Id: <again.1@example.ac.uk>\r\n"));
  g_assert_nonnull(strstr(head, "Wed, 07 Oct 2026 09:00:00 +0100\r\n"));
  g_assert_null(strstr(head, "mentor@example.sch.uk"));
  g_assert_null(strstr(head, "lead@example.sch.uk"));
  g_assert_null(strstr(head, "tracker.17.1@"));
  g_assert_nonnull(strstr(head, "X-Mentord-Ref: 7K3Q9-F2M4X"));
  g_assert_nonnull(strstr(head, "Reply-To: office+7K3Q9@example.ac.uk"));
  g_autoptr(GBytes) kept = g_bytes_new_static(body, size - (gsize) (body - text));
  g_autoptr(GBytes) wanted = g_bytes_new_static(old, before - (gsize) (old - was));
  g_assert_true(g_bytes_equal(kept, wanted));
}

/* A picture stands with the HTML that shows it, behind the text and before the files; its name is checked. */
static void
test_picture(void)
{
  g_autoptr(GPtrArray) attachments = attachments_new(100);
  g_autoptr(GBytes) dots = g_bytes_new_static("\x89PNG", 4);
  g_ptr_array_add(attachments, attachment_new_shown("chart.png", "image/png", dots, "chart.1@example.ac.uk"));
  Mail mail = sample(attachments);
  g_autoptr(GBytes) bytes = compose_sample(&mail, NULL);
  g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  static const char *const order[] = { "multipart/mixed",    "multipart/alternative",
                                       "text/plain",         "multipart/related",
                                       "text/html",          "Content-Id: <chart.1@example.ac.uk>",
                                       "Mentor tracker.docx" };
  const char *at = text;
  for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
    at = strcasestr(at, order[i]);
    if (!at)
      g_error("%s is not there, or too early:\n%s", order[i], text);
  }
  g_assert_nonnull(strstr(text, "Content-Disposition: inline"));
  g_autoptr(GError) error = NULL;
  g_ptr_array_add(attachments, attachment_new_shown("chart.png", "image/png", dots, "a>\r\nBcc: x"));
  g_assert_null(compose_sample(&mail, &error));
  g_assert_error(error, FAULT, FAULT_DATA);
}

int
main(int argc, char **argv)
{
  compose_start();
  if (argc == 2 && argv[1][0] != '-')
    return write_sample(argv[1], NULL);
  if (argc == 3 && !strcmp(argv[2], "calendar"))
    return write_sample(argv[1], CALENDAR);
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/compose/same-values-same-bytes", test_same_values_same_bytes);
  g_test_add_func("/compose/lines", test_lines);
  g_test_add_func("/compose/headers", test_headers);
  g_test_add_func("/compose/refused", test_refused);
  g_test_add_func("/compose/headers-refused", test_headers_refused);
  g_test_add_func("/compose/cleaned", test_cleaned);
  g_test_add_func("/compose/again", test_again);
  g_test_add_func("/compose/calendar", test_calendar);
  g_test_add_func("/compose/picture", test_picture);
  return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* doctor's test mail: from the way out to the mailbox. Tells whether an envelope sender of one's own stands
 * (submission.verp), and whose Authentication-Results may be believed. The mail is our own by its header, so
 * nobody answers it and no case is made of it. */
#include "config.h"

#include "base/checksum.h"
#include "base/fault.h"
#include "cli/doctor.h"
#include "mail/compose.h"
#include "mail/probe.h"
#include "mail/refusals.h"
#include <string.h>

#define PATIENCE 60000 /* ms until it must have come */
#define TURN 1000
#define LOCAL_PART 64 /* RFC 5321 4.5.3.1.1 */

typedef struct {
  char *token;      /* of the envelope sender */
  char *message_id; /* without brackets */
  char *forged;     /* the name of a server that does not exist, in a verdict that we forge */
  char *sender;     /* as it was sent */
  char *recipient;
  SendResult result;
  char *words;
} TestMail;

static char *
random_word(void)
{
  g_autofree char *uuid = g_uuid_string_random(), *sum = checksum_of_text(uuid);
  return g_strndup(sum, 20);
}

static void
test_mail_clear(TestMail *mail)
{
  g_free(mail->token);
  g_free(mail->message_id);
  g_free(mail->forged);
  g_free(mail->sender);
  g_free(mail->recipient);
  g_free(mail->words);
}

/* "local+b=TOKEN@host", unless it is switched off or too long: then the plain address. */
static char *
own_sender(const Site *site, const char *token)
{
  const char *plain = site->from_address, *at = strrchr(plain, '@');
  if (!strcmp(site->verp, "off") || (gsize) (at - plain) + strlen("+b=") + strlen(token) > LOCAL_PART)
    return g_strdup(plain);
  return g_strdup_printf("%.*s+b=%s%s", (int) (at - plain), plain, token, at);
}

/* From an envelope sender of its own to the plain address, or the other way round. */
static TestMail
test_mail(const Site *site, gboolean from_own)
{
  g_autofree char *id = random_word(), *other = random_word();
  TestMail mail = { .token = random_word(),
                    .message_id = g_strdup_printf("doctor.%s@%s", id, site->domain),
                    .forged = g_strdup_printf("forged-%s.invalid", other) };
  char *own = own_sender(site, mail.token), *plain = g_strdup(site->from_address);
  mail.sender = from_own ? own : plain;
  mail.recipient = from_own ? plain : own;
  return mail;
}

static GBytes *
write_mail(const Doctor *doctor, TestMail *mail, GError **error)
{
  const Site *site = doctor->cli->site;
  g_autofree char *verdict = g_strconcat(mail->forged, "; dmarc=pass; spf=pass; dkim=pass", NULL);
  const char *const to[] = { site->from_address, NULL };
  const char *const headers[] = { "X-Mentord-Template", "doctor", "Authentication-Results", verdict, NULL };
  const Mail values = { .from = site->from,
                        .to = to,
                        .subject = "Test mail",
                        .message_id = mail->message_id,
                        .date = g_get_real_time() / G_USEC_PER_SEC,
                        .text =
                            "This mail was sent by \"mentord doctor\" to see whether mail comes back to its "
                            "own mailbox. There is nothing to do.\n",
                        .html =
                            "<p>This mail was sent by &quot;mentord doctor&quot; to see whether mail comes "
                            "back to its own mailbox. There is nothing to do.</p>\n",
                        .headers = headers };
  return compose(&values, doctor->cli->clock, error);
}

static void
note_end(const Envelope *envelope G_GNUC_UNUSED, SendResult result, int code, gboolean ours G_GNUC_UNUSED,
         const char *words, gpointer data)
{
  TestMail *mail = data;
  g_free(mail->words);
  mail->result = result;
  mail->words = g_strdup_printf("%d %s", code, words);
}

static gboolean
send_once(const Doctor *doctor, TestMail *mail, GBytes *bytes, GError **error)
{
  const Cli *cli = doctor->cli;
  Envelope envelope = { 1, mail->sender, mail->recipient, bytes };
  g_autoptr(GPtrArray) envelopes = g_ptr_array_new();
  g_ptr_array_add(envelopes, &envelope);
  mail->result = SEND_LATER;
  g_autoptr(Submission) submission = submission_open(&cli->site->submission, cli->clock, cli->seam, error);
  return submission && submission_send(submission, envelopes, note_end, mail, error);
}

/* With an envelope sender of its own; where that is refused, with the plain address. */
static gboolean
send_mail(Doctor *doctor, TestMail *mail, GError **error)
{
  const char *plain = doctor->cli->site->from_address;
  g_autoptr(GBytes) bytes = write_mail(doctor, mail, error);
  if (!bytes || !send_once(doctor, mail, bytes, error))
    return FALSE;
  if (mail->result == SEND_REFUSED && strcmp(mail->sender, plain)) {
    g_free(mail->sender);
    mail->sender = g_strdup(plain);
    if (!send_once(doctor, mail, bytes, error))
      return FALSE;
  }
  if (mail->result == SEND_SENT)
    return TRUE;
  g_autofree char *explained = refusal_explained(mail->words);
  const Refusal *known = refusal_find(mail->words);
  g_set_error(error, FAULT,
              known                          ? (gint) known->fault
              : mail->result == SEND_REFUSED ? FAULT_CONFIG
                                             : FAULT_LATER,
              "a mail from %s to %s is not taken: %s", mail->sender, mail->recipient, explained);
  return FALSE;
}

/* NULL and no error: it did not come before @end (of the monotonic clock). */
static GBytes *
wait_for(const Doctor *doctor, const TestMail *mail, gint64 end, char **folder, GError **error)
{
  GBytes *header = NULL;
  g_autoptr(MailboxProbe) probe = mailbox_probe_open(&doctor->cli->site->mailbox, error);
  while (probe && mailbox_probe_find(probe, mail->message_id, &header, folder, error)) {
    if (header || clock_monotonic() >= end)
      return header;
    g_usleep(TURN * 1000);
  }
  return NULL;
}

/* Whether a mail to such an envelope sender arrives, as a bounce would. */
static gboolean
comes_back(Doctor *doctor, TestMail *mail, gint64 end)
{
  g_autoptr(GError) fault = NULL;
  g_autofree char *folder = NULL;
  g_autoptr(GBytes) header =
      send_mail(doctor, mail, &fault) ? wait_for(doctor, mail, end, &folder, &fault) : NULL;
  if (!header)
    doctor_say(doctor, FINDING_NOTE, "verp", "a mail to %s does not arrive%s%s", mail->recipient,
               fault ? ": " : "", fault ? fault->message : "");
  return header != NULL;
}

/* -- What came -- */

static gboolean
stands_in(GBytes *header, const char *word)
{
  gsize size;
  const char *bytes = g_bytes_get_data(header, &size);
  return memmem(bytes, size, word, strlen(word)) != NULL;
}

/* For submission.verp = "auto". A daemon in the middle of a pass is not waited for. */
static void
keep_proof(Doctor *doctor, gboolean proven)
{
  const Cli *cli = doctor->cli;
  g_autoptr(GError) fault = NULL;
  if (!g_file_test(cli->site->store, G_FILE_TEST_EXISTS))
    return;
  g_autoptr(Store) store = store_open(cli->site->store, cli->clock, NULL, &fault);
  if (store) {
    store_begin(store);
    store_set_int(store, "verp.proven", proven);
    store_commit(store, &fault);
  }
  if (fault)
    doctor_say(doctor, FINDING_NOTE, "verp", "this could not be kept for submission.verp: %s",
               fault->message);
}

/* Both are wanted: that our envelope sender stands, and that what is sent to it arrives. */
static void
judge_sender(Doctor *doctor, const TestMail *mail, GBytes *header, gint64 end)
{
  const Site *site = doctor->cli->site;
  if (!strcmp(site->verp, "off"))
    return;
  gboolean stands = strstr(mail->sender, mail->token) && stands_in(header, mail->token), arrives = FALSE;
  if (stands) {
    TestMail back = test_mail(site, FALSE);
    arrives = comes_back(doctor, &back, end);
    test_mail_clear(&back);
  } else
    doctor_say(
        doctor, FINDING_NOTE, "verp",
        "the provider puts its own envelope sender in, or refuses ours: bounces are recognised by what "
        "they quote");
  if (arrives)
    doctor_say(doctor, FINDING_OK, "verp",
               "an envelope sender of its own stands, and mail to it arrives: bounces name their mail");
  keep_proof(doctor, arrives);
}

/* The verdict that stands topmost is the one that the mailbox's own server wrote: above what we forged. */
static void
judge_verdict(Doctor *doctor, const TestMail *mail, const Reading *reading)
{
  const char *by = reading->authentication.by, *known = doctor->cli->site->authserv_id;
  if (!by || !strcmp(by, mail->forged))
    doctor_say(doctor, FINDING_NOTE, "authserv_id",
               "the server writes no Authentication-Results above those of a mail from itself%s: send a mail "
               "from outside to %s and see in its source which name stands in the topmost one",
               known ? ", so this cannot be tried" : "", doctor->cli->site->from_address);
  else if (!*by)
    doctor_say(doctor, FINDING_NOTE, "authserv_id",
               "the server leaves its name out of Authentication-Results");
  else if (known && !g_ascii_strcasecmp(by, known))
    doctor_say(doctor, FINDING_OK, "authserv_id", "%s is the server whose verdict stands topmost", by);
  else if (known)
    doctor_wrong(doctor, "authserv_id",
                 g_error_new(FAULT, FAULT_CONFIG,
                             "mailbox.authserv_id is %s, but the verdict that stands topmost is by %s: "
                             "nobody is believed to be who they say. Put %s there",
                             known, by, by));
  else
    doctor_say(doctor, FINDING_NOTE, "authserv_id",
               "mailbox.authserv_id is not set, so approvals and office commands by mail are not believed: "
               "put \"%s\" there, the server whose verdict stands topmost",
               by);
}

static void
judge_arrival(Doctor *doctor, const TestMail *mail, GBytes *header)
{
  GError *fault = NULL;
  char *died = NULL;
  g_autoptr(Reader) reader = reader_start(NULL, &READER_BOUNDS, &fault);
  g_autoptr(Reading) reading =
      reader ? reader_read(reader, header, READ_MESSAGE, "", FALSE, &died, &fault) : NULL;
  if (reading)
    judge_verdict(doctor, mail, reading);
  else
    doctor_wrong(doctor, "authserv_id",
                 fault ? fault : g_error_new(FAULT, FAULT_IO, "the test mail cannot be read: %s", died));
  g_free(died);
}

void
doctor_post(Doctor *doctor)
{
  const Site *site = doctor->cli->site;
  GError *fault = NULL;
  g_autofree char *folder = NULL;
  compose_start();
  TestMail mail = test_mail(site, TRUE);
  gint64 end = clock_monotonic() + PATIENCE;
  doctor_progress(doctor, "sending a test mail and waiting for it, a minute at most");
  g_autoptr(GBytes) header =
      send_mail(doctor, &mail, &fault) ? wait_for(doctor, &mail, end, &folder, &fault) : NULL;
  if (!header && !fault)
    fault = g_error_new(FAULT, FAULT_LATER,
                        "it was taken by the submission server, and did not come to the mailbox within a "
                        "minute: does mail to %s arrive in this mailbox?",
                        site->from_address);
  if (fault)
    doctor_wrong(doctor, "test mail", fault);
  else {
    gboolean junk = site->mailbox.junk && !strcmp(folder, site->mailbox.junk);
    doctor_say(doctor, junk ? FINDING_NOTE : FINDING_OK, "test mail", "it came back, into %s%s", folder,
               junk ? ": the server takes our mail for junk, and others may too" : "");
    judge_sender(doctor, &mail, header, end);
    judge_arrival(doctor, &mail, header);
  }
  test_mail_clear(&mail);
}

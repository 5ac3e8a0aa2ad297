/* SPDX-License-Identifier: GPL-3.0-or-later */
/* doctor at both ends of the mail: reached, believed, logged in to, fit for work. */
#include "base/fault.h"
#include "cli/doctor.h"
#include "mail/probe.h"
#include "pass/calendar/rsvp_bare.h"
#include <string.h>
#include <unistd.h>

#define SOON 21 /* days before its end that a certificate is worth a word */
#define DAY_SECONDS 86400

static void
look_at_certificate(Doctor *doctor, const char *end, const char *server, gint64 until)
{
  gint64 days = (until - g_get_real_time() / G_USEC_PER_SEC) / DAY_SECONDS;
  if (until && days < SOON)
    doctor_say(doctor, FINDING_NOTE, end,
               "the certificate of %s ends in %" G_GINT64_FORMAT
               " days: after that no mail goes this way. Tell whoever runs that server",
               server, days);
}

static gboolean
look_at_maildir(Doctor *doctor, const char *end, const char *url)
{
  const char *path = url + strlen("maildir:");
  if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
    doctor_say(doctor, FINDING_NOTE, end, "there is no %s yet: a first start makes it", path);
    return FALSE;
  }
  if (access(path, R_OK | W_OK | X_OK) == 0) {
    doctor_say(doctor, FINDING_OK, end, "the maildir %s can be read and written", path);
    return TRUE;
  }
  doctor_wrong(
      doctor, end,
      g_error_new(FAULT, FAULT_IO, "the maildir %s cannot be written by the user that runs this", path));
  return FALSE;
}

/* Exchange keeps the answers to invitations for its own programs: over IMAP it gives a link instead, and
 * nobody's yes is seen. Whether it is told otherwise cannot be asked of it. */
static void
judge_answers(Doctor *doctor, const char *url)
{
  gboolean exchange = strstr(url, ".office365.com") || strstr(url, ".outlook.com");
  const char *path = doctor->cli->site->store;
  g_autoptr(Store) store =
      g_file_test(path, G_FILE_TEST_EXISTS) ? store_open_readonly(path, doctor->cli->clock, NULL) : NULL;
  gboolean came = store && rsvp_bare_came(store);
  if (!exchange && !came)
    return;
  const char *user = doctor->cli->site->mailbox.login.user;
  doctor_say(
      doctor, FINDING_NOTE, "mailbox",
      "%s. Ask whoever runs it to set, for this mailbox: Set-CASMailbox %s -ImapUseProtocolDefaults $false "
      "-ImapForceICalForCalendarRetrievalOption $true",
      came ? "an answer to an invitation came without its calendar part, so that it could not be read"
           : "Exchange keeps back what people answer to invitations, unless it is told otherwise",
      user ? user : "ADDRESS");
}

/* What a mailbox lacks for the work, and what is only slower. */
static void
judge_mailbox(Doctor *doctor, const MailboxLook *look)
{
  const MailboxSettings *settings = &doctor->cli->site->mailbox;
  if (look->read_only)
    doctor_wrong(doctor, "mailbox",
                 g_error_new(FAULT, FAULT_CONFIG,
                             "the inbox of %s can be read only: mail that is done could not be moved. Give "
                             "%s the right to write there",
                             look->server, settings->login.user ? settings->login.user : "mentord"));
  else
    doctor_say(doctor, FINDING_OK, "mailbox", "%s lets %s in; %u message%s in the inbox, %s%s", look->server,
               settings->login.user ? settings->login.user : "anybody", look->messages,
               look->messages == 1 ? "" : "s", look->can_move ? "MOVE" : "no MOVE",
               look->can_idle ? ", new mail is told at once" : ", new mail is polled for");
  if (!look->can_move && !look->can_uidplus)
    doctor_say(doctor, FINDING_NOTE, "mailbox",
               "the server can neither MOVE nor UIDPLUS: what is done is copied to %s, and stays marked as "
               "deleted in the inbox",
               settings->processed);
  if (!look->keeps_seen)
    doctor_say(doctor, FINDING_NOTE, "mailbox",
               "the server keeps no \\Seen: what is done looks unread there");
  if (settings->processed && !look->has_processed)
    doctor_say(doctor, FINDING_NOTE, "mailbox", "there is no folder %s yet: the first pass makes it",
               settings->processed);
  if (settings->junk && !look->has_junk)
    doctor_say(
        doctor, FINDING_NOTE, "mailbox",
        "there is no folder %s, so no junk is read: if it has another name, put that into mailbox.junk",
        settings->junk);
}

static gboolean
look_at_mailbox(Doctor *doctor)
{
  const MailboxSettings *settings = &doctor->cli->site->mailbox;
  GError *fault = NULL;
  MailboxLook look = { .server = NULL };
  if (!settings->url) {
    doctor_say(doctor, FINDING_SKIPPED, "mailbox", "there is none in the site file");
    return FALSE;
  }
  judge_answers(doctor, settings->url);
  if (g_str_has_prefix(settings->url, "maildir:")) {
    look_at_maildir(doctor, "mailbox", settings->url);
    return FALSE;
  }
  doctor_progress(doctor, "logging in to %s", settings->url);
  g_autoptr(MailboxProbe) probe = mailbox_probe_open(settings, &fault);
  gboolean good = probe && mailbox_probe_look(probe, &look, &fault);
  if (good) {
    judge_mailbox(doctor, &look);
    look_at_certificate(doctor, "mailbox", look.server, look.certificate_end);
  } else
    doctor_wrong(doctor, "mailbox", fault);
  mailbox_look_clear(&look);
  return good;
}

static gboolean
look_at_submission(Doctor *doctor)
{
  const SubmissionSettings *settings = &doctor->cli->site->submission;
  GError *fault = NULL;
  SubmissionLook look = { .server = NULL };
  if (!settings->url) {
    doctor_say(doctor, FINDING_SKIPPED, "submission", "there is none in the site file");
    return FALSE;
  }
  if (g_str_has_prefix(settings->url, "maildir:")) {
    look_at_maildir(doctor, "submission", settings->url);
    return FALSE;
  }
  doctor_progress(doctor, "logging in to %s", settings->url);
  gboolean good = submission_look(settings, &look, &fault);
  if (good) {
    g_autofree char *size = look.size_max ? g_format_size(look.size_max) : g_strdup("any size");
    doctor_say(doctor, FINDING_OK, "submission", "%s lets %s in; mails of %s at most, %s", look.server,
               settings->login.user ? settings->login.user : "anybody", size,
               look.pipelining ? "PIPELINING" : "no PIPELINING, so sending takes longer");
    look_at_certificate(doctor, "submission", look.server, look.certificate_end);
  } else
    doctor_wrong(doctor, "submission", fault);
  submission_look_clear(&look);
  return good;
}

void
doctor_mail(Doctor *doctor)
{
  gboolean in = look_at_mailbox(doctor), out = look_at_submission(doctor);
  if (in && out)
    doctor_post(doctor);
  else
    doctor_say(doctor, FINDING_SKIPPED, "test mail",
               "it needs a mailbox by IMAP and a way out by SMTP that work");
}

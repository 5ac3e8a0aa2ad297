/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses the end by the URL, and refuses addresses that must never reach a server. */
#include "mail/submission.h"
#include "base/fault.h"
#include "mail/submission_backend.h"
#include <string.h>

struct Submission {
  SubmissionBackend *backend;
};

void
submission_settings_clear(SubmissionSettings *settings)
{
  g_clear_pointer(&settings->url, g_free);
  g_clear_pointer(&settings->ca_file, g_free);
  g_clear_pointer(&settings->helo, g_free);
  login_clear(&settings->login);
}

static Submission *
submission_new(SubmissionBackend *backend)
{
  Submission *submission = g_new0(Submission, 1);
  submission->backend = backend;
  return submission;
}

Submission *
submission_open(const SubmissionSettings *settings, const Clock *clock G_GNUC_UNUSED, Seam *seam,
                GError **error)
{
  SubmissionBackend *backend = g_str_has_prefix(settings->url, "maildir:")
                                   ? maildir_submission_open(settings, seam, error)
                                   : smtp_open(settings, seam, error);
  return backend ? submission_new(backend) : NULL;
}

Submission *
submission_open_nowhere(void)
{
  return submission_new(nowhere_submission_open());
}

void
submission_close(Submission *submission)
{
  if (!submission)
    return;
  submission->backend->kind->close(submission->backend);
  g_free(submission);
}

/* Nothing that could end a command or a path early: no blanks, controls or brackets. Beyond ASCII would need
 * SMTPUTF8 (RFC 6531), which is not spoken here. */
static gboolean
is_wire_safe(const char *address)
{
  for (const char *p = address; *p; p++)
    if (*p <= ' ' || *p > '~' || *p == '<' || *p == '>')
      return FALSE;
  return strlen(address) <= 254;
}

static gboolean
addresses_are_safe(const Envelope *envelope, SendDone done, gpointer data)
{
  if (!is_wire_safe(envelope->sender)) {
    done(envelope, SEND_REFUSED, 0, TRUE, "the sender's address cannot be given to a mail server", data);
    return FALSE;
  }
  const char *at = strchr(envelope->recipient, '@');
  if (!at || at == envelope->recipient || !at[1] || !is_wire_safe(envelope->recipient)) {
    done(envelope, SEND_REFUSED, 0, FALSE, "the recipient's address cannot be given to a mail server", data);
    return FALSE;
  }
  return TRUE;
}

void
submission_set_connections(Submission *submission, guint connections)
{
  if (submission->backend->kind->set_connections)
    submission->backend->kind->set_connections(submission->backend, connections);
}

gboolean
submission_begin(Submission *submission, GPtrArray *envelopes, SendDone done, gpointer data, GError **error)
{
  g_autoptr(GPtrArray) safe = g_ptr_array_new();
  for (guint i = 0; i < envelopes->len; i++)
    if (addresses_are_safe(envelopes->pdata[i], done, data))
      g_ptr_array_add(safe, envelopes->pdata[i]);
  return !safe->len || submission->backend->kind->send(submission->backend, safe, done, data, error);
}

gboolean
submission_work(Submission *submission, gboolean wait, GError **error)
{
  const SubmissionKind *kind = submission->backend->kind;
  return !kind->work || kind->work(submission->backend, wait, error);
}

gboolean
submission_send(Submission *submission, GPtrArray *envelopes, SendDone done, gpointer data, GError **error)
{
  return submission_begin(submission, envelopes, done, data, error) &&
         submission_work(submission, TRUE, error);
}

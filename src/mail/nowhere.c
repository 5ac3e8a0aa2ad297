/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ends that lead nowhere, for a plan: a mailbox in which nothing lies, and a submission that takes every mail
 * and passes none on. Touch neither network nor disk. */
#include "mail/mailbox_backend.h"
#include "mail/submission_backend.h"

static gboolean
nothing_begin(MailboxBackend *backend G_GNUC_UNUSED, Folder folder G_GNUC_UNUSED, MailboxState *state,
              Instant since G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  state->messages = 0;
  return TRUE;
}

static GPtrArray *
nothing_next(MailboxBackend *backend G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return mailbox_window_new();
}

static gboolean
nothing_processed(MailboxBackend *backend G_GNUC_UNUSED, GPtrArray *keys G_GNUC_UNUSED,
                  GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
nothing_end(MailboxBackend *backend G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
nothing_wait(MailboxBackend *backend G_GNUC_UNUSED, guint seconds, int wake, GError **error G_GNUC_UNUSED)
{
  mailbox_poll(-1, wake, (gint64) seconds * 1000);
  return TRUE;
}

static void
nothing_close(MailboxBackend *backend)
{
  g_free(backend);
}

MailboxBackend *
nowhere_mailbox_open(void)
{
  static const MailboxKind kind = { .begin = nothing_begin,
                                    .next = nothing_next,
                                    .processed = nothing_processed,
                                    .remove = nothing_processed,
                                    .end = nothing_end,
                                    .wait = nothing_wait,
                                    .close = nothing_close };
  MailboxBackend *backend = g_new0(MailboxBackend, 1);
  backend->kind = &kind;
  return backend;
}

static gboolean
nowhere_send(SubmissionBackend *backend G_GNUC_UNUSED, GPtrArray *envelopes, SendDone done, gpointer data,
             GError **error G_GNUC_UNUSED)
{
  for (guint i = 0; i < envelopes->len; i++)
    done(envelopes->pdata[i], SEND_SENT, 0, FALSE, "planned", data);
  return TRUE;
}

static void
nowhere_close(SubmissionBackend *backend)
{
  g_free(backend);
}

SubmissionBackend *
nowhere_submission_open(void)
{
  static const SubmissionKind kind = { .send = nowhere_send, .close = nowhere_close };
  SubmissionBackend *backend = g_new0(SubmissionBackend, 1);
  backend->kind = &kind;
  return backend;
}

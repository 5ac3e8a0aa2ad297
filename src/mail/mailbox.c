/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses the end by the URL and passes every call on. Speaks no protocol. */
#include "mail/mailbox.h"
#include "mail/mailbox_backend.h"
#include <poll.h>

struct Mailbox {
  MailboxBackend *backend;
};

void
mailbox_settings_clear(MailboxSettings *settings)
{
  g_clear_pointer(&settings->url, g_free);
  g_clear_pointer(&settings->ca_file, g_free);
  g_clear_pointer(&settings->processed, g_free);
  g_clear_pointer(&settings->junk, g_free);
  login_clear(&settings->login);
}

void
mailbox_message_free(MailboxMessage *message)
{
  if (!message)
    return;
  g_free(message->key);
  g_clear_pointer(&message->bytes, g_bytes_unref);
  g_free(message);
}

GPtrArray *
mailbox_window_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify) mailbox_message_free);
}

gboolean
mailbox_poll(int fd, int wake, gint64 milliseconds)
{
  struct pollfd fds[] = { { .fd = fd, .events = POLLIN }, { .fd = wake, .events = POLLIN } };
  return poll(fds, G_N_ELEMENTS(fds), (int) CLAMP(milliseconds, 0, G_MAXINT)) > 0 && fds[0].revents;
}

static Mailbox *
mailbox_new(MailboxBackend *backend)
{
  Mailbox *mailbox = g_new0(Mailbox, 1);
  mailbox->backend = backend;
  return mailbox;
}

gboolean
mailbox_is_missing(const MailboxSettings *settings)
{
  return g_str_has_prefix(settings->url, "maildir:") &&
         !g_file_test(settings->url + strlen("maildir:"), G_FILE_TEST_IS_DIR);
}

Mailbox *
mailbox_open(const MailboxSettings *settings, const Clock *clock G_GNUC_UNUSED, Seam *seam, GError **error)
{
  MailboxBackend *backend = g_str_has_prefix(settings->url, "maildir:")
                                ? maildir_mailbox_open(settings, seam, error)
                                : imap_open(settings, seam, error);
  return backend ? mailbox_new(backend) : NULL;
}

Mailbox *
mailbox_open_nowhere(void)
{
  return mailbox_new(nowhere_mailbox_open());
}

void
mailbox_close(Mailbox *mailbox)
{
  if (!mailbox)
    return;
  mailbox->backend->kind->close(mailbox->backend);
  g_free(mailbox);
}

gboolean
mailbox_begin(Mailbox *mailbox, Folder folder, MailboxState *state, Instant since, GError **error)
{
  return mailbox->backend->kind->begin(mailbox->backend, folder, state, since, error);
}

GPtrArray *
mailbox_next(Mailbox *mailbox, GError **error)
{
  return mailbox->backend->kind->next(mailbox->backend, error);
}

gboolean
mailbox_processed(Mailbox *mailbox, GPtrArray *keys, GError **error)
{
  return !keys->len || mailbox->backend->kind->processed(mailbox->backend, keys, error);
}

void
mailbox_choose(Mailbox *mailbox, MailboxWanted wanted, gpointer data)
{
  mailbox->backend->wanted = wanted;
  mailbox->backend->wanted_data = data;
}

gboolean
mailbox_wants(const MailboxBackend *backend, guint64 size, Instant arrival)
{
  return !backend->wanted || backend->wanted(size, arrival, backend->wanted_data);
}

gboolean
mailbox_remove(Mailbox *mailbox, GPtrArray *keys, GError **error)
{
  return !keys->len || mailbox->backend->kind->remove(mailbox->backend, keys, error);
}

gboolean
mailbox_end(Mailbox *mailbox, GError **error)
{
  return mailbox->backend->kind->end(mailbox->backend, error);
}

gboolean
mailbox_wait(Mailbox *mailbox, guint seconds, int wake, GError **error)
{
  return mailbox->backend->kind->wait(mailbox->backend, seconds, wake, error);
}

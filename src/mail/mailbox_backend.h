/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seam between mailbox.c and its two ends: one function for each of mailbox.h, which says what they
 * promise. Inside the room alone. */
#pragma once
#include "mail/mailbox.h"

#define MAILBOX_CAP                                                                                          \
  ((guint64) 30 << 20)              /* bytes of one message; longer ones are handed out without their bytes */
#define MAILBOX_WINDOW_MESSAGES 100 /* of one window */
#define MAILBOX_WINDOW_BYTES ((guint64) 3 << 20)

typedef struct MailboxBackend MailboxBackend;

typedef struct {
  gboolean (*begin)(MailboxBackend *backend, Folder folder, MailboxState *state, Instant since,
                    GError **error);
  GPtrArray *(*next)(MailboxBackend *backend, GError **error);
  gboolean (*processed)(MailboxBackend *backend, GPtrArray *keys, GError **error);
  gboolean (*remove)(MailboxBackend *backend, GPtrArray *keys, GError **error);
  gboolean (*end)(MailboxBackend *backend, GError **error);
  gboolean (*wait)(MailboxBackend *backend, guint seconds, int wake, GError **error);
  void (*close)(MailboxBackend *backend);
} MailboxKind;

/* The first member of each end's own struct. */
struct MailboxBackend {
  const MailboxKind *kind;
  MailboxWanted wanted; /* NULL: everything */
  gpointer wanted_data;
};

/* The settings outlive the end. */
MailboxBackend *imap_open(const MailboxSettings *settings, Seam *seam, GError **error);
MailboxBackend *maildir_mailbox_open(const MailboxSettings *settings, Seam *seam, GError **error);
MailboxBackend *nowhere_mailbox_open(void);

/* What mailbox_choose() said. */
gboolean mailbox_wants(const MailboxBackend *backend, guint64 size, Instant arrival);
/* An empty window: of MailboxMessage, which it owns. */
GPtrArray *mailbox_window_new(void);
/* Waits until @fd or @wake (-1: none) is readable or @milliseconds have passed; TRUE when @fd is. Signals end
 * it early. */
gboolean mailbox_poll(int fd, int wake, gint64 milliseconds);

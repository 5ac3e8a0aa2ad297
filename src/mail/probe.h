/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at both ends without working them, for doctor: what the server offers, what is there, whether one
 * message has arrived. Changes nothing in a mailbox. */
#pragma once
#include "mail/mailbox.h"
#include "mail/submission.h"

typedef struct {
  char *server;           /* "host:port" */
  gint64 certificate_end; /* instant; 0: no TLS */
  gboolean pipelining;
  guint64 size_max; /* bytes; 0: not said */
} SubmissionLook;

void submission_look_clear(SubmissionLook *look);
/* Connects and logs in over SMTP; sends nothing. The faults of submission_send(). */
gboolean submission_look(const SubmissionSettings *settings, SubmissionLook *look, GError **error);

typedef struct {
  char *server;
  gint64 certificate_end;
  guint32 messages;    /* in the inbox */
  gboolean read_only;  /* nothing can be moved or flagged */
  gboolean keeps_seen; /* the flag \Seen is kept */
  gboolean can_move, can_uidplus, can_idle;
  gboolean has_processed, has_junk; /* the folders are there */
} MailboxLook;

void mailbox_look_clear(MailboxLook *look);

typedef struct MailboxProbe MailboxProbe;

/* Connects and logs in over IMAP, beside whoever else does. The faults of mailbox_open(). */
MailboxProbe *mailbox_probe_open(const MailboxSettings *settings, GError **error);
void mailbox_probe_close(MailboxProbe *probe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailboxProbe, mailbox_probe_close)
/* FAULT_CONFIG, FAULT_LOGIN, FAULT_LATER: the inbox cannot be opened. */
gboolean mailbox_probe_look(MailboxProbe *probe, MailboxLook *look, GError **error);
/* Looks in inbox, processed and junk for the message with @message_id (no brackets): *header is the head of
 * it and *folder where it lies; both stay NULL while it is nowhere. */
gboolean mailbox_probe_find(MailboxProbe *probe, const char *message_id, GBytes **header, char **folder,
                            GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mailbox that is polled: IMAP, or a maildir. Knows messages as bytes with an identity and an arrival;
 * does not look into them, and knows nothing of mentors. */
#pragma once
#include "base/clock.h"
#include "base/seam.h"
#include "mail/login.h"

typedef struct {
  char *url; /* imaps://host:port/INBOX, imap://..., maildir:/path */
  Login login;
  gboolean tls;    /* FALSE: on loopback alone */
  char *ca_file;   /* or NULL */
  char *processed; /* folder for what was committed here: "Processed" */
  char *junk;      /* folder read too: "Junk"; NULL: none */
} MailboxSettings;

void mailbox_settings_clear(MailboxSettings *settings);

typedef struct {
  guint32 uid;     /* IMAP; 0 on a maildir */
  char *key;       /* identity within the folder: "UIDVALIDITY.UID", or the maildir file's base name */
  Instant arrival; /* INTERNALDATE; INSTANT_NONE on a maildir, where the topmost Received (read by the reader)
                      or @file_time rules */
  Instant file_time; /* maildir: the file's time; else INSTANT_NONE */
  GBytes *bytes; /* the whole message, byte for byte; NULL when it is over the cap of 30 MiB, or the server
                    lists it and does not hand it out */
  guint64 size;
} MailboxMessage;

void mailbox_message_free(MailboxMessage *message);

typedef struct {
  guint32 uidvalidity;
  guint32 last_uid; /* the highest UID already taken; ignored when uidvalidity differs */
  guint32 messages; /* out: how many the folder holds */
} MailboxState;

typedef enum { FOLDER_INBOX, FOLDER_JUNK, FOLDER_PROCESSED } Folder;

/* Whether a message of this size in bytes and this arrival (INSTANT_NONE on a maildir) is to be handed out.
 */
typedef gboolean (*MailboxWanted)(guint64 size, Instant arrival, gpointer data);

typedef struct Mailbox Mailbox;

/* Whether it is a maildir that is not there: to be made at a first start, a fault later. */
gboolean mailbox_is_missing(const MailboxSettings *settings);
/* Connects and logs in; @settings outlive it. FAULT_UNREACHABLE, FAULT_LOGIN, FAULT_LATER, FAULT_CONFIG. */
Mailbox *mailbox_open(const MailboxSettings *settings, const Clock *clock, Seam *seam, GError **error);
/* A mailbox in which nothing lies: for a plan. */
Mailbox *mailbox_open_nowhere(void);
void mailbox_close(Mailbox *mailbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mailbox, mailbox_close)

/* Selects @folder and begins to fetch what lies there beyond @state and not before @since (INSTANT_NONE:
 * everything), in windows by rising UID. @state gets the folder's UIDVALIDITY and size, and last_uid 0 when
 * the UIDVALIDITY is new; to advance last_uid is the caller's, as it commits what mailbox_next() gave. A
 * maildir knows neither: there the caller compares the arrival with @since itself. A junk or processed folder
 * that does not exist is empty. */
gboolean mailbox_begin(Mailbox *mailbox, Folder folder, MailboxState *state, Instant since, GError **error);
/* The next window of at most 100 messages or 3 MB (the one after it is on its way already): of
 * MailboxMessage, which it owns; empty at the end of the folder. A cut or short literal is never handed out:
 * it ends the connection with FAULT_UNREACHABLE. FAULT_LATER when the server answers NO; open the mailbox
 * anew after any. */
GPtrArray *mailbox_next(Mailbox *mailbox, GError **error);
/* The messages of these keys (of char *) are committed here: flag and move them to `processed` (UID MOVE,
 * else COPY and UID EXPUNGE of those alone). Any key of the folder will do, also one of an earlier run whose
 * move was lost. Sent without waiting; answers are collected by mailbox_next() and mailbox_end(). A server
 * that refuses is a warning in the log: nothing is lost by it. */
gboolean mailbox_processed(Mailbox *mailbox, GPtrArray *keys, GError **error);
/* From the next mailbox_begin() on, only what @wanted says is fetched; NULL: everything. */
void mailbox_choose(Mailbox *mailbox, MailboxWanted wanted, gpointer data);
/* Deletes the messages of these keys (of char *) of the folder that was begun, and no others (\Deleted and
 * UID EXPUNGE of those alone; a file is unlinked). FAULT_LATER where the server cannot: it lacks UIDPLUS (RFC
 * 4315), or refuses. */
gboolean mailbox_remove(Mailbox *mailbox, GPtrArray *keys, GError **error);
/* Collects what is outstanding. TRUE only when the folder was drained to its end: only then may anybody be
 * chased. */
gboolean mailbox_end(Mailbox *mailbox, GError **error);
/* Waits until something new may be there, or @seconds have passed, or @wake (a file descriptor, -1: none) is
 * readable. IDLE where offered. */
gboolean mailbox_wait(Mailbox *mailbox, guint seconds, int wake, GError **error);

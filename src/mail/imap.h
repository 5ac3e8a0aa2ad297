/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The IMAP end's own state, shared by its three files: imap.c (connection, folders, waiting), imap_command.c
 * (commands and what the server answers) and imap_window.c (what is fetched and what is moved). */
#pragma once
#include "mail/imap_answer.h"
#include "mail/mailbox_backend.h"

/* A message that the folder holds and that is to be handed out. */
typedef struct {
  guint32 uid;
  gboolean asked;  /* its body was asked for in a window that is under way */
  gboolean listed; /* said to be there still, when asked for a second time */
  Instant arrival;
  guint64 size;
  GBytes *bytes;
} Slot;

typedef enum {
  COMMAND_PLAIN, /* somebody waits for it */
  COMMAND_FLAG,
  COMMAND_MOVE,
  COMMAND_COPY, /* when it is done, the originals may go */
  COMMAND_EXPUNGE,
} CommandKind;

typedef enum { COMMAND_SENT, COMMAND_OK, COMMAND_NO, COMMAND_BAD } CommandState;

typedef struct {
  guint tag;
  CommandKind kind;
  CommandState state;
  char *uids;  /* of COMMAND_COPY */
  char *words; /* the server's, once it is done */
} Command;

/* Slots first to end-1 of the plan, asked for by one command (NULL: all of them are over the cap). */
typedef struct {
  guint first, end;
  Command *command;
} Window;

typedef struct {
  MailboxBackend backend;
  const MailboxSettings *settings;
  Seam *seam;
  char *inbox;      /* the folder in the URL */
  Wire *wire;       /* NULL once the connection is lost */
  gboolean expired; /* it was ended because the access token had expired */
  ImapAnswer answer;
  guint tags;
  GHashTable *commands; /* tag -> Command */
  guint under_way;      /* how many of them have no answer yet */
  gboolean can_move, can_uidplus, can_idle;
  guint listed;       /* LIST responses seen */
  gboolean continued; /* the server said "+" */
  gboolean warned;    /* that moving is refused */
  /* the folder that is selected */
  gboolean selected;
  Folder folder;
  guint32 uidvalidity, uid_next, exists;
  gboolean news;      /* more messages than when it was selected */
  guint32 inbox_next; /* UIDNEXT of the inbox when it was last listed */
  /* what is fetched from it */
  gboolean listing;
  guint32 after; /* UIDs beyond this one */
  Instant since;
  GArray *plan;   /* of Slot, by UID */
  guint planned;  /* slots that windows were made of */
  guint handed;   /* slots that were handed out */
  GQueue windows; /* of Window, under way */
} Imap;

/* imap_command.c: every function that takes @error ends the connection when it fails. */

/* Queues "TAG text CRLF". The command lives until imap_command_free(), or, unless PLAIN, until it was
 * answered. */
Command *imap_send(Imap *imap, CommandKind kind, const char *text);
void imap_command_free(Imap *imap, Command *command);
/* Reads one response and does what it says. */
gboolean imap_step(Imap *imap, GError **error);
gboolean imap_await(Imap *imap, Command *command, GError **error);
/* Sends and waits; *words (may be NULL) are the server's, with g_free. */
gboolean imap_run(Imap *imap, const char *text, CommandState *state, char **words, GError **error);
/* Waits for all that is under way. */
gboolean imap_await_all(Imap *imap, GError **error);
/* Ends the connection without a word, forgetting what was under way. */
void imap_drop(Imap *imap);
/* A folder's name as a quoted string; FAULT_CONFIG. */
char *imap_quote(const char *folder, GError **error);

/* imap_window.c */

/* Lists the selected folder and sends for the first windows. */
gboolean imap_plan(Imap *imap, GError **error);
/* Takes what a FETCH response says. FALSE: it is about a message nobody asked for. */
gboolean imap_take_fetch(Imap *imap, const ImapFetch *fetch);
void imap_forget_plan(Imap *imap);
GPtrArray *imap_next(MailboxBackend *backend, GError **error);
gboolean imap_processed(MailboxBackend *backend, GPtrArray *keys, GError **error);
gboolean imap_remove(MailboxBackend *backend, GPtrArray *keys, GError **error);
gboolean imap_end(MailboxBackend *backend, GError **error);
/* The command was answered: what follows from it. */
void imap_finished(Imap *imap, Command *command);

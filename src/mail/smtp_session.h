/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SMTP connection as a state machine that never waits: it takes envelopes from a run, speaks, and reports
 * what became of each. Inside the room alone. */
#pragma once
#include "mail/submission_backend.h"
#include "mail/wire.h"

/* Why a run begins no more mail. */
typedef enum { RUN_GOES_ON, RUN_TOO_FAST, RUN_REFUSED } RunStop;

/* One submission_send(): what its connections share. */
typedef struct {
  GQueue waiting; /* of const Envelope *, not begun, or safe to begin again */
  SendDone done;
  gpointer data;
  Seam *seam;
  char *last_words; /* of the last connection that was lost, or of what stopped it */
  int code;         /* of what stopped it */
  RunStop stop;
  guint refused; /* mails in a row, for reasons that are ours */
} SmtpRun;

typedef struct SmtpSession SmtpSession;

/* Over @wire, which it owns and which has greeted and logged in. */
SmtpSession *smtp_session_new(Wire *wire);
/* Says QUIT if the connection stands. */
void smtp_session_free(SmtpSession *session);

/* Does all that can be done now: begins the next envelope, sends, reads replies. FALSE when the connection is
 * over: every envelope under way was reported or given back to the run. */
gboolean smtp_session_work(SmtpSession *session, SmtpRun *run);
/* Whether replies are outstanding. */
gboolean smtp_session_is_busy(const SmtpSession *session);
/* Whether it is worth connecting again after it is over: the server took mail on this connection before. */
gboolean smtp_session_made_progress(const SmtpSession *session);
/* When it is given up unless something moves; of the monotonic clock. */
gint64 smtp_session_deadline(const SmtpSession *session);
/* Gives it up: as when the connection is lost. */
void smtp_session_abandon(SmtpSession *session, SmtpRun *run, const char *why);
Wire *smtp_session_wire(SmtpSession *session);
/* For tests: how long a reply may take, in ms. */
void smtp_session_set_patience(SmtpSession *session, gint64 reply, gint64 final_reply);

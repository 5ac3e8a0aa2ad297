/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where mail goes out: SMTP, or a maildir. Each envelope has one recipient and fixed bytes; for each it is
 * known whether it was taken, refused for good, to be tried later, or unsure (the final dot was sent and no
 * answer came). */
#pragma once
#include "base/clock.h"
#include "base/seam.h"
#include "mail/login.h"

typedef struct {
  char *url; /* smtps://host:port, smtp://host:port, maildir:/path */
  Login login;
  gboolean tls;
  char *ca_file;
  char *helo;        /* the name for EHLO: partnership.domain */
  guint connections; /* SMTP: 1 to 8 */
} SubmissionSettings;

void submission_settings_clear(SubmissionSettings *settings);

/* SEND_SLOWER: put off because too much was sent at a time; no fault of this mail. */
typedef enum { SEND_SENT, SEND_REFUSED, SEND_LATER, SEND_UNSURE, SEND_SLOWER } SendResult;

typedef struct {
  gint64 id;          /* the caller's own */
  const char *sender; /* envelope sender */
  const char *recipient;
  GBytes *bytes; /* the message, CRLF */
} Envelope;

/* @code: the server's reply code, 0 if none; @words: its text, or what failed. @ours: the refusal concerns us
 * (MAIL, DATA, login), not the recipient. Called at most once for each envelope, as soon as it is known. */
typedef void (*SendDone)(const Envelope *envelope, SendResult result, int code, gboolean ours,
                         const char *words, gpointer data);

typedef struct Submission Submission;

/* Connects only when something is sent; @settings outlive it. */
Submission *submission_open(const SubmissionSettings *settings, const Clock *clock, Seam *seam,
                            GError **error);
/* Takes everything and passes nothing on: for a plan. */
Submission *submission_open_nowhere(void);
void submission_close(Submission *submission);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Submission, submission_close)

/* Over how many connections at most from now on; SMTP alone. */
void submission_set_connections(Submission *submission, guint connections);

/* Sends @envelopes (of Envelope), pipelined where the server offers it, over several connections (one for
 * eight mails), which stay open for the next call. A maildir gets the bytes with LF for CRLF, under a name
 * made of recipient and bytes. FALSE when the server could not be reached or logged in to, took no more mail,
 * asked for less at a time, or refused several in a row for reasons that are ours: every envelope not
 * reported was not tried. FAULT_UNREACHABLE, FAULT_LOGIN, FAULT_LATER,
 * FAULT_CONFIG, FAULT_IO. */
gboolean submission_send(Submission *submission, GPtrArray *envelopes, SendDone done, gpointer data,
                         GError **error);
/* The same in two steps, for those who have something else to do meanwhile: @envelopes and what @done needs
 * outlive the sending. One at a time. */
gboolean submission_begin(Submission *submission, GPtrArray *envelopes, SendDone done, gpointer data,
                          GError **error);
/* Goes on with what was begun: as far as it goes without waiting for the server's answers, or, with @wait, to
 * the end. */
gboolean submission_work(Submission *submission, gboolean wait, GError **error);

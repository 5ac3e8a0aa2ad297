/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seam between submission.c and its two ends. Inside the room alone. */
#pragma once
#include "mail/submission.h"

typedef struct SubmissionBackend SubmissionBackend;

/* What an end can do. */
typedef struct {
  /* Sends @envelopes, whose addresses have all been looked at, or, where there is a @work, only takes them.
   */
  gboolean (*send)(SubmissionBackend *backend, GPtrArray *envelopes, SendDone done, gpointer data,
                   GError **error);
  /* As submission_work(); NULL when @send does it all. */
  gboolean (*work)(SubmissionBackend *backend, gboolean wait, GError **error);
  /* NULL: it has none. */
  void (*set_connections)(SubmissionBackend *backend, guint connections);
  /* Frees the end; says goodbye to the server first. */
  void (*close)(SubmissionBackend *backend);
} SubmissionKind;

/* The first member of each end's own struct. */
struct SubmissionBackend {
  const SubmissionKind *kind;
};

/* The settings outlive the end. */
SubmissionBackend *smtp_open(const SubmissionSettings *settings, Seam *seam, GError **error);
SubmissionBackend *maildir_submission_open(const SubmissionSettings *settings, Seam *seam, GError **error);
SubmissionBackend *nowhere_submission_open(void);

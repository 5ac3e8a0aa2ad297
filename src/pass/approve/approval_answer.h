/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reply to a request for approval is about, and the mails that follow from it. Private to
 * approval_reply.c and approval_answer.c. */
#pragma once
#include "pass/approve/consent.h"
#include "pass/intake/inbound.h"
#include "store/approvals.h"

/* One thing that was asked, and what the mail says of it. */
typedef struct {
  Signing *asked;
  Obligation *obligation;
  Person *mentor;
  const Scheme *scheme;
  const Requirement *requirement;
  gboolean superseded; /* a newer version came since the mail was written */
} Subject;

typedef struct {
  Inbound *inbound;
  GPtrArray *asked;    /* of Signing, in the order of their numbers */
  GPtrArray *subjects; /* of Subject, likewise */
  ConsentItem *items;
} Answer;

/* Tells the one whose work it is what became of it, with @reason. FALSE and @error when a template is at
 * fault.
 */
gboolean approval_tell_mentor(const Answer *answer, const Subject *subject, const char *template_name,
                              const char *reason, GError **error);
/* Answers the approver with what was taken from their mail; @again: and asks the same things once more, under
 * the same numbers. */
gboolean approval_write_back(const Answer *answer, const char *template_name, const char *purpose,
                             gboolean again, GError **error);

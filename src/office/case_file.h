/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case on the office's table, with all that it is about. */
#pragma once
#include "pass/intake/inbound.h"
#include "store/cases.h"

/* A case with what it is about, read again from the bytes that were kept. */
typedef struct {
  Engine *engine;
  const Case *c;                   /* borrowed */
  Message *message;                /* NULL: the case is about none */
  Reading *reading;                /* never NULL; empty when it could not be read: @problem says why */
  const ReadingDocument *document; /* NULL: the message as a whole */
  GPtrArray *documents; /* of ReadingDocument: it, and the others that the case is about; borrowed */
  char *problem;
} CaseFile;

CaseFile *case_file_new(Engine *engine, const Case *c, GError **error);
void case_file_free(CaseFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CaseFile, case_file_free)

/* Its message once more, for which the office vouches: @why. */
Inbound *case_file_inbound(const CaseFile *file, const char *why);
/* The document of @reading at @position, counted as intake counts: those of the message, then those of the
 * forward inside it. NULL: none. Borrowed. */
const ReadingDocument *case_document_at(const Reading *reading, int position);
/* Settles @c, for @cause; then nothing holds back the ladder of its obligation but another case. */
void case_close(Store *store, const Case *c, const char *outcome, const char *cause);
/* The same by the office; then nothing holds back the ladder of its obligation but another case. Always TRUE.
 */
gboolean case_file_settle(CaseFile *file, const char *outcome);

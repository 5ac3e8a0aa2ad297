/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a mail taken apart: what its sender wrote, what they quoted, what they forwarded. */
#pragma once
#include "reader/reading.h"

typedef struct {
  char *own;       /* without quote and signature */
  char *forwarded; /* the text of an inline forward, or NULL */
  ReadingAddress from;
  char *subject, *date; /* of the forward, as its lines say; "" if they do not */
} QuoteParts;

/* Whether a subject begins with FW:, Fwd: or the like. */
gboolean quote_subject_forwards(const char *subject);
/* @forwards: the subject says so; Outlook's block of header lines is then a forward and not a quote. */
void quote_split(const char *text, gboolean forwards, QuoteParts *parts);
void quote_parts_clear(QuoteParts *parts);

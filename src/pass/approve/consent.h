/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether somebody said yes. Pure: words in, a verdict out. It would rather ask again than take for a yes
 * what is none: a verdict must be plain, in words that are known, with nothing beside it that could take it
 * back. C3.32 */
#pragma once
#include <glib.h>

typedef enum {
  CONSENT_UNSAID, /* other items were spoken of, this one was not */
  CONSENT_YES,
  CONSENT_NO,
  CONSENT_RETURNED, /* given back to be done again */
  CONSENT_UNSURE
} Consent;

/* One of the things that a mail asked about; the first has the number 1. */
typedef struct {
  const char *ref;  /* borrowed */
  const char *name; /* of the person whose it is; borrowed */
  gboolean returns; /* may be given back */
  Consent said;     /* out */
  char *reason;     /* out: of a no, or of what is given back; NULL: none. g_free */
} ConsentItem;

/* Reads @text, what the sender wrote without quote and signature, as the answer to @items. */
void consent_read(const char *text, ConsentItem *items, guint n);

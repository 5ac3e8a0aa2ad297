/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One response of an IMAP server (RFC 3501 7, 9): framed by counted literals, so that nothing inside a
 * message can be taken for what the server says. Inside the room alone. */
#pragma once
#include "base/clock.h"
#include "mail/wire.h"

typedef struct {
  GString *text;       /* the whole response on one line; each literal stands in it as {n} */
  GPtrArray *literals; /* their bytes, GBytes, in order */
} ImapAnswer;

void imap_answer_init(ImapAnswer *answer);
void imap_answer_clear(ImapAnswer *answer);

/* Reads the next response. FAULT_UNREACHABLE when the connection ends in the middle of it, a literal is over
 * @cap bytes, or its length is no number. */
gboolean imap_answer_read(ImapAnswer *answer, Wire *wire, guint64 cap, GError **error);

/* What a FETCH response says of one message. */
typedef struct {
  guint32 uid;       /* 0: not said */
  gint64 size;       /* RFC822.SIZE; -1: not said */
  Instant arrival;   /* INTERNALDATE; INSTANT_NONE: not said, or no date */
  gboolean has_body; /* BODY[] was said, be it NIL */
  GBytes *body;      /* or NULL */
} ImapFetch;

void imap_fetch_clear(ImapFetch *fetch);
/* Reads "(…)" of a FETCH response that begins at @at within @answer's text; FALSE when it is malformed. */
gboolean imap_fetch_parse(ImapFetch *fetch, const ImapAnswer *answer, const char *at);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Composes one message: headers that cannot be injected, a text and an HTML part that say the same,
 * attachments. The same values give the same bytes. Does not know who it is for. */
#pragma once
#include "base/clock.h"

typedef struct {
  char *name; /* the file's name */
  char *type; /* "application/pdf" */
  GBytes *bytes;
  char *cid; /* a picture that the HTML part shows as "cid:..." (RFC 2392), without brackets; NULL: a file */
} Attachment;

Attachment *attachment_new(const char *name, const char *type, GBytes *bytes);
Attachment *attachment_new_shown(const char *name, const char *type, GBytes *bytes, const char *cid);
void attachment_free(Attachment *attachment);

typedef struct {
  const char *from;      /* "Name <address>" */
  const char *const *to; /* addresses; shown */
  const char *const *cc; /* or NULL */
  const char *reply_to;  /* or NULL */
  const char *subject;
  const char *message_id; /* without brackets */
  Instant date;
  const char *in_reply_to;       /* without brackets, or NULL */
  const char *const *references; /* or NULL */
  const char *text;
  const char *html;
  const char *const *headers; /* name, value, name, value ..., NULL */
  GPtrArray *attachments;     /* of Attachment, or NULL */
  const char *calendar;       /* an iCalendar object with CRLF, which calendars take in (RFC 6047), or NULL */
  const char *method;         /* its METHOD */
  gboolean replied;           /* Auto-Submitted: auto-replied instead of auto-generated */
} Mail;

/* Once in a process, before the first mail. */
void compose_start(void);
/* @bytes, which compose() made, for another reader: with @to as its only address, @message_id and the date of
 * @at. */
GBytes *compose_again(GBytes *bytes, const char *to, const char *message_id, Instant at, const Clock *clock);
/* The bytes, CRLF, no line over 998 bytes; FAULT_DATA when a value cannot be sent (a control character in an
 * address, a calendar whose METHOD is another). */
GBytes *compose(const Mail *mail, const Clock *clock, GError **error);

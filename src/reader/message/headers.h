/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headers of a message as values of a reading. In the child alone. */
#pragma once
#include "reader/reading.h"
#include <gmime/gmime.h>

/* A copy of the message that gmime may be trusted with: lines end in LF or CRLF (RFC 5322 2.3; where
 * most end in a bare CR they are made good), an mbox "From " line is gone, header fields beyond 64 KiB, 1,000
 * lines or 256 KiB in all are left out, and address fields with more than 200 colons or parentheses, whose
 * nesting overflows gmime's stack, are no address fields any more. */
GByteArray *headers_prepare(const guint8 *bytes, gsize n);
/* The message with its tree of parts, out of what headers_prepare() makes of it; NULL when there is nothing.
 */
GMimeMessage *headers_parse(const guint8 *bytes, gsize n);
/* Whether the bytes begin with at least two header fields, one of them a usual one; a single one is enough
 * for a file whose @name is a mail's (.eml and their like). */
gboolean headers_look_like_mail(const guint8 *bytes, gsize n, const char *name);

/* Fills from, subject, date, message_id, in_reply_to, references, to, received, authentication. */
void headers_read(GMimeMessage *message, Reading *reading);
/* The first @name as decoded, cleaned text; "" if there is none. g_free. */
char *headers_get(GMimeObject *object, const char *name);
/* RFC 3339 with the offset as written, "" for what is no date. g_free. */
char *headers_date(const char *text);
/* The topmost Authentication-Results (RFC 8601): the worst of several results of one method; a DMARC pass for
 * another domain than @from's is "mismatch". */
void headers_authentication(const char *value, const char *from, ReadingAuthentication *authentication);
/* "Name <address>", "Name [mailto:address]" or a bare address, as clients write it into a text. */
void headers_mailbox(const char *text, ReadingAddress *address);

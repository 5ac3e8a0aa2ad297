/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports about mail of ours: RFC 3464 delivery status, and what servers say in prose. */
#pragma once
#include "reader/reading.h"

/* Adds a bounce for each recipient group of a message/delivery-status body. */
void bounce_read_status(Reading *reading, const char *body);
/* What the returned original, or its headers, say of it: its Message-ID goes to references, its refs to refs.
 */
void bounce_read_original(Reading *reading, const char *headers);
/* The only address that the original was sent to, as its @headers say; NULL when there are none or several.
 */
char *bounce_sent_to(const char *headers);

/* Adds what prose says of recipients that no status names: who (@failed: Exim's X-Failed-Recipients, or NULL;
 * @sent_to: whom the original went to, when the prose names nobody; or NULL), why, and a status. @delayed:
 * the server still tries. */
void bounce_read_prose(Reading *reading, const char *text, const char *failed, const char *sent_to,
                       gboolean delayed);

/* The first enhanced status code (RFC 3463) in @text, "" if there is none; g_free. */
char *bounce_status_in(const char *text);
/* The same, else what its reply code and its words mean, else x.0.0: 4 if @delayed and 5 if not. g_free. */
char *bounce_status_of(const char *text, gboolean delayed);
/* Whether @line begins with a reply code of SMTP that refuses (RFC 5321 4.2). */
gboolean bounce_is_reply(const char *line);

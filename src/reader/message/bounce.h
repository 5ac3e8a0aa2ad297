/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports about mail of ours: RFC 3464 delivery status, and what servers say in prose. */
#pragma once
#include "reader/reading.h"

/* Adds a bounce for each recipient group of a message/delivery-status body. */
void bounce_read_status(Reading *reading, const char *body);
/* Adds what prose says: recipients (@failed: Exim's X-Failed-Recipients, or NULL), a status code, a line of
 * diagnosis. @delayed: the server still tries. */
void bounce_read_prose(Reading *reading, const char *text, const char *failed, gboolean delayed);
/* What the returned original, or its headers, say of it: its Message-ID goes to references, its refs to refs.
 */
void bounce_read_original(Reading *reading, const char *headers);

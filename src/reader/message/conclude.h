/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last values of a reading: what its sender said, what it forwards, its refs and links, its kind. */
#pragma once
#include "reader/message/report.h"
#include "reader/reading.h"
#include <gmime/gmime.h>

enum { FORWARDS_LIMIT = 3 }; /* mails in mails */

/* From @message's headers, @text (all that its bodies say) and what @reading has of documents, calendar and
 * reports. @report: what its parts say; @depth: of mails in mails. */
void conclude(Reading *reading, GMimeMessage *message, Report *report, const char *text, guint depth);
/* The refs alone, the strongest place first: the documents, then subject and addresses, then @text. */
void conclude_refs(Reading *reading, const char *text);
/* Adds the links in what the sender wrote of @text, another form of the same mail. */
void conclude_links(Reading *reading, const char *text);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports that go out by themselves: to each holder of their roles what that holder may see, once a week,
 * month, term or year, in the digest of that day if there is one. Never one that says nothing, or nothing
 * new. C1.23, C1.33, C5.15 */
#pragma once
#include "pass/engine.h"
#include <jansson.h>

/* Adds the reports that are due for @reader (0: the office) to a digest's @context, and notes that they were
 * told. Their workbooks, of Attachment; empty: none is due. NULL and @error when one cannot be written. In
 * the transaction of the digest. */
GPtrArray *report_mail_join(Engine *engine, gint64 reader, json_t *context, GError **error);
/* After the digests: a mail of their own for those who got none today. The same errors. */
gboolean report_mail(Engine *engine, GError **error);
/* When a report will next be due by the clock; INSTANT_NONE: never in this year. */
Instant report_mail_next(Engine *engine);

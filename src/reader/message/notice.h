/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices about mail as JSON, which sending services mail to who asked for them. */
#pragma once
#include "reader/message/report.h"
#include "reader/reading.h"

/* When @text is such a notice (Amazon SES, by way of SNS or not), its recipients go to @reading's bounces,
 * the original's Message-ID to its references, and what it reports to @report. Else nothing changes. */
void notice_read(Reading *reading, const char *text, Report *report);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind of message it is, above all whether a human wrote it. */
#pragma once
#include "reader/reading.h"
#include <gmime/gmime.h>

/* One of the kinds of the contract, static. @report: the report-type of a multipart/report, or NULL. @text:
 * the whole text, quote included. The rest of @reading must be filled. */
const char *kind_of(GMimeMessage *message, const Reading *reading, const char *report, const char *text);

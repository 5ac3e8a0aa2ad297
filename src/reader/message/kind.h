/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind of message it is, above all whether a human wrote it. */
#pragma once
#include "reader/message/report.h"
#include "reader/reading.h"
#include <gmime/gmime.h>

/* One of the kinds of the contract, static. @text: the whole text, quote included. The rest of @reading must
 * be filled. */
const char *kind_of(GMimeMessage *message, const Reading *reading, const Report *report, const char *text);
/* Of a mail that is about delivery, "bounce", "delay" or, of what arrived, "read-receipt", as its bounces
 * say;
 * @kind where there are none. */
const char *kind_by_actions(const Reading *reading, const char *kind);

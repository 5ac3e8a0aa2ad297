/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar parts of a message (RFC 5545, 5546). */
#pragma once
#include "reader/reading.h"

void invitation_start(void); /* once, before lock-down */
/* Adds the events of an iCalendar text to @reading->calendar: at most 200, none expanded. FALSE when it is no
 * calendar. */
gboolean invitation_read(Reading *reading, const char *text, gsize n);

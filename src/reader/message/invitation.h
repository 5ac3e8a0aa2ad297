/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar parts of a message (RFC 5545, 5546). */
#pragma once
#include "reader/reading.h"

void invitation_start(void); /* once, before lock-down */
/* Adds the events of an iCalendar text to @reading->calendar: at most 200, a series one
 * of them, with the starts of its first 400 instances. FALSE when it is no calendar. */
gboolean invitation_read(Reading *reading, const char *text, gsize n);

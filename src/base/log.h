/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log, one line each on stderr, with "<n>" levels under systemd. Sentences, by g_warning and g_message,
 * are for people. Events, by g_info, are "event=WORD key=value ...", with message=, outbox= and case= for
 * whatever they concern: the daemon writes them, other commands only with -v. Names, addresses, bodies and
 * tokens are written at debug level alone. */
#pragma once
#include <glib.h>

typedef enum { LOG_QUIET = -1, LOG_NORMAL = 0, LOG_EVENTS = 1, LOG_VERBOSE = 2 } LogLevel;

void log_start(LogLevel level);

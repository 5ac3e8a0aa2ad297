/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log: g_message, g_warning and g_debug of GLib, one line each on stderr, with "<n>" levels under
 * systemd. Names, bodies and tokens are written at debug level alone. */
#pragma once
#include <glib.h>

typedef enum { LOG_QUIET = -1, LOG_NORMAL = 0, LOG_VERBOSE = 1 } LogLevel;

void log_start(LogLevel level);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditional requests (RFC 9110 13) and the dates of HTTP (5.6.7). */
#pragma once
#include <glib.h>

/* Whether a list of If-None-Match names @etag, weak ones too, or is "*". */
gboolean condition_names(const char *list, const char *etag);
/* Whether what changed at @modified (seconds since 1970) has not changed since the date @since; a bad date
 * says no. */
gboolean condition_unchanged_since(const char *since, gint64 modified);
/* "Tue, 06 Oct 2026 09:00:00 GMT"; g_free. */
char *condition_date(gint64 seconds);

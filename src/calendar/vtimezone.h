/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A VTIMEZONE (RFC 5545 3.6.5) of two yearly rules since 1970, the one form that all calendar programs read
 * rightly. */
#pragma once
#include <glib.h>

/* The component as text with CRLF, from the footer (RFC 8536 3.3) of the system's file of @zone; g_free.
 * FAULT_CONFIG if the zone is unknown, or if its rules cannot be written so. */
char *vtimezone_write(const char *zone, GError **error);
/* The same from a footer such as "GMT0BST,M3.5.0/1,M10.5.0"; NULL if it cannot be written. g_free. */
char *vtimezone_from_footer(const char *zone, const char *footer);

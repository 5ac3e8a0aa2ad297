/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as mail programs write them into a text. */
#pragma once

/* "Monday, 5 October 2026 09:12", "05/10/2026 9:12 AM", "lundi 5 octobre 2026": RFC 3339, without an offset
 * where none is said; "" for what is no date. Of numbers alone the day comes first. g_free. */
char *said_date(const char *text);

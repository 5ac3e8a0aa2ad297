/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of spreadsheets as text: what a number format makes a date, and which date. */
#pragma once
#include <glib.h>

typedef enum {
  NUMBER_PLAIN = 0,
  NUMBER_DATE = 1,
  NUMBER_TIME = 2,
  NUMBER_MOMENT = 3,
  NUMBER_SPAN = 4
} NumberKind;

/* What a format code such as "dd/mm/yyyy" shows (ISO/IEC 29500-1 18.8.31). */
NumberKind number_kind_of_code(const char *code);
/* The same for the numbers below 164 that stand for built-in codes (18.8.30). */
NumberKind number_kind_of_id(gint64 id);
/* @raw, a number as the file writes it, as text: a date YYYY-MM-DD, with THH:MM (:SS) if it has a time; a
 * time HH:MM; a plain number to 15 digits. @epoch1904: day 0 is 1904-01-01. What is no number comes back as
 * it is. g_free. */
char *number_text(const char *raw, NumberKind kind, gboolean epoch1904);
/* An ISO 8601 date or time of day, said in the same way: without fractions, zero seconds and a time of
 * midnight. g_free. */
char *number_iso_text(const char *iso);

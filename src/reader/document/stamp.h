/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates, times and durations as meeting programs write them, each in the order of the country that its reader
 * lives in. Which order that is, is concluded from all stamps of a report together, or not at all: no stamp
 * is ever guessed. */
#pragma once
#include <glib.h>

typedef enum { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST } DateOrder;

/* One stamp as it is written. */
typedef struct {
  int year, first, second;     /* of the date; first and second are month and day once @certain */
  int seconds;                 /* since midnight, -1: none stated */
  gboolean dated, certain;     /* has a date; its order is stated (ISO, a month's name, dots) */
  gboolean half_days;          /* with AM or PM */
  gboolean comma;              /* between date and time, as browsers write it */
  gboolean padded, bare_first; /* the second number is "04" and the first has one digit: 5/04/2026 */
} Stamp;

/* FALSE when @text is no date, no time and no date with a time. */
gboolean stamp_parse(const char *text, Stamp *stamp);

/* What the stamps of one report say about their order. Begins as all zero. */
typedef struct {
  gboolean not_day_first, not_month_first;
} DateEvidence;
void date_evidence_hear(DateEvidence *evidence, const Stamp *stamp);
/* The two ends of one stay, which lasts less than a day in whichever order is right. */
void date_evidence_hear_stay(DateEvidence *evidence, const Stamp *from, const Stamp *to);
/* ORDER_UNKNOWN when neither order is ruled out, or both are. */
DateOrder date_evidence_order(const DateEvidence *evidence);

/* Seconds since 1970 on the clock on the wall, -1 when it has no time or is no date in that order; a stamp
 * without a date lies on 1 January 1970. ORDER_UNKNOWN counts as day first: good for differences alone. */
gint64 stamp_seconds(const Stamp *stamp, DateOrder order);
/* YYYY-MM-DDTHH:MM:SS, less what is not stated; NULL when the order is not known or it has no date. g_free.
 */
char *stamp_format(const Stamp *stamp, DateOrder order);

/* Seconds of "1h 2m 3s", "52 min", "1 hr 5 min", "01:02:03"; a bare number is minutes. -1: it is none. */
gint64 duration_parse(const char *text);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On which days reports are mailed. Mails nothing. */
#pragma once
#include "pass/engine.h"

/* One time in the year that a report is due. */
typedef struct {
  Day day;         /* a working day of the partnership */
  char period[24]; /* what it stands for: "2026-10-05", "2026-10", "2026-27.autumn", "2026-27" */
} ReportTime;

/* The times of @every in @year, in order: of ReportTime. week, month: the first working day of each; term:
 * the fifth working day before its last day, while the next can still be planned by it; year: the same of the
 * last term. */
GArray *report_times(Engine *engine, const Year *year, const char *every);
/* The latest of @times that has come by @today. What is missed by a fortnight is past; a week's is past the
 * next day, for the next one says the same. NULL: none. Borrowed. */
const ReportTime *report_time_now(const GArray *times, const char *every, Day today);
/* The first after @today; NULL: none. Borrowed. */
const ReportTime *report_time_next(const GArray *times, Day today);

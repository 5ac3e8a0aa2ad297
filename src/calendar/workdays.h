/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working days: Monday to Friday, less bank holidays of the region and days that the partnership or a school
 * is closed. Every count can be shown day by day. C1.19, doc/schemes.md. */
#pragma once
#include "base/day.h"

typedef struct BankHolidays BankHolidays;

/* All regions from @directory (REGION.ics). Beyond their last year dates are computed and provisional.
 * FAULT_CONFIG. */
BankHolidays *bank_holidays_load(const char *directory, GError **error);
void bank_holidays_free(BankHolidays *holidays);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BankHolidays, bank_holidays_free)
/* The file at @path, an office's own, speaks for every year in which it lists a holiday: the dates shipped
 * for those years are dropped. A @region that was not known becomes known. Before calendars are made.
 * FAULT_CONFIG. */
gboolean bank_holidays_override(BankHolidays *holidays, const char *region, const char *path, GError **error);
/* The holiday's name, or NULL; *provisional when it was computed. @region: "england-and-wales", "scotland",
 * "northern-ireland". */
const char *bank_holidays_on(const BankHolidays *holidays, const char *region, Day day,
                             gboolean *provisional);
gboolean bank_holidays_region(const BankHolidays *holidays, const char *region); /* is it known */
/* The last day of the last published year; DAY_NONE for an unknown region. */
Day bank_holidays_known_until(const BankHolidays *holidays, const char *region);

typedef struct WorkCalendar WorkCalendar;

WorkCalendar *work_calendar_new(const BankHolidays *holidays, const char *region); /* @holidays is borrowed */
void work_calendar_free(WorkCalendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WorkCalendar, work_calendar_free)
/* @from to @to, both included. */
void work_calendar_close(WorkCalendar *calendar, Day from, Day to, const char *why);

/* Whether @day counts; *why (g_free, may be NULL) says why not, or "working day"; provisional dates say so.
 */
gboolean work_calendar_counts(const WorkCalendar *calendar, Day day, char **why);
/* The @n-th working day after @day (n > 0), before it (n < 0), or @day itself or the next one that counts (n
 * = 0). DAY_NONE when there is none within reach: closed for ten years on end, or beyond the year 9999. */
Day work_calendar_add(const WorkCalendar *calendar, Day day, int n);
/* How many working days lie after @from up to and including @to; 0 when @to is not after @from. */
int work_calendar_between(const WorkCalendar *calendar, Day from, Day to);

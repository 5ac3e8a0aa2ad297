/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A local date without a zone, counted in days since 1970-01-01. Knows weekdays and months, not working days.
 */
#pragma once
#include <glib.h>

typedef gint32 Day;
#define DAY_NONE G_MININT32

/* 1 is Monday, 7 is Sunday. */
int day_weekday(Day day);
Day day_from_ymd(int year, int month, int dom); /* DAY_NONE if there is no such day */
void day_to_ymd(Day day, int *year, int *month, int *dom);
Day day_parse(const char *text); /* YYYY-MM-DD and nothing else; DAY_NONE otherwise */
char *day_format(Day day);       /* YYYY-MM-DD; free with g_free */
char *day_words(Day day);        /* "Tuesday 6 October 2026" */

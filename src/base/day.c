/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of the Gregorian calendar as day numbers. Does not know zones, clocks or holidays. */
#include "base/day.h"
#include <stdio.h>
#include <string.h>

/* The Julian day number (as GDate counts) of 1970-01-01. */
#define EPOCH_JULIAN 719163

int
day_weekday(Day day)
{
  int r = (int) (((gint64) day + 3) % 7); /* 1970-01-01 was a Thursday */
  return (r < 0 ? r + 7 : r) + 1;
}

Day
day_from_ymd(int year, int month, int dom)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12 || dom < 1 || dom > 31 ||
      !g_date_valid_dmy((GDateDay) dom, (GDateMonth) month, (GDateYear) year))
    return DAY_NONE;
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, (GDateDay) dom, (GDateMonth) month, (GDateYear) year);
  return (Day) g_date_get_julian(&date) - EPOCH_JULIAN;
}

void
day_to_ymd(Day day, int *year, int *month, int *dom)
{
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_julian(&date, (guint32) (day + EPOCH_JULIAN));
  *year = g_date_get_year(&date);
  *month = (int) g_date_get_month(&date);
  *dom = g_date_get_day(&date);
}

Day
day_parse(const char *text)
{
  if (!text || strlen(text) != 10 || text[4] != '-' || text[7] != '-')
    return DAY_NONE;
  for (int i = 0; i < 10; i++)
    if (i != 4 && i != 7 && !g_ascii_isdigit(text[i]))
      return DAY_NONE;
  return day_from_ymd((int) g_ascii_strtoll(text, NULL, 10), (int) g_ascii_strtoll(text + 5, NULL, 10),
                      (int) g_ascii_strtoll(text + 8, NULL, 10));
}

char *
day_format(Day day)
{
  int y, m, d;
  day_to_ymd(day, &y, &m, &d);
  return g_strdup_printf("%04d-%02d-%02d", y, m, d);
}

char *
day_words(Day day)
{
  static const char *const weekdays[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                          "Friday", "Saturday", "Sunday" };
  static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"
  };
  int y, m, d;
  day_to_ymd(day, &y, &m, &d);
  return g_strdup_printf("%s %d %s %d", weekdays[day_weekday(day) - 1], d, months[m - 1], y);
}

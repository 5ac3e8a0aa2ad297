/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading stamps piece by piece. Knows neither reports nor people. */
#include "reader/document/stamp.h"
#include "base/day.h"
#include <string.h>

#define DAY_SECONDS 86400
#define LONGEST 100 /* bytes of a text that may be a stamp */

/* A lower-case copy with plain blanks: newer programs write a narrow one before AM. */
static gboolean
plain(const char *text, char out[LONGEST])
{
  gsize n = 0;
  for (const char *p = text; *p && n + 1 < LONGEST; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == 0x202f || c == 0xa0 || c == 0x2009)
      c = ' ';
    if (c == 0x200e || c == 0x200f)
      continue;
    if (c >= 0x80)
      return FALSE;
    out[n++] = g_ascii_tolower((char) c);
  }
  out[n] = 0;
  g_strstrip(out);
  return n && n + 1 < LONGEST;
}

static int
take_number(const char **p, guint most)
{
  int value = 0;
  guint digits = 0;
  for (; g_ascii_isdigit(**p) && digits < most; digits++, ++*p)
    value = value * 10 + (**p - '0');
  return digits && !g_ascii_isdigit(**p) ? value : -1;
}

static int
take_month(const char **p)
{
  static const char *const months[] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"
  };
  gsize n = 0;
  while (g_ascii_isalpha((*p)[n]))
    n++;
  for (int i = 0; n >= 3 && i < 12; i++)
    if (n <= strlen(months[i]) && !strncmp(*p, months[i], n)) {
      *p += n;
      *p += **p == '.';
      return i + 1;
    }
  return 0;
}

static void
skip(const char **p, const char *set)
{
  *p += strspn(*p, set);
}

static int
full_year(int year, guint digits)
{
  return digits == 2 ? 2000 + year : digits == 4 ? year : -1;
}

/* "Oct 6, 2026", "6 October 2026", "06-Oct-26": the order is said. */
static gboolean
take_named_date(const char **p, Stamp *stamp)
{
  int month = take_month(p), dom;
  skip(p, " -");
  dom = take_number(p, 2);
  skip(p, " ,-");
  if (!month) {
    month = take_month(p);
    skip(p, " ,-");
  }
  const char *start = *p;
  int year = take_number(p, 4);
  stamp->year = full_year(year, (guint) (*p - start));
  stamp->first = month;
  stamp->second = dom;
  stamp->certain = TRUE;
  return month && dom > 0 && stamp->year > 0;
}

/* "2026-10-06", "06/10/2026", "6.10.26": three numbers with the same mark between them. */
static gboolean
take_numbered_date(const char **p, Stamp *stamp)
{
  const char *start = *p;
  int a = take_number(p, 4);
  gsize wide = (gsize) (*p - start);
  char mark = **p;
  if (a < 0 || !mark || !strchr("-/.", mark))
    return FALSE;
  const char *second = ++*p;
  int b = take_number(p, 2);
  gsize width = (gsize) (*p - second);
  if (b < 0 || **p != mark)
    return FALSE;
  const char *third = ++*p;
  int c = take_number(p, 4);
  gsize last = (gsize) (*p - third);
  if (c < 0 || (wide != 4 && wide > 2))
    return FALSE;
  stamp->certain = wide == 4 || mark == '.';
  stamp->year = wide == 4 ? a : full_year(c, (guint) last);
  stamp->first = wide == 4 || mark == '.' ? b : a;
  stamp->second = wide == 4 ? c : mark == '.' ? a : b;
  stamp->bare_first = wide == 1;
  stamp->padded = width == 2 && *second == '0';
  return stamp->year > 0;
}

/* "09:01", "9:01:22 am", "9.01 p.m."; leaves *p behind it. */
static gboolean
take_time(const char **p, Stamp *stamp)
{
  int hours = take_number(p, 2), minutes = -1, seconds = 0;
  if (hours >= 0 && **p == ':') {
    ++*p;
    minutes = take_number(p, 2);
  }
  if (minutes >= 0 && **p == ':') {
    ++*p;
    seconds = take_number(p, 2);
  }
  if (**p == '.' && g_ascii_isdigit((*p)[1])) /* fractions */
    *p += 1 + strspn(*p + 1, "0123456789");
  skip(p, " ");
  char half = **p;
  if ((half == 'a' || half == 'p') && strchr("m.", (*p)[1])) {
    skip(p, "apm.");
    stamp->half_days = TRUE;
    if (hours < 1 || hours > 12)
      return FALSE;
    hours = hours % 12 + (half == 'p' ? 12 : 0);
  } else if (half == 'z' && !(*p)[1]) {
    ++*p;
  }
  stamp->seconds = hours * 3600 + minutes * 60 + seconds;
  return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60;
}

gboolean
stamp_parse(const char *text, Stamp *stamp)
{
  char copy[LONGEST];
  *stamp = (Stamp){ .seconds = -1 };
  if (!plain(text, copy))
    return FALSE;
  const char *p = copy, *start = copy;
  stamp->dated = take_numbered_date(&p, stamp);
  if (!stamp->dated) {
    p = start;
    stamp->dated = take_named_date(&p, stamp);
  }
  if (!stamp->dated) {
    p = start;
    *stamp = (Stamp){ .seconds = -1 };
    return take_time(&p, stamp) && !*p;
  }
  if (!*p)
    return TRUE;
  stamp->comma = *p == ',';
  start = p;
  skip(&p, ", t");
  return p > start && take_time(&p, stamp) && !*p;
}

static Day
day_of(const Stamp *stamp, DateOrder order)
{
  gboolean month_first = stamp->certain || order == ORDER_MONTH_FIRST;
  return day_from_ymd(stamp->year, month_first ? stamp->first : stamp->second,
                      month_first ? stamp->second : stamp->first);
}

/* Besides impossible dates two notations speak: a browser in American English always writes AM or PM, and
 * nobody writes a month in one digit before a day with a nought. */
void
date_evidence_hear(DateEvidence *evidence, const Stamp *stamp)
{
  if (!stamp->dated || stamp->certain)
    return;
  gboolean wall_clock = stamp->comma && stamp->seconds >= 0 && !stamp->half_days;
  evidence->not_day_first |= day_of(stamp, ORDER_DAY_FIRST) == DAY_NONE;
  evidence->not_month_first |=
      day_of(stamp, ORDER_MONTH_FIRST) == DAY_NONE || wall_clock || (stamp->bare_first && stamp->padded);
}

static gboolean
is_one_stay(const Stamp *from, const Stamp *to, DateOrder order)
{
  gint64 start = stamp_seconds(from, order), end = stamp_seconds(to, order);
  return start >= 0 && end >= start && end - start < DAY_SECONDS;
}

void
date_evidence_hear_stay(DateEvidence *evidence, const Stamp *from, const Stamp *to)
{
  if (!from->dated || !to->dated || from->certain || to->certain || from->seconds < 0 || to->seconds < 0)
    return;
  gboolean by_day = is_one_stay(from, to, ORDER_DAY_FIRST),
           by_month = is_one_stay(from, to, ORDER_MONTH_FIRST);
  evidence->not_day_first |= by_month && !by_day;
  evidence->not_month_first |= by_day && !by_month;
}

DateOrder
date_evidence_order(const DateEvidence *evidence)
{
  if (evidence->not_day_first == evidence->not_month_first)
    return ORDER_UNKNOWN;
  return evidence->not_day_first ? ORDER_MONTH_FIRST : ORDER_DAY_FIRST;
}

gint64
stamp_seconds(const Stamp *stamp, DateOrder order)
{
  Day day = stamp->dated ? day_of(stamp, order) : 0;
  if (stamp->dated && day == DAY_NONE && order == ORDER_UNKNOWN)
    day = day_of(stamp, ORDER_MONTH_FIRST);
  return day == DAY_NONE || stamp->seconds < 0 ? -1 : (gint64) day * DAY_SECONDS + stamp->seconds;
}

char *
stamp_format(const Stamp *stamp, DateOrder order)
{
  if (!stamp->dated || (!stamp->certain && order == ORDER_UNKNOWN))
    return NULL;
  Day day = day_of(stamp, order);
  if (day == DAY_NONE)
    return NULL;
  g_autofree char *date = day_format(day);
  if (stamp->seconds < 0)
    return g_steal_pointer(&date);
  return g_strdup_printf("%sT%02d:%02d:%02d", date, stamp->seconds / 3600, stamp->seconds / 60 % 60,
                         stamp->seconds % 60);
}

/* "01:02:03", "1:02": as clocks count, hours first. */
static gint64
clock_duration(const char *p)
{
  gint64 parts[3] = { 0 };
  guint n = 0;
  for (; n < 3; n++) {
    parts[n] = take_number(&p, 4);
    if (parts[n] < 0 || *p != ':')
      break;
    p++;
  }
  gboolean good = n >= 1 && n < 3 && !*p && parts[n] >= 0 && parts[1] < 60 && parts[2] < 60;
  return good ? parts[0] * 3600 + parts[1] * 60 + parts[2] : -1;
}

gint64
duration_parse(const char *text)
{
  char copy[LONGEST];
  if (!plain(text, copy))
    return -1;
  if (strchr(copy, ':'))
    return clock_duration(copy);
  double seconds = 0;
  for (const char *p = copy; *p;) {
    char *end = NULL;
    double number = g_ascii_isdigit(*p) ? g_ascii_strtod(p, &end) : -1;
    if (number < 0 || number > 1e6)
      return -1;
    p = end;
    skip(&p, " ");
    if (*p && !strchr("hmsd", *p))
      return -1;
    seconds += number * (*p == 'h' ? 3600 : *p == 's' ? 1 : *p == 'd' ? DAY_SECONDS : 60);
    while (g_ascii_isalpha(*p) || *p == '.')
      p++;
    skip(&p, " ,");
  }
  return (gint64) (seconds + 0.5);
}

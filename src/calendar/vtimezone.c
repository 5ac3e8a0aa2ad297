/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VTIMEZONE out of the system's zone files. Writes today's rules as if they had held since 1970: feeds do not
 * reach back to years with others. */
#include "config.h" /* memrchr */

#include "base/day.h"
#include "base/fault.h"
#include "calendar/vtimezone.h"
#include <string.h>

#define DAY_SECONDS 86400
#define MAGIC "TZif"
#define HEADER_SIZE 44

/* Mm.w.d/time: weekday d (0 is Sunday) of week w (5: the last) in month m, at so many seconds by the clock
 * until then. */
typedef struct {
  int month, week, weekday, time;
} Change;

typedef struct {
  char *name;
  int offset; /* seconds east of UTC */
} Period;

static gboolean
read_number(const char **at, int low, int high, int *value)
{
  int number = 0;
  const char *p = *at;
  for (; g_ascii_isdigit(*p) && p - *at < 4; p++)
    number = number * 10 + (*p - '0');
  if (p == *at || number < low || number > high)
    return FALSE;
  *at = p;
  *value = number;
  return TRUE;
}

static gboolean
skip(const char **at, char c)
{
  if (**at != c)
    return FALSE;
  ++*at;
  return TRUE;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static gboolean
read_time(const char **at, int *seconds)
{
  int hours, minutes = 0, rest = 0, sign = 1;
  if (skip(at, '-'))
    sign = -1;
  else
    skip(at, '+');
  if (!read_number(at, 0, 167, &hours))
    return FALSE;
  if (skip(at, ':') && !read_number(at, 0, 59, &minutes))
    return FALSE;
  if (skip(at, ':') && !read_number(at, 0, 59, &rest))
    return FALSE;
  *seconds = sign * (hours * 3600 + minutes * 60 + rest);
  return TRUE;
}

/* A name of letters, or of letters, digits and signs between < and >. */
static char *
read_name(const char **at)
{
  gboolean quoted = skip(at, '<');
  const char *start = *at;
  while (g_ascii_isalpha(**at) || (quoted && (g_ascii_isdigit(**at) || **at == '+' || **at == '-')))
    ++*at;
  const char *end = *at;
  return end - start >= 3 && (!quoted || skip(at, '>')) ? g_strndup(start, (gsize) (end - start)) : NULL;
}

/* Times outside the day belong to another weekday, which a yearly rule by weekday cannot say: none is read.
 */
static gboolean
read_change(const char **at, Change *change)
{
  change->time = 2 * 3600;
  return skip(at, ',') && skip(at, 'M') && read_number(at, 1, 12, &change->month) && skip(at, '.') &&
         read_number(at, 1, 5, &change->week) && skip(at, '.') && read_number(at, 0, 6, &change->weekday) &&
         (!skip(at, '/') || read_time(at, &change->time)) && change->time >= 0 && change->time < DAY_SECONDS;
}

/* The first day on which @change happened since 1970. */
static Day
first_day(const Change *change)
{
  Day first = day_from_ymd(1970, change->month, 1);
  Day day = first + (change->weekday - day_weekday(first) % 7 + 7) % 7 + 7 * (change->week - 1);
  Day next = change->month == 12 ? day_from_ymd(1971, 1, 1) : day_from_ymd(1970, change->month + 1, 1);
  return day >= next ? day - 7 : day;
}

static void
append_offset(GString *out, const char *name, int offset)
{
  int seconds = ABS(offset);
  g_string_append_printf(out, "%s:%c%02d%02d\r\n", name, offset < 0 ? '-' : '+', seconds / 3600,
                         seconds / 60 % 60);
}

/* @change may be NULL: @to has held for ever. */
static void
append_period(GString *out, const char *kind, const Period *from, const Period *to, const Change *change)
{
  static const char *const weekdays[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };
  g_string_append_printf(out, "BEGIN:%s\r\nTZNAME:%s\r\n", kind, to->name);
  append_offset(out, "TZOFFSETFROM", from->offset);
  append_offset(out, "TZOFFSETTO", to->offset);
  if (change) {
    int year, month, dom;
    day_to_ymd(first_day(change), &year, &month, &dom);
    g_string_append_printf(out, "DTSTART:%04d%02d%02dT%02d%02d%02d\r\n", year, month, dom,
                           change->time / 3600, change->time / 60 % 60, change->time % 60);
    g_string_append_printf(out, "RRULE:FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s\r\n", change->month,
                           change->week == 5 ? -1 : change->week, weekdays[change->weekday]);
  } else {
    g_string_append(out, "DTSTART:19700101T000000\r\n");
  }
  g_string_append_printf(out, "END:%s\r\n", kind);
}

static gboolean
append_periods(GString *out, const char *footer, Period *standard, Period *summer)
{
  const char *p = footer;
  Change begin, end;
  if (!(standard->name = read_name(&p)) || !read_time(&p, &standard->offset))
    return FALSE;
  standard->offset = -standard->offset; /* the footer counts westwards */
  if (!*p) {
    append_period(out, "STANDARD", standard, standard, NULL);
    return TRUE;
  }
  if (!(summer->name = read_name(&p)))
    return FALSE;
  summer->offset = -(standard->offset + 3600);
  if (*p != ',' && !read_time(&p, &summer->offset))
    return FALSE;
  summer->offset = -summer->offset;
  if (!read_change(&p, &begin) || !read_change(&p, &end) || *p)
    return FALSE;
  append_period(out, "DAYLIGHT", standard, summer, &begin);
  append_period(out, "STANDARD", summer, standard, &end);
  return TRUE;
}

char *
vtimezone_from_footer(const char *zone, const char *footer)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_string_append_printf(out, "BEGIN:VTIMEZONE\r\nTZID:%s\r\nX-LIC-LOCATION:%s\r\n", zone, zone);
  Period standard = { 0 }, summer = { 0 };
  gboolean good = append_periods(out, footer, &standard, &summer);
  g_free(standard.name);
  g_free(summer.name);
  g_string_append(out, "END:VTIMEZONE\r\n");
  return good ? g_strdup(out->str) : NULL;
}

/* The last line of a zone file of version 2 or later; NULL if it has none. */
static char *
read_footer(const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size;
  if (!g_file_get_contents(path, &bytes, &size, NULL) || size <= HEADER_SIZE ||
      memcmp(bytes, MAGIC, strlen(MAGIC)) || bytes[strlen(MAGIC)] < '2' || bytes[size - 1] != '\n')
    return NULL;
  bytes[size - 1] = '\0';
  const char *newline = memrchr(bytes, '\n', size - 1);
  return newline ? g_strdup(newline + 1) : NULL;
}

static gboolean
is_zone_name(const char *name)
{
  for (const char *p = name; *p; p++)
    if (!g_ascii_isalnum(*p) && !strchr("_-+/", *p))
      return FALSE;
  return *name && *name != '/';
}

char *
vtimezone_write(const char *zone, GError **error)
{
  const char *directory = g_getenv("TZDIR");
  g_autofree char *path = g_build_filename(directory ? directory : "/usr/share/zoneinfo", zone, NULL);
  g_autofree char *footer = is_zone_name(zone) ? read_footer(path) : NULL;
  if (!footer) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "the time zone \"%s\" has no file %s: use a name such as Europe/London", zone, path);
    return NULL;
  }
  char *text = vtimezone_from_footer(zone, footer);
  if (!text)
    g_set_error(error, FAULT, FAULT_CONFIG,
                "the time zone \"%s\" changes by a rule that calendars cannot be given (%s)", zone, footer);
  return text;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and numbers of spreadsheets. Excel counts a 29 February 1900 that never was; so serials below 60 are
 * a day off. */
#include "reader/workbook/numberformat.h"
#include "base/day.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define EPOCH_1900 (-25569) /* 1899-12-30, in days since 1970 */
#define EPOCH_1904 (-24107)
#define LAST_SERIAL 2958465 /* 9999-12-31 */

/* [h], [mm], [ss]: hours, minutes, seconds that count on. [Magenta] is a colour. */
static gboolean
is_elapsed(const char *bracket)
{
  const char unit = g_ascii_tolower(bracket[1]);
  gsize n = 1;
  while (bracket[n] && g_ascii_tolower(bracket[n]) == unit)
    n++;
  return n > 1 && strchr("hms", unit) && bracket[n] == ']';
}

NumberKind
number_kind_of_code(const char *code)
{
  int kind = NUMBER_PLAIN;
  gboolean minutes = FALSE;
  for (const char *p = code; *p && *p != ';'; p++) {
    switch (g_ascii_tolower(*p)) {
    case '"':
      p = strchr(p + 1, '"');
      if (!p)
        return kind;
      break;
    case '\\':
    case '_':
    case '*': p += p[1] != 0; break;
    case '[':
      if (is_elapsed(p))
        return NUMBER_SPAN;
      p += strcspn(p, "]");
      if (!*p)
        return kind;
      break;
    case 'd':
    case 'y': kind |= NUMBER_DATE; break;
    case 'h':
    case 's': kind |= NUMBER_TIME; break;
    case 'm': minutes = TRUE; break;
    case 'g':
      if (!g_ascii_strncasecmp(p, "general", 7))
        return NUMBER_PLAIN;
      break;
    case '0':
    case '#':
    case '?':
      if (!(kind & NUMBER_TIME)) /* fractions of seconds are written with zeros */
        return NUMBER_PLAIN;
      break;
    default: break;
    }
  }
  return kind == NUMBER_PLAIN && minutes ? NUMBER_DATE : (NumberKind) kind; /* "mmm" alone is a month */
}

NumberKind
number_kind_of_id(gint64 id)
{
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 ||
      id == 58)
    return NUMBER_DATE;
  if (id == 22)
    return NUMBER_MOMENT;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56)
    return NUMBER_TIME;
  return id == 46 ? NUMBER_SPAN : NUMBER_PLAIN;
}

static char *
plain_text(const char *raw, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  if (strlen(raw) <= 15 && !strpbrk(raw, "eE+"))
    return g_strdup(raw);
  if (floor(number) == number && fabs(number) < 1e15)
    return g_strdup(g_ascii_formatd(text, sizeof text, "%.0f", number));
  return g_strdup(g_ascii_formatd(text, sizeof text, "%.15g", number));
}

static char *
clock_text(gint64 seconds, const char *before)
{
  gint64 hours = seconds / 3600, minutes = seconds / 60 % 60;
  if (seconds % 60)
    return g_strdup_printf("%s%02d:%02d:%02d", before, (int) hours, (int) minutes, (int) (seconds % 60));
  return g_strdup_printf("%s%02d:%02d", before, (int) hours, (int) minutes);
}

char *
number_text(const char *raw, NumberKind kind, gboolean epoch1904)
{
  char *end;
  gsize n = strspn(raw, "0123456789.");
  if (kind == NUMBER_PLAIN && n && n <= 15 && !raw[n]) /* most cells */
    return g_strdup(raw);
  double number = g_ascii_strtod(raw, &end);
  if (end == raw || *end)
    return g_strdup(raw);
  if (kind == NUMBER_PLAIN || !(number >= 0 && number < LAST_SERIAL + 1.0))
    return plain_text(raw, number);
  gint64 seconds = (gint64) floor(number * 86400 + 0.5);
  if (kind == NUMBER_SPAN)
    return clock_text(seconds, "");
  if (kind == NUMBER_TIME && seconds < 86400)
    return clock_text(seconds, "");
  gint64 serial = seconds / 86400;
  Day day = (Day) (serial + (epoch1904 ? EPOCH_1904 : EPOCH_1900) + (!epoch1904 && serial < 60));
  g_autofree char *date = day_format(day);
  if (seconds % 86400 == 0)
    return g_steal_pointer(&date);
  g_autofree char *before = g_strconcat(date, "T", NULL);
  return clock_text(seconds % 86400, before);
}

/* "2021-12-31T23:59:59.9" to the nearest second, as spreadsheets show it; NULL when @iso has no fraction. */
static char *
rounded(const char *iso)
{
  int year, month, dom, hours, minutes;
  double seconds;
  if (!strchr(iso, '.') || sscanf(iso, "%4d-%2d-%2dT%2d:%2d", &year, &month, &dom, &hours, &minutes) != 5 ||
      strlen(iso) < 19 || iso[16] != ':')
    return NULL;
  seconds = g_ascii_strtod(iso + 17, NULL);
  Day day = day_from_ymd(year, month, dom);
  if (day == DAY_NONE || hours > 23 || minutes > 59 || !(seconds >= 0 && seconds < 61))
    return NULL;
  int whole = hours * 3600 + minutes * 60 + (int) (seconds + 0.5);
  g_autofree char *date = day_format(day + whole / 86400);
  whole %= 86400;
  return g_strdup_printf("%sT%02d:%02d:%02d", date, whole / 3600, whole / 60 % 60, whole % 60);
}

char *
number_iso_text(const char *iso)
{
  char *text = rounded(iso);
  if (!text)
    text = g_strndup(iso, strcspn(iso, ".Z+"));
  gsize n = strlen(text);
  if (n >= 8 && !strcmp(text + n - 3, ":00") && strchr(text, ':') != text + n - 3)
    text[n - 3] = 0;
  if (g_str_has_suffix(text, "T00:00"))
    text[strlen(text) - 6] = 0;
  return text;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds day, month, year and time in a line, whatever stands around them. Knows months by how they begin, in
 * the languages of the mail programs that quote.c knows. */
#include "reader/message/saiddate.h"
#include "reader/message/headers.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
  int day, month, year, hour, minute, second;
  char zone[8];
} Said;

static const struct {
  const char *begins;
  int month;
} MONTHS[] = {
  { "jan", 1 },
  { "ion", 1 },
  { "ene", 1 },
  { "gen", 1 },
  { "sty", 1 },
  { "f\xc3\xa9v", 2 },
  { "feb", 2 },
  { "fev", 2 },
  { "chw", 2 },
  { "lut", 2 },
  { "mar", 3 },
  { "maw", 3 },
  { "m\xc3\xa4r", 3 },
  { "maa", 3 },
  { "apr", 4 },
  { "avr", 4 },
  { "abr", 4 },
  { "ebr", 4 },
  { "kwi", 4 },
  { "mai", 5 },
  { "may", 5 },
  { "mag", 5 },
  { "mei", 5 },
  { "maj", 5 },
  { "jun", 6 },
  { "juin", 6 },
  { "giu", 6 },
  { "meh", 6 },
  { "cze", 6 },
  { "juil", 7 },
  { "jul", 7 },
  { "lug", 7 },
  { "gor", 7 },
  { "lip", 7 },
  { "aug", 8 },
  { "ao\xc3\xbb", 8 },
  { "ago", 8 },
  { "aws", 8 },
  { "sie", 8 },
  { "sep", 9 },
  { "set", 9 },
  { "med", 9 },
  { "wrz", 9 },
  { "oct", 10 },
  { "okt", 10 },
  { "out", 10 },
  { "ott", 10 },
  { "hyd", 10 },
  { "pa\xc5\xba", 10 },
  { "nov", 11 },
  { "tac", 11 },
  { "lis", 11 },
  { "dec", 12 },
  { "dez", 12 },
  { "d\xc3\xa9"
    "c",
    12 },
  { "dic", 12 },
  { "rha", 12 },
  { "gru", 12 },
  { "des", 12 },
};

static void
take_word(Said *said, const char *word)
{
  gboolean evening = !strcmp(word, "pm") || !strcmp(word, "p.m.");
  for (guint i = 0; !said->month && i < G_N_ELEMENTS(MONTHS); i++)
    if (g_str_has_prefix(word, MONTHS[i].begins))
      said->month = MONTHS[i].month;
  if (evening && said->hour >= 0 && said->hour < 12)
    said->hour += 12;
  if ((!strcmp(word, "am") || !strcmp(word, "a.m.")) && said->hour == 12)
    said->hour = 0;
  if (!strcmp(word, "bst"))
    g_strlcpy(said->zone, "+01:00", sizeof said->zone);
  else if (!*said->zone && (!strcmp(word, "gmt") || !strcmp(word, "utc")))
    g_strlcpy(said->zone, "+00:00", sizeof said->zone);
}

/* "09:12:33", "+0100", "05/10/2026", "2026-10-05", "5": by their separators. */
static void
take_number(Said *said, const char *word)
{
  const char *sign = strpbrk(word, "+-");
  int a = 0, b = 0, c = 0;
  char s = 0, t = 0;
  int n = sscanf(word, "%4d%c%2d%c%4d", &a, &s, &b, &t, &c);
  if (n >= 3 && (s == ':' || (s == '.' && n == 3)) && said->hour < 0) {
    said->hour = a;
    said->minute = b;
    said->second = n == 5 && t == ':' ? c : 0;
  } else if (n == 5 && s == t && strchr("/.-", s) && !said->month) {
    gboolean iso = a > 31;
    said->year = iso ? a : c < 100 ? 2000 + c : c;
    said->month = b;
    said->day = iso ? c : a;
  } else if (n < 3 && a > 31 && !sign) {
    said->year = said->year ? said->year : a;
  } else if (n < 3 && a > 0 && a <= 31 && !said->day) {
    said->day = a;
  }
}

/* An offset, by its sign. */
static gboolean
take_offset(Said *said, const char *word)
{
  const char *sign = strpbrk(word, "+-");
  int hours, minutes = 0;
  char digits[8] = "";
  if (!sign || said->hour < 0 || !g_ascii_isdigit(sign[1]) || (sign > word && g_ascii_isdigit(sign[-1])))
    return FALSE;
  for (const char *p = sign + 1; *p && strlen(digits) < 4; p++)
    if (g_ascii_isdigit(*p))
      digits[strlen(digits)] = *p;
  if (strlen(digits) < 3)
    hours = atoi(digits);
  else {
    hours = atoi(digits) / 100;
    minutes = atoi(digits) % 100;
  }
  if (hours > 14 || minutes > 59)
    return FALSE;
  g_snprintf(said->zone, sizeof said->zone, "%c%02d:%02d", *sign, hours, minutes);
  return TRUE;
}

char *
said_date(const char *text)
{
  Said said = { .hour = -1 };
  g_autofree char *lower = g_utf8_strdown(text, -1);
  g_auto(GStrv) words = g_strsplit_set(lower, " \t,()", 40);
  for (guint i = 0; words[i]; i++) {
    const char *word = words[i];
    if (take_offset(&said, word))
      continue;
    if (g_ascii_isdigit(*word)) {
      take_number(&said, word);
      gsize n = strlen(word);
      if (n > 2 && (g_str_has_suffix(word, "am") || g_str_has_suffix(word, "pm")))
        take_word(&said, word + n - 2);
    } else {
      take_word(&said, word);
    }
  }
  if (said.year < 1970 || said.year > 9999 || said.month < 1 || said.month > 12 || said.day < 1 ||
      said.day > 31)
    return headers_date(text);
  g_autofree char *day = g_strdup_printf("%04d-%02d-%02d", said.year, said.month, said.day);
  if (said.hour < 0 || said.hour > 23 || said.minute < 0 || said.minute > 59 || said.second < 0 ||
      said.second > 59)
    return g_steal_pointer(&day);
  return g_strdup_printf("%sT%02d:%02d:%02d%s", day, said.hour, said.minute, said.second, said.zone);
}

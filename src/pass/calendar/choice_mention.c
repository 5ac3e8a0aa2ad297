/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads letters, numbers, days and hours as one of the dates that were offered. Where two readings differ it
 * says both, and whoever asked takes that for doubt. */
#include "pass/calendar/choice_mention.h"
#include <stdlib.h>
#include <string.h>

/* What is read on the way through one mention. */
typedef struct {
  const Choices *choices;
  const char *const *words;
  guint at;
  guint may; /* the dates that it may still be */
} Reader;

static const char *
word(const Reader *reader)
{
  return reader->words[reader->at] ? reader->words[reader->at] : "";
}

static gboolean
is_any_of(const char *text, const char *const *words)
{
  return *text && g_strv_contains(words, text);
}

static const char *const NOUNS[] = { "option", "date",  "choice",   "session", "slot", "number", "day",
                                     "one",    "event", "training", "meeting", "time", NULL };

static guint
all_of(const Choices *choices)
{
  return (1u << choices->n) - 1;
}

/* The date that was offered as the @number-th. */
static guint
nth(const Choices *choices, int number)
{
  for (guint i = 0; i < choices->n; i++)
    if (choices->dates[i].letter - 'a' + 1 == number)
      return 1u << i;
  return 0;
}

typedef enum { OF_WEEKDAY, OF_DAY, OF_MONTH, OF_YEAR, OF_MINUTE } Part;

static int
part_of(const ChoiceDate *date, Part part)
{
  int year, month, day;
  day_to_ymd(date->day, &year, &month, &day);
  switch (part) {
  case OF_WEEKDAY: return day_weekday(date->day);
  case OF_DAY: return day;
  case OF_MONTH: return month;
  case OF_YEAR: return year;
  case OF_MINUTE: return date->minute;
  }
  return -1;
}

/* The dates of which @part is @value. */
static guint
dates_with(const Choices *choices, Part part, int value)
{
  guint found = 0;
  for (guint i = 0; i < choices->n; i++)
    found |= part_of(&choices->dates[i], part) == value ? 1u << i : 0;
  return found;
}

static void
narrow(Reader *reader, Part part, int value)
{
  reader->may &= dates_with(reader->choices, part, value);
  reader->at++;
}

/* The number of the name that @text is of or begins with, in three letters at least, from 1; 0: none. */
static int
named(const char *text, const char *const *names)
{
  for (int i = 0; strlen(text) >= 3 && names[i]; i++)
    if (g_str_has_prefix(names[i], text) || (!strcmp(text, "weds") && !strcmp(names[i], "wednesday")) ||
        (!strcmp(text, "sept") && !strcmp(names[i], "september")))
      return i + 1;
  return 0;
}

static int
weekday_of(const char *text)
{
  static const char *const names[] = { "monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday",    NULL };
  return named(text, names);
}

static int
month_of(const char *text)
{
  static const char *const names[] = { "january",  "february", "march",  "april",     "may",
                                       "june",     "july",     "august", "september", "october",
                                       "november", "december", NULL };
  return named(text, names);
}

/* "14" or "14th"; 0: no day of a month. */
static int
day_number(const char *text, gboolean *ordinal)
{
  char *end;
  long number = g_ascii_isdigit(*text) ? strtol(text, &end, 10) : 0;
  static const char *const endings[] = { "st", "nd", "rd", "th", NULL };
  *ordinal = number && is_any_of(end, endings);
  return number >= 1 && number <= 31 && (!*end || *ordinal) ? (int) number : 0;
}

/* "14/10", "14.10.2026", "2026-10-14". */
static gboolean
numeric_date(Reader *reader)
{
  static const char pattern[] =
      "^(?:(\\d{4})-(\\d{1,2})-(\\d{1,2})|(\\d{1,2})[/.-](\\d{1,2})(?:[/.-](\\d{2,4}))?)$";
  g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;
  if (!g_regex_match(regex, word(reader), 0, &found))
    return FALSE;
  static const Part parts[] = { OF_YEAR, OF_MONTH, OF_DAY, OF_DAY, OF_MONTH, OF_YEAR };
  guint at = reader->at;
  for (int i = 0; i < (int) G_N_ELEMENTS(parts); i++) {
    g_autofree char *text = g_match_info_fetch(found, i + 1);
    int value = text && *text ? atoi(text) : -1;
    if (value >= 0)
      narrow(reader, parts[i], parts[i] == OF_YEAR && value < 100 ? 2000 + value : value);
  }
  reader->at = at + 1;
  return TRUE;
}

/* "2pm", "14:00", "3.30pm", and "at" before it; "pm" may stand apart. */
static gboolean
clock_time(Reader *reader)
{
  guint at = reader->at;
  if (!strcmp(word(reader), "at"))
    reader->at++;
  g_autoptr(GRegex) regex = g_regex_new("^(\\d{1,2})(?:([:.])(\\d{2}))?(am|pm)?$", 0, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;
  if (g_regex_match(regex, word(reader), 0, &found)) {
    g_autofree char *hour = g_match_info_fetch(found, 1), *minute = g_match_info_fetch(found, 3);
    g_autofree char *half = g_match_info_fetch(found, 4);
    const char *next = reader->words[reader->at + 1];
    const char *apart =
        !(half && *half) && next && (!strcmp(next, "am") || !strcmp(next, "pm")) ? next : NULL;
    const char *of_day = apart ? apart : half ? half : "";
    int hours = atoi(hour), minutes = minute && *minute ? atoi(minute) : 0;
    if (*of_day || (minute && *minute)) {
      hours += !strcmp(of_day, "pm") && hours < 12 ? 12 : 0;
      narrow(reader, OF_MINUTE, hours * 60 + minutes);
      reader->at += apart != NULL;
      return TRUE;
    }
  }
  reader->at = at;
  return FALSE;
}

/* "Tuesday", "Tuesday 14th", "the 14th of October", "Oct 14", "14/10/2026"; a time behind it. */
static gboolean
calendar_day(Reader *reader)
{
  Reader start = *reader;
  gboolean ordinal = FALSE, enough = FALSE, month = FALSE;
  int day = 0;
  for (;; enough = enough || (day && month)) {
    int value;
    if (!strcmp(word(reader), "the") || !strcmp(word(reader), "of")) {
      reader->at++;
    } else if ((value = weekday_of(word(reader)))) {
      narrow(reader, OF_WEEKDAY, value);
      enough = TRUE;
    } else if (!day && numeric_date(reader)) {
      enough = month = TRUE;
      day = -1;
    } else if (!day && (value = day_number(word(reader), &ordinal))) {
      narrow(reader, OF_DAY, value);
      day = value;
    } else if (!month && (value = month_of(word(reader)))) {
      narrow(reader, OF_MONTH, value);
      month = TRUE;
    } else if (month && strlen(word(reader)) == 4 && g_ascii_isdigit(*word(reader))) {
      narrow(reader, OF_YEAR, atoi(word(reader)));
    } else {
      break;
    }
  }
  if (ordinal && !enough) /* "the 2nd" is also a place in the list */
    reader->may |= start.may & nth(reader->choices, day);
  if (enough || ordinal)
    clock_time(reader);
  else
    *reader = start;
  return enough || ordinal;
}

/* Whether the words go on as they do behind a name: "A is fine", not "a problem". */
static gboolean
ends_name(const Reader *reader)
{
  static const char *const after[] = { "please", "is",    "works", "work", "suits", "would", "will",   "for",
                                       "and",    "or",    "only",  "not",  "it",    "looks", "sounds", "yes",
                                       "no",     "then",  "at",    "on",   "if",    "fine",  "best",   "nor",
                                       "seems",  "again", "but",   "too",  "also",  "fits",  "thanks", NULL };
  const char *next = reader->words[reader->at + 1];
  return !next || is_any_of(next, after) || weekday_of(next) || g_ascii_isdigit(*next);
}

/* "b", "2": @called when a noun stands before it, so that it can be nothing else. */
static gboolean
letter_or_number(Reader *reader, gboolean called)
{
  const char *text = word(reader);
  gboolean letter = g_ascii_islower(*text) && !text[1], ordinal;
  int number = letter ? *text - 'a' + 1 : day_number(text, &ordinal);
  if (!number || (!letter && ordinal) || (!called && !ends_name(reader)) ||
      (!called && letter && !nth(reader->choices, number)))
    return FALSE;
  reader->may &=
      nth(reader->choices, number) | (called || letter ? 0 : dates_with(reader->choices, OF_DAY, number));
  reader->at++;
  return TRUE;
}

/* "first", "later": the place in the list. */
static gboolean
place_in_list(Reader *reader)
{
  static const char *const words[] = { "first", "second", "third", "fourth", "fifth", NULL };
  static const char *const low[] = { "former", "earlier", "earliest", "sooner", NULL };
  static const char *const high[] = { "latter", "later", "latest", "last", NULL };
  const char *text = word(reader);
  int number = 0;
  while (words[number] && strcmp(words[number], text) != 0)
    number++;
  guint place = is_any_of(text, low)    ? 1
                : is_any_of(text, high) ? 1u << (reader->choices->n - 1)
                                        : nth(reader->choices, number + 1);
  if (!words[number] && !is_any_of(text, low) && !is_any_of(text, high))
    return FALSE;
  reader->may &= place;
  reader->at++;
  return TRUE;
}

guint
choice_mention(const Choices *choices, const char *const *words, guint at, guint *which)
{
  Reader reader = { choices, words, at, all_of(choices) };
  gboolean article = !strcmp(word(&reader), "the");
  reader.at += article;
  guint nouns = reader.at;
  while (is_any_of(word(&reader), NOUNS))
    reader.at++;
  gboolean called = reader.at > nouns;
  Reader start = reader;
  if (!calendar_day(&reader) && !clock_time(&reader)) {
    reader = start;
    gboolean alone = !at && !words[reader.at + (*word(&reader) != '\0')];
    const char *next = *word(&reader) ? words[reader.at + 1] : NULL;
    gboolean placed =
        article || called || alone || (next && (is_any_of(next, NOUNS) || !strcmp(next, "please")));
    if (!letter_or_number(&reader, called) && !(placed && place_in_list(&reader)))
      return 0;
    if (strcmp(word(&reader), "the") != 0 || weekday_of(words[reader.at + 1] ? words[reader.at + 1] : ""))
      calendar_day(&reader); /* "B Tuesday 14 October" is one date, said twice */
  }
  while (is_any_of(word(&reader), NOUNS))
    reader.at++;
  *which = reader.may;
  return reader.at - at;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates in form fields. A field for a date says in its script how it shows one
 * (AFDate_FormatEx("dd/mm/yyyy"), as Acrobat writes it), so that its value means one day and needs no guess.
 * The script is looked at, never run. */
#include "reader/pdf/pdf.h"
#include <stdlib.h>
#include <string.h>

#define SCRIPT_LIMIT (16 << 10)

typedef struct {
  guint day, month, year;
} Date;

/* The forms that Acrobat has by number; those without a year or with a time are none. */
static const char *const NUMBERED[] = { NULL, "m/d/yy",   "mm/dd/yy",    NULL,
                                        NULL, "d-mmm-yy", "dd-mmm-yy",   "yy-mm-dd",
                                        NULL, NULL,       "mmm d, yyyy", "mmmm d, yyyy" };

static char *
script_of(const Pdf *pdf, qpdf_oh node, const char *event)
{
  qpdf_oh script = pdf_key(pdf, pdf_key(pdf, pdf_key(pdf, node, "/AA"), event), "/JS");
  gsize n;
  return qpdf_oh_is_stream(pdf->q, script) ? pdf_stream(pdf, script, SCRIPT_LIMIT, &n)
                                           : pdf_string(pdf, script);
}

/* The pattern that @script formats by, "" if it is not for dates. g_free. */
static char *
pattern_in(const char *script)
{
  const char *named = script ? strstr(script, "AFDate_FormatEx(") : NULL;
  const char *numbered = script ? strstr(script, "AFDate_Format(") : NULL;
  if (named) {
    named += strlen("AFDate_FormatEx(");
    named += strspn(named, "\"' ");
    return g_strndup(named, strcspn(named, "\"')"));
  }
  gulong i = numbered ? strtoul(numbered + strlen("AFDate_Format("), NULL, 10) : 0;
  return g_strdup(i < G_N_ELEMENTS(NUMBERED) && NUMBERED[i] ? NUMBERED[i] : "");
}

static guint
month_named(const char **value)
{
  static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  g_autofree char *start = g_ascii_strdown(*value, 3);
  const char *found = strlen(start) == 3 ? strstr(months, start) : NULL;
  while (g_ascii_isalpha(**value))
    (*value)++;
  return found && (found - months) % 3 == 0 ? (guint) (found - months) / 3 + 1 : 0;
}

static guint
number_at(const char **value)
{
  char *end;
  guint number = g_ascii_isdigit(**value) ? (guint) MIN(strtoul(*value, &end, 10), 9999) : 0;
  if (number)
    *value = end;
  return number;
}

/* One token of the pattern, @n letters @letter; FALSE if it is for no part of a date. */
static gboolean
take(Date *date, char letter, gsize n, const char **value)
{
  if (letter == 'd' && n > 2)
    (void) month_named(value); /* the day of the week */
  else if (letter == 'd')
    date->day = number_at(value);
  else if (letter == 'm')
    date->month = n > 2 ? month_named(value) : number_at(value);
  else if (letter == 'y')
    date->year = number_at(value);
  else
    return FALSE;
  return TRUE;
}

static gboolean
parse(const char *pattern, const char *value, Date *date)
{
  while (*pattern) {
    gsize n = 1;
    if (!g_ascii_isalpha(*pattern)) {
      pattern++;
      continue;
    }
    while (pattern[n] == *pattern)
      n++;
    while (*value && !g_ascii_isalnum(*value))
      value++;
    if (!take(date, *pattern, n, &value))
      return FALSE;
    pattern += n;
  }
  if (date->year && date->year < 100)
    date->year += 2000;
  return !*value && date->year >= 1900 && date->day && date->month &&
         g_date_valid_dmy((GDateDay) date->day, (GDateMonth) date->month, (GDateYear) date->year);
}

char *
pdf_date(const Pdf *pdf, qpdf_oh node, char *value)
{
  Date date = { 0 };
  g_autofree char *script = script_of(pdf, node, "/F"), *pattern = pattern_in(script);
  if (!*pattern || !parse(pattern, value, &date))
    return value;
  g_free(value);
  return g_strdup_printf("%04u-%02u-%02u", date.year, date.month, date.day);
}

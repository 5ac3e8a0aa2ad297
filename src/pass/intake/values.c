/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the text of one box. Does not know where it stood. 01/04/2026 is 1 April; 4/13/25 is unclear, never
 * guessed. */
#include "pass/intake/values.h"
#include "base/text.h"
#include "reader/reading.h"
#include <stdlib.h>
#include <string.h>

static int
month_of(const char *word)
{
  static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec" };
  for (int i = 0; i < 12 && strlen(word) >= 3; i++)
    if (!g_ascii_strncasecmp(word, months[i], 3))
      return i + 1;
  return 0;
}

static int
full_year(int year, gsize digits)
{
  return digits <= 2 ? 2000 + year : year;
}

/* The parts of a date: digits and letters, everything else between them. "6th" is 6. */
static guint
date_parts(const char *text, char parts[4][16])
{
  guint n = 0;
  for (const char *p = text; *p && n < 4;) {
    gsize length = 0;
    gboolean digits = g_ascii_isdigit(*p);
    while (p[length] && (digits ? g_ascii_isdigit(p[length]) : g_ascii_isalpha(p[length])))
      length++;
    if (!length) {
      p++;
      continue;
    }
    gboolean ordinal = !digits && length == 2 && n && g_ascii_isdigit(p[-1]);
    gboolean weekday = !digits && n == 0;
    if (!ordinal && !weekday && length < 16) {
      memcpy(parts[n], p, length);
      parts[n++][length] = '\0';
    }
    p += length;
  }
  return n;
}

Day
value_day(const char *text)
{
  if (strlen(text) >= 10) { /* YYYY-MM-DD, a time may follow */
    g_autofree char *head = g_strndup(text, 10);
    Day day = day_parse(head);
    if (day != DAY_NONE)
      return day;
  }
  char parts[4][16];
  if (date_parts(text, parts) < 3 || !g_ascii_isdigit(parts[0][0]) || !g_ascii_isdigit(parts[2][0]))
    return DAY_NONE;
  int month = g_ascii_isdigit(parts[1][0]) ? atoi(parts[1]) : month_of(parts[1]);
  gsize digits = strlen(parts[2]);
  if (strlen(parts[0]) > 2 || (digits != 2 && digits != 4))
    return DAY_NONE;
  return day_from_ymd(full_year(atoi(parts[2]), digits), month, atoi(parts[0]));
}

static ValueState
read_yes_no(const char *key, const char *text, char **value)
{
  static const char *const yes[] = { "true", "yes", "y", "x", "1", "done", "ticked", "completed" };
  static const char *const no[] = { "false", "no", "n", "0", "not yet", "none" };
  for (guint i = 0; i < G_N_ELEMENTS(yes); i++)
    if (!strcmp(key, yes[i])) {
      *value = g_strdup("true");
      return VALUE_GOOD;
    }
  for (guint i = 0; i < G_N_ELEMENTS(no); i++)
    if (!strcmp(key, no[i])) {
      *value = g_strdup("false");
      return VALUE_GOOD;
    }
  gunichar first = g_utf8_get_char(text);
  if (first == 0x2713 || first == 0x2714 || first == 0x2611 || first == 0x2612) {
    *value = g_strdup("true");
    return VALUE_GOOD;
  }
  if (first == 0x2610) {
    *value = g_strdup("false");
    return VALUE_GOOD;
  }
  return VALUE_UNCLEAR;
}

/* A choice by its words, or by the beginning of them when that names one alone. */
static ValueState
read_choice(const FormField *field, const char *key, char **value)
{
  if (!field->of) {
    *value = g_strdup(key);
    return VALUE_GOOD;
  }
  guint found = 0;
  const char *only = NULL;
  for (guint i = 0; field->of && field->of[i]; i++) {
    g_autofree char *choice = text_key(field->of[i]);
    if (!strcmp(choice, key)) {
      *value = g_strdup(field->of[i]);
      return VALUE_GOOD;
    }
    if (*key && g_str_has_prefix(choice, key)) {
      found++;
      only = field->of[i];
    }
  }
  if (found != 1)
    return VALUE_UNCLEAR;
  *value = g_strdup(only);
  return VALUE_GOOD;
}

/* "3", "3.0", "3 - secure": the number in front, within the scale. */
static ValueState
read_rating(const FormField *field, const char *text, char **value)
{
  char *end;
  double number = g_ascii_strtod(text, &end);
  if (end == text || number < 1 || number > field->scale || number != (int) number || g_ascii_isalnum(*end))
    return VALUE_UNCLEAR;
  *value = g_strdup_printf("%d", (int) number);
  return VALUE_GOOD;
}

static ValueState
read_number(const char *text, char **value)
{
  char *end;
  double number = g_ascii_strtod(text, &end);
  if (end == text)
    return VALUE_UNCLEAR;
  g_strchug(end);
  while (g_ascii_isalpha(*end))
    end++; /* "2 hours", "2h" */
  if (*g_strchug(end) || number < 0)
    return VALUE_UNCLEAR;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  *value = g_strdup(g_ascii_formatd(buffer, sizeof buffer, "%g", number));
  return VALUE_GOOD;
}

static ValueState
read_typed(const FormField *field, const char *text, char **value)
{
  g_autofree char *key = text_key(text);
  Day day;
  switch (field->type) {
  case FIELD_TEXT:
  case FIELD_EVIDENCE:
  case FIELD_PERSON: *value = g_strdup(text); return VALUE_GOOD;
  case FIELD_EMAIL: *value = text_address(text); return *value ? VALUE_GOOD : VALUE_UNCLEAR;
  case FIELD_DATE:
    day = value_day(text);
    *value = day == DAY_NONE ? NULL : day_format(day);
    return *value ? VALUE_GOOD : VALUE_UNCLEAR;
  case FIELD_NUMBER: {
    g_autofree char *copy = g_strdup(text);
    return read_number(copy, value);
  }
  case FIELD_YES_NO: return read_yes_no(key, text, value);
  case FIELD_CHOICE: return read_choice(field, key, value);
  case FIELD_RATING: return read_rating(field, text, value);
  }
  return VALUE_UNCLEAR;
}

ValueState
value_read(const FormField *field, const char *text, char **value)
{
  g_autofree char *clean = text_clean(text ? text : "", -1, 16384, TRUE);
  *value = NULL;
  if (!*clean)
    return VALUE_EMPTY;
  ValueState state = reading_is_fault(clean) ? VALUE_UNCLEAR : read_typed(field, clean, value);
  if (state == VALUE_UNCLEAR) {
    g_free(*value);
    *value = g_steal_pointer(&clean);
  }
  return state;
}

static char *
wanted_choice(const FormField *field)
{
  guint n = field->of ? g_strv_length(field->of) : 0;
  g_autoptr(GString) words = g_string_new(n ? "one of: " : "one of those that the form offers");
  for (guint i = 0; i < n; i++)
    g_string_append_printf(words, "%s%s", i ? ", " : "", field->of[i]);
  return g_strdup(words->str);
}

char *
value_wanted(const FormField *field)
{
  switch (field->type) {
  case FIELD_DATE: return g_strdup("a date such as 14 October 2026");
  case FIELD_NUMBER: return g_strdup("a number such as 2 or 1.5");
  case FIELD_YES_NO: return g_strdup("Yes or No");
  case FIELD_RATING: return g_strdup_printf("a number from 1 to %d", field->scale);
  case FIELD_CHOICE: return wanted_choice(field);
  case FIELD_EMAIL: return g_strdup("one email address");
  case FIELD_TEXT:
  case FIELD_EVIDENCE:
  case FIELD_PERSON: break;
  }
  return g_strdup("a few words");
}

char *
value_words(const FormField *field, const char *value)
{
  if (field->type == FIELD_YES_NO)
    return g_strdup(!strcmp(value, "true") ? "Yes" : "No");
  Day day = field->type == FIELD_DATE ? day_parse(value) : DAY_NONE;
  return day == DAY_NONE ? g_strdup(value) : day_words(day);
}

/* The value that @word is, as the scheme writes it; NULL when it is none. */
static const char *
allowed(const SchemeAttribute *attribute, const char *word)
{
  if (!attribute->values)
    return word;
  g_autofree char *key = text_key(word);
  for (guint i = 0; attribute->values[i]; i++) {
    g_autofree char *value = text_key(attribute->values[i]);
    if (!strcmp(value, key))
      return attribute->values[i];
  }
  return NULL;
}

GStrv
values_of_attribute(const SchemeAttribute *attribute, const char *text, char **bad)
{
  g_auto(GStrv) words = attribute->many ? g_strsplit_set(text, ";,", -1) : g_strsplit(text, "\n", 1);
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; words[i]; i++) {
    const char *word = g_strstrip(words[i]), *value = *word ? allowed(attribute, word) : NULL;
    if (*word && !value) {
      *bad = g_strdup(word);
      return NULL;
    }
    if (value && !g_ptr_array_find_with_equal_func(values, value, g_str_equal, NULL))
      g_ptr_array_add(values, g_strdup(value));
  }
  g_ptr_array_add(values, NULL);
  return (GStrv) g_ptr_array_free(g_steal_pointer(&values), FALSE);
}

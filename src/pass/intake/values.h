/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a box says, as the form's field means it: a date, a yes or no, a rating. Never guesses.
 * doc/contract.md, "Files that come in". */
#pragma once
#include "scheme/scheme.h"

typedef enum { VALUE_GOOD, VALUE_EMPTY, VALUE_UNCLEAR } ValueState;

/* The normal form of @text for @field into *value (g_free): dates YYYY-MM-DD, yes-no "true" or "false", a
 * rating's number, a choice as the scheme writes it. VALUE_UNCLEAR: *value is what was read. */
ValueState value_read(const FormField *field, const char *text, char **value);
/* The British day in "6 October 2026", "06/10/2026", "6.10.26", "2026-10-06"; DAY_NONE when it is none, or
 * cannot be one. */
Day value_day(const char *text);
/* What @field holds, for somebody who is asked for it: "a number from 1 to 4", "a date such as 14 October
 * 2026". g_free. */
char *value_wanted(const FormField *field);
/* How people read a normal form: dates in words, Yes and No. g_free. */
char *value_words(const FormField *field, const char *value);
/* The values that @text gives to @attribute, as the scheme writes them; several between ; or , where it may
 * have many. A strv, empty for no text; NULL when one is none that the scheme allows, which is then *bad
 * (g_free). */
GStrv values_of_attribute(const SchemeAttribute *attribute, const char *text, char **bad);

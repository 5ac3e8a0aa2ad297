/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bank holidays by rule. Reads no file and does not know which years are published. */
#include "calendar/holiday_rules.h"

enum { ENGLAND = 1, SCOTLAND = 2, IRELAND = 4, ALL = 7 };

/* PAIRED: one of two holidays on neighbouring days, such as Christmas and Boxing Day. */
typedef enum { FIXED, PAIRED, FROM_EASTER, NTH_MONDAY, LAST_MONDAY } RuleKind;

typedef struct {
  const char *name;
  int regions;
  RuleKind kind;
  int month;
  int value; /* the day of the month, days after Easter Sunday, or which Monday */
} Rule;

static const Rule RULES[] = {
  { .name = "New Year’s Day", .regions = ENGLAND | IRELAND, .kind = FIXED, .month = 1, .value = 1 },
  { .name = "New Year’s Day", .regions = SCOTLAND, .kind = PAIRED, .month = 1, .value = 1 },
  { .name = "2nd January", .regions = SCOTLAND, .kind = PAIRED, .month = 1, .value = 2 },
  { .name = "St Patrick’s Day", .regions = IRELAND, .kind = FIXED, .month = 3, .value = 17 },
  { .name = "Good Friday", .regions = ALL, .kind = FROM_EASTER, .value = -2 },
  { .name = "Easter Monday", .regions = ENGLAND | IRELAND, .kind = FROM_EASTER, .value = 1 },
  { .name = "Early May bank holiday", .regions = ALL, .kind = NTH_MONDAY, .month = 5, .value = 1 },
  { .name = "Spring bank holiday", .regions = ALL, .kind = LAST_MONDAY, .month = 5 },
  { .name = "Battle of the Boyne (Orangemen’s Day)",
    .regions = IRELAND,
    .kind = FIXED,
    .month = 7,
    .value = 12 },
  { .name = "Summer bank holiday", .regions = SCOTLAND, .kind = NTH_MONDAY, .month = 8, .value = 1 },
  { .name = "Summer bank holiday", .regions = ENGLAND | IRELAND, .kind = LAST_MONDAY, .month = 8 },
  { .name = "St Andrew’s Day", .regions = SCOTLAND, .kind = FIXED, .month = 11, .value = 30 },
  { .name = "Christmas Day", .regions = ALL, .kind = PAIRED, .month = 12, .value = 25 },
  { .name = "Boxing Day", .regions = ALL, .kind = PAIRED, .month = 12, .value = 26 },
};

static int
region_bit(const char *region)
{
  static const struct {
    const char *name;
    int bit;
  } regions[] = { { "england-and-wales", ENGLAND },
                  { "scotland", SCOTLAND },
                  { "northern-ireland", IRELAND } };
  for (guint i = 0; i < G_N_ELEMENTS(regions); i++)
    if (g_str_equal(region, regions[i].name))
      return regions[i].bit;
  return 0;
}

/* The anonymous Gregorian computus, as Butcher's Ecclesiastical Calendar (1876) and Meeus give it. */
Day
holiday_rules_easter(int year)
{
  if (year < 1583 || year > 9999)
    return DAY_NONE;
  int golden = year % 19, century = year / 100, rest = year % 100;
  int skipped = century - century / 4 - (century - (century + 8) / 25 + 1) / 3;
  int epact = (19 * golden + skipped + 15) % 30;
  int weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
  int late = (golden + 11 * epact + 22 * weekday) / 451;
  int sum = epact + weekday - 7 * late + 114;
  return day_from_ymd(year, sum / 31, sum % 31 + 1);
}

/* A holiday at a weekend moves to the Monday after it. One of a pair moves by two days whether it falls on
 * Saturday or Sunday: of two neighbours one or the other is then on that Monday, and this one takes the
 * Tuesday. */
static Day
substituted(Day day, RuleKind kind)
{
  int weekday = day_weekday(day);
  if (weekday < 6)
    return day;
  return kind == PAIRED ? day + 2 : day + 8 - weekday;
}

static Day
rule_day(const Rule *rule, int year)
{
  Day first;
  switch (rule->kind) {
  case FROM_EASTER: return holiday_rules_easter(year) + rule->value;
  case NTH_MONDAY:
    first = day_from_ymd(year, rule->month, 1);
    return first + (8 - day_weekday(first)) % 7 + 7 * (rule->value - 1);
  case LAST_MONDAY: /* of a month of 31 days: May and August */
    first = day_from_ymd(year, rule->month, 31);
    return first - (day_weekday(first) - 1);
  default: return substituted(day_from_ymd(year, rule->month, rule->value), rule->kind);
  }
}

const char *
holiday_rules_on(const char *region, Day day)
{
  int year, month, dom, bit = region_bit(region);
  day_to_ymd(day, &year, &month, &dom);
  if (year < 1978 || year > 9999) /* the first year of the Early May holiday: no rule reaches further back */
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS(RULES); i++)
    if ((RULES[i].regions & bit) && rule_day(&RULES[i], year) == day)
      return RULES[i].name;
  return NULL;
}

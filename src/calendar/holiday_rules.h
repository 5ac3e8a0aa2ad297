/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bank holidays of the United Kingdom as the law fixes them (Banking and Financial Dealings Act 1971 and
 * the yearly proclamations that repeat): what to expect of a year that is not published yet. One-off holidays
 * cannot be known. */
#pragma once
#include "base/day.h"

/* Easter Sunday of the Gregorian calendar; DAY_NONE outside 1583 to 9999. */
Day holiday_rules_easter(int year);
/* The name of the holiday that is expected on @day, substitute days included; NULL if there is none, or no
 * rule. */
const char *holiday_rules_on(const char *region, Day day);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rule was in force when, and which came before and after it, in words. C2.1 */
#pragma once
#include "scheme/scheme.h"

/* Adds lines (of char*): nothing for a rule that always was. */
void explain_rules(GPtrArray *lines, const Scheme *scheme, const Requirement *requirement, Day today);

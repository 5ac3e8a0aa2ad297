/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year of a rehearsal: the schemes' dates as the year file has them, and those that it lacks, made up
 * within its terms. */
#pragma once
#include "scheme/scheme.h"

/* A year file with the terms, closures and @schemes' (of Scheme) sessions of @year, and two made-up sessions
 * for each event (in each term, where it is per term) that has none. Placements are left out: they name
 * people. g_free. */
char *rehearse_dates(const GPtrArray *schemes, const Year *year);

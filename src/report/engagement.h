/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of what was asked of a school's people was done: counts that explain a score. C5.21, C5.22 */
#pragma once
#include "report/view.h"

/* What was due, or done before it was, and what of that was done. */
typedef struct {
  guint done, asked;
} Share;

/* The requirements that count for the rule, and that the reader may know of: of const Requirement*, borrowed.
 */
GPtrArray *engagement_requirements(ReportView *view);
/* What the people of each school did: school (gint64) -> an array of as many Share as @requirements. Schools
 * of which nothing was asked are not in it. */
GHashTable *engagement_of(ReportView *view, const GPtrArray *requirements);
/* The mean of the shares of whatever was asked, 0 to 100; -1: nothing was. @shares NULL: nothing was. */
int engagement_score(const Share *shares, guint n);

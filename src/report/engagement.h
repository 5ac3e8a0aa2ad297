/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of what was asked of a school's people was done: counts that explain a score. C5.21, C5.22 */
#pragma once
#include "report/view.h"

/* For one school: a pair for each requirement that counts. */
typedef struct {
  guint done, asked;
} Share;

/* The requirements that count for the rule: of const Requirement*, borrowed. */
GPtrArray *engagement_requirements(ReportView *view);
/* What the people of @school did, as many as @requirements; what is not due yet counts only when it is done.
 * g_free. */
Share *engagement_of(ReportView *view, const GPtrArray *requirements, gint64 school);
/* The mean of the shares of whatever was asked, 0 to 100; -1: nothing was. */
int engagement_score(const Share *shares, guint n);

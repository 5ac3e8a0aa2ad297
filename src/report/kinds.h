/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function a kind of report; each adds its sentences and tables to @report, of what @view may see. */
#pragma once
#include "report/view.h"

/* What a form's answers say: each need by rating, by every attribute, by school, changes since the same
 * people last answered, and the words people wrote, without names. Small groups are hidden. C1.23, C1.27,
 * C5.7 */
void report_needs(ReportView *view, Report *report);
/* How far each person is with each requirement, by school, and who owes what. C1.33, C5.22 */
void report_compliance(ReportView *view, Report *report);
/* Of that the table of who owes what. FALSE: nobody owes anything. */
gboolean report_owing(ReportView *view, Report *report);

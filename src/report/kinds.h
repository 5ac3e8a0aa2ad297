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
/* Of that the table of who owes what. */
void report_owing(ReportView *view, Report *report);
/* Awards held, with codes, and those that were replaced; shared ones of people who agreed to it. C3.29 */
void report_register(ReportView *view, Report *report);
/* What schools may claim, for whom, and the evidence. C2.16, C2.17 */
void report_claims(ReportView *view, Report *report);
/* Ratings below a mark, and what is being done about them. C5.10, C5.19 */
void report_attention(ReportView *view, Report *report);
/* A score a school, and the counts that explain it. C5.21 */
void report_engagement(ReportView *view, Report *report);
/* Which schools were visited. C5.25 */
void report_visits(ReportView *view, Report *report);
/* In which weeks something was not held. C2.7 */
void report_weeks(ReportView *view, Report *report);
/* Hours that are paid, and their limit. C1.32 */
void report_payroll(ReportView *view, Report *report);
/* Placements, and which certification their mentors hold. C3.29 */
void report_placements(ReportView *view, Report *report);
/* Who was told of each notice. C2.20 */
void report_notices(ReportView *view, Report *report);
/* Who is not allocated to exactly one holder of a role. C2.5 */
void report_allocation(ReportView *view, Report *report);
/* Everything about one school, or all side by side. C5.15 */
void report_school(ReportView *view, Report *report);

/* "Priya Nair: talk to the trainee (12/03/2027, under way)"; "nothing yet". g_free. C5.29 */
char *follow_up_words(ReportView *view, gint64 filed);
/* A table of actions, if there are any. How many are still open. C5.26 */
guint follow_ups(ReportView *view, Report *report);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function a kind of report; each adds its tables to @report. */
#pragma once
#include "paper/report.h"
#include "pass/engine.h"

/* What a form's answers say: each need by rating and by phase, and the words people wrote, without their
 * names. Groups of fewer than three are left out of the comparison. */
void report_needs(Engine *engine, const Scheme *scheme, const Year *year, const SchemeReport *rule,
                  Report *report);
/* Who owes what: each requirement in numbers, then everybody's open and overdue ones. */
void report_compliance(Engine *engine, const Scheme *scheme, const Year *year, Report *report);

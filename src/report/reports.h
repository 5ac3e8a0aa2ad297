/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports of schemes: what people need, how far they are, what was awarded. Reads facts, writes nothing.
 * C1.23, C1.33, C5.15 */
#pragma once
#include "paper/report.h"
#include "pass/engine.h"

/* Draws the report @id of any scheme as the office sees it, @school (0: all) alone. FAULT_DATA when no scheme
 * has it, or today lies in no academic year. */
Report *reports_draw(Engine *engine, const char *id, gint64 school, GError **error);
/* The same of one rule, as @reader (0: the office) may see it, who holds one of its roles. */
Report *reports_draw_for(Engine *engine, const Scheme *scheme, const Year *year, const SchemeReport *rule,
                         gint64 reader, gint64 school);
/* What stands over it: its own title, or that of its kind. */
const char *report_title(const SchemeReport *rule);
/* The same for reports that say the same, whenever they were drawn. g_free. */
char *report_fingerprint(const Report *report);

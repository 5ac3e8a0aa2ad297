/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports of a scheme: what mentors need, and who owes what. Reads facts, writes nothing. C1.23, C1.33 */
#pragma once
#include "paper/report.h"
#include "pass/engine.h"

/* Draws the report @id of any scheme. FAULT_DATA when no scheme has it, or its kind is not drawn yet. */
Report *reports_draw(Engine *engine, const char *id, GError **error);

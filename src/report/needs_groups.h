/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form's ratings by groups of people. */
#pragma once
#include "report/ratings.h"

/* A table for each attribute of people that divides @voices, and one for schools: a row a group, a column a
 * question. */
void needs_by_group(ReportView *view, const SchemeForm *form, const GPtrArray *voices, Report *report);

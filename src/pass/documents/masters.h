/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms as files: drawn from their fields, or the office's own master filled. */
#pragma once
#include "paper/form.h"
#include "pass/engine.h"

/* FAULT_CONFIG "file:line: words" when the master cannot be filled. */
GBytes *masters_document(const SchemeForm *form, const FormDocument *values, GError **error);
GBytes *masters_workbook(const SchemeForm *form, const FormWorkbook *values, GError **error);
/* What is wrong with the masters of @scheme, a line each, added to @faults: one that cannot be opened, and
 * each field whose label the reader does not find, as it would not when the form comes back. */
void masters_check(Engine *engine, const Scheme *scheme, GString *faults);

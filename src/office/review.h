/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Review: what a human decides about a case, and what follows from it. Each of the three ends settles the
 * case, inside the caller's transaction; states are decided afterwards. */
#pragma once
#include "office/case_file.h"

/* The document is the open return of one of @people (of Person: those with an address). FAULT_DATA. */
gboolean review_assign(CaseFile *file, const GPtrArray *people, GError **error);
/* What the case asks is so: the best guess is filed, the change made, the mentor's word taken. @values:
 * "LABEL=VALUE", NULL at the end; for a form they are its boxes and stand over what was read. FAULT_DATA. */
gboolean review_accept(CaseFile *file, char *const *values, GError **error);
/* It is not so, and the ladder goes on. */
gboolean review_reject(CaseFile *file, GError **error);

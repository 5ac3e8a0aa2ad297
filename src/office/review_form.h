/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a case about a form: it is filed as it was read, as it was proposed, as it is typed; and its
 * receipt goes out. */
#pragma once
#include "office/review.h"
#include "pass/intake/match.h"

/* What was read or kept for the obligation that `ref` names in @typed, else for the best guess; what is typed
 * stands over it. Into *outcome what settles the case (g_free). FAULT_DATA. */
gboolean review_file(CaseFile *file, const GPtrArray *typed, char **outcome, GError **error);
/* The document is the return for @obligation. Likewise. */
gboolean review_file_for(CaseFile *file, const Recognised *form, Obligation *obligation, char **outcome,
                         GError **error);

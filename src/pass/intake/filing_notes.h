/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the receipt remarks on without holding anything up: an address or a school that is not the roster's, a
 * post code that is none. C3.15 */
#pragma once
#include "pass/intake/filing.h"

/* Adds a line to @outcome for each remark on @values, filed for @obligation. */
void filing_notes(const Inbound *inbound, Outcome *outcome, const SchemeForm *form,
                  const Obligation *obligation, const Values *values);
/* Whether a British post code stands in @text ("W5 2UP", "b113aa"): its shape, not whether it is in use. */
gboolean has_post_code(const char *text);

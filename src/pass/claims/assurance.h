/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A funding body's list of what schools claimed, answered by return: each row a yes or a no with its reason,
 * from what is on record, and the evidence behind it. What cannot be decided is left as it was, and said.
 * C2.17 */
#pragma once
#include "pass/intake/match.h"

/* Answers the rows of @document, a form that records claims; the letter with the filled-in file is laid into
 * @outcome. */
void assurance_take(Inbound *inbound, Outcome *outcome, const ReadingDocument *document,
                    const Recognised *form);

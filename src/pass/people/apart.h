/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs that should not be: a mentor who assesses the one they mentor, or is their line manager. The office
 * is asked once; what it accepts stands. C4.10, C4.11 */
#pragma once
#include "pass/decide/standing.h"

/* Opens a case for each placement of the person's in which mentor and trainee are what `apart` of its event
 * names, and settles one that is so no longer. */
void apart_watch(const Standing *standing);
